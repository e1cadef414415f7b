"""Lines and terms as they are kept, as they are calculated with, and as a draft has them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from domain.calculation.editing import Editing, Place
from domain.calculation.kept import (
    Kept,
    calculation_of,
    items_of,
    kept_in,
    kept_text,
    same_rows,
    terms_of,
)
from domain.calculation.lines import Cell
from domain.invoicing.content import Terms, allowances_out
from domain.parts import LineItem
from domain.pricing.model import AllowanceCharge, Tax

ITEMS = (
    LineItem(
        UUID(int=1),
        name="Chair",
        quantity=Decimal(20),
        unit="pc",
        price=Decimal(12400),
        currency="RUB",
        discount=Decimal(5),
        tax=Decimal(20),
        details="red",
        purchase_price=Decimal(9000),
        allowances=allowances_out([AllowanceCharge(amount=Decimal(300), is_charge=True)]),
    ),
    LineItem(UUID(int=2), kind="comment", name="to the 3rd floor"),
    LineItem(UUID(int=3), name="Advice"),
    LineItem(UUID(int=4), kind="subtotal", name=""),
)
TERMS = Terms(
    "RUB",
    allowances_charges=(AllowanceCharge(percent=Decimal(2)),),
    taxes=(Tax("L", Decimal(7), "IGIC"),),
    prepaid=Decimal(100),
    rounding_amount=Decimal("0.01"),
)


def test_what_nobody_changed_is_kept_word_for_word() -> None:
    calculation = calculation_of(ITEMS, TERMS, paid=Decimal(50))
    assert calculation.paid == 150
    assert same_rows(items_of(calculation, ITEMS), ITEMS)
    assert terms_of(calculation, TERMS) == TERMS


def test_what_was_changed_is_kept_in_its_row() -> None:
    work = Editing(calculation_of(ITEMS, TERMS))
    work.type(Place(0, Cell.DISCOUNT), "-500; 2%")
    work.type(Place(0, Cell.PRICE), "+10%")
    work.type(Place(4), "Lamp")
    work.insert(Place(1), [replace(work.lines[0])])
    chair, copy, *others, lamp = items_of(work.calculation, ITEMS)
    assert chair.id == UUID(int=1)
    assert chair.discount_text == "500"
    assert chair.price == copy.price == 13640
    assert chair.details == copy.details == "red"
    assert copy.id is lamp.id is None
    assert same_rows(others, ITEMS[1:])
    assert (lamp.name, lamp.currency) == ("Lamp", "")
    assert lamp.tax == 20
    again = calculation_of(items_of(work.calculation, ITEMS), TERMS)
    assert [line.discounts for line in again.lines] == [line.discounts for line in work.lines]


def test_a_draft_says_all_of_it() -> None:
    kept = Kept(ITEMS, TERMS, shows_tax=False)
    back = kept_in(kept_text(kept))
    assert back == kept
    assert same_rows(back.lines, ITEMS)
