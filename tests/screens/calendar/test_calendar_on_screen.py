"""The calendar on the screen: shown, walked through, worked on (FEATURES ACT-14, PORT-07)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.calendar.periods import Scale
from domain.records.references import references_in
from domain.records.values import Deadline
from screens.activities.activity_form import ActivityForm
from screens.calendar.calendar_screen import CalendarScreen
from screens.calendar.people_dialog import PeopleDialog
from screens.cards.card_index import CardIndex
from screens.cards.record_card import RecordCard
from screens.help import CALENDAR_KEYS, HelpScreen
from screens.runs.walk_screen import WalkScreen
from services.activities.laying import Laying, lay_activities
from services.context import Context
from services.records.use_cases import add_record, edit_record, show_record
from tests.screens.desk import Clock, Desk, add_contact, at, at_desk, plan
from widgets.bars import StatusLine
from widgets.calendar.calendar_view import CalendarView
from widgets.facts import FactsPane
from widgets.tab_line import TabLine

SIZES = [(120, 40), (80, 24), (40, 30)]


async def open_calendar(desk: Desk, scale: int = 0) -> CalendarView:
    """Go from the agenda to the calendar, and to a scale by its number."""
    await desk.press("right_square_bracket")
    await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
    await desk.pilot.pause()
    if scale:
        await desk.press("'")
        await desk.until(lambda: isinstance(desk.app.screen, CardIndex))
        await desk.press(str(scale))
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
    return desk.app.screen.query_one(CalendarView)


def chosen(desk: Desk) -> str:
    """Return the line that says what the cursor is on."""
    return desk.text().splitlines()[-3].strip()


def said(desk: Desk) -> str:
    """Return what was said last."""
    return desk.app.screen.query_one(StatusLine).text


def due(context: Context, key: UUID) -> object:
    """Return when an activity is due."""
    return show_record(context, "activity", key).values["due"]


@pytest.mark.row("ACT-14", "A1.1", "A1.2", "PORT-07")
@pytest.mark.parametrize("size", SIZES)
async def test_calls_and_meetings_are_seen_and_letters_and_tasks_are_not(
    context: Context, size: tuple[int, int]
) -> None:
    for kind in ("call", "meeting", "letter", "task", "event"):
        plan(at(context), f"{kind[:2]}-9", "2026-11-23 16:00", kind=kind)
    async with at_desk(at(context), size=size) as desk:
        view = await open_calendar(desk)
        for scale in (0, 2, 1):
            if scale:
                await desk.press("'")
                await desk.press(str(scale))
                await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
                await desk.pilot.pause()
            shown = "\n".join(view.render_line(y).text for y in range(view.size.height))
            assert "ca-9" in shown
            assert "me-9" in shown
            assert not any(word in shown for word in ("le-9", "ta-9", "ev-9"))


async def test_it_is_the_second_view_of_the_area(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        for key in ("right_square_bracket", "left_square_bracket", "escape"):
            await open_calendar(desk)
            await desk.press(key)
            await desk.until(lambda: desk.app.screen is desk.area)
        await open_calendar(desk)
        await desk.pilot.click(offset=(3, 1))
        await desk.until(lambda: desk.app.screen is desk.area)


async def test_it_stays_as_it_was_left(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk, scale=2)
        await desk.press("pagedown", "escape", "3", "1")
        await open_calendar(desk)
        assert (view.state.scale, view.state.cursor.day) == (Scale.WEEK, date(2026, 11, 30))
        await desk.press("T")
        assert view.state.cursor.day == date(2026, 11, 23)


@pytest.mark.parametrize("size", SIZES)
async def test_days_weeks_and_months_are_leafed_through(
    context: Context, size: tuple[int, int]
) -> None:
    plan(at(context), "far", "2026-12-28 10:00")
    async with at_desk(at(context), size=size) as desk:
        await open_calendar(desk)
        await desk.until_shown("Nov 2026")
        await desk.press("pagedown")
        await desk.until_shown("Dec 2026")
        await desk.press("l", "j", "k", "h", "down", "up", "G")
        await desk.until(lambda: chosen(desk).startswith("Thu 31 Dec"))
        await desk.press("shift+tab")
        await desk.until(lambda: "far" in chosen(desk))
        await desk.press("'", "1")
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
        await desk.until_shown("10:00", "far")


@pytest.mark.parametrize(("scale", "expected"), [(3, "23.11.2026"), (2, "23.11.2026 14:30")])
@pytest.mark.parametrize("key", ["n", "b"])
async def test_a_meeting_is_planned_where_the_cursor_is(
    context: Context, scale: int, expected: str, key: str
) -> None:
    async with at_desk(at(context)) as desk:
        await open_calendar(desk, scale)
        await desk.open(key)
        assert isinstance(desk.app.screen, ActivityForm)
        assert desk.form()["due"] == expected
        await desk.put("subject", "visit")
        await desk.save()
        await desk.until_shown("visit", "Planned. u takes it back.")
        assert "meeting" in chosen(desk)


@pytest.mark.row("ACT-15", "A16")
async def test_a_meeting_is_bound_to_clients_and_deals_in_its_own_form(context: Context) -> None:
    contact = add_contact(context, "Orlova")
    deal = add_record(context, "deal", {"title": "Chairs"})
    async with at_desk(at(context)) as desk:
        await open_calendar(desk, scale=2)
        await desk.open("n")
        await desk.put("subject", "visit")
        await desk.go_to("elements")
        for text in ("orlo", "chai"):
            await desk.type(text)
            await desk.until_shown("> ")
            await desk.press("enter")
            await desk.until(lambda: not desk.form()["elements"])
        await desk.save()
        await desk.until(lambda: "14:30 · meeting · Orlova · visit" in chosen(desk))
        view = desk.app.screen.query_one(CalendarView)
        assert view.entry is not None
        values = show_record(context, "activity", view.entry.id).values
        linked = [references_in(values[name])[0].id for name in ("contacts", "deals")]
        assert linked == [contact, deal]


@pytest.mark.row("ACT-14")
async def test_what_can_be_done_with_an_activity_is_done_here_too(context: Context) -> None:
    contact = add_contact(context, "Orlova")
    key = plan(at(context), "visit", "2026-11-23 16:00", kind="meeting", contacts=[str(contact)])
    async with at_desk(at(context)) as desk:
        await open_calendar(desk, scale=2)
        await desk.press("tab")
        assert "16:00 · meeting · Orlova · visit" in chosen(desk)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("visit")
        await desk.press("escape")
        await desk.open("x")
        await desk.save()
        await desk.until_shown("x 16:00 Orlova")
        assert "done" in chosen(desk)
        await desk.press("u")
        await desk.until_gone("x 16:00 Orlova")
        await desk.open("p")
        await desk.type("fri 9:00")
        await desk.save()
        await desk.until(lambda: chosen(desk).startswith("Fri 27 Nov 09:00"))
        await desk.press("exclamation_mark")
        await desk.until_shown("* 09:00 Orlova")
        await desk.open("e")
        assert desk.form()["subject"] == "visit"
        await desk.leave()
        await desk.press("delete")
        await desk.until_gone("09:00 Orlova")
        await desk.press("u")
        await desk.until_shown("09:00 Orlova")
        assert due(context, key) == Deadline(at=datetime(2026, 11, 27, 8, 0, tzinfo=UTC))


@pytest.mark.row("MEET-01", "PORT-07")
@pytest.mark.parametrize("size", SIZES[:2])
async def test_a_meeting_is_moved_by_keys(context: Context, size: tuple[int, int]) -> None:
    key = plan(at(context), "visit", "2026-11-23 15:00", kind="meeting", planned_minutes=60)
    async with at_desk(at(context), size=size) as desk:
        await open_calendar(desk, scale=2)
        await desk.press("down", "M", "right", "down", "plus", "plus")
        await desk.until(lambda: "Tue 24 Nov 15:30–17:00 (1 h 30 min)" in chosen(desk))
        await desk.press("enter")
        await desk.until(lambda: said(desk) == "Moved. u takes it back.")
        assert due(context, key) == Deadline(at=datetime(2026, 11, 24, 14, 30, tzinfo=UTC))
        assert show_record(context, "activity", key).values["planned_minutes"] == 90
        await desk.press("u")
        await desk.until(lambda: "Mon 23 Nov 15:00–16:00" in chosen(desk))
        await desk.press("shift+right", "shift+up", "minus")
        await desk.until(lambda: "Tue 24 Nov 14:30–15:15" in chosen(desk))
        await desk.press("escape")
        await desk.until(lambda: "Mon 23 Nov 15:00–16:00" in chosen(desk))
        assert due(context, key) == Deadline(at=datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
        assert isinstance(desk.app.screen, CalendarScreen)


async def test_what_cannot_be_moved_is_said(context: Context, other: Context) -> None:
    key = plan(at(context), "visit", "2026-11-23 15:00", kind="meeting")
    async with at_desk(at(context)) as desk:
        await open_calendar(desk, scale=2)
        await desk.press("up", "M")
        await desk.until(lambda: said(desk) == "There is no activity under the cursor.")
        await desk.press("down", "M", "right")
        edit_record(other, "activity", key, {"done_at": "2026-11-23 14:00"})
        await desk.press("enter")
        await desk.until(lambda: "done already" in said(desk))
        await desk.until_shown("x 15:00 visit")
        assert chosen(desk).startswith("Mon 23 Nov")
        await desk.press("M")
        await desk.until(lambda: said(desk) == "What is done stays where it was.")


@pytest.mark.row("ACT-14")
async def test_colleagues_are_shown_side_by_side(context: Context) -> None:
    plan(at(context), "mine", "2026-11-23 15:00", kind="meeting")
    plan(at(context), "yours", "2026-11-23 15:00", kind="meeting", responsible="boris")
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk, scale=1)
        await desk.until_gone("yours")
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, PeopleDialog))
        await desk.press("m", "down", "m", "enter")
        await desk.until_shown("mine", "yours", "Борис Волков")
        await desk.press("right", "down")
        await desk.until(lambda: "Борис Волков · meeting · yours" in chosen(desk))
        await desk.press("up")
        await desk.open("n")
        assert desk.form()["responsible"] == "Борис Волков"
        await desk.leave()
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, PeopleDialog))
        await desk.press("m", "enter")
        await desk.until_gone("mine")
        assert view.person is None
        await desk.open("n")
        assert desk.form()["responsible"] == "Борис Волков"


async def test_what_others_do_is_seen_and_the_cursor_stays(
    context: Context, other: Context
) -> None:
    key = plan(at(context), "visit", "2026-11-25 15:00", kind="meeting")
    async with at_desk(at(context)) as desk:
        await open_calendar(desk)
        await desk.press("right", "right")
        edit_record(other, "activity", key, {"subject": "moved", "due": "2026-11-26 11:00"})
        await desk.until(lambda: chosen(desk) == "Thu 26 Nov 11:00 · meeting · moved")
        await desk.press("escape")
        edit_record(other, "activity", key, {"subject": "again"})
        await desk.until(lambda: "again" in desk.text())
        await open_calendar(desk)
        await desk.until(lambda: chosen(desk) == "Thu 26 Nov 11:00 · meeting · again")


async def test_the_client_is_shown_beside_it(context: Context) -> None:
    contact = add_contact(context, "Orlova", phones=["+7 916 123-45-67"])
    plan(at(context), "visit", "2026-11-23 16:00", kind="meeting", contacts=[str(contact)])
    async with at_desk(at(context)) as desk:
        await open_calendar(desk)
        await desk.press("space")
        await desk.until_shown("+7 916 123-45-67")
        await desk.press("right")
        await desk.until_gone("+7 916 123-45-67")
        await desk.press("space")
        assert desk.app.screen.query_one(FactsPane).has_class("-hidden")


def place_of(view: CalendarView, text: str) -> tuple[int, int]:
    """Return where on the screen the calendar shows a text."""
    for y in range(view.size.height):
        if text in (line := view.render_line(y).text):
            return view.region.x + line.index(text), view.region.y + y
    raise AssertionError(text)


async def test_the_mouse_chooses_and_opens(context: Context) -> None:
    plan(at(context), "visit", "2026-11-25 16:00", kind="meeting")
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk)
        await desk.pilot.click(offset=place_of(view, "16:00 visit"))
        await desk.until(lambda: "visit" in chosen(desk))
        scales = desk.app.screen.query_one("#scales", TabLine)
        x = scales.render_line(0).text.index("Week")
        await desk.pilot.click(scales, offset=(x, 0))
        await desk.until(lambda: view.state.scale is Scale.WEEK)
        await desk.pilot.pause()
        await desk.pilot.click(offset=place_of(view, "16:00 visit"), times=2)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))


async def test_a_free_day_opens_its_hours(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk)
        await desk.press("right", "enter")
        assert view.state.scale is Scale.DAY
        assert chosen(desk) == "Tue 24 Nov 09:00 · free"
        await desk.open("enter")
        assert desk.form()["due"] == "24.11.2026 09:00"


async def test_time_goes_on(context: Context) -> None:
    clock = Clock()
    plan(clock.of(context), "visit", "2026-11-23 15:00", kind="meeting")
    async with at_desk(clock.of(context)) as desk:
        await open_calendar(desk, scale=2)
        await desk.until_shown("14:32─")
        clock.advance(minutes=40)
        desk.area.app.screen.follow_time()  # type: ignore[attr-defined]
        await desk.until_shown("15:12─", "! 15:00 visit")


async def test_a_resized_screen_shows_as_many_days_as_fit(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk, scale=2)
        await desk.until_shown("Sun 29")
        await desk.pilot.resize_terminal(80, 24)
        await desk.until_gone("Sun 29")
        await desk.press("right", "right", "right", "right", "right")
        await desk.until_shown("Sat 28", "Sun 29")
        await desk.pilot.resize_terminal(40, 24)
        await desk.until_shown("Sun 29 Nov · free")
        assert view.state.cursor.day == date(2026, 11, 28)
        await desk.press("down")
        assert view.state.cursor.day == date(2026, 11, 29)


async def test_help_lists_the_keys_of_the_calendar(context: Context) -> None:
    async with at_desk(at(context), size=(120, 60)) as desk:
        await open_calendar(desk)
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.until_shown("In the calendar", "Plan a meeting at this time", "Whose calendar")
        for keys, sentence in CALENDAR_KEYS:
            assert keys in desk.text()
            assert sentence in desk.text()


async def test_the_palette_knows_the_calendar(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("ctrl+p")
        await desk.type("go to the calendar")
        await desk.until_shown("Go to the calendar")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
        await desk.press("ctrl+p")
        await desk.type("show a day")
        await desk.until_shown("Show a day")
        await desk.press("enter")
        view = desk.app.screen_stack[1].query_one(CalendarView)
        await desk.until(lambda: view.state.scale is Scale.DAY)


@pytest.mark.row("ACT-16")
async def test_many_calls_of_a_run_are_one_block_that_leads_to_the_run(context: Context) -> None:
    keys = [add_contact(context, f"Orlova{number:02}") for number in range(30)]
    due = Deadline(at=datetime(2026, 11, 23, 15, tzinfo=UTC))
    lay_activities(context, "contact", keys, Laying("call", "Invite", title="Fair", due=due))
    async with at_desk(at(context)) as desk:
        view = await open_calendar(desk, scale=1)
        await desk.until_shown("call  x 30 – Fair", "30 calls and meetings")
        await desk.until(lambda: view.entry is not None)
        assert "16:00 · call · x 30 – Fair" in chosen(desk)
        for key in ("x", "p", "e", "M", "delete"):
            await desk.press(key)
            assert isinstance(desk.app.screen, CalendarScreen)
            assert said(desk) == "These are 30 activities of a run: Enter goes to it."
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, WalkScreen))
        await desk.until_shown("Orlova00")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
