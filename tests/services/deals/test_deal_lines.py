"""The products of a deal, stored by their editor in one step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotFound
from domain.parts import LineItem
from domain.records.fields import FieldType
from services.context import Context
from services.deals.lines import DealLines, read_deal_lines, store_deal_lines
from services.parts.use_cases import add_part
from services.records.use_cases import add_record, delete_record, show_record
from services.undo import undo


def deal(context: Context, *lines: dict[str, object], **fields: object) -> UUID:
    key = add_record(context, "deal", {"title": "Chairs", "currency": "RUB"} | fields)
    for line in lines:
        add_part(context, "deal", key, FieldType.LINE_ITEM, line)
    return key


def amount(context: Context, key: UUID) -> object:
    view = show_record(context, "deal", key)
    assert view is not None
    return view.values["amount"]


def names(held: DealLines) -> list[str]:
    return [line.name for line in held.lines]


@pytest.mark.row("DOC-13", "DEAL-05")
def test_all_products_are_stored_in_one_step_and_taken_back_by_one(context: Context) -> None:
    key = deal(context, {"name": "Chair", "quantity": 2, "price": 100, "currency": "RUB"})
    shown = read_deal_lines(context, key)
    (chair,) = shown.lines
    lamp = LineItem(name="Lamp", price=Decimal(50), currency="RUB", tax=Decimal(20))
    note = LineItem(name="to the 3rd floor", kind="comment")
    total = LineItem(kind="subtotal")
    lines = [lamp, replace(chair, quantity=Decimal(3)), note, LineItem(), total]
    now = store_deal_lines(context, shown, lines)
    assert names(now) == ["Lamp", "Chair", "to the 3rd floor", ""]
    assert now.lines[1].id == chair.id
    assert amount(context, key) == 360
    assert undo(context) == "products changed"
    assert read_deal_lines(context, key) == shown
    assert amount(context, key) == 200


def test_two_people_change_the_products_of_one_deal(context: Context, other: Context) -> None:
    key = deal(
        context,
        {"name": "Chair", "price": 100, "currency": "RUB"},
        {"name": "Table", "price": 500, "currency": "RUB"},
    )
    shown = read_deal_lines(context, key)
    chair, table = shown.lines
    store_deal_lines(other, shown, [chair, replace(table, price=Decimal(450))])
    cheaper = replace(chair, price=Decimal(90))
    now = store_deal_lines(context, shown, [cheaper, table])
    assert [line.price for line in now.lines] == [90, 450]
    with pytest.raises(Conflict) as caught:
        store_deal_lines(context, shown, [cheaper, replace(table, price=Decimal(480))])
    said = str(caught.value)
    assert "Борис Волков" in said
    assert "450" in said
    assert "480" in said
    assert read_deal_lines(context, key) == now
    mine = [cheaper, replace(table, price=Decimal(480))]
    forced = store_deal_lines(context, shown, mine, overrule=True)
    assert [line.price for line in forced.lines] == [90, 480]


def test_prices_in_several_currencies_are_refused_with_what_to_do(context: Context) -> None:
    key = deal(
        context,
        {"name": "Chair", "price": 100, "currency": "RUB"},
        {"name": "Table", "price": 500, "currency": "EUR"},
    )
    with pytest.raises(BadInput, match="several currencies: EUR, RUB"):
        read_deal_lines(context, key)


def test_a_deal_that_is_gone_is_said_to_be(context: Context) -> None:
    key = deal(context, {"name": "Chair", "price": 100, "currency": "RUB"})
    shown = read_deal_lines(context, key)
    delete_record(context, "deal", key)
    with pytest.raises(NotFound, match="deleted it"):
        read_deal_lines(context, key)
    with pytest.raises(NotFound):
        store_deal_lines(context, shown, [])


def test_the_first_price_gives_a_deal_its_currency(context: Context) -> None:
    key = deal(context, currency="")
    shown = read_deal_lines(context, key)
    lamp = LineItem(name="Lamp", price=Decimal(50), currency=shown.terms.currency)
    store_deal_lines(context, shown, [lamp])
    view = show_record(context, "deal", key)
    assert view is not None
    assert view.values["currency"] == shown.terms.currency
