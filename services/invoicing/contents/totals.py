"""The figures of a document: one way to work them out, for screens, lists, PDF and payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.content import Terms, allowances_in, priced_document, taxes_in
from domain.invoicing.kinds import CREDIT_NOTE, DRAFT, REJECTED, TAX_INCLUSIVE
from domain.money import from_millionths, to_millionths
from domain.parts import LineItem
from domain.pricing.model import Document as Priced
from domain.pricing.model import Totals
from domain.pricing.totals import price
from domain.records.fields import FieldType
from services.invoicing.statuses import meaning_of

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit


def terms_of(document: Invoice | Quote) -> Terms:
    """Return what concerns a document as a whole and no line of it."""
    return Terms(
        document.currency,
        document.tax_mode == TAX_INCLUSIVE,
        allowances_in(document.allowances),
        taxes_in(document.taxes),
        document.prepaid,
        document.rounding,
    )


def lines_within(unit: Unit, kind: str, key: UUID) -> list[LineItem]:
    """Return the lines of a document in their order, as the unit has written them."""
    from services.parts.rows import rows_of, values_of

    unit.session.flush()
    rows = rows_of(unit, kind, key, FieldType.LINE_ITEM)
    return [
        LineItem(UUID(bytes=row.id.bytes), **values_of(row, FieldType.LINE_ITEM)) for row in rows
    ]


def priced(lines: Sequence[LineItem], terms: Terms) -> tuple[Priced, Totals]:
    """Return a document as it is priced, with what it comes to."""
    document = priced_document(lines, terms)
    return document, price(document)


def keep_totals(unit: Unit, kind: str, document: Invoice | Quote) -> Totals:
    """Bring the sums that a document keeps for lists in step with its lines; return all figures.

    A credit note keeps them with a minus, so that sums over invoices are right. Raises BadInput
    where they are too large to be kept.
    """
    _priced, totals = priced(lines_within(unit, kind, document.id), terms_of(document))
    sign = -1 if getattr(document, "kind", "") == CREDIT_NOTE else 1
    kept = {
        "net": totals.tax_exclusive,
        "tax": totals.tax_total,
        "total": totals.tax_inclusive,
        "payable": totals.payable,
    }
    for name, amount in kept.items():
        to_millionths(amount)
        if getattr(document, name) != sign * amount:
            setattr(document, name, sign * amount)
    if kind == "invoice":
        keep_paid(unit, cast("Invoice", document))
    return totals


def keep_paid(unit: Unit, invoice: Invoice) -> None:
    """Bring what is paid and still to be paid in step with payments and credit notes."""
    connection = unit.connection
    paid, last = connection.execute(
        "SELECT coalesce(sum(amount), 0), max(day) FROM payment WHERE invoice_id = ?",
        (invoice.id.bytes,),
    ).fetchone()
    (credited,) = connection.execute(
        "SELECT coalesce(-sum(payable), 0) FROM invoice WHERE credited_id = ? "
        "AND issued_at IS NOT NULL AND deleted_at IS NULL AND status_id NOT IN "
        "(SELECT id FROM dictionary_value WHERE meaning = ?)",
        (invoice.id.bytes, REJECTED),
    ).fetchone()
    is_owed = (
        invoice.kind != CREDIT_NOTE
        and invoice.issued_at is not None
        and meaning_of(connection, invoice.status_id) not in (DRAFT, REJECTED)
    )
    sums = {"paid": from_millionths(paid), "credited": from_millionths(credited)}
    left = invoice.payable - sums["paid"] - sums["credited"]
    sums["outstanding"] = left if is_owed else Decimal(0)
    for name, amount in sums.items():
        if getattr(invoice, name) != amount:
            setattr(invoice, name, amount)
    paid_on = date.fromisoformat(last) if last else None
    if invoice.paid_on != paid_on:
        invoice.paid_on = paid_on


def check_lines(lines: Sequence[LineItem]) -> None:
    """Raise BadInput where there is nothing that could be asked money for."""
    if not any(line.price is not None for line in lines):
        raise BadInput(_("Add a product with a price first."), "products")
