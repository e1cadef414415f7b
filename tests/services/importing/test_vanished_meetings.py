"""What a calendar has no more goes to the bin, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from calendar_reader import NOON, Read, activities, reader, subjects, told
from calendars import calendar, event

from services.activities.finishing import finish_activity
from services.context import Context
from services.formats.ics_reading import Span
from services.records.use_cases import edit_record


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


@pytest.fixture
def other(other: Context) -> Context:
    """The colleague at the same time."""
    return replace(other, clock=NOON.astimezone)


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read a calendar with this text into the base."""
    return reader(context, tmp_path)


@pytest.mark.row("PORT-07")
def test_occurrences_that_vanish_go_to_the_bin_unless_somebody_worked_on_them(
    context: Context, read: Read
) -> None:
    series = event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=5", "SUMMARY:Daily")
    read(calendar(series))
    _first, _second, third, fourth, fifth = activities(context)
    edit_record(context, "activity", fourth.id, {"description": "bring the contract"})
    report = read(calendar(series.replace("COUNT=5", "COUNT=2")))
    assert told(report) == (0, 0, 3, 2)
    kept = [view.id for view in activities(context)]
    assert fourth.id in kept
    assert {third.id, fifth.id}.isdisjoint(kept)
    assert told(read(calendar(series)))[0] == 2
    assert len(activities(context)) == 5


def test_an_invitation_to_one_occurrence_says_nothing_of_the_others(
    context: Context, read: Read
) -> None:
    read(calendar(event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=3")))
    one = event("s", "DTSTART:20260508T150000Z", "RECURRENCE-ID:20260508T090000Z")
    assert told(read(calendar(one))) == (0, 1, 0, 0)
    assert len(activities(context)) == 3


def test_with_something_unreadable_in_the_file_nothing_counts_as_vanished(
    context: Context, read: Read
) -> None:
    series = event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=3")
    read(calendar(series))
    report = read(calendar(series.replace("COUNT=3", "COUNT=1"), event("bad", "DTSTART:x")))
    assert (report.failed, report.removed) == (1, 0)
    assert len(activities(context)) == 3


@pytest.mark.parametrize("is_done", [False, True])
def test_what_is_cancelled_goes_to_the_bin_unless_it_was_done(
    context: Context, read: Read, is_done: bool
) -> None:
    text = event("e", "DTSTART:20260507T090000Z", "SUMMARY:Talk", "STATUS:CONFIRMED")
    read(calendar(text))
    if is_done:
        finish_activity(context, activities(context)[0].id, result="they came early")
    report = read(calendar(text.replace("CONFIRMED", "CANCELLED")))
    assert told(report) == ((0, 0, 1, 0) if is_done else (0, 0, 0, 1))
    assert len(activities(context)) == int(is_done)


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize(
    ("zone", "hour", "later"),
    [("America/New_York", "230000", date(2026, 5, 8)), ("Asia/Tokyo", "080000", date(2026, 5, 6))],
)
def test_what_lies_at_the_edge_of_the_days_is_not_taken_for_gone(
    context: Context, read: Read, zone: str, hour: str, later: date
) -> None:
    daily = event("s", f"DTSTART;TZID={zone}:20260501T{hour}", "RRULE:FREQ=DAILY;COUNT=20")
    first = date(2026, 5, 7)
    assert told(read(calendar(daily), span=Span(first, first + timedelta(3)))) == (3, 0, 0, 0)
    assert told(read(calendar(daily), span=Span(later, later + timedelta(3)))) == (1, 0, 2, 0)
    assert len(activities(context)) == 4


@pytest.mark.row("PORT-07")
def test_an_occurrence_that_is_moved_out_of_the_days_is_moved(context: Context, read: Read) -> None:
    series = event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:Daily")
    moved = event(
        "s", "DTSTART:20310901T090000Z", "RECURRENCE-ID:20260508T090000Z", "SUMMARY:In years"
    )
    read(calendar(series))
    assert told(read(calendar(series, moved))) == (0, 1, 2, 0)
    assert subjects(context) == ["Daily", "Daily", "In years"]
    assert told(read(calendar(series))) == (0, 1, 2, 0)
    assert subjects(context) == ["Daily"] * 3


def test_an_occurrence_that_is_moved_out_of_the_days_that_are_given_does_not_come_in(
    context: Context, read: Read
) -> None:
    series = event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event("s", "DTSTART:20260901T090000Z", "RECURRENCE-ID:20260508T090000Z")
    days = Span(date(2026, 5, 6), date(2026, 5, 12))
    assert told(read(calendar(series, moved), span=days)) == (2, 0, 1, 0)


def test_an_occurrence_that_comes_back_to_a_day_beyond_those_that_are_read_stays(
    context: Context, read: Read
) -> None:
    series = event("s", "DTSTART:20260501T090000Z", "RRULE:FREQ=DAILY;COUNT=20")
    moved = event("s", "DTSTART:20260509T150000Z", "RECURRENCE-ID:20260518T090000Z")
    days = Span(date(2026, 5, 6), date(2026, 5, 12))
    assert told(read(calendar(series, moved), span=days)) == (7, 0, 0, 0)
    assert told(read(calendar(series), span=days)) == (0, 0, 6, 0)


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SEQUENCE:1", "SEQUENCE:2"),
        ("LAST-MODIFIED:20260401T080000Z", "LAST-MODIFIED:20260402T080000Z"),
    ],
)
def test_an_older_file_removes_nothing_that_a_newer_one_brought(
    context: Context, read: Read, old: str, new: str
) -> None:
    daily = "RRULE:FREQ=DAILY;COUNT={}"
    start = "DTSTART:20260507T090000Z"
    read(calendar(event("s", start, daily.format(5), new)))
    older = calendar(event("s", start, daily.format(2), old))
    assert told(read(older)) == (0, 0, 2, 0)
    assert len(activities(context)) == 5
    assert told(read(older.replace(old, new))) == (0, 0, 2, 3)


def test_who_only_observes_changes_nothing(context: Context, other: Context, read: Read) -> None:
    daily = "RRULE:FREQ=DAILY;COUNT=2"
    text = calendar(event("e", "DTSTART:20260507T090000Z", daily, "SUMMARY:Talk"))
    read(text)
    for view in activities(context):
        edit_record(context, "activity", view.id, {"observers": ["boris"]})
    for changed in (
        text.replace("Talk", "Lunch"),
        text.replace("COUNT=2", "COUNT=1"),
        text.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"),
    ):
        report = read(changed, other)
        assert (report.created, report.updated, report.removed) == (0, 0, 0)
    assert subjects(context) == ["Talk", "Talk"]
    assert [view.values["co_executors"] for view in activities(context)] == [(), ()]
