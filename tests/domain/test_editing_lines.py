"""A calculation being edited: steps, undo of any sequence of them, and what is shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calculation.editing import Editing, Place
from domain.calculation.figures import Pricer
from domain.calculation.lines import Calculation, Cell, Line, LineKind, typed_text
from domain.cells import CellError
from domain.pricing.model import AllowanceCharge, Tax

VAT = (Tax("S", Decimal(20)),)
CHAIR = Line(
    1,
    name='Chair "Nord"',
    quantity=Decimal(20),
    unit="pc",
    price=Decimal(12400),
    taxes=VAT,
    kept=UUID(int=1),
)
DELIVERY = Line(2, name="Delivery", price=Decimal(5000), taxes=VAT, purchase_price=Decimal(3000))


def editing(*lines: Line) -> Editing:
    return Editing(Calculation("RUB", lines or (CHAIR, DELIVERY)))


@pytest.mark.row("DOC-11", "DOC-12", "DOC-13")
def test_what_is_typed_into_cells_is_what_the_lines_come_to() -> None:
    work = editing()
    work.type(Place(0, Cell.DISCOUNT), "5%")
    work.type(Place(1, Cell.DISCOUNT), "-500")
    figures = work.figures
    assert figures.nets == {1: Decimal("235600.00"), 2: Decimal("4500.00")}
    assert figures.goods == 253000
    assert figures.line_discount == 12900
    assert figures.weight == Decimal("5.10")
    assert figures.totals.tax_total == 48020
    assert figures.totals.payable == 288120
    assert figures.margin is not None
    assert (figures.margin.amount, figures.margin.percent) == (1500, Decimal("33.33"))
    assert figures.margin.unknown == (1,)
    work.type(Place(0, Cell.QUANTITY), "=2*5")
    assert work.figures.totals.line_total == Decimal("122300.00")


@pytest.mark.row("DOC-14")
def test_the_first_price_is_kept_beside_a_changed_one() -> None:
    work = editing()
    work.type(Place(0, Cell.PRICE), "-10%")
    work.type(Place(0, Cell.PRICE), "11 000")
    assert (work.lines[0].price, work.lines[0].list_price) == (11000, 12400)
    assert work.lines[0].was_repriced
    work.type(Place(0, Cell.PRICE), "12400")
    assert not work.lines[0].was_repriced
    work.type(Place(1, Cell.PRICE), "+10%")
    assert (work.lines[1].price, work.lines[1].list_price) == (5500, None)


def test_a_net_is_typed_as_what_the_discount_leaves() -> None:
    work = editing()
    work.type(Place(0, Cell.NET), "200 000")
    assert work.lines[0].discounts == (AllowanceCharge(amount=Decimal(48000)),)
    assert work.figures.nets[1] == 200000
    with pytest.raises(CellError, match="from 0 to 248000"):
        work.type(Place(0, Cell.NET), "300 000")
    with pytest.raises(CellError, match="at most what the line costs"):
        work.type(Place(1, Cell.DISCOUNT), "-6000")


def test_a_net_with_a_minus_is_what_goes_off_it() -> None:
    work = editing()
    work.type(Place(0, Cell.NET), "200 000")
    work.type(Place(0, Cell.NET), "-500")
    assert work.figures.nets[1] == 199500
    work.type(Place(1, Cell.DISCOUNT), "10%")
    work.type(Place(1, Cell.NET), "\u2212500")
    assert work.figures.nets[2] == 4000
    with pytest.raises(CellError, match="at most what the line costs"):
        work.type(Place(0, Cell.NET), "-200 000")


@pytest.mark.parametrize(
    ("before", "cell", "typed"),
    [("10%", Cell.NET, "-4500.01"), ("", Cell.DISCOUNT, "60%; 41%"), ("10%", Cell.NET, "-4 600")],
)
def test_discounts_leave_no_less_than_nothing_together(before: str, cell: Cell, typed: str) -> None:
    work = editing()
    work.type(Place(1, Cell.DISCOUNT), before)
    with pytest.raises(CellError, match="at most what the line costs, 5000"):
        work.type(Place(1, cell), typed)
    work.type(Place(1, Cell.DISCOUNT), "50%; -2500")
    assert work.figures.nets[2] == 0
    work.type(Place(1, Cell.DISCOUNT), "100%; -300; +300")
    assert work.figures.nets[2] == 0


def test_what_is_being_typed_shows_before_it_is_taken() -> None:
    work = editing()
    before = work.calculation
    work.try_on(work.typed(Place(1, Cell.DISCOUNT), "-500"))
    assert work.figures.nets[2] == 4500
    assert work.calculation is before
    work.try_on(None)
    assert work.figures.nets[2] == 5000
    assert work.undo(Place()) is None


@pytest.mark.row("DOC-13")
def test_lines_are_added_copied_moved_and_removed() -> None:
    work = editing()
    work.type(Place(2), "# to the 3rd floor")
    work.type(Place(3), "= Furniture")
    assert [line.kind for line in work.lines[2:]] == [LineKind.COMMENT, LineKind.SUBTOTAL]
    assert work.figures.sums == {work.lines[3].key: Decimal(253000)}
    assert work.duplicate(Place(0)) == Place(1)
    assert work.lines[1].kept is None
    assert work.figures.totals.line_total == 501000
    assert work.move(Place(0), 2) == Place(2)
    assert [line.name for line in work.lines[:3]] == ['Chair "Nord"', "Delivery", 'Chair "Nord"']
    assert work.move(Place(0), -1) == Place(0)
    assert work.remove(Place(4)) == Place(4)
    assert work.remove(Place(4)) == Place(4)
    work.insert_kind(Place(0), LineKind.ITEM)
    assert work.lines[0].is_blank
    work.type(Place(5), "")
    assert len(work.lines) == 5
    work.type(Place(5), "Lamp")
    assert work.lines[5].taxes == VAT
    with pytest.raises(CellError, match="has a price"):
        work.type(Place(1), "# a comment")


def test_stored_rows_are_known_to_all_states() -> None:
    work = editing()
    work.type(Place(2), "Lamp")
    work.type(Place(2, Cell.PRICE), "10")
    assert work.is_changed
    key = work.lines[2].key
    stored = tuple(
        replace(line, kept=UUID(int=7)) if line.key == key else line for line in work.lines
    )
    work.saved(replace(work.calculation, lines=stored))
    assert not work.is_changed
    assert work.undo(Place()) == Place(2, Cell.PRICE)
    assert work.is_changed
    assert work.lines[2].kept == UUID(int=7)


TEXTS = ["", "5", "=2*3", "10%", "-5", "+10%", "# x", "= y", "abc", "120%", "1 200,50"]
STEPS: list[Callable[[Editing, Place], object]] = [
    lambda work, at: work.duplicate(at),
    lambda work, at: work.remove(at),
    lambda work, at: work.move(at, 1),
    lambda work, at: work.move(at, -1),
    lambda work, at: work.insert_kind(at, LineKind.COMMENT, "note"),
    lambda work, at: work.put(at, [DELIVERY]),
    lambda work, at: work.do(replace(work.calculation, with_tax=True), at),
]
places = st.builds(Place, st.integers(0, 4), st.sampled_from(Cell))
acts = st.tuples(places, st.sampled_from(TEXTS) | st.sampled_from(STEPS))


def act(work: Editing, place: Place, what: object) -> None:
    at = place._replace(line=min(place.line, len(work.lines)))
    try:
        if callable(what):
            what(work, at)
        else:
            work.type(at, str(what))
    except CellError:
        pass


@given(st.lists(acts, max_size=25))
def test_undo_of_any_sequence_restores_everything(sequence: list[tuple[Place, object]]) -> None:
    work = editing()
    states = [work.calculation]
    for place, what in sequence:
        act(work, place, what)
        if work.calculation != states[-1]:
            states.append(work.calculation)
    for state in reversed(states[:-1]):
        assert work.undo(Place()) is not None
        assert work.calculation == state
    assert work.undo(Place()) is None
    assert not work.is_changed
    for state in states[1:]:
        assert work.redo(Place()) is not None
        assert work.calculation == state
    assert work.redo(Place()) is None


@given(st.lists(acts, max_size=15))
def test_figures_follow_every_step(sequence: list[tuple[Place, object]]) -> None:
    work = editing()
    for place, what in sequence:
        act(work, place, what)
        assert work.figures == Pricer().figures(work.calculation)
        keys = [line.key for line in work.lines]
        assert len(set(keys)) == len(keys)


@given(places, st.sampled_from(TEXTS))
def test_what_stands_in_a_cell_can_be_typed_again(place: Place, text: str) -> None:
    work = editing()
    act(work, place, text)
    for at, line in enumerate(work.lines):
        for cell in Cell:
            if line.is_item and cell is not Cell.NET:
                before = work.calculation
                work.type(Place(at, cell), typed_text(line, cell))
                assert work.calculation == before
