"""Check lists on the screen, and what an activity is about, read without leaving it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from domain.records.references import Reference
from screens.activities.check_list_dialog import CheckListDialog
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.activities.checklist import add_check_items, check_list, tick_check_item
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.desk import Desk, add_contact, at, at_desk, plan

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)])


@pytest.fixture
def task(context: Context) -> UUID:
    """A task of this afternoon with three lines on its check list."""
    key = plan(at(context), "Move the office", "2026-11-23 15:00", kind="task")
    add_check_items(context, key, ["Pack", "Carry", "Unpack"])
    return key


def texts(context: Context, task: UUID) -> list[str]:
    """Return the lines of the check list, those that are ticked with a plus."""
    return [("+" if item.done_at else "") + item.text for item in check_list(context, task)]


@asynccontextmanager
async def at_card_of(
    context: Context, activity: UUID, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Desk]:
    """Open the card of an activity."""
    async with at_desk(at(context), size=size) as desk:
        open_card(desk.app, Reference("activity", activity, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        yield desk


async def go_to_line(desk: Desk, text: str) -> None:
    """Move the cursor of the card to the line with a text."""
    for _line in range(60):
        if any(line.startswith(">") and text in line for line in desk.text().splitlines()):
            return
        await desk.press("down")
    raise AssertionError(desk.text())


@pytest.mark.row("TASK-03")
@SIZES
async def test_lines_are_ticked_on_the_card(
    context: Context, task: UUID, size: tuple[int, int]
) -> None:
    async with at_card_of(context, task, size) as desk:
        await go_to_line(desk, "Pack")
        await desk.press("space")
        await desk.until(lambda: texts(context, task) == ["+Pack", "Carry", "Unpack"])
        await desk.until_shown("Check list 1 of 3", "[x]")
        await go_to_line(desk, "Carry")
        await desk.press("enter")
        await desk.until(lambda: texts(context, task) == ["+Pack", "+Carry", "Unpack"])
        await desk.until_shown("Check list 2 of 3")
        await desk.press("space")
        await desk.until_shown("Check list 1 of 3")
        await desk.press("u")
        await desk.until_shown("Check list 2 of 3")


@pytest.mark.row("TASK-03")
@SIZES
async def test_a_check_list_is_worked_through_in_its_dialog(
    context: Context, task: UUID, size: tuple[int, int]
) -> None:
    async with at_desk(at(context), size=size) as desk:
        await desk.until(lambda: "0 of 3" in desk.current())
        await desk.press("z")
        await desk.until(lambda: isinstance(desk.app.screen, CheckListDialog))
        await desk.until_shown("Check list · Move the office · 0 of 3")
        await desk.press("space")
        await desk.until_shown("1 of 3", "[x]", "anna")
        await desk.press("greater_than_sign")
        await desk.until(lambda: texts(context, task) == ["Carry", "+Pack", "Unpack"])
        await desk.open("n")
        await desk.type("Rest")
        await desk.press("enter")
        await desk.until_shown("1 of 4", "Rest")
        await desk.press("G")
        await desk.open("e")
        await desk.put("text", "Rest well")
        await desk.press("enter")
        await desk.until_shown("Rest well")
        await desk.press("g", "delete")
        await desk.until_shown("Removed. u brings it back.", "1 of 3")
        assert texts(context, task) == ["+Pack", "Unpack", "Rest well"]
        await desk.press("u")
        await desk.until_shown("1 of 4")
        await desk.press("escape")
        await desk.until_closed()
        await desk.until(lambda: "1 of 4" in desk.current())


async def test_a_line_without_a_text_is_refused(context: Context, task: UUID) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("z")
        await desk.until(lambda: isinstance(desk.app.screen, CheckListDialog))
        await desk.open("n")
        await desk.press("ctrl+s")
        await desk.until_shown("! A line of a check list needs a text.")
    assert len(check_list(context, task)) == 3


async def test_what_a_colleague_ticks_is_seen(context: Context, other: Context, task: UUID) -> None:
    async with at_card_of(context, task) as desk:
        tick_check_item(other, check_list(other, task)[1].id)
        await desk.until_shown("Check list 1 of 3")


@pytest.mark.row("TASK-06", "TASK-07")
@SIZES
async def test_what_a_task_is_about_is_read_in_it_and_one_key_away(
    context: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    ivanov = add_contact(ours, "Ivanov", phones=["+7 916 123-45-67"], comment="call after 11")
    chairs = {"title": "Forty chairs", "amount": "214000", "currency": "PLN"}
    deal = add_record(ours, "deal", chairs)
    plan(ours, "agree on the price", "2026-11-24 10:00", deals=[str(deal)])
    task = plan(ours, "draw", kind="task", deals=[str(deal)], contacts=[str(ivanov)])
    async with at_card_of(context, task, size) as desk:
        await go_to_line(desk, "214 000")
        await go_to_line(desk, "agree on the price")
        await desk.press("l")
        await desk.until(lambda: desk.app.screen.record.kind == "deal")  # type: ignore[attr-defined]
        await desk.until_shown("Forty chairs", "History")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen.record.kind == "activity")  # type: ignore[attr-defined]
        await go_to_line(desk, "call after 11")
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen.record.kind == "contact")  # type: ignore[attr-defined]
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen.record.kind == "activity")  # type: ignore[attr-defined]


@pytest.mark.row("TASK-06", "TASK-03")
async def test_the_pane_tells_of_the_check_list_and_the_deal(context: Context, task: UUID) -> None:
    ours = at(context)
    deal = add_record(ours, "deal", {"title": "Forty chairs", "amount": "214000"})
    plan(ours, "ask", "2026-11-23 16:00", deals=[str(deal)])
    async with at_desk(ours) as desk:
        await desk.until_shown("Check list 0 of 3", "[ ] Pack")
        await desk.press("j")
        await desk.until_shown("Deal · Forty chairs", "214 000")


@pytest.mark.row("TASK-03")
async def test_the_timeline_of_a_client_shows_how_far_a_task_is(context: Context) -> None:
    ours = at(context)
    ivanov = add_contact(ours, "Ivanov")
    task = plan(ours, "move", "2026-11-24 10:00", kind="task", contacts=[str(ivanov)])
    pack, _carry = add_check_items(context, task, ["Pack", "Carry"])
    tick_check_item(context, pack)
    async with at_desk(ours) as desk:
        open_card(desk.app, Reference("contact", ivanov, ""))
        await desk.until_shown("move, 1 of 2")
