"""When each of many activities is to be done that are laid in one go."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.records.values import Deadline
from domain.spreading import DAY_ENDS, Spread, deadline_of, working_day

ZONE = ZoneInfo("Europe/Warsaw")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def shown(deadline: Deadline) -> str:
    """Return a deadline by local weekday and time."""
    if deadline.at is not None:
        return f"{deadline.at.astimezone(ZONE):%a %d %H:%M}"
    return f"{deadline.on:%a %d}" if deadline.on else ""


def spread(count: int, first: Deadline, how: Spread) -> list[str]:
    """Return the deadlines of so many activities."""
    return [shown(deadline_of(number, first, how, ZONE)) for number in range(count)]


FRIDAY = Deadline(on=date(2026, 11, 27))
FRIDAY_AT_17 = Deadline(at=datetime(2026, 11, 27, 16, tzinfo=UTC))


@pytest.mark.row("ACT-16")
@pytest.mark.parametrize(
    ("first", "how", "expected"),
    [
        (Deadline(), Spread(), ["", "", ""]),
        (FRIDAY, Spread(), ["Fri 27", "Fri 27", "Fri 27"]),
        (FRIDAY, Spread(a_day=1), ["Fri 27", "Mon 30", "Tue 01"]),
        (FRIDAY, Spread(a_day=2), ["Fri 27", "Fri 27", "Mon 30"]),
        (FRIDAY_AT_17, Spread(a_day=2), ["Fri 27 17:00", "Fri 27 17:00", "Mon 30 17:00"]),
        (FRIDAY, Spread(every_minutes=45), ["Fri 27 10:00", "Fri 27 10:45", "Fri 27 11:30"]),
        (FRIDAY_AT_17, Spread(every_minutes=30), ["Fri 27 17:00", "Fri 27 17:30", "Mon 30 17:00"]),
        (FRIDAY_AT_17, Spread(every_minutes=999), ["Fri 27 17:00", "Mon 30 17:00", "Tue 01 17:00"]),
        (Deadline(on=date(2026, 11, 28)), Spread(a_day=1), ["Mon 30", "Tue 01", "Wed 02"]),
    ],
)
def test_deadlines_of_a_run(first: Deadline, how: Spread, expected: list[str]) -> None:
    assert spread(3, first, how) == expected


def test_times_stay_local_when_the_clocks_change() -> None:
    first = Deadline(at=datetime(2026, 10, 23, 8, tzinfo=UTC))
    assert spread(2, first, Spread(a_day=1)) == ["Fri 23 10:00", "Mon 26 10:00"]


@given(DAYS, st.integers(0, 2_000))
def test_working_days_are_all_that_there_are(first: date, number: int) -> None:
    day, passed = working_day(first, 0), 0
    assert day >= first
    assert (day - first).days < 3
    while passed < number:
        day += timedelta(days=1)
        passed += day.weekday() < 5
    assert working_day(first, number) == day


@given(
    DAYS,
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.integers(1, 600),
    st.integers(0, 500),
)
def test_those_every_so_many_minutes_follow_each_other(
    day: date, starts: time, every: int, number: int
) -> None:
    first = Deadline(at=datetime.combine(day, starts, ZONE).astimezone(UTC))
    how = Spread(every_minutes=every)
    one, two = (deadline_of(n, first, how, ZONE).at for n in (number, number + 1))
    assert one is not None
    assert two is not None
    assert one < two
    here, there = one.astimezone(ZONE), two.astimezone(ZONE)
    assert here.weekday() < 5
    if here.date() == there.date():
        assert there.time() < DAY_ENDS
        assert there.replace(tzinfo=None) - here.replace(tzinfo=None) == timedelta(minutes=every)
    else:
        assert there.time() == starts or there.utcoffset() != here.utcoffset()
