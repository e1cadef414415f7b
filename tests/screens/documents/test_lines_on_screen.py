"""The products of a deal in the editor of lines: typing, totals, saving, drafts, others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lines_desk import CHAIR, DELIVERY, amount_of, at_card, at_lines, deal_with, stored

from domain.calculation.editing import Place
from domain.calculation.lines import Cell
from screens.action_menu import ActionMenu
from screens.cards.record_card import RecordCard
from screens.documents.explanation import ExplanationDialog
from screens.help import HelpScreen
from screens.records.confirm_dialog import ConfirmDialog
from screens.tick_dialog import TickDialog
from services.context import Context
from services.deals.lines import read_deal_lines, store_deal_lines
from services.drafts import load_draft
from services.parts.line_columns import line_columns
from tests.screens.desk import at
from widgets.grid.calculator import Calculator
from widgets.grid.line_grid import LineGrid

SIZES = [(120, 40), (80, 24), (40, 30)]


@pytest.mark.row("DOC-11", "DOC-12", "DOC-13", "DEAL-05")
@pytest.mark.parametrize("size", SIZES)
async def test_products_are_typed_and_stored_in_one_step(
    context: Context, size: tuple[int, int]
) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key, size) as desk:
        await desk.press("down", *"Delivery", "enter", "1", "enter", *"sv", "enter")
        await desk.press(*"=2500*2", "enter", *"-500")
        assert desk.lines.editing.figures.totals.payable == 252500
        assert any("Total 252 500.00" in row for row in desk.totals())
        assert len(stored(context, key)) == 1
        await desk.press("enter")
        await desk.save_lines()
        assert "Saved: 252 500 ₽ in all." in desk.said()
        _chair, delivery = stored(context, key)
        assert (delivery.name, delivery.unit, delivery.discount_text) == ("Delivery", "sv", "500")
        assert amount_of(context, key) == 252500
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("252 500 ₽")


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize("size", SIZES)
async def test_can_you_make_it_250_000_in_all(context: Context, size: tuple[int, int]) -> None:
    key = deal_with(at(context), CHAIR | {"tax": 20}, DELIVERY)
    async with at_lines(at(context), key, size) as desk:
        await desk.press("f6")
        await desk.until(lambda: desk.lines.calculator.has_focus)
        await desk.press(*"250 000", "enter")
        assert "Total 250 000.00" in desk.totals()
        await desk.press("escape")
        await desk.until(lambda: desk.lines.grid.has_focus)
        await desk.save_lines()
        assert amount_of(context, key) == 250000
        assert all(line.discount_is_amount for line in stored(context, key))


async def test_a_cell_that_cannot_be_read_is_not_saved(context: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", *"2x")
        await desk.save_lines()
        assert "“2x” is not understood as a number" in desk.rows()[-1]
        assert stored(context, key)[0].quantity == 20
        # A number that is none at all is typed on behind its end.
        await desk.press("y")
        assert "2xy" in desk.rows()[0]
        await desk.press("escape", "ctrl+s")
        await desk.until_said("Nothing was changed.")


async def test_undo_and_redo_within_the_editor(context: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", *"30", "enter", "f7", "f8", "f8")
        assert desk.lines.editing.lines == ()
        for _step in range(4):
            await desk.press("ctrl+z")
        assert desk.lines.editing.figures.totals.payable == 248000
        await desk.press("ctrl+z")
        await desk.until_said("nothing left here to take back")
        for _step in range(4):
            await desk.press("ctrl+y")
        assert desk.lines.editing.lines == ()
        await desk.press("ctrl+y")
        await desk.until_said("nothing to be done again")


async def test_lines_are_copied_moved_and_annotated_by_keys(context: Context) -> None:
    key = deal_with(at(context), CHAIR, DELIVERY)
    async with at_lines(at(context), key) as desk:
        await desk.press("f11", "down", "shift+up", "shift+up")
        assert [line.name for line in desk.lines.editing.lines] == ["Delivery", "Chair", "Chair"]
        await desk.press("f10")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.until_shown("Insert a comment", "Insert a sub-total", "Show the tax, or hide it")
        await desk.press(*["down"] * 12, "enter")
        await desk.until_editor()
        await desk.press(*"urgent", "enter")
        assert desk.rows()[0] == "1 ─ urgent"
        await desk.save_lines()
        assert stored(context, key)[0].kind == "comment"


@pytest.mark.row("TAX-03")
async def test_prices_with_tax_and_hidden_tax(context: Context) -> None:
    key = deal_with(at(context), DELIVERY)
    async with at_lines(at(context), key) as desk:
        await desk.press("f5")
        assert "6 000.00" in desk.rows()[0]
        assert desk.lines.editing.figures.totals.tax_exclusive == 5000
        await desk.until_shown("prices with tax", "With VAT")
        await desk.press("ctrl+t")
        assert "Total with VAT 6 000.00" in desk.totals()
        assert not any("20 %" in row for row in desk.totals())
        await desk.press("ctrl+s")
        await desk.until_said("Nothing was changed.")
        await desk.press("f5")
        assert "5 000.00" in desk.rows()[0]


async def test_a_price_typed_with_tax_is_stored_without(context: Context) -> None:
    key = deal_with(at(context), DELIVERY)
    async with at_lines(at(context), key) as desk:
        await desk.press("f5", "right", "right", "right", *"1200", "enter")
        await desk.save_lines()
        assert stored(context, key)[0].price == 1000
        assert amount_of(context, key) == 1200


async def test_a_total_that_prices_without_tax_do_not_reach_is_not_promised(
    context: Context,
) -> None:
    chairs = {"name": "Chair", "quantity": 3, "price": "136.90", "tax": 23}
    desks = {"name": "Desk", "quantity": 2, "price": "585.35", "tax": 23}
    key = deal_with(at(context), chairs, desks)
    async with at_lines(at(context), key) as desk:
        await desk.press("f5", "f6", *"1900", "enter")
        await desk.until_shown("1 900.00")
        await desk.save_lines()
        assert amount_of(context, key) == Decimal("1900.01")
        assert "1 900.01" in desk.said()
        await desk.until_shown("prices without tax", "1 900.01")


@pytest.mark.row("DOC-11")
async def test_figures_are_explained(context: Context) -> None:
    key = deal_with(at(context), CHAIR | {"discount": "5%", "tax": 20}, DELIVERY)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", "f4")
        await desk.until(lambda: isinstance(desk.app.screen, ExplanationDialog))
        await desk.until_shown("Line 1, Chair: 235 600 ₽", "20 × 12 400", "5 % of 248 000 ₽")
        await desk.pilot.resize_terminal(40, 24)
        await desk.until(lambda: desk.lines.calculator.is_folded)
        await desk.pilot.resize_terminal(120, 40)
        await desk.until(lambda: not desk.lines.calculator.is_folded)
        await desk.press("escape", "end", "f4")
        await desk.until_shown("VAT 20 %: 48 120 ₽", "20 % of 240 600 ₽")
        await desk.press("f4", "f6", "up", "up", "f4")
        await desk.until_shown("What VAT 20 % is charged on")
        await desk.press("escape")
        await desk.press("escape", "ctrl+end", "f7", "f4")
        await desk.until_said("no price yet")


@pytest.mark.row("DOC-13")
async def test_columns_are_chosen_and_remembered_by_person_and_kind(
    context: Context, other: Context
) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("f12")
        await desk.until(lambda: isinstance(desk.app.screen, TickDialog))
        await desk.press("down", "space", "enter")
        await desk.until_editor()
        assert desk.rows()[0] == ">1 Chair 20 12 400.00 248 000.00 –"
        await desk.until_idle()
        await desk.press("escape", "I")
        await desk.until_editor()
        assert desk.rows()[0] == ">1 Chair 20 12 400.00 248 000.00 –"
        await desk.press("f12")
        await desk.until(lambda: isinstance(desk.app.screen, TickDialog))
        await desk.press("end", "space", "enter")
        await desk.until(lambda: Cell.TAX not in line_columns(context, "deal"))
    assert Cell.UNIT not in line_columns(context, "deal")
    assert list(line_columns(context, "invoice")) == list(Cell)
    assert list(line_columns(other, "deal")) == list(Cell)


@pytest.mark.row("DOC-13")
async def test_lines_are_copied_for_a_spreadsheet(context: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("down", *"Lamp", "ctrl+c")
        await desk.until_said("2 lines copied: paste them into a spreadsheet.")
        assert desk.app.clipboard == (
            "Item\tQty\tUnit\tPrice\tDisc.\tNet\tVAT\n"
            "Chair\t20\tpc\t12400\t\t248000\t\nLamp\t\t\t\t\t\t\n"
        )


async def test_what_is_not_saved_is_kept_and_comes_back(context: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", *"25", "enter", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("What you typed is kept, but not saved yet: I goes on.")
        await desk.press("I")
        await desk.until_editor()
        assert "What you had typed is back." in desk.said()
        assert desk.rows()[0].startswith(">1 Chair 25")
        await desk.press("ctrl+z", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        assert load_draft(context, f"lines:deal:{key}") == {}


@pytest.mark.row("DOC-13")
@pytest.mark.parametrize(
    ("keys", "typed", "shown"),
    [
        (["down", "tab", "tab"], "pc", ">2 pc"),
        (["down", *"Lamp", "tab"], "=2*(", ">2 Lamp =2*("),
        (["f7", "right"], "12chr", ">1 12chr"),
        (["f6"], "=24e", ">1 Chair"),
    ],
)
async def test_what_is_being_typed_is_kept_within_a_second(
    context: Context, keys: list[str], typed: str, shown: str
) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press(*keys, *typed)
        await desk.until(
            lambda: f'"{typed}"' in load_draft(context, f"lines:deal:{key}").get("open", "")
        )
        rows = desk.rows()
        assert any(row.startswith(shown) for row in rows)
        desk.lines._is_over = True  # as where the program is killed
    async with at_lines(at(context), key) as desk:
        assert desk.rows() == rows
        typed_into = desk.app.focused
        assert isinstance(typed_into, LineGrid | Calculator)
        assert typed_into.is_typing
        await desk.until_shown(typed)
        await desk.press("escape")
        assert not typed_into.is_typing
        await desk.press("ctrl+z", "ctrl+z")
        await desk.until(lambda: not load_draft(context, f"lines:deal:{key}"))


async def test_what_others_change_is_put_together_with_ones_own(
    context: Context, other: Context
) -> None:
    key = deal_with(at(context), CHAIR, DELIVERY)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", *"25", "enter")
        shown = read_deal_lines(other, key)
        cheaper = replace(shown.lines[1], price=Decimal(4500))
        store_deal_lines(other, shown, [shown.lines[0], cheaper])
        await desk.until_said("Somebody has changed these lines meanwhile")
        await desk.save_lines()
        assert [line.price for line in desk.lines.editing.lines] == [12400, 4500]
        assert [line.quantity for line in stored(context, key)] == [25, None]
        assert desk.lines.editing.undo(Place()) is not None


@pytest.mark.parametrize("mine_stays", [True, False])
async def test_one_line_changed_by_two_is_asked_about(
    context: Context, other: Context, mine_stays: bool
) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("right", *"25", "enter")
        shown = read_deal_lines(other, key)
        store_deal_lines(other, shown, [replace(shown.lines[0], quantity=Decimal(30))])
        await desk.until_said("Somebody has changed")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmDialog))
        await desk.until_shown("Борис Волков", "30 pc", "25 pc")
        await desk.press("enter" if mine_stays else "escape")
        await desk.until_said("Saved" if mine_stays else "Nothing was saved")
        assert stored(context, key)[0].quantity == (25 if mine_stays else 30)
        assert desk.lines.editing.lines[0].quantity == 25


async def test_an_untouched_editor_follows_others(context: Context, other: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        shown = read_deal_lines(other, key)
        store_deal_lines(other, shown, [replace(shown.lines[0], quantity=Decimal(30))])
        await desk.until(lambda: desk.rows()[0].startswith(">1 Chair 30"))
        assert not desk.lines.editing.is_changed


async def test_keys_that_do_things_elsewhere_type_here(context: Context) -> None:
    key = deal_with(at(context), CHAIR)
    async with at_lines(at(context), key) as desk:
        await desk.press("down", "question_mark", *"2u.x", "enter")
        assert desk.lines.editing.lines[1].name == "?2u.x"
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.until_shown("The editor of lines", "Explain the figure under the cursor")
        await desk.until_shown("In the cells", "Type on in what is there")
        assert "Mark a row" not in desk.text()


async def test_a_deal_in_two_currencies_says_what_to_do(context: Context) -> None:
    key = deal_with(at(context), CHAIR, DELIVERY | {"currency": "EUR"})
    async with at_card(at(context), key) as desk:
        await desk.press("I")
        await desk.until_said("several currencies: EUR, RUB")
        assert isinstance(desk.app.screen, RecordCard)
