"""The form of a call or a meeting says when people are busy (FEATURES MEET-01)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.dates.when import When, parse_when
from screens.activities.busy_note import BusyNotes, Planned
from services.context import Context
from services.identity import SYSTEM
from services.records.finding import find_records
from services.users import add_user
from tests.screens.desk import MONDAY, Desk, at, at_desk, plan


async def plan_at(desk: Desk, kind: str, due: str) -> None:
    """Open the form for an activity, and type its kind and when."""
    await desk.open("n")
    await desk.put("kind", kind)
    await desk.put("due", due)


@pytest.mark.row("MEET-01")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_new_meeting_says_what_else_there_is_that_day(
    context: Context, size: tuple[int, int]
) -> None:
    plan(at(context), "fair", "2026-11-24 10:00", kind="meeting", planned_minutes=90)
    plan(at(context), "ask", "2026-11-24 15:00")
    plan(at(context), "draw", "2026-11-24 16:00", kind="task")
    async with at_desk(at(context), size=size) as desk:
        await plan_at(desk, "meeting", "tomorrow")
        await desk.until_shown("Busy that day: 10:00–11:30, 15:00–15:15")
        await desk.put("due", "tomorrow 14:30")
        await desk.until_shown("! You are busy then: 15:00–15:15 ask")
        await desk.put("planned_minutes", "30m")
        await desk.until_gone("You are busy then")
        await desk.put("due", "tomorrow 11:00")
        await desk.until_shown("! You are busy then: 10:00–11:30 fair")
        await desk.put("subject", "visit")
        await desk.save()
        assert desk.said() == "Planned. u takes it back."
        assert [hit.title for hit in find_records(context, "visit", ("activity",))] == ["visit"]


async def test_only_calls_and_meetings_take_hours(context: Context) -> None:
    plan(at(context), "fair", "2026-11-24 10:00", kind="meeting")
    async with at_desk(at(context)) as desk:
        await plan_at(desk, "task", "tomorrow 10:30")
        await desk.until_shown("= tomorrow 10:30")
        assert "busy" not in desk.text().lower()
        await desk.put("kind", "call")
        await desk.until_shown("! You are busy then: 10:00–11:00 fair")


async def test_colleagues_are_asked_for_too(context: Context) -> None:
    plan(at(context), "stock", "2026-11-24 10:00", kind="meeting", responsible="boris")
    async with at_desk(at(context)) as desk:
        await plan_at(desk, "meeting", "tomorrow 10:30")
        await desk.until_shown("= tomorrow 10:30")
        assert "is busy" not in desk.text()
        await desk.put("responsible", "Борис Волков")
        await desk.until_shown(
            "! Борис Волков is busy then: 10:00–11:00 stock",
            "Борис Волков is busy that day: 10:00–11:00",
        )
        await desk.put("responsible", "anna")
        await desk.until_gone("is busy")
        await desk.put("co_executors", "Борис Волков")
        await desk.until_shown("Борис Волков is busy that day: 10:00–11:00")


async def test_what_somebody_plans_meanwhile_is_told(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await plan_at(desk, "meeting", "tomorrow 10:30")
        await desk.until_shown("= tomorrow 10:30")
        assert "busy" not in desk.text().lower()
        plan(at(context), "fair", "2026-11-24 10:00", kind="meeting")
        desk.app.notice_changes()
        await desk.put("due", "tomorrow 10:35")
        await desk.until_shown("! You are busy then: 10:00–11:00 fair")


def note_of(context: Context, typed: str, planned: Planned) -> str:
    """Return what is said beside a time."""
    return BusyNotes(context).note(parse_when(typed, MONDAY), planned)


@pytest.mark.row("MEET-01")
def test_colleagues_are_understood_as_the_form_understands_them(context: Context) -> None:
    add_user(replace(context, actor=SYSTEM), "vera", "Вера Волкова")
    plan(at(context), "mine", "2026-11-24 10:00", kind="meeting")
    plan(at(context), "stock", "2026-11-24 10:00", kind="meeting", responsible="boris")

    def said_of(*names: str) -> str:
        return note_of(context, "24.11 12:00", Planned("meeting", "1h", names, None))

    for typed in ("борис", "Борис Волков", "Boris", "Бор"):
        assert said_of(typed) == "Борис Волков is busy that day: 10:00–11:00"
        assert said_of("anna", typed).count("is busy that day") == 1
    for unclear in ("Волков", "somebody"):
        assert said_of(unclear) == ""
    assert said_of("", " ") == "Busy that day: 10:00–11:00"


def test_what_is_being_changed_is_not_in_its_own_way(context: Context) -> None:
    key = plan(at(context), "visit", "2026-11-24 10:00", kind="meeting")
    others = Planned("meeting", "1h", [], None)
    assert note_of(context, "24.11 10:30", others).startswith("! You are busy then: 10:00–11:00")
    assert note_of(context, "24.11 10:30", Planned("meeting", "1h", [], key)) == ""
    assert note_of(context, "25.11 10:30", others) == ""
    assert note_of(context, "24.11 10:30", Planned("letter", "", [], None)) == ""


def test_a_length_that_is_not_typed_to_its_end_is_the_usual_one(context: Context) -> None:
    plan(at(context), "visit", "2026-11-24 10:00", kind="meeting")
    for length, is_busy in (("", True), ("1 hou", True), ("30m", False)):
        said = note_of(context, "24.11 9:15", Planned("meeting", length, ["anna"], None))
        assert said.startswith("!") == is_busy


def test_many_hours_are_told_in_short(context: Context) -> None:
    for hour in range(8, 16):
        plan(at(context), "ask", f"2026-11-24 {hour}:00")
    plan(at(context), "fair", "2026-11-24", kind="meeting")
    planned = Planned("call", "", [], None)
    said = BusyNotes(context).note(When(MONDAY.date().replace(day=24)), planned)
    assert said == (
        "Busy that day: all day, 08:00–08:15, 09:00–09:15, 10:00–10:15, 11:00–11:15, 12:00–12:15 …"
    )
