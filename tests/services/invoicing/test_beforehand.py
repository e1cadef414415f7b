"""What is there already is told before a document is made of a deal (FEATURES INV-01, INV-05)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.parts import LineItem
from domain.records.references import Reference
from services.context import Context
from services.invoicing.beforehand import Beforehand, look_beforehand, say_of_many
from services.invoicing.contents.content import read_content
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document, make_documents
from services.records.use_cases import add_record

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100}


def deal(context: Context, *products: dict[str, object], amount: int | None = None) -> Reference:
    data = {"title": "Chairs", "amount": amount, "currency": "EUR", "products": [*products]}
    key = add_record(context, "deal", data | {"company": "Romashka"})
    return Reference("deal", key, "")


def lines(context: Context, key: UUID) -> tuple[LineItem, ...]:
    return read_content(context, "invoice", key).lines


@pytest.mark.row("INV-05")
def test_the_amount_of_a_deal_without_products_is_the_line_of_its_invoice(
    context: Context,
) -> None:
    source = deal(context, amount=500)
    found = look_beforehand(context, "invoice", source)
    assert found == Beforehand((), "Chairs", Decimal(500), "EUR")
    key = make_document(context, "invoice", source, whole=True)
    (line,) = lines(context, key)
    assert (line.name, line.quantity, line.price, line.currency) == ("Chairs", 1, 500, "EUR")
    assert not lines(context, make_document(context, "invoice", source))


def test_products_with_a_price_tell_it_themselves(context: Context) -> None:
    source = deal(context, CHAIR)
    assert look_beforehand(context, "invoice", source) == Beforehand()
    key = make_document(context, "invoice", source, whole=True)
    assert [line.name for line in lines(context, key)] == ["Chair"]


def test_products_without_a_price_stand_before_the_amount(context: Context) -> None:
    source = deal(context, {"name": "Chair"}, amount=500)
    key = make_document(context, "invoice", source, whole=True)
    assert [line.name for line in lines(context, key)] == ["Chair", "Chairs"]


@pytest.mark.row("INV-01")
def test_drafts_that_were_made_before_are_told_of(context: Context) -> None:
    source = deal(context, CHAIR)
    first = make_document(context, "invoice", source)
    second = make_document(context, "invoice", source)
    make_document(context, "quote", source)
    found = look_beforehand(context, "invoice", source).drafts
    assert {one.id for one in found} == {first, second}
    assert {(one.subject, one.total, one.currency) for one in found} == {("Chairs", 200, "EUR")}
    issue_document(context, "invoice", first)
    assert [one.id for one in look_beforehand(context, "invoice", source).drafts] == [second]
    assert len(look_beforehand(context, "quote", source).drafts) == 1


def test_drafts_of_a_quote_are_those_made_of_it(context: Context) -> None:
    quote = Reference("quote", make_document(context, "quote", deal(context, CHAIR)), "")
    assert look_beforehand(context, "invoice", quote) == Beforehand()
    key = make_document(context, "invoice", quote)
    assert [one.id for one in look_beforehand(context, "invoice", quote).drafts] == [key]


def test_of_many_deals_it_is_said_which_get_another_one(context: Context) -> None:
    sources = [deal(context, amount=500), deal(context, CHAIR)]
    keys = [one.id for one in sources]
    assert "draft already" not in say_of_many(context, "invoice", "deal", keys)
    made = make_documents(context, "invoice", sources)
    assert [line.name for key in made for line in lines(context, key)] == ["Chairs", "Chair"]
    said = say_of_many(context, "invoice", "deal", keys)
    assert "2 of them have a draft already" in said
