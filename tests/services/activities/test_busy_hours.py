"""When people are busy on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.activities.busy import busy_hours, clashes
from services.activities.finishing import finish_activity
from services.context import Context
from services.records.use_cases import add_record
from storage.reads.busy import read_busy

DAY = date(2026, 5, 7)


def plan(context: Context, due: str, kind: str = "meeting", **fields: Any) -> UUID:
    """Plan an activity."""
    return add_record(context, "activity", {"kind": kind, "due": due, "subject": due, **fields})


def times(context: Context, day: date = DAY, **more: Any) -> list[str]:
    """Return when the acting person is busy on a day."""
    spans = busy_hours(context, [context.actor.user_id], day, **more)[context.actor.user_id]
    return ["all day" if s.is_all_day else f"{s.start:%H:%M}-{s.end:%H:%M}" for s in spans]


@pytest.mark.row("MEET-01", "ACT-14")
def test_calls_and_meetings_take_their_time_and_nothing_else_does(context: Context) -> None:
    plan(context, "2026-05-07 12:00", planned_minutes=90)
    plan(context, "2026-05-07 10:00", "call")
    plan(context, "2026-05-07 15:00")
    plan(context, "2026-05-07")
    plan(context, "2026-05-07", "call")
    for kind in ("task", "letter", "event"):
        plan(context, "2026-05-07 11:00", kind)
    done = plan(context, "2026-05-07 17:00")
    finish_activity(context, done)
    assert times(context) == ["all day", "10:00-10:15", "12:00-13:30", "15:00-16:00"]


def test_what_goes_over_midnight_is_cut_there(context: Context) -> None:
    plan(context, "2026-05-06 23:00", planned_minutes=120)
    plan(context, "2026-05-07 23:30", planned_minutes=60)
    plan(context, "2026-05-06 10:00", planned_minutes=60)
    assert times(context) == ["00:00-01:00", "23:30-00:00"]


def test_what_lasts_for_days_takes_each_of_them(context: Context) -> None:
    plan(context, "2026-05-06", planned_minutes=2 * 24 * 60)
    plan(context, "2026-05-04 10:00", planned_minutes=30 * 24 * 60)
    assert times(context) == ["all day", "00:00-00:00"]
    assert times(context, date(2026, 5, 8)) == ["00:00-00:00"]


def test_a_day_on_which_the_clocks_are_put_forward_is_an_hour_shorter(context: Context) -> None:
    plan(context, "2026-03-29 01:30", planned_minutes=60)
    assert times(context, date(2026, 3, 29)) == ["01:30-03:30"]


def test_who_works_on_a_meeting_is_busy_as_well(context: Context, other: Context) -> None:
    key = plan(context, "2026-05-07 10:00", co_executors=["boris"])
    plan(context, "2026-05-07 12:00", observers=["boris"])
    people = [context.actor.user_id, other.actor.user_id]
    found = busy_hours(context, people, DAY)
    assert [len(found[person]) for person in people] == [2, 1]
    assert found[people[1]][0].key == key
    assert times(context, without=key) == ["12:00-13:00"]
    assert busy_hours(context, [], DAY) == {}


def test_what_overlaps_is_a_clash_and_what_touches_is_none(context: Context) -> None:
    plan(context, "2026-05-07 10:00", planned_minutes=60)
    plan(context, "2026-05-07")
    spans = busy_hours(context, [context.actor.user_id], DAY)[context.actor.user_id]

    def clash(hour: int, minute: int, minutes: int) -> int:
        start = datetime(2026, 5, 7, hour, minute, tzinfo=context.zone)
        return len(clashes(spans, start, minutes))

    assert [clash(9, 0, 60), clash(11, 0, 30), clash(9, 30, 31), clash(10, 15, 5)] == [0, 0, 1, 1]


def test_the_calendar_of_a_person_is_found_by_indexes(context: Context) -> None:
    statements: list[str] = []
    connection = context.database.reader()
    connection.set_trace_callback(statements.append)
    moment = datetime(2026, 5, 7, tzinfo=context.zone)
    list(read_busy(connection, [context.actor.user_id], moment, moment, DAY))
    connection.set_trace_callback(None)
    plan_rows = connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall()
    steps = [str(row[3]) for row in plan_rows]
    assert any("activity_calendar" in step for step in steps)
    assert not [
        step
        for step in steps
        if step.startswith("SCAN")
        and "SCAN w" not in step
        and "CONSTANT" not in step
        and "people" not in step
    ], steps
