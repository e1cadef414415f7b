"""Moves on the board that ask for something, and those that are broken off."""

from __future__ import annotations

import pytest

from domain.records.references import references_in
from screens.records.record_form import RecordForm
from services.context import Context
from services.deals.pipelines import find_stage
from services.deals.shaping import StageEdit, change_stage
from services.records.use_cases import list_records, show_record
from tests.screens.deals.boards import at_board, deal, stage_of
from tests.screens.desk import at


@pytest.mark.row("IMPL-02", "DEAL-07")
async def test_clients_that_a_stage_needs_may_be_new(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    change_stage(context, find_stage(context, "offer").id, StageEdit(needs=["company", "contacts"]))
    async with at_board(context) as desk:
        await desk.press("M", "3")
        await desk.until_dialog()
        await desk.type("Orion")
        await desk.until_shown("+ new company: Orion")
        await desk.press("enter")
        await desk.until(lambda: desk.field() == "contacts")
        await desk.type("Lem")
        await desk.until_shown("+ new contact: Lem")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordForm))
        await desk.save()
        await desk.until(lambda: desk.held("contacts") == ["Lem"])
        await desk.save()
        await desk.until(lambda: stage_of(context, key) == "offer")
    values = show_record(context, "deal", key).values
    assert [one.title for one in references_in(values["company"])] == ["Orion"]
    assert [one.title for one in references_in(values["contacts"])] == ["Lem"]


async def test_a_card_that_is_dropped_beside_the_board_stays(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    async with at_board(context) as desk:
        below = desk.area.board.region.bottom
        await desk.pilot.mouse_down("#board", offset=(5, 6))
        await desk.pilot.hover(None, offset=(60, 12))
        await desk.pilot.mouse_up(None, offset=(60, below))
        await desk.until_idle()
        assert stage_of(context, key) == "new"
        await desk.pilot.mouse_down("#board", offset=(5, 6))
        await desk.pilot.mouse_up(None, offset=(60, below - 1))
        await desk.until(lambda: stage_of(context, key) == "offer")


async def test_the_cursor_goes_to_the_cards_that_a_filter_leaves(context: Context) -> None:
    context = at(context)
    for title, stage in (("Chairs", "new"), ("Desks", "offer"), ("Lamps", "agreeing")):
        deal(context, title, stage)
    async with at_board(context) as desk:
        await desk.narrow("stage:agreeing")
        assert (desk.card(), desk.column()) == ("Lamps", "Agreeing")
        await desk.press("h")
        deal(context, "Sofas", "agreeing")
        await desk.until(lambda: "Sofas" in desk.columns()["Agreeing"])
        assert desk.column() == "Offer", "who has gone to an empty column stays there"


@pytest.mark.parametrize("start", [0, 30, 58])
async def test_the_cursor_stays_on_its_deal_from_the_board_to_the_list(
    context: Context, start: int
) -> None:
    context = at(context)
    for number in range(60):
        deal(context, f"Chair {number}", "offer" if number == start else "new")
    async with at_board(context) as desk:
        await desk.press("apostrophe", "3", "right_square_bracket")
        await desk.until_shown("[List]")
        await desk.until_idle()
        row = desk.area.record_list.row
        assert row is not None
        assert row.title == f"Chair {start}"
        assert row.title in desk.text()
        await desk.press("k", "right_square_bracket")
        await desk.until_shown("[Board]")
        assert desk.card() == f"Chair {start + 1}"


@pytest.mark.parametrize(
    ("keys", "stage"),
    [("LuL", "need"), ("LLuL", "offer"), ("LLuuL", "need"), ("LuLLu", "need"), ("Luu", "new")],
)
async def test_moves_and_steps_back_typed_in_one_go_follow_each_other(
    context: Context, keys: str, stage: str
) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    columns = {"new": "New request", "need": "Finding the need", "offer": "Offer"}
    async with at_board(context) as desk:
        await desk.type(keys)
        await desk.until(lambda: not desk.area._shows_more)
        await desk.until_idle()
        if keys == "Luu":
            await desk.until(lambda: not any(desk.columns().values()))
        else:
            assert stage_of(context, key) == stage
            assert (desk.card(), desk.column()) == ("Chairs", columns[stage])
            assert desk.columns()[columns[stage]] == ["Chairs"]


async def test_moves_shown_as_the_program_ends_are_stored(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    async with at_board(context) as desk:
        for _step in range(3):
            desk.area.action_further(1)
        desk.app.exit()
    assert stage_of(context, key) == "agreeing"


async def test_deals_that_are_typed_in_one_go_are_added_one_by_one(context: Context) -> None:
    async with at_board(at(context)) as desk:
        await desk.type("nDesk 300\rnChair 40\r")
        await desk.until(lambda: {"Desk", "Chair"} <= set(_titles(context)))
        await desk.until_complete()
    assert _titles(context) == {"Desk": 300, "Chair": 40}


def _titles(context: Context) -> dict[str, object]:
    """Return the amounts of all deals by their titles."""
    fields = [context.fields.get("deal", name) for name in ("title", "amount")]
    rows = list_records(context, "deal", fields)
    return {row.title: row.values["amount"] for row in rows}
