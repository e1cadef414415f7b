"""Where the entries of a calendar lie: on which local days, at which minutes, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from domain.calendar.entries import CalendarEntry, days_of
from domain.calendar.periods import Period

DAY_MINUTES = 24 * 60

_ROOM = timedelta(hours=3)


class DayPart(NamedTuple):
    """What of an entry lies on one local day: `begin` up to `end`, in minutes of its clock.

    `begin` is before `end`, and both are of 0 to 1440.
    """

    entry: CalendarEntry
    begin: int
    end: int


class Lane(NamedTuple):
    """The place of a part among those that it overlaps: column `lane` of `lanes`."""

    lane: int
    lanes: int


@dataclass(slots=True)
class DayEntries:
    """What stands on a day: entries without a time, then parts in the order of their begin."""

    whole: list[CalendarEntry] = field(default_factory=list)
    timed: list[DayPart] = field(default_factory=list)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.whole) + len(self.timed)

    def entries(self) -> list[CalendarEntry]:
        """Return the entries in the order of the day."""
        return [*self.whole, *(part.entry for part in self.timed)]


def place(
    entries: Iterable[CalendarEntry], zone: tzinfo, period: Period
) -> Mapping[date, DayEntries]:
    """Return what stands on each day of a period that has anything, by the clocks of `zone`."""
    days: defaultdict[date, DayEntries] = defaultdict(DayEntries)
    for entry in entries:
        if entry.on is not None:
            for number in range(days_of(entry.planned_minutes)):
                if (day := entry.on + timedelta(number)) in period:
                    days[day].whole.append(entry)
        else:
            for day, part in parts_of(entry, zone):
                if day in period:
                    days[day].timed.append(part)
    for day_entries in days.values():
        day_entries.timed.sort(key=lambda part: (part.begin, part.end, part.entry.id))
    return days


def parts_of(entry: CalendarEntry, zone: tzinfo) -> list[tuple[date, DayPart]]:
    """Return what of an entry with a time lies on which local day, in order.

    Where the clocks are put back while it lasts, its end may come before its begin by the clock,
    even on the day before; then it is shown for as long as it lasts, up to the end of the day.
    """
    assert entry.start_at is not None
    assert entry.end_at is not None
    start, end = entry.start_at.astimezone(zone), entry.end_at.astimezone(zone)
    day, begin = start.date(), _minute(start)
    if end.date() <= day:
        stop = _minute(end)
        if stop <= begin:
            stop = begin + entry.minutes
        return [(day, DayPart(entry, begin, min(stop, DAY_MINUTES)))]
    parts = [(day, DayPart(entry, begin, DAY_MINUTES))]
    while (day := day + timedelta(1)) < end.date():
        parts.append((day, DayPart(entry, 0, DAY_MINUTES)))
    if stop := _minute(end):
        parts.append((day, DayPart(entry, 0, stop)))
    return parts


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def lanes(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """Return for each span (first, end; in the order of their firsts) its place side by side.

    No two spans that overlap have the same lane, and all of those that hang together are shown in
    the same number of lanes.
    """
    placed: list[int] = []
    counts = [0] * len(spans)
    ends: list[int] = []
    cluster = 0
    for index, (first, end) in enumerate(spans):
        if ends and first >= max(ends):
            counts[cluster:index] = [len(ends)] * (index - cluster)
            cluster, ends = index, []
        lane = next((n for n, lane_end in enumerate(ends) if lane_end <= first), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        placed.append(lane)
    counts[cluster:] = [len(ends)] * (len(spans) - cluster)
    return [Lane(lane, count) for lane, count in zip(placed, counts, strict=True)]


def moment_at(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which the clocks of `zone` show a minute of a day.

    A time that the clocks skip moves forward by what they skip; of a time they show twice the
    first is meant.
    """
    return datetime.combine(day, time(*divmod(minute, 60)), tzinfo=zone).astimezone(UTC)


def bounds_of(period: Period, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return moments, in UTC, between which the clocks of `zone` show the days of a period.

    There is some hours' room at either end, for clocks may be put back across midnight.
    """
    return moment_at(period.first, 0, zone) - _ROOM, moment_at(period.end, 0, zone) + _ROOM


def replaced(
    days: Mapping[date, DayEntries],
    old: CalendarEntry,
    new: CalendarEntry,
    zone: tzinfo,
    period: Period,
) -> Mapping[date, DayEntries]:
    """Return what stands on each day once an entry stands elsewhere."""
    changed: dict[date, DayEntries] = {}
    for day, found in days.items():
        if any(entry.id == old.id for entry in found.entries()):
            changed[day] = DayEntries(
                [entry for entry in found.whole if entry.id != old.id],
                [part for part in found.timed if part.entry.id != old.id],
            )
    for day, found in place([new], zone, period).items():
        before = changed.get(day, days.get(day, DayEntries()))
        timed = sorted(
            [*before.timed, *found.timed], key=lambda part: (part.begin, part.end, part.entry.id)
        )
        changed[day] = DayEntries([*before.whole, *found.whole], timed)
    return {**days, **changed}
