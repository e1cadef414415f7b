"""The fields of own companies, quotes and invoices (FEATURES INV-02, INV-03, QUOTE-01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.i18n import N_
from domain.invoicing.kinds import (
    INVOICE,
    INVOICE_KINDS,
    LANGUAGES,
    PAYMENT_METHODS,
    QUOTE,
    STATUSES,
    TAX_MODES,
    TEMPLATES,
)
from domain.records.field_parts import column, common, products, requisites
from domain.records.fields import Field, FieldType

T = FieldType


def document_fields() -> Iterator[Field]:
    """Give the fields of all three kinds."""
    yield from _own_company()
    yield from _document(QUOTE)
    yield from _document(INVOICE)


def _own_company() -> Iterator[Field]:
    own = "own_company"
    yield column(own, "title", N_("Title"), T.TEXT, searchable=True, width=28)
    yield requisites(own)
    yield column(own, "director", N_("Director"), T.TEXT)
    yield column(own, "accountant", N_("Chief accountant"), T.TEXT)
    yield column(own, "phone", N_("Phone"), T.TEXT, width=18)
    yield column(own, "email", N_("E-mail"), T.TEXT)
    yield column(own, "site", N_("Site"), T.TEXT)
    yield column(own, "country", N_("Country"), T.TEXT)
    yield column(own, "currency", N_("Currency"), T.CURRENCY, width=8)
    yield column(own, "tax_mode", N_("Prices"), T.CODE, choices=tuple(TAX_MODES))
    yield column(own, "payment_days", N_("Days to pay"), T.INTEGER, least=0, most=3650)
    yield _method(own)
    yield from _printing(own)
    yield column(own, "is_default", N_("Default"), T.BOOL, width=8)
    yield from common(own)


def _document(kind: str) -> Iterator[Field]:
    kept: dict[str, Any] = {"read_only": True}
    yield column(kind, "number", N_("Number"), T.TEXT, searchable=True, width=12, **kept)
    yield column(kind, "subject", N_("Subject"), T.TEXT, searchable=True, width=20)
    if kind == INVOICE:
        codes = tuple(INVOICE_KINDS)
        yield column(kind, "kind", N_("Kind"), T.CODE, choices=codes, read_only=True)
    status = STATUSES[kind]
    yield column(kind, "status", N_("Status"), T.CHOICE, "status_id", choices=status, width=12)
    yield column(kind, "date", N_("Date"), T.DATE, "day", width=11)
    if kind == INVOICE:
        yield column(kind, "due", N_("Pay by"), T.DATE, "due_on", width=11)
    else:
        yield column(kind, "valid_until", N_("Valid until"), T.DATE, width=11)
    for target, label in (("company", N_("Company")), ("contact", N_("Contact person"))):
        yield _link(kind, target, label, searchable=True)
    yield _link(kind, "deal", N_("Deal"))
    if kind == INVOICE:
        yield _link(kind, "quote", N_("Quote"))
        yield column(
            kind,
            "credited",
            N_("Takes back"),
            T.RECORD,
            "credited_id",
            target=INVOICE,
            read_only=True,
        )
    yield products(kind)
    yield column(kind, "total", N_("Total"), T.AMOUNT, width=14, **kept)
    yield column(kind, "currency", N_("Currency"), T.CURRENCY, width=8)
    if kind == INVOICE:
        yield column(kind, "paid", N_("Paid"), T.AMOUNT, width=12, **kept)
        yield column(kind, "outstanding", N_("Outstanding"), T.AMOUNT, **kept)
        yield column(kind, "paid_on", N_("Paid on"), T.DATE, **kept)
    yield column(kind, "net", N_("Total without tax"), T.AMOUNT, **kept)
    yield column(kind, "tax", N_("Tax"), T.AMOUNT, **kept)
    yield column(kind, "payable", N_("To be paid"), T.AMOUNT, **kept)
    yield column(kind, "tax_mode", N_("Prices"), T.CODE, choices=tuple(TAX_MODES))
    yield column(kind, "tax_shown", N_("Tax is shown"), T.BOOL)
    yield column(kind, "prepaid", N_("Paid in advance"), T.AMOUNT)
    yield _method(kind)
    yield _link(kind, "own_company", N_("Own company"))
    yield from _printing(kind)
    yield column(kind, "revision", N_("Revision"), T.INTEGER, **kept)
    yield column(kind, "issued_at", N_("Issued"), T.MOMENT, **kept)
    yield from common(kind)


def _link(kind: str, target: str, label: str, **more: Any) -> Field:
    name = f"{target}_id"
    return column(kind, target, label, T.RECORD, name, target=target, **more)


def _method(kind: str) -> Field:
    label = N_("Payment method")
    return column(
        kind, "payment_method", label, T.CHOICE, "payment_method_id", choices=PAYMENT_METHODS
    )


def _printing(kind: str) -> Iterator[Field]:
    """Give what concerns the printed document."""
    yield column(kind, "language", N_("Language"), T.CODE, choices=tuple(LANGUAGES))
    yield column(kind, "template", N_("Template"), T.CODE, choices=tuple(TEMPLATES))
    yield column(kind, "notes", N_("Printed notes"), T.LONG_TEXT, printable=True)
