"""When each of many activities is to be done that are laid in one go (FEATURES ACT-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.records.values import Deadline

DAY_BEGINS = time(10)
"""The time of the first of those that are spread over a day, unless another is given."""

DAY_ENDS = time(18)
"""From this time on none begins."""

WORKING_DAYS = 5
"""Days of the week, from Monday, on which something is laid that is spread."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many activities are spread over time: so many a day, or one every so many minutes.

    Both are 0 where all are to be done at the same time.
    """

    a_day: int = 0
    every_minutes: int = 0

    def __bool__(self) -> bool:
        """Say whether they are spread."""
        return bool(self.a_day or self.every_minutes)


def deadline_of(number: int, first: Deadline, spread: Spread, zone: tzinfo) -> Deadline:
    """Return the deadline of the activity with this number, from 0; that of number 0 is `first`.

    What is spread falls on working days; where the first day is none, it begins on the next one.
    So many a day keep the time of `first`, if it has one; those every so many minutes begin at it,
    or at `DAY_BEGINS`, each day anew, and end before `DAY_ENDS`. Times are those of `zone`.
    """
    if not spread:
        return first
    local = first.at.astimezone(zone) if first.at is not None else None
    day = local.date() if local is not None else first.on
    assert day is not None
    starts = local.time() if local is not None else None
    if spread.a_day:
        days, minutes = number // spread.a_day, 0
    else:
        starts = starts or DAY_BEGINS
        days, place = divmod(number, _slots(starts, spread.every_minutes))
        minutes = place * spread.every_minutes
    day = working_day(day, days)
    if starts is None:
        return Deadline(on=day)
    at = datetime.combine(day, starts) + timedelta(minutes=minutes)
    return Deadline(at=at.replace(tzinfo=zone).astimezone(UTC))


def working_day(first: date, number: int) -> date:
    """Return the working day so many working days after the first one on or after `first`."""
    weekday = first.weekday()
    if weekday >= WORKING_DAYS:
        first, weekday = first + timedelta(days=7 - weekday), 0
    weeks, rest = divmod(weekday + number, WORKING_DAYS)
    return first + timedelta(days=7 * weeks + rest - weekday)


def _slots(starts: time, every: int) -> int:
    """Return how many begin on a day, at least one."""
    left = (DAY_ENDS.hour - starts.hour) * 60 + DAY_ENDS.minute - starts.minute
    return max(1, -(-left // every))
