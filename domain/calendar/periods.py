"""The days, weeks and months that a calendar shows."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from domain.i18n import N_, pgettext

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days between which a calendar can be leafed through."""

FIRST_WEEKDAYS = {
    "language": N_("as in the language"),
    "monday": N_("Monday"),
    "saturday": N_("Saturday"),
    "sunday": N_("Sunday"),
}
"""The days with which weeks may begin, as message ids; `language` leaves it to the language."""

_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}


class Scale(Enum):
    """How much of the time is seen at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Period(NamedTuple):
    """Days in a row, from `first` to before `end`."""

    first: date
    end: date

    @property
    def days(self) -> list[date]:
        """The days, in order."""
        return [self.first + timedelta(n) for n in range((self.end - self.first).days)]

    def __contains__(self, day: object) -> bool:
        """Say whether a day is one of them."""
        return isinstance(day, date) and self.first <= day < self.end


def first_weekday(chosen: str = "") -> int:
    """Return the day with which weeks begin, Monday being 0: `chosen`, or as the language has it.

    `chosen` is `monday`, `saturday` or `sunday`.
    """
    usual = pgettext("first day of the week: monday, saturday or sunday", "monday")
    return _WEEKDAYS.get(chosen, _WEEKDAYS.get(usual, 0))


def week_of(day: date, first: int) -> Period:
    """Return the week of `day` where weeks begin with the weekday `first`."""
    start = day - timedelta((day.weekday() - first) % 7)
    return Period(start, start + timedelta(7))


def month_of(day: date) -> Period:
    """Return the month of `day`."""
    start = day.replace(day=1)
    return Period(start, start + timedelta(monthrange(day.year, day.month)[1]))


def weeks_of_month(day: date, first: int) -> Period:
    """Return the whole weeks that the month of `day` touches."""
    month = month_of(day)
    return Period(week_of(month.first, first).first, week_of(month.end - timedelta(1), first).end)


def period_of(scale: Scale, day: date, first: int) -> Period:
    """Return the days that are shown with `day`."""
    if scale is Scale.DAY:
        return Period(day, day + timedelta(1))
    return week_of(day, first) if scale is Scale.WEEK else weeks_of_month(day, first)


def shifted(scale: Scale, day: date, step: int) -> date:
    """Return the day that lies `step` days, weeks or months after `day`.

    Of a shorter month it is the last day. Beyond what a calendar shows it is its first or last day.
    """
    if scale is not Scale.MONTH:
        days = step * (7 if scale is Scale.WEEK else 1)
        return moved(day, days)
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return FIRST_DAY if step < 0 else LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(day: date, days: int) -> date:
    """Return the day that lies `days` after `day`, within what a calendar shows."""
    distance = max((FIRST_DAY - day).days, min(days, (LAST_DAY - day).days))
    return day + timedelta(distance)


def number_of_week(first: date) -> int:
    """Return the number of the week that begins on a day: the ISO week of its Thursday."""
    return (first + timedelta((3 - first.weekday()) % 7)).isocalendar().week
