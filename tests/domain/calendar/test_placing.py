"""Where entries of a calendar lie: on their local days, side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period
from domain.calendar.placing import (
    DAY_MINUTES,
    bounds_of,
    lanes,
    moment_at,
    parts_of,
    place,
    replaced,
)

ME = UUID(int=1)

zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            *("Europe/Warsaw", "Europe/Moscow", "America/New_York", "America/St_Johns"),
            *("America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"),
        )
    ]
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
lengths = st.one_of(st.none(), st.integers(1, 3 * DAY_MINUTES))


def entry_at(
    start: datetime | None, minutes: int | None = None, *, on: date | None = None, number: int = 7
) -> CalendarEntry:
    """Return a meeting."""
    return CalendarEntry(UUID(int=number), ME, "meeting", "", start, on, minutes)


@given(moments, lengths, zones)
def test_an_entry_stands_on_its_local_days(
    start: datetime, minutes: int | None, zone: ZoneInfo
) -> None:
    entry = entry_at(start, minutes)
    parts = parts_of(entry, zone)
    days = [day for day, _part in parts]
    assert days[0] == start.astimezone(zone).date()
    assert days == [days[0] + timedelta(n) for n in range(len(days))]
    assert entry.end_at is not None
    end = (entry.end_at - timedelta(microseconds=1)).astimezone(zone).date()
    assert days[-1] == max(end, days[0])
    local = start.astimezone(zone)
    assert parts[0][1].begin == local.hour * 60 + local.minute
    assert all(0 <= part.begin < part.end <= DAY_MINUTES for _day, part in parts)


@given(moments, lengths, zones)
def test_what_stands_on_a_day_is_read_with_it(
    start: datetime, minutes: int | None, zone: ZoneInfo
) -> None:
    entry = entry_at(start, minutes)
    assert entry.end_at is not None
    for day, _part in parts_of(entry, zone):
        first, end = bounds_of(Period(day, day + timedelta(1)), zone)
        assert start < end
        assert entry.end_at > first


@given(moments, st.integers(-40, 40), zones)
def test_a_time_of_day_stays_on_another_day(start: datetime, days: int, zone: ZoneInfo) -> None:
    local = start.astimezone(zone)
    minute = local.hour * 60 + local.minute
    moved = moment_at(local.date() + timedelta(days), minute, zone).astimezone(zone)
    # Only a time that the clocks skip is moved, forward.
    naive = datetime.combine(local.date() + timedelta(days), local.time())
    assert moved.replace(tzinfo=None) >= naive
    assert moved.utcoffset() is not None
    back = moved.astimezone(UTC).astimezone(zone)
    assert (back.hour, back.minute) == (moved.hour, moved.minute)


@given(
    st.lists(st.tuples(st.integers(0, 47), st.integers(1, 12)), max_size=20).map(
        lambda spans: sorted((first, first + length) for first, length in spans)
    )
)
def test_spans_that_overlap_stand_side_by_side(spans: list[tuple[int, int]]) -> None:
    placed = lanes(spans)
    assert all(0 <= lane.lane < lane.lanes for lane in placed)
    for one, (first, end) in enumerate(spans):
        for other in range(one):
            if first < spans[other][1] and end > spans[other][0]:
                assert placed[one].lane != placed[other].lane
                assert placed[one].lanes == placed[other].lanes


def test_what_does_not_overlap_has_the_whole_width() -> None:
    assert lanes([(18, 20), (20, 22)]) == [(0, 1), (0, 1)]
    assert lanes([(18, 22), (19, 20), (21, 23), (30, 31)]) == [(0, 2), (1, 2), (1, 2), (0, 1)]


@given(st.lists(st.tuples(moments, lengths), min_size=1, max_size=6), moments, zones)
def test_an_entry_that_moves_stands_where_it_would_be_read(
    entries: list[tuple[datetime, int | None]], elsewhere: datetime, zone: ZoneInfo
) -> None:
    placed = [entry_at(start, minutes, number=n) for n, (start, minutes) in enumerate(entries)]
    period = Period(date(1999, 1, 1), date(2041, 1, 1))
    old, new = placed[0], entry_at(elsewhere, 90, number=0)
    moved = replaced(place(placed, zone, period), old, new, zone, period)
    expected = place([new, *placed[1:]], zone, period)
    assert {day: found for day, found in moved.items() if len(found)} == expected


def test_a_meeting_while_the_clocks_are_put_back_is_as_long_as_it_lasts() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    ((day, part),) = parts_of(entry_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 60), warsaw)
    assert (day, part.begin, part.end) == (date(2026, 10, 25), 150, 210)


@pytest.mark.row("PORT-07")
def test_a_meeting_past_midnight_stands_on_both_days() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    night = entry_at(datetime(2026, 11, 23, 22, 0, tzinfo=UTC), 180)
    whole = entry_at(None, on=date(2026, 11, 24), number=8)
    days = place([night, whole], warsaw, Period(date(2026, 11, 23), date(2026, 11, 25)))
    monday, tuesday = days[date(2026, 11, 23)], days[date(2026, 11, 24)]
    assert [(part.begin, part.end) for part in monday.timed] == [(23 * 60, DAY_MINUTES)]
    assert [(part.begin, part.end) for part in tuesday.timed] == [(0, 120)]
    assert tuesday.entries() == [whole, night]
