"""The calendar: what stands in it, and how an entry is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period
from domain.errors import BadInput, Conflict
from domain.records.values import Deadline
from services.activities.calendar import (
    MOST_PERIODS,
    CalendarPages,
    CalendarPerson,
    calendar_days,
    calendar_habits,
    calendar_people,
    is_light,
    reschedule,
)
from services.activities.calls import CallReport, log_call
from services.activities.finishing import finish_activities
from services.activities.laying import Laying, lay_activities
from services.activities.planning import delete_activities
from services.context import Context
from services.records.history import history_of
from services.records.use_cases import add_record, show_record
from services.settings import WEEK_BEGINS, WORK_ENDS, set_setting
from services.undo import undo
from storage.reads import calendar as reads
from storage.reads.calendar import MANY_AT_ONCE
from storage.reads.runs import open_in_run
from tests.screens.desk import MONDAY, add_contact, at, plan

DAY = Deadline(on=date(2026, 11, 24))
WEEK = Period(date(2026, 11, 23), date(2026, 11, 30))


def shown(context: Context, period: Period = WEEK) -> dict[date, list[str]]:
    """Return the subjects that stand on each day."""
    days = calendar_days(context, period)
    return {day: [entry.subject for entry in found.entries()] for day, found in days.items()}


def the_entry(context: Context, period: Period = WEEK) -> CalendarEntry:
    """Return the only entry of a period."""
    (found,) = calendar_days(context, period).values()
    (entry,) = found.entries()
    return entry


@pytest.mark.row("ACT-14", "A1.1", "A1.2")
def test_calls_and_meetings_stand_in_the_calendar_and_nothing_else_does(context: Context) -> None:
    for kind in ("letter", "task", "event", "meeting", "call"):
        plan(context, kind, "2026-11-24 15:00", kind=kind)
        plan(context, f"{kind} some time", "2026-11-25", kind=kind)
        plan(context, f"{kind} without a date", kind=kind)
    assert {day: sorted(subjects) for day, subjects in shown(context).items()} == {
        date(2026, 11, 24): ["call", "meeting"],
        date(2026, 11, 25): ["call some time", "meeting some time"],
    }


@pytest.mark.row("ACT-14")
def test_they_stand_in_the_calendar_of_the_responsible(context: Context, other: Context) -> None:
    plan(context, "mine", "2026-11-24 10:00", kind="meeting")
    plan(context, "yours", "2026-11-24 10:00", kind="meeting", responsible="boris")
    assert shown(context) == {date(2026, 11, 24): ["mine"]}
    assert shown(other) == {date(2026, 11, 24): ["yours"]}
    me, boris = calendar_people(context)
    assert (me.login, boris.name) == ("anna", "Борис Волков")
    both = calendar_days(context, WEEK, [me, boris])[date(2026, 11, 24)].entries()
    assert {(entry.subject, entry.responsible) for entry in both} == {
        ("mine", ""),
        ("yours", "Борис Волков"),
    }


def test_an_entry_says_with_whom_where_and_for_how_long(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    contact = add_contact(context, "Orlova", companies=[str(company)])
    plan(
        context,
        "contract",
        "2026-11-24 10:00",
        kind="meeting",
        contacts=[str(contact)],
        place="their office",
        planned_minutes=90,
        is_important=True,
    )
    entry = the_entry(context)
    assert entry.client is not None
    assert (entry.client.id, entry.title, entry.company) == (contact, "Orlova", "Vega")
    assert (entry.place, entry.minutes, entry.is_important) == ("their office", 90, True)
    assert entry.start_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert entry.end_at == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def test_what_was_deleted_is_not_there_and_what_was_done_is(context: Context) -> None:
    done = plan(context, "done", "2026-11-24 10:00")
    gone = plan(context, "gone", "2026-11-24 11:00")
    finish_activities(context, [done], result="went well")
    delete_activities(context, [gone])
    entry = the_entry(context)
    assert (entry.id, entry.is_done, entry.is_overdue(MONDAY + timedelta(days=9))) == (
        *(done, True),
        False,
    )


def test_a_call_that_nobody_had_planned_stands_where_it_began(context: Context) -> None:
    contact = add_contact(context, "Orlova")
    monday = at(context)
    log_call(
        monday,
        CallReport(
            client_kind="contact", client=contact, notes="asked for the price", duration_seconds=720
        ),
    )
    entry = the_entry(context)
    assert entry.start_at == MONDAY - timedelta(minutes=12)
    assert (entry.minutes, entry.is_done, entry.title) == (12, True, "Orlova")


def test_what_began_before_the_week_reaches_into_it(context: Context) -> None:
    plan(context, "fair", "2026-11-22 09:00", kind="meeting", planned_minutes=3 * 24 * 60)
    plan(context, "over", "2026-11-22 09:00", kind="meeting")
    assert shown(context) == {date(2026, 11, day): ["fair"] for day in (23, 24, 25)}


def test_what_takes_several_days_stands_on_each(context: Context) -> None:
    plan(context, "fair", "2026-11-22", kind="meeting", planned_minutes=3 * 24 * 60)
    assert shown(context) == {date(2026, 11, day): ["fair"] for day in (23, 24)}


def test_a_day_is_that_of_the_clocks_where_one_is(context: Context) -> None:
    # Half past midnight in Warsaw is the day before in UTC.
    plan(context, "night call", "2026-11-24 00:30")
    assert shown(context) == {date(2026, 11, 24): ["night call"]}


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (reads._TIMED_SQL, "activity_calendar (responsible_id=? AND due_at>? AND due_at<?)"),
        (reads._WHOLE_SQL, "activity_calendar (responsible_id=? AND due_at=? AND due_on>?"),
        (
            reads._RUNS_SQL.format(shown=reads._TIMED),
            "activity_calendar (responsible_id=? AND due_at>? AND due_at<?)",
        ),
        (reads._HELD_SQL, "activity_done (responsible_id=? AND done_at>? AND done_at<?)"),
    ],
)
def test_a_week_is_read_by_index(context: Context, sql: str, index: str) -> None:
    values = (b"", *[0] * (sql.count("?") - 1))
    rows = context.database.reader().execute(f"EXPLAIN QUERY PLAN {sql}", values)
    assert any(f"SEARCH a USING INDEX {index}" in row[3] for row in rows)


@pytest.mark.row("PORT-07", "MEET-01")
def test_a_meeting_is_moved_with_its_reminder_and_back(context: Context) -> None:
    monday = at(context)
    key = plan(monday, "visit", "2026-11-24 10:00", kind="meeting", remind_minutes=15)
    when = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    reschedule(monday, key, Deadline(at=when), 45)
    entry = the_entry(context)
    assert (entry.start_at, entry.planned_minutes) == (when, 45)
    assert remind_at(context, key) == when - timedelta(minutes=15)
    assert undo(monday) == "moved in the calendar"
    entry = the_entry(context)
    assert (entry.start_at, entry.planned_minutes) == (
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        None,
    )


def remind_at(context: Context, key: UUID) -> datetime:
    """Return when somebody is reminded."""
    (micros,) = (
        context.database.reader()
        .execute("SELECT remind_at FROM activity WHERE id = ?", (key.bytes,))
        .fetchone()
    )
    return datetime.fromtimestamp(micros / 1e6, UTC)


def test_a_length_is_left_alone_where_none_is_given(context: Context) -> None:
    key = plan(context, "visit", "2026-11-24 10:00", kind="meeting", planned_minutes=20)
    reschedule(context, key, Deadline(on=date(2026, 11, 25)))
    entry = the_entry(context)
    assert (entry.on, entry.start_at, entry.planned_minutes) == (date(2026, 11, 25), None, 20)
    assert "moved in the calendar" in str(list(history_of(context, "activity", key)))


def test_what_is_done_or_no_meeting_is_not_moved(context: Context) -> None:
    done = plan(context, "call", "2026-11-24 10:00")
    finish_activities(context, [done])
    task = plan(context, "task", "2026-11-24 10:00", kind="task")
    when = Deadline(on=date(2026, 11, 25))
    with pytest.raises(Conflict, match="done already"):
        reschedule(context, done, when)
    with pytest.raises(BadInput, match="Only calls and meetings"):
        reschedule(context, task, when)
    with pytest.raises(BadInput, match="between a minute and a month"):
        reschedule(context, task, when, 0)
    assert show_record(context, "activity", task).values["due"] != when


def test_pages_are_read_once(context: Context) -> None:
    pages = CalendarPages(context)
    plan(context, "visit", "2026-11-24 10:00")
    first = pages.days(WEEK)
    plan(context, "another", "2026-11-24 11:00")
    assert pages.days(WEEK) is first
    assert len(first[date(2026, 11, 24)]) == 1
    assert len(CalendarPages(context).days(WEEK)[date(2026, 11, 24)]) == 2


def test_days_are_known_from_whatever_period_was_read(context: Context) -> None:
    pages, day = CalendarPages(context), date(2026, 11, 24)
    plan(context, "visit", "2026-11-24 10:00")
    assert pages.known_days(WEEK) == {}
    pages.days(Period(date(2026, 11, 1), date(2026, 12, 1)))
    assert not pages.has_read(WEEK)
    assert list(pages.known_days(WEEK)) == [day]
    assert pages.known_days(Period(date(2026, 11, 25), date(2026, 11, 26))) == {}


def test_a_month_of_very_many_is_not_kept_beforehand(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.activities.calendar.MOST_AHEAD", 2)
    plan(context, "One", "today 9:00")
    plan(context, "Two", "today 10:00")
    plan(context, "A letter", "today 10:00", kind="letter")
    assert is_light(context)
    plan(context, "Three", "today 11:00")
    assert not is_light(context)
    assert is_light(other)


def test_habits_are_set_by_each_person(context: Context, other: Context) -> None:
    set_setting(context, WEEK_BEGINS, "sunday")
    set_setting(context, WORK_ENDS, 8)
    habits = calendar_habits(context)
    assert (habits.first_weekday, habits.work_begins, habits.work_ends) == (6, 8, 9)
    assert calendar_habits(other).first_weekday == 0
    assert CalendarPerson(context.actor.user_id, "anna", "anna") == calendar_people(context)[0]


def test_of_the_periods_that_were_shown_the_last_ones_are_kept(context: Context) -> None:
    pages, week = CalendarPages(context), timedelta(days=7)
    weeks = [Period(WEEK.first + n * week, WEEK.end + n * week) for n in range(MOST_PERIODS + 1)]
    for week in weeks:
        pages.days(week)
    assert [pages.has_read(week) for week in weeks] == [False, *[True] * MOST_PERIODS]
    pages.days(weeks[1])
    pages.days(weeks[0])
    assert (pages.has_read(weeks[1]), pages.has_read(weeks[2])) == (True, False)


@pytest.mark.row("ACT-16")
@pytest.mark.parametrize("due", [Deadline(at=datetime(2026, 11, 24, 9, tzinfo=UTC)), DAY])
def test_many_activities_of_a_run_at_one_time_are_one_entry(
    context: Context, due: Deadline
) -> None:
    keys = [add_contact(context, f"Orlova{number:02}") for number in range(9)]
    laying = Laying("call", "Invite", title="Fair", due=due)
    laid = lay_activities(context, "contact", keys, laying)
    few = Laying("call", "Ask", title="Few", due=due)
    lay_activities(context, "contact", keys[: MANY_AT_ONCE - 1], few)
    plan(context, "mine", "2026-11-24 10:00")
    (found,) = calendar_days(context, WEEK).values()
    (block,) = (entry for entry in found.entries() if entry.run is not None)
    assert (block.run, block.number, block.done, block.is_done) == (laid.run, 9, 0, False)
    assert (block.title, block.start_at, block.on) == ("x 9 – Fair", due.at, due.on)
    others = sorted(entry.subject for entry in found.entries() if entry.run is None)
    assert others == ["Ask"] * (MANY_AT_ONCE - 1) + ["mine"]
    done = open_in_run(context.database.reader(), laid.run)
    finish_activities(context, done[:2])
    (found,) = calendar_days(context, WEEK).values()
    (block,) = (entry for entry in found.entries() if entry.run is not None)
    assert (block.number, block.done, block.is_done) == (9, 2, False)
    finish_activities(context, done[2:])
    (found,) = calendar_days(context, WEEK).values()
    assert [entry.is_done for entry in found.entries() if entry.run is not None] == [True]
