"""Lines and terms as they are kept, as they are calculated with, and as a draft has them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from domain.calculation.editing import Editing, Place
from domain.calculation.kept import (
    Kept,
    calculation_of,
    items_of,
    kept_in,
    kept_text,
    terms_of,
)
from domain.calculation.lines import Cell
from domain.calculation.storing import resumed, same_lines, take_stored
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
    assert same_lines(items_of(calculation, ITEMS), ITEMS)
    assert terms_of(calculation, TERMS) == TERMS


@pytest.mark.row("DEAL-05")
def test_a_line_stays_one_of_its_product_whatever_is_changed() -> None:
    product = UUID(int=77)
    items = (replace(ITEMS[0], product_id=product), *ITEMS[1:])
    calculation = calculation_of(items, TERMS)
    assert [line.product for line in calculation.lines] == [product, None, None, None]
    work = Editing(calculation)
    work.type(Place(0, Cell.PRICE), "+10%")
    work.insert(Place(1), [replace(work.lines[0])])
    kept = items_of(work.calculation, items)
    assert [item.product_id for item in kept] == [product, product, None, None, None]
    assert [item.product_id for item in kept_in(kept_text(Kept(kept, TERMS))).lines] == [
        item.product_id for item in kept
    ]


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
    assert same_lines(others, ITEMS[1:])
    assert (lamp.name, lamp.currency) == ("Lamp", "")
    assert lamp.tax == 20
    again = calculation_of(items_of(work.calculation, ITEMS), TERMS)
    assert [line.discounts for line in again.lines] == [line.discounts for line in work.lines]


def test_a_draft_says_all_of_it() -> None:
    kept = Kept(ITEMS, TERMS, shows_tax=False)
    back = kept_in(kept_text(kept))
    assert back == kept
    assert same_lines(back.lines, ITEMS)


def test_what_is_stored_is_no_step_and_keeps_those_before_it() -> None:
    work = Editing(calculation_of(ITEMS[:1], TERMS))
    work.type(Place(1), "Lamp")
    sent = items_of(work.calculation, ITEMS)
    stored = (sent[0], replace(sent[1], id=UUID(int=9)))
    take_stored(work, work.calculation, sent, stored, calculation_of(stored, TERMS))
    assert not work.is_changed
    assert work.lines[1].kept == UUID(int=9)
    assert work.undo(Place()) is not None
    assert [line.name for line in work.lines] == ["Chair"]
    assert work.is_changed


def test_what_somebody_else_made_is_a_step_that_can_be_taken_back() -> None:
    work = Editing(calculation_of(ITEMS, TERMS))
    work.type(Place(2), "Advice, two days")
    sent = items_of(work.calculation, ITEMS)
    stored = (sent[0], sent[2], LineItem(UUID(int=8), name="Theirs"))
    take_stored(work, work.calculation, sent, stored, calculation_of(stored, TERMS))
    assert [line.name for line in work.lines] == ["Chair", "Advice, two days", "Theirs"]
    assert [line.key for line in work.lines[:2]] == [1, 3]
    assert not work.is_changed
    assert work.undo(Place()) is not None
    assert len(work.lines) == 4


def test_a_draft_is_a_step_after_what_is_stored() -> None:
    work = Editing(calculation_of(ITEMS, TERMS, paid=Decimal(50)))
    draft = Kept((ITEMS[2], LineItem(name="Lamp"), ITEMS[0]), TERMS)
    resumed(work, draft)
    assert [line.key for line in work.lines] == [3, 5, 1]
    assert work.calculation.paid == 150
    assert work.undo(Place()) is not None
    assert not work.is_changed
