"""My activities: what stands where, and how the list stays true while time passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from desk import MONDAY, WARSAW, Desk, add_contact, at, at_desk, plan

from services.activities.finishing import finish_activity
from services.agenda import Agenda
from services.context import Context
from services.records.use_cases import add_record, delete_record, edit_record
from services.seeding.seed import seed
from widgets.facts import FactsPane


def plan_a_week(context: Context) -> None:
    """Plan one thing for every group, and some that only their rank tells apart."""
    company = add_record(context, "company", {"title": "Vega"})
    ivanov = add_contact(context, "Ivanov", first_name="Pyotr", companies=[str(company)])
    plan(context, "ask about contract", "2026-11-21 10:00", contacts=[str(ivanov)])
    plan(context, "answer", "2026-11-22", kind="letter", companies=[str(company)])
    plan(context, "call back", "2026-11-23 13:52")
    plan(context, "late", "2026-11-23 18:00", kind="task")
    plan(context, "early", "2026-11-23 15:00")
    plan(context, "weighty", "2026-11-23 17:00", kind="meeting", is_important=True)
    plan(context, "any time today", "2026-11-23")
    plan(context, "signed?", "2026-11-24 10:00")
    plan(context, "on Friday", "2026-11-27 16:30")
    plan(context, "installation", "2026-12-25", kind="event")
    plan(context, "some day")


@pytest.mark.row("ACT-01", "ACT-02", "ACT-04", "ACT-21")
async def test_activities_stand_in_groups_by_deadline(context: Context) -> None:
    plan_a_week(at(context))
    async with at_desk(at(context)) as desk:
        assert [" ".join(line.rstrip("─ ").split()) for line in desk.agenda()] == [
            "Overdue 3",
            "> ! call 2 d late Ivanov Pyotr · Vega ask about contract",
            "! letter 1 d late Vega answer",
            "! call 40 min late call back",
            "Today 4",
            "meeting 17:00 weighty *",
            "call 15:00 early",
            "task 18:00 late",
            "call any time today",
            "Tomorrow 1",
            "call 10:00 signed?",
            "This week 1",
            "call Fri 16:30 on Friday",
            "Later 1",
            "event 25 Dec installation",
            "No date 1",
            "call some day",
        ]
        await desk.until_shown("[1 Activities 3!]")
        await desk.until_shown("3 overdue · 4 today · 11 open")
        await desk.until_shown("anna · Mon 14:32")


@pytest.mark.row("ACT-10")
async def test_space_shows_and_hides_the_client(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov", phones=["8 916 123-45-67"], comment="call after 11")
    plan(context, "ask", "2026-11-23 18:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.until_shown("+7 916 123-45-67", "call after 11")
        await desk.press("space")
        await desk.until_gone("call after 11")
        assert desk.area.query_one(FactsPane).display is False
        await desk.press("space")
        await desk.until_shown("+7 916 123-45-67", "call after 11")


async def test_the_pane_follows_the_cursor(context: Context) -> None:
    context = at(context)
    for name, due in (("Ivanov", "15:00"), ("Nowak", "16:00")):
        key = add_contact(context, name, comment=f"about {name}")
        plan(context, "ask", f"2026-11-23 {due}", contacts=[str(key)])
    plan(context, "without anybody", "2026-11-23 17:00")
    async with at_desk(context) as desk:
        await desk.until_shown("about Ivanov")
        await desk.press("j")
        await desk.until_shown("about Nowak")
        await desk.press("j")
        await desk.until_gone("about Ivanov", "about Nowak")
        await desk.press("k")
        await desk.until_shown("about Nowak")


@pytest.mark.row("ACT-06")
async def test_an_empty_base_says_what_to_do(context: Context) -> None:
    async with at_desk(context, size=(80, 24)) as desk:
        await desk.until_shown("Nothing is planned. n plans an activity, ^L logs a call, ^P finds")
        await desk.press("enter", "j", "G", "g", "space", "x")
        assert desk.said() == "There is no activity under the cursor."
        await desk.press("n")
        await desk.until_dialog()


async def test_a_change_by_a_colleague_shows_and_moves_nothing(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    for hour in (15, 16, 17):
        key = plan(context, f"thing of {hour}", f"2026-11-23 {hour}:00")
    async with at_desk(context) as desk:
        await desk.press("j")
        assert "thing of 16" in desk.current()
        plan(other, "from Boris", "2026-11-23 14:50", responsible="anna")
        await desk.until(lambda: any("from Boris" in line for line in desk.agenda()))
        assert "thing of 16" in desk.current()
        edit_record(other, "activity", key, {"subject": "another subject"})
        await desk.until(lambda: any("another subject" in line for line in desk.agenda()))
        assert "thing of 16" in desk.current()
        await desk.until_shown("4 open")


@pytest.mark.row("ACT-12")
async def test_what_a_colleague_has_done_meanwhile_is_told(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = plan(context, "ask", "2026-11-23 15:00")
    plan(context, "the next one", "2026-11-23 16:00")
    async with at_desk(context) as desk:
        await desk.press("x")
        await desk.until_dialog()
        finish_activity(other, key)
        await desk.press("ctrl+s")
        await desk.until_shown("This activity is done already. The list is up to date now.")
        await desk.press("escape")
        await desk.until_closed()
        await desk.until(lambda: "the next one" in desk.current())


async def test_a_deleted_activity_leaves_its_neighbour_selected(
    context: Context, other: Context
) -> None:
    context = at(context)
    keys = [plan(context, f"thing {n}", f"2026-11-23 {n}:00") for n in (15, 16, 17)]
    async with at_desk(context) as desk:
        await desk.press("j")
        delete_record(other, "activity", keys[1])
        await desk.until(lambda: "thing 17" in desk.current())
        await desk.press("k")
        assert "thing 15" in desk.current()


async def test_undo_and_redo_say_what_they_did(context: Context) -> None:
    context = at(context)
    plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.press("u")
        await desk.until(lambda: not desk.agenda() or "ask" not in desk.agenda()[-1])
        assert desk.said().startswith("Undone: ")
        await desk.press("U")
        await desk.until(lambda: "ask" in desk.current())
        assert desk.said().startswith("Done again: ")
        await desk.press("U")
        await desk.until(lambda: desk.said() == "! There is nothing to redo.")


@pytest.mark.row("ACT-04")
async def test_midnight_moves_what_was_for_tomorrow(context: Context) -> None:
    moments = [MONDAY.replace(hour=23, minute=59, second=59, microsecond=900_000)]
    context = replace(context, clock=lambda zone: moments[-1].astimezone(zone))
    plan(context, "on Monday", "2026-11-23")
    plan(context, "on Tuesday", "2026-11-24 10:00")
    async with at_desk(context) as desk:
        await desk.press("j")
        assert desk.agenda()[0].startswith("Today 1")
        assert desk.agenda()[2].startswith("Tomorrow 1")
        moments.append(moments[0] + timedelta(seconds=1))
        await desk.until(lambda: desk.agenda()[0].startswith("Overdue 1"))
        assert "on Monday" in desk.agenda()[1]
        assert desk.agenda()[2].startswith("Today 1")
        assert "on Tuesday" in desk.current()
        await desk.until_shown("Tue 00:00")


@pytest.mark.parametrize(
    ("zone", "group", "shown"),
    [
        ("Europe/Warsaw", "Tomorrow", "01:00"),
        ("America/New_York", "Today", "19:00"),
        ("Asia/Kathmandu", "Tomorrow", "05:45"),
    ],
)
async def test_moments_are_shown_in_the_time_zone_of_the_person(
    context: Context, zone: str, group: str, shown: str
) -> None:
    plan(at(context), "call the office", "2026-11-24 01:00")
    abroad = replace(at(context), zone=ZoneInfo(zone))
    async with at_desk(abroad) as desk:
        heading, line = desk.agenda()
        assert heading.startswith(f"{group} 1")
        assert shown in line


async def test_a_deadline_on_the_day_the_clocks_change(context: Context) -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=WARSAW)
    context = at(context, saturday)
    plan(context, "after the change", "2026-10-25 04:00")
    async with at_desk(context) as desk:
        heading, line = desk.agenda()
        assert heading.startswith("Tomorrow 1")
        assert "04:00" in line


async def test_keys_move_through_twenty_thousand_activities(context: Context) -> None:
    seed(at(context), contacts=50, companies=5, deals=5, activities=20_000, seed=7)
    # By then nobody is reminded of anything any more.
    context = at(context, MONDAY + timedelta(days=400))

    def position(desk: Desk) -> int:
        return desk.area.agenda_list.position

    async with at_desk(context) as desk:
        total = desk.area.agenda_list.total
        assert total > 20_000
        first = position(desk)
        await desk.press("down", "down", "j", "k", "up")
        assert position(desk) == first + 1
        await desk.press("pagedown", "pagedown", "pageup")
        assert first + 20 < position(desk) < 80
        await desk.press("G")
        assert position(desk) == total - 1
        await desk.press("up", "pageup", "down")
        assert total - 60 < position(desk) < total - 20
        await desk.press("g")
        assert position(desk) == first
        assert desk.current().startswith(">")


async def test_a_new_number_shows_on_the_bar_of_whatever_is_in_view(context: Context) -> None:
    plan(context, "ask", "2026-11-23 16:00")
    async with at_desk(at(context)) as desk:
        await desk.press("0")
        await desk.until_shown("[0 Settings]")
        # Whatever is in view may have followed a change before the agenda was counted.
        desk.app.count_activities(Agenda(context, MONDAY + timedelta(hours=3)))
        await desk.until_shown("1 Activities 1!")
