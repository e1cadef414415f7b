"""Reminders come at their time, once, to the one responsible, whatever wrote the deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import BadInput, NotFound
from domain.records.values import Deadline
from services.activities.finishing import finish_activity, reopen
from services.activities.planning import postpone, reassign
from services.activities.reminders import (
    dismiss_reminder,
    due_reminders,
    next_reminder_at,
    snooze,
)
from services.context import Context
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.settings import REMINDER_MINUTES, set_setting
from services.undo import redo, undo

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon, 10:00 in UTC."""
    return replace(context, clock=NOON.astimezone)


def plan(context: Context, due: str, **more: object) -> UUID:
    return add_record(context, "activity", {"kind": "call", "subject": "x", "due": due, **more})


def at(hour: int, minute: int = 0, day: int = 6) -> datetime:
    """Return a time of May 2026 in Warsaw, in UTC."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


def due(context: Context, now: datetime) -> list[UUID]:
    return [reminder.key for reminder in due_reminders(context, now.astimezone(context.zone))]


@pytest.mark.row("NOTIF-04", "CALL-01")
def test_a_reminder_comes_so_long_before(context: Context) -> None:
    key = plan(context, "15:00", remind_minutes=30)
    assert next_reminder_at(context) == at(14, 30)
    assert due(context, at(14, 29)) == []
    assert due(context, at(14, 30)) == due(context, at(16)) == [key]


@pytest.mark.row("NOTIF-04")
def test_what_is_planned_for_soon_is_reminded_of_at_its_time(context: Context) -> None:
    key = plan(context, "12:15", remind_minutes=15)
    assert due(context, at(12)) == []
    assert next_reminder_at(context) == at(12, 15)
    assert due(context, at(12, 15)) == [key]


@pytest.mark.row("NOTIF-04")
def test_a_day_without_a_time_is_reminded_of_at_nine(context: Context) -> None:
    plan(context, "8.5.2026", remind_minutes=60)
    assert next_reminder_at(context) == at(8, day=8)


@pytest.mark.row("CALL-06")
def test_a_reminder_says_who_and_which_deal(context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Ким"})
    deal = add_record(context, "deal", {"title": "40 стульев"})
    plan(context, "13:00", contacts=[str(contact)], deals=[str(deal)])
    (reminder,) = due_reminders(context, at(12, 50).astimezone(context.zone))
    assert reminder.client is not None
    assert reminder.deal is not None
    assert (reminder.client.title, reminder.deal.title) == ("Ким", "40 стульев")
    assert (reminder.kind, reminder.deadline) == ("call", Deadline(at=at(13)))


def test_what_has_a_time_is_reminded_of_as_the_person_has_set(context: Context) -> None:
    key = plan(context, "15:00")
    assert show_record(context, "activity", key).values["remind_minutes"] == 15
    set_setting(context, REMINDER_MINUTES, 5)
    assert due(context, at(14, 50)) == [key]
    assert due(context, at(14, 56)) == [key]
    later = plan(context, "15:00")
    assert due(context, at(14, 54)) == [key]
    assert due(context, at(14, 56)) == [key, later]
    set_setting(context, REMINDER_MINUTES, 0)
    unreminded = plan(context, "15:00")
    assert unreminded not in due(context, at(15))


def test_whoever_wants_no_reminder_gets_none(context: Context) -> None:
    plan(context, "15:00", remind_minutes=None)
    plan(context, "today")
    plan(context, "")
    plan(context, "15:00", done_at="11:00")
    plan(context, "6.5.2026 11:50")
    assert due(context, at(12)) == []
    assert next_reminder_at(context) is None


def test_a_day_that_gets_a_time_gets_a_reminder(context: Context) -> None:
    key = plan(context, "today")
    edit_record(context, "activity", key, {"due": "15:00"})
    assert next_reminder_at(context) == at(14, 45)
    edit_record(context, "activity", key, {"remind_minutes": None})
    assert next_reminder_at(context) is None
    edit_record(context, "activity", key, {"due": "16:00"})
    assert next_reminder_at(context) is None


@pytest.mark.row("NOTIF-04")
def test_a_reminder_follows_its_deadline(context: Context) -> None:
    key = plan(context, "15:00")
    postpone(context, [key], Deadline(at=at(16)))
    assert next_reminder_at(context) == at(15, 45)
    edit_record(context, "activity", key, {"due": "17:00"})
    assert next_reminder_at(context) == at(16, 45)
    edit_record(context, "activity", key, {"remind_minutes": 60})
    assert next_reminder_at(context) == at(16)
    for _time in range(2):
        undo(context)
    assert next_reminder_at(context) == at(15, 45)
    redo(context)
    assert next_reminder_at(context) == at(16, 45)
    edit_record(context, "activity", key, {"due": ""})
    assert next_reminder_at(context) is None


@pytest.mark.row("NOTIF-04")
def test_a_reminder_is_put_off_and_dismissed(context: Context) -> None:
    key = plan(context, "12:20")
    assert due(context, at(12, 5)) == [key]
    snooze(context, key, at(12, 10))
    assert due(context, at(12, 5)) == []
    assert next_reminder_at(context) == at(12, 10)
    assert due(context, at(12, 10)) == [key]
    dismiss_reminder(context, key)
    assert due(context, at(12, 30)) == []
    edit_record(context, "activity", key, {"subject": "y", "due": "12:20"})
    assert due(context, at(12, 30)) == []
    postpone(context, [key], Deadline(at=at(15)))
    assert due(context, at(14, 50)) == [key]


@pytest.mark.row("NOTIF-04")
def test_no_reminder_comes_up_whose_time_had_passed_when_it_was_undone(context: Context) -> None:
    key = plan(context, "12:20")
    postpone(context, [key], Deadline(at=at(16)))
    later = replace(context, clock=at(12, 30).astimezone)
    undo(later)
    assert show_record(context, "activity", key).values["due"] == Deadline(at(12, 20))
    assert due(later, at(12, 31)) == []
    redo(later)
    assert next_reminder_at(later) == at(15, 45)
    # While the deadline itself is ahead, one is reminded of it at its time.
    soon = replace(context, clock=at(12, 10).astimezone)
    undo(soon)
    assert next_reminder_at(soon) == at(12, 20)


def test_what_was_put_off_is_nothing_to_undo(context: Context) -> None:
    key = plan(context, "12:20")
    snooze(context, key, at(12, 10))
    changed = show_record(context, "activity", key).values["updated_at"]
    dismiss_reminder(context, key)
    assert show_record(context, "activity", key).values["updated_at"] == changed
    assert undo(context) == "activity added"


def test_a_reminder_is_not_put_off_into_the_past(context: Context) -> None:
    with pytest.raises(BadInput, match="later than now"):
        snooze(context, plan(context, "12:20"), at(12))


@pytest.mark.row("NOTIF-04")
def test_nobody_is_reminded_of_what_is_done_gone_or_somebody_elses(
    context: Context, other: Context
) -> None:
    done, gone, given, left = (plan(context, "12:20") for _time in range(4))
    finish_activity(context, done)
    delete_record(context, "activity", gone)
    reassign(context, [given], other.actor.user_id)
    assert due(context, at(12, 5)) == [left]
    assert due(other, at(12, 5)) == [given]
    for key in (done, gone, given):
        with pytest.raises(NotFound, match="nothing to be reminded of"):
            dismiss_reminder(context, key)
    reopen(context, [done])
    assert due(context, at(12, 5)) == [done, left]


def test_old_reminders_lapse_but_not_those_put_off(context: Context) -> None:
    key = plan(context, "12:10")
    assert due(context, at(12, 9, day=7)) == [key]
    assert due(context, at(12, 11, day=7)) == []
    snooze(context, key, at(10, day=9))
    assert due(context, at(10, day=9)) == [key]


def test_the_reminder_of_a_day_does_not_lapse_before_the_day(context: Context) -> None:
    key = plan(context, "11.5.2026", remind_minutes=3 * 24 * 60)
    assert due(context, at(9, day=11)) == [key]


def test_reminders_are_found_by_index_alone(context: Context) -> None:
    steps: list[str] = []
    connection = context.database.reader()
    connection.set_trace_callback(steps.append)
    due_reminders(context, context.now())
    next_reminder_at(context)
    connection.set_trace_callback(None)
    plans = [
        row[3]
        for sql in steps
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if "activity" in row[3] and "activity_" in row[3]
    ]
    assert any("activity_reminders" in plan for plan in plans)
    assert not any(row.startswith("SCAN activity") for row in plans)
