"""Documents get their number when they are issued, and keep it (FEATURES INV-01)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed
from domain.records.references import Reference
from domain.records.values import Choice, Value
from services.context import Context
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import drafts_among, issue_document, issue_documents
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def company(context: Context, title: str = "Ромашка", **fields: object) -> UUID:
    return add_record(context, "company", {"title": title} | fields)


def draft(context: Context, **fields: object) -> UUID:
    data = {"company": "Ромашка", "currency": "RUB", "products": [CHAIR]} | fields
    return make_document(context, "invoice", None, data)


def values(context: Context, key: UUID, kind: str = "invoice") -> dict[str, Value]:
    return dict(show_record(context, kind, key).values)


def status(context: Context, key: UUID, kind: str = "invoice") -> str:
    found = values(context, key, kind)["status"]
    assert isinstance(found, Choice)
    return found.code


@pytest.mark.row("INV-02", "INV-06")
def test_a_draft_keeps_what_its_lines_come_to_and_has_no_number(context: Context) -> None:
    company(context)
    key = draft(context)
    found = values(context, key)
    assert (found["number"], status(context, key)) == ("", "draft")
    assert (found["net"], found["tax"], found["total"]) == (200, 40, 240)
    assert found["outstanding"] == 0
    assert show_record(context, "invoice", key).title == "(draft)"


@pytest.mark.row("INV-01")
def test_an_issued_invoice_has_the_next_number_and_waits_for_money(context: Context) -> None:
    company(context)
    year = context.now().year
    first, second = draft(context), draft(context)
    assert issue_document(context, "invoice", first) == f"{year}-0001"
    assert issue_document(context, "invoice", second) == f"{year}-0002"
    assert issue_document(context, "invoice", first) == f"{year}-0001"
    assert status(context, first) == "issued"
    assert values(context, first)["outstanding"] == 240


def test_a_draft_without_payer_or_products_is_not_issued(context: Context) -> None:
    nobody = make_document(context, "invoice", None, {"products": [CHAIR]})
    with pytest.raises(BadInput, match="who pays") as caught:
        issue_document(context, "invoice", nobody)
    assert caught.value.field == "company"
    company(context)
    nothing = draft(context, products=[])
    with pytest.raises(BadInput, match="Add a product"):
        issue_document(context, "invoice", nothing)
    good = draft(context)
    edit_record(context, "invoice", nothing, {"subject": "Nothing yet"})
    with pytest.raises(BadInput, match=r"Nothing yet · .*: Add a product"):
        issue_documents(context, "invoice", [good, nothing])
    assert issue_document(context, "invoice", good).endswith("-0001")
    assert drafts_among(context, "invoice", [good, nothing]) == [nothing]


@pytest.mark.row("INV-01")
def test_nobody_takes_back_that_an_invoice_was_issued(context: Context) -> None:
    company(context)
    key = draft(context)
    number = issue_document(context, "invoice", key)
    with pytest.raises(Conflict, match=f"{number} has been issued, and its number stays"):
        undo(context)
    with pytest.raises(NotAllowed, match="number stays"):
        edit_record(context, "invoice", key, {"status": "draft"})
    with pytest.raises(NotAllowed, match="number stays"):
        delete_record(context, "invoice", key)
    with pytest.raises(NotAllowed, match="revision"):
        edit_record(context, "invoice", key, {"date": "2026-01-01"})
    assert values(context, key)["number"] == number


def test_older_steps_can_be_taken_back_past_an_issued_invoice(context: Context) -> None:
    other = company(context, "Vega")
    edit_record(context, "company", other, {"comment": "big"})
    company(context)
    issue_document(context, "invoice", draft(context))
    assert undo(context, pass_over=True).startswith("company changed")
    assert show_record(context, "company", other).values["comment"] == ""


@pytest.mark.row("INV-07")
def test_a_draft_that_is_given_another_status_is_issued(context: Context) -> None:
    company(context)
    key = draft(context)
    edit_record(context, "invoice", key, {"status": "sent"})
    assert values(context, key)["number"]
    assert status(context, key) == "sent"


@pytest.mark.row("INV-21")
def test_partial_payments_lead_to_a_paid_invoice(context: Context) -> None:
    company(context)
    key = draft(context)
    issue_document(context, "invoice", key)
    first = add_payment(context, key, NewPayment(Decimal(100), document="17"))
    assert first.explain().replace("\xa0", " ") == "100 ₽ paid, 140 ₽ still to come."
    assert status(context, key) == "issued"
    second = add_payment(context, key, NewPayment())
    assert (second.paid, second.outstanding) == (240, 0)
    assert status(context, key) == "paid"
    undo(context)
    assert (status(context, key), values(context, key)["outstanding"]) == ("issued", 140)
    over = add_payment(context, key, NewPayment(Decimal(200)))
    assert "60\xa0₽ more than was asked for" in over.explain()


def test_an_invoice_that_is_called_paid_has_a_payment(context: Context) -> None:
    company(context)
    key = draft(context)
    edit_record(context, "invoice", key, {"status": "paid"})
    found = values(context, key)
    assert (found["paid"], found["outstanding"]) == (240, 0)
    assert found["paid_on"] == context.now().date()


def test_nothing_is_given_back_unasked(context: Context) -> None:
    company(context)
    key = draft(context)
    issue_document(context, "invoice", key)
    add_payment(context, key, NewPayment(Decimal(300)))
    with pytest.raises(BadInput, match="nothing is outstanding"):
        add_payment(context, key, NewPayment())
    assert values(context, key)["paid"] == 300


@pytest.mark.row("INV-09", "DEAL-13", "A22.1")
def test_a_paid_invoice_suggests_the_next_stage_and_closes_no_deal(context: Context) -> None:
    company(context)
    deal = add_record(
        context, "deal", {"title": "Chairs", "company": "Ромашка", "products": [CHAIR]}
    )
    before = show_record(context, "deal", deal).values["stage"]
    key = make_document(context, "invoice", Reference("deal", deal, ""))
    issue_document(context, "invoice", key)
    outcome = add_payment(context, key, NewPayment())
    assert show_record(context, "deal", deal).values["stage"] == before
    assert outcome.suggestion is not None
    assert outcome.suggestion.deal.title == "Chairs"
    assert outcome.suggestion.stage.code != getattr(before, "code", "")


@pytest.mark.row("INV-01")
def test_a_credit_note_takes_an_invoice_back(context: Context) -> None:
    company(context)
    key = draft(context)
    issue_document(context, "invoice", key)
    note = credit_invoice(context, key, reason="wrong client")
    found = values(context, note)
    assert (found["kind"], found["total"]) == ("credit_note", -240)
    assert str(found["number"]).startswith("C")
    assert status(context, key) == "cancelled"
    assert values(context, key)["outstanding"] == 0
    with pytest.raises(BadInput, match="Nothing is left"):
        credit_invoice(context, key)


def test_a_credit_note_takes_single_lines_back(context: Context) -> None:
    company(context)
    key = draft(context, products=[CHAIR, {"name": "Lamp", "price": 50}])
    issue_document(context, "invoice", key)
    lines = values(context, key)["products"]
    assert isinstance(lines, tuple)
    chair = lines[0].id
    note = credit_invoice(context, key, {chair: Decimal(1)})
    assert values(context, note)["total"] == -120
    assert values(context, key)["outstanding"] == 170


@pytest.mark.row("QUOTE-04", "INV-20", "CONT-10")
def test_an_invoice_of_a_contact_is_one_of_their_company(context: Context) -> None:
    company(context)
    contact = add_record(context, "contact", {"last_name": "Иванов", "companies": ["Ромашка"]})
    key = make_document(context, "invoice", Reference("contact", contact, ""))
    found = values(context, key)
    assert [found[name].title for name in ("company", "contact")] == [
        "Ромашка",
        "Иванов",
    ]
    assert found["due"] is not None
    assert found["date"] == context.now().date()


@pytest.mark.row("INV-21")
@pytest.mark.parametrize(
    "said",
    [{"prepaid": 240}, {"products": [CHAIR | {"discount": "100%"}]}],
    ids=["prepaid", "free"],
)
def test_an_invoice_with_nothing_left_to_pay_is_paid_once_issued(
    context: Context, said: dict[str, object]
) -> None:
    company(context)
    key = draft(context, **said)
    issue_document(context, "invoice", key)
    assert (status(context, key), values(context, key)["outstanding"]) == ("paid", 0)


@pytest.mark.row("INV-02")
def test_an_invoice_is_not_due_before_its_day(context: Context) -> None:
    company(context)
    with pytest.raises(BadInput, match="cannot be due before that") as caught:
        draft(context, date="2026-05-10", due="2026-05-09")
    assert caught.value.field == "due"
    assert draft(context, date="2026-05-10", due="2026-05-10")
