"""Deadlines and moments in words, overdue or not, and the bounds of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.dates.when import (
    When,
    describe_deadline,
    describe_duration,
    describe_open_deadline,
    describe_time_left,
    is_overdue,
    say_when,
)

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 20, 14, 32, tzinfo=WARSAW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-18 14:00", "2 d late"),
        ("2026-11-19 14:00", "1 d late"),
        ("2026-11-19 16:00", "22 h late"),
        ("2026-11-20 13:52", "40 min late"),
        ("2026-11-20 14:31:40", "1 min late"),
        ("2026-11-20 14:32", "14:32"),
        ("2026-11-20 15:00", "15:00"),
        ("2026-11-21 10:00", "tomorrow 10:00"),
        ("2026-11-22 16:30", "Sun 16:30"),
        ("2026-11-26 16:30", "Thu 16:30"),
        ("2026-11-27 16:30", "27 Nov 16:30"),
        ("2026-12-25 09:00", "25 Dec 09:00"),
        ("2027-12-25 09:00", "25 Dec 2027"),
    ],
)
def test_a_deadline_in_a_row(moment: str, words: str) -> None:
    assert describe_deadline(at(moment), None, NOW) == words
    assert is_overdue(at(moment), None, NOW) == words.endswith("late")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 18), "2 d late"),
        (date(2026, 11, 19), "1 d late"),
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 21), "tomorrow"),
        (date(2026, 11, 22), "Sun"),
        (date(2026, 11, 27), "27 Nov"),
        (date(2027, 1, 3), "3 Jan 2027"),
    ],
)
def test_a_deadline_without_a_time_is_late_when_its_day_is_over(day: date, words: str) -> None:
    assert describe_deadline(None, day, NOW) == words
    assert is_overdue(None, day, NOW) == words.endswith("late")


def test_no_deadline() -> None:
    assert describe_deadline(None, None, NOW) == ""
    assert not is_overdue(None, None, NOW)


def test_the_local_day_counts_not_the_day_in_utc() -> None:
    just_after_midnight = datetime(2026, 11, 20, 0, 10, tzinfo=WARSAW)
    assert is_overdue(None, date(2026, 11, 19), just_after_midnight)
    assert describe_deadline(at("2026-11-20 00:30"), None, just_after_midnight) == "00:30"


def test_moments_in_words_name_the_day() -> None:
    assert say_when(at("2026-11-20 15:00"), NOW) == "today 15:00"
    assert say_when(at("2026-11-19 09:05"), NOW) == "yesterday 09:05"
    assert say_when(at("2026-11-15 09:05"), NOW) == "15 Nov 09:05"
    assert say_when(When(date(2026, 11, 23)), NOW) == "Mon"
    assert say_when(When(date(2027, 11, 23), time(8)), NOW) == "23 Nov 2027 08:00"
    assert say_when(date(2026, 11, 21), NOW) == "tomorrow"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"),
        (40, "40 s"),
        (60, "1 min"),
        (299, "4 min"),
        (3600, "1 h"),
        (4800, "1 h 20 min"),
        (86400, "1 d"),
        (100000, "1 d 3 h"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert describe_duration(seconds) == words


def test_times_the_clocks_skip_or_show_twice() -> None:
    skipped = When(date(2026, 3, 29), time(2, 30)).instant(WARSAW)
    assert skipped is not None
    assert f"{skipped.astimezone(WARSAW):%H:%M}" == "03:30"
    twice = When(date(2026, 10, 25), time(2, 30)).instant(WARSAW)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert When(date(2026, 10, 25)).instant(WARSAW) is None


@pytest.mark.row("TASK-12")
@pytest.mark.parametrize(
    ("due", "left", "listed"),
    [
        (NOW + timedelta(seconds=20), "1 min left", "14:32, 1 min left"),
        (NOW + timedelta(minutes=40), "40 min left", "15:12, 40 min left"),
        (NOW + timedelta(hours=3, minutes=59), "3 h left", "18:31, 3 h left"),
        (NOW + timedelta(hours=23), "23 h left", "tomorrow 13:32"),
        (NOW + timedelta(days=2, hours=5), "2 d left", "Sun 19:32"),
        (NOW - timedelta(minutes=40), "40 min late", "40 min late"),
        (NOW - timedelta(days=2, hours=5), "2 d late", "2 d late"),
        (NOW.date(), "", "today"),
        (NOW.date() + timedelta(days=1), "1 d left", "tomorrow"),
        (NOW.date() - timedelta(days=3), "3 d late", "3 d late"),
        (None, "", ""),
    ],
)
def test_time_left_and_late(due: datetime | date | None, left: str, listed: str) -> None:
    at, on = (due, None) if isinstance(due, datetime) else (None, due)
    assert describe_time_left(at, on, NOW) == left
    assert describe_open_deadline(at, on, NOW) == listed
