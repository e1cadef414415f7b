"""The editor of a document loads and stores its lines and terms; issued ones get revisions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed
from domain.parts import LineItem
from domain.pricing.model import AllowanceCharge
from domain.records.fields import FieldType
from services.context import Context
from services.invoicing.contents.content import read_content, store_content
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.invoicing.revising import list_revisions, revise_document
from services.parts.use_cases import add_part, change_part
from services.records.use_cases import add_record, show_record
from services.undo import undo

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def draft(context: Context) -> UUID:
    add_record(context, "company", {"title": "Ромашка"})
    data = {"company": "Ромашка", "currency": "RUB", "products": [CHAIR]}
    return make_document(context, "invoice", None, data)


def total(context: Context, key: UUID) -> object:
    return show_record(context, "invoice", key).values["total"]


@pytest.mark.row("INV-06", "DOC-12", "DOC-13")
def test_what_is_stored_is_loaded_again_with_the_same_rows(context: Context) -> None:
    key = draft(context)
    shown = read_content(context, "invoice", key)
    lines = [
        replace(shown.lines[0], quantity=Decimal(3), list_price=Decimal(120)),
        LineItem(kind="comment", name="to the 3rd floor"),
        LineItem(name="Delivery", price=Decimal(50)),
        LineItem(),
    ]
    discount = AllowanceCharge(percent=Decimal(10), reason="Regular client")
    terms = replace(shown.terms, allowances_charges=(discount,), prices_include_tax=True)
    stored = store_content(context, shown, lines, terms, shows_tax=False)
    assert [line.name for line in stored.lines] == ["Chair", "to the 3rd floor", "Delivery"]
    assert stored.lines[0].id == shown.lines[0].id
    assert stored.lines[0].list_price == 120
    assert stored.terms == terms
    assert stored.shows_tax is False
    assert total(context, key) == 315
    undo(context)
    assert read_content(context, "invoice", key).terms == shown.terms
    assert total(context, key) == 240


def test_what_somebody_else_has_changed_is_not_overwritten_unasked(
    context: Context, other: Context
) -> None:
    key = draft(context)
    shown = read_content(context, "invoice", key)
    line = shown.lines[0]
    assert line.id is not None
    add_part(other, "invoice", key, FieldType.LINE_ITEM, {"name": "Lamp", "price": 5})
    mine = [replace(line, quantity=Decimal(3))]
    stored = store_content(context, shown, mine, shown.terms)
    assert [(one.name, one.quantity) for one in stored.lines] == [("Chair", 3), ("Lamp", None)]
    change_part(other, FieldType.LINE_ITEM, line.id, {"quantity": "4"})
    mine = [replace(stored.lines[0], quantity=Decimal(5)), stored.lines[1]]
    with pytest.raises(Conflict, match="Борис Волков"):
        store_content(context, stored, mine, stored.terms)
    assert total(context, key) == 485
    store_content(context, stored, mine, stored.terms, overrule=True)
    assert total(context, key) == 605


def test_terms_that_both_have_changed_are_not_overwritten_unasked(
    context: Context, other: Context
) -> None:
    key = draft(context)
    shown = read_content(context, "invoice", key)
    discounts = [AllowanceCharge(percent=Decimal(rate)) for rate in (5, 10)]
    mine, theirs = (replace(shown.terms, allowances_charges=(one,)) for one in discounts)
    store_content(other, shown, shown.lines, theirs)
    with pytest.raises(Conflict, match="Борис Волков"):
        store_content(context, shown, shown.lines, mine)
    assert store_content(context, shown, shown.lines, shown.terms).terms == theirs
    assert store_content(context, shown, shown.lines, mine, overrule=True).terms == mine


def test_tax_that_somebody_else_has_hidden_stays_hidden(context: Context, other: Context) -> None:
    shown = read_content(context, "invoice", draft(context))
    store_content(other, shown, shown.lines, shown.terms, shows_tax=False)
    mine = [replace(shown.lines[0], quantity=Decimal(7))]
    assert store_content(context, shown, mine, shown.terms, shows_tax=True).shows_tax is False


@pytest.mark.row("HIST-07", "QUOTE-03")
def test_an_issued_invoice_changes_by_revisions_alone(context: Context) -> None:
    key = draft(context)
    issue_document(context, "invoice", key)
    shown = read_content(context, "invoice", key)
    line = shown.lines[0]
    assert line.id is not None
    with pytest.raises(NotAllowed, match="revision"):
        change_part(context, FieldType.LINE_ITEM, line.id, {"quantity": "5"})
    changed = [replace(line, quantity=Decimal(5))]
    store_content(context, shown, changed, shown.terms, reason="one more table")
    found = show_record(context, "invoice", key).values
    assert (found["revision"], found["total"]) == (2, 600)
    (before,) = list_revisions(context, "invoice", key)
    assert (before.number, before.reason, before.author) == (1, "one more table", "anna")
    assert before.content["lines"][0]["quantity"] == "2"
    assert revise_document(context, "invoice", key, {"due": "2037-01-01"}) == 3
    undo(context)
    assert show_record(context, "invoice", key).values["revision"] == 2
    with pytest.raises(BadInput, match="still a draft"):
        revise_document(context, "invoice", draft_of(context), {"due": "2037-01-01"})


def draft_of(context: Context) -> UUID:
    return make_document(context, "invoice", None, {"products": [CHAIR]})


def test_a_revision_to_another_sum_opens_a_paid_invoice_again(context: Context) -> None:
    key = draft(context)
    issue_document(context, "invoice", key)
    add_payment(context, key, NewPayment())
    shown = read_content(context, "invoice", key)
    store_content(context, shown, [replace(shown.lines[0], quantity=Decimal(3))], shown.terms)
    found = show_record(context, "invoice", key).values
    assert (getattr(found["status"], "code", ""), found["outstanding"]) == ("issued", 120)


def test_an_invoice_issued_meanwhile_is_not_changed_as_a_draft(
    context: Context, other: Context
) -> None:
    key = draft(context)
    shown = read_content(context, "invoice", key)
    issue_document(other, "invoice", key)
    with pytest.raises(Conflict, match="issued the document meanwhile"):
        store_content(context, shown, shown.lines, shown.terms)
