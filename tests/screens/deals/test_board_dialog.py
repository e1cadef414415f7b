"""What cards of the board show and which stages have a column: chosen, kept in views, undone."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from screens.deals.board_dialog import BoardDialog
from services.context import Context
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.lists.views import find_view
from tests.screens.deals.boards import Boards, at_board, deal, stage_of
from tests.screens.desk import at


async def open_dialog(desk: Boards) -> None:
    await desk.press("s")
    await desk.until(lambda: isinstance(desk.app.screen, BoardDialog))
    await desk.pilot.pause()


async def pick(desk: Boards, *names: str) -> None:
    """Tick fields or take their ticks away, by a part of their names."""
    for name in names:
        await desk.press("slash")
        await desk.type(name)
        await desk.press("enter", "space", "escape")


async def take(desk: Boards) -> None:
    await desk.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, BoardDialog))
    await desk.until_counted()


async def tick_stages(desk: Boards, *places: int) -> None:
    """Take away the ticks of stages, counted from the last one, which is 0."""
    await desk.press("G")
    here = 0
    for place in places:
        await desk.press(*["k"] * (place - here), "space")
        here = place


def card_lines(desk: Boards, count: int) -> list[str]:
    """Return the lines of the first card in the first column, without what is left blank."""
    start, width = desk.area.board._shares.places[0]
    return [" ".join(line[start : start + width].split()) for line in desk.lines()[5 : 5 + count]]


def hidden_line(desk: Boards) -> str:
    line = desk.area.query_one("#hidden-stages", Static)
    return str(line.render()) if line.display else ""


@pytest.mark.row("DEAL-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
async def test_a_card_shows_the_fields_that_are_ticked_in_their_order(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    add_field(context, NewField("deal", "Colour"))
    deal(context, "Desks", colour="red", amount="10", currency="EUR")
    deal(context, "Chairs", colour="green", amount="1200", currency="PLN", close_date="2026-12-24")
    async with at_board(context, size=size) as desk:
        assert desk.area.board.card_lines == 5
        await open_dialog(desk)
        assert "Cards and columns · 3 lines" in desk.text()
        await pick(desk, "next step", "days", "colour", "closing")
        await desk.until_shown("Cards and columns")
        await take(desk)
        shown = card_lines(desk, desk.area.board.card_lines)
        assert shown[0] == "> Chairs"
        assert "Colour: green" in [line.lstrip("▌ ") for line in shown]
        assert not any("no next step" in line for line in shown)
        await desk.press("j")
        assert desk.card() == "Desks"
        await open_dialog(desk)
        await desk.press("r")
        await take(desk)
        assert desk.area.board.card_lines == 5
        assert desk.card() == "Desks"
        assert any("no next step" in line for line in card_lines(desk, 10))


async def test_a_card_has_room_for_so_many_lines_and_needs_one(context: Context) -> None:
    context = at(context)
    for number in range(6):
        add_field(context, NewField("deal", f"Extra {number}", name=f"extra{number}"))
    deal(context, "Chairs")
    async with at_board(context) as desk:
        await open_dialog(desk)
        await pick(desk, *(f"extra{number}" for number in range(6)))
        await desk.until_shown("A card has room for 8 lines.", "· 8 lines")
        await desk.press("r")
        for _field in range(5):
            await desk.press("g", *["j"] * _field, "space")
        await desk.press("enter")
        await desk.until_shown("A card needs a field: tick one.")
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, BoardDialog))


@pytest.mark.row("DEAL-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
async def test_hidden_stages_have_no_column_and_are_counted_in_a_line(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    key = deal(context, "Chairs", "agreeing")
    deal(context, "Desks", "won")
    async with at_board(context, size=size) as desk:
        await desk.press("apostrophe", "4")
        await open_dialog(desk)
        await tick_stages(desk, 0, 1)
        await take(desk)
        assert [lane.head.title for lane in desk.area.board.lanes][-1] == "Agreeing"
        assert (desk.card(), desk.column()) == ("Chairs", "Agreeing")
        assert hidden_line(desk).startswith("Hidden: Won 1 · Lost 0")
        await desk.press("l")
        assert "last column" in desk.said()
        await desk.press("greater_than_sign")
        await desk.until_dialog()
        await desk.save()
        await desk.until(lambda: stage_of(context, key) == "won")
        await desk.until(lambda: "Hidden: Won 2" in hidden_line(desk))
        assert desk.card() == ""
        await desk.press("u")
        await desk.until(lambda: "Hidden: Won 1" in hidden_line(desk))
        assert desk.card() == "Chairs"
        await open_dialog(desk)
        await desk.press("r")
        await take(desk)
        assert hidden_line(desk) == ""
        assert desk.column() == "Agreeing"


async def test_one_column_stays_and_stages_are_not_moved(context: Context) -> None:
    deal(context, "Chairs")
    async with at_board(at(context)) as desk:
        await open_dialog(desk)
        await tick_stages(desk, *range(6))
        await desk.press("J")
        await desk.until_shown("The order of the stages is that of the pipeline")
        await desk.press("enter")
        await desk.until_shown("The board needs a column")


@pytest.mark.row("VIEW-02")
async def test_a_view_keeps_cards_and_columns(context: Context) -> None:
    context = at(context)
    field = add_field(context, NewField("deal", "Colour"))
    deal(context, "Chairs", colour="green")
    async with at_board(context) as desk:
        await open_dialog(desk)
        await pick(desk, "colour")
        await tick_stages(desk, 0)
        await take(desk)
        await desk.press("V", "s")
        await desk.until_dialog()
        await desk.put("name", "My board")
        await desk.save()
        await desk.press("escape")
        query = find_view(context, "deal", "My board").query
        assert query.card[-1] == "colour"
        assert query.hidden == ("lost",)
        await desk.press("V", "1")
        await desk.until(lambda: len(desk.area.board.lanes) == 6)
        assert desk.area.board.card_lines == 5
    delete_field(context, "deal", field.name)
    async with at_board(context) as desk:
        await desk.press("V")
        await desk.until_shown("My board")
        await desk.press("G", "enter")
        await desk.until(lambda: len(desk.area.board.lanes) == 5)
        await desk.until_shown("kept with fields that are gone: colour")
