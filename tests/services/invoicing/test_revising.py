"""What follows when an issued document is changed by a revision (FEATURES HIST-07, INV-13)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, NotAllowed
from domain.parts import LineItem
from domain.records.values import Value
from services.context import Context
from services.currencies.rates import add_rate
from services.invoicing.contents.terms import parties_of
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.invoicing.revising import list_revisions, revise_document
from services.records.use_cases import add_record, edit_record, show_record

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def values(context: Context, key: UUID) -> dict[str, Value]:
    return dict(show_record(context, "invoice", key).values)


@pytest.fixture
def invoice(context: Context) -> UUID:
    """An issued invoice of 240 roubles for Ромашка; there are Лютик and two own companies."""
    for kind, title in (
        ("company", "Ромашка"),
        ("company", "Лютик"),
        ("own_company", "Вега"),
        ("own_company", "Норд"),
    ):
        add_record(context, kind, {"title": title, "requisites": [{"legal_name": f"ООО {title}"}]})
    data = {"company": "Ромашка", "own_company": "Вега", "currency": "RUB", "products": [CHAIR]}
    key = make_document(context, "invoice", None, data)
    issue_document(context, "invoice", key)
    return key


@pytest.mark.row("INV-04", "INV-13")
def test_another_client_or_own_company_pays_and_is_paid(context: Context, invoice: UUID) -> None:
    changed = {"company": "Лютик", "own_company": "Норд"}
    revise_document(context, "invoice", invoice, changed)
    parties = parties_of(context, "invoice", invoice)
    assert (parties.payer.title, parties.payee.title) == ("ООО Лютик", "ООО Норд")
    (former,) = list_revisions(context, "invoice", invoice)
    assert "ООО Ромашка" in former.content["payer"]


def test_another_client_needs_a_revision(context: Context, invoice: UUID) -> None:
    with pytest.raises(NotAllowed, match="revision"):
        edit_record(context, "invoice", invoice, {"company": "Лютик"})
    assert parties_of(context, "invoice", invoice).payer.title == "ООО Ромашка"


@pytest.mark.row("CUR-03")
def test_another_currency_converts_the_prices(context: Context, invoice: UUID) -> None:
    add_rate(context, "EUR", "80", base="RUB")
    revise_document(context, "invoice", invoice, {"currency": "EUR"})
    found = values(context, invoice)
    products = found["products"]
    assert isinstance(products, tuple)
    (line,) = [one for one in products if isinstance(one, LineItem)]
    assert (line.price, line.currency) == (Decimal("1.25"), "EUR")
    assert (found["total"], found["outstanding"]) == (3, 3)


def test_an_invoice_with_payments_keeps_its_currency(context: Context, invoice: UUID) -> None:
    add_rate(context, "EUR", "80", base="RUB")
    add_payment(context, invoice, NewPayment(Decimal(100)))
    with pytest.raises(BadInput, match="stays in RUB"):
        revise_document(context, "invoice", invoice, {"currency": "EUR"})
    assert values(context, invoice)["outstanding"] == 140


@pytest.mark.parametrize(
    ("changed", "said"), [({"products": []}, "product"), ({"company": None}, "who pays")]
)
def test_no_revision_asks_for_nothing_or_nobody(
    context: Context, invoice: UUID, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        revise_document(context, "invoice", invoice, changed)
    assert values(context, invoice)["total"] == 240
    assert list_revisions(context, "invoice", invoice) == []
