"""The calculator by itself: figures, typing into them, what is offered, and folding."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
from grid_host import chairs
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from domain.calculation.editing import Editing, Place
from domain.calculation.lines import Calculation, Line
from domain.calculation.solving import into_lines
from domain.pricing.model import AllowanceCharge
from widgets.grid.calculator import Calculator, ToState
from widgets.grid.grid_messages import ExplainWanted


class Host(App[None]):
    """A calculator alone on the screen."""

    def __init__(self, calculation: Calculation, settle: ToState | None) -> None:
        super().__init__()
        self.calculator = Calculator(Editing(calculation), settle)
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.calculator

    def on_mount(self) -> None:
        self.calculator.focus()

    def on_explain_wanted(self, event: ExplainWanted) -> None:
        self.asked.append(event.figure)

    @property
    def editing(self) -> Editing:
        return self.calculator.editing

    def shown(self) -> list[str]:
        """Return the lines that it shows, without their rule and blanks between words."""
        height = self.calculator.size.height
        lines = [self.calculator.render_line(y).text.strip("│ ") for y in range(height)]
        return [" ".join(line.replace("\xa0", " ").split()) for line in lines if line.strip()]


@asynccontextmanager
async def hosted(
    lines: Sequence[Line], settle: ToState | None = None
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """Show the calculator of these lines."""
    host = Host(Calculation("RUB", tuple(lines)), settle)
    async with host.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        yield host, pilot


@pytest.mark.row("DOC-11")
async def test_all_figures_are_there() -> None:
    chair = replace(chairs(1)[0], discounts=(AllowanceCharge(percent=Decimal(10)),))
    async with hosted([chair]) as (host, _pilot):
        assert host.shown() == [
            "Goods 200.00",
            "Discounts of lines -20.00",
            "Discount 0.00",
            "in all 10 %",
            "Net 180.00",
            "VAT 20 % 36.00",
            "Total 216.00",
            "> = make it",
        ]


@pytest.mark.row("DOC-12")
async def test_a_total_that_is_typed_makes_the_discount() -> None:
    async with hosted(chairs(3)) as (host, pilot):
        await pilot.press(*"600")
        assert "Total 600.00" in host.shown()
        assert not host.editing.is_changed
        await pilot.press("enter")
        assert host.editing.calculation.discounts == (AllowanceCharge(amount=Decimal("100.00")),)
        assert "in all 16.67 %" in host.shown()
        assert host.editing.undo(Place()) is not None
        host.calculator.show()
        assert "Total 720.00" in host.shown()


async def test_what_cannot_be_reached_is_offered() -> None:
    async with hosted([replace(chairs(1)[0], quantity=None, price=Decimal(1))]) as (host, pilot):
        await pilot.press(*"1.17", "enter")
        assert host.shown()[-3:] == [
            "> nearest: 1.16",
            "nearest: 1.18",
            "1.17, rounded by +0.01",
        ]
        await pilot.press("down", "down", "enter")
        assert host.editing.figures.totals.payable == Decimal("1.17")
        assert "Rounding 0.01" in host.shown()
        await pilot.press(*"1.11", "enter")
        assert host.shown()[-3:][0].startswith("> nearest")
        assert host.calculator.stop_typing()
        assert not host.calculator.stop_typing()


async def test_a_discount_is_typed_changed_and_taken_away() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        host.calculator.go_to("discount")
        await pilot.press(*"10%", "enter")
        assert "Discount -20.00" in host.shown()[1]
        await pilot.press("f2", "backspace", "backspace", *"5%", "tab")
        assert "in all 15 %" in host.shown()[2]
        await pilot.press(*"120", "enter")
        assert " ".join(host.shown()).endswith("! A discount is from 0% to 100%.")
        assert host.calculator.is_typing
        host.calculator.stop_typing()
        await pilot.press("up", "delete")
        assert host.editing.calculation.discounts == ()


async def test_discounts_may_go_into_the_lines() -> None:
    async with hosted(chairs(2), into_lines) as (host, pilot):
        host.calculator.go_to("discount")
        await pilot.press(*"10%")
        assert "Discounts of lines -40.00" in host.shown()
        await pilot.press("enter")
        assert {line.discounts for line in host.editing.lines} == {
            (AllowanceCharge(percent=Decimal(10)),)
        }


async def test_margin_is_shown_and_wanted() -> None:
    line = replace(chairs(1)[0], purchase_price=Decimal(60))
    async with hosted([line]) as (host, pilot):
        assert "Margin 80.00 · 40 %" in host.shown()
        host.calculator.go_to("margin")
        await pilot.press(*"25%", "enter")
        assert host.editing.figures.totals.tax_exclusive == 160


async def test_it_folds_and_asks_for_explanations() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        host.calculator.is_folded = True
        host.calculator.show()
        assert host.shown() == ["Goods 200.00 Net 200.00", "VAT 20 % 40.00 Total 240.00"]
        host.calculator.is_folded = False
        await pilot.press("up")
        host.calculator.explain()
        await pilot.pause()
        assert host.asked == ["total"]


async def test_the_mouse_goes_to_figures() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.click(offset=(5, 1), times=2)
        assert host.calculator.is_typing
        await pilot.press(*"-5", "enter")
        assert host.editing.figures.totals.allowance_total == 5
