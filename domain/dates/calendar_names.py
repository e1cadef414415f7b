"""Short names of weekdays and months, and the day as it is written, in the interface language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from domain.i18n import _, pgettext

# Each name is looked up when it is shown, for the language may change while the program runs.
_WEEKDAYS: Final[tuple[Callable[[], str], ...]] = (
    lambda: pgettext("short weekday", "Mon"),
    lambda: pgettext("short weekday", "Tue"),
    lambda: pgettext("short weekday", "Wed"),
    lambda: pgettext("short weekday", "Thu"),
    lambda: pgettext("short weekday", "Fri"),
    lambda: pgettext("short weekday", "Sat"),
    lambda: pgettext("short weekday", "Sun"),
)
_MONTHS: Final[tuple[Callable[[], str], ...]] = (
    lambda: pgettext("short month", "Jan"),
    lambda: pgettext("short month", "Feb"),
    lambda: pgettext("short month", "Mar"),
    lambda: pgettext("short month", "Apr"),
    lambda: pgettext("short month", "May"),
    lambda: pgettext("short month", "Jun"),
    lambda: pgettext("short month", "Jul"),
    lambda: pgettext("short month", "Aug"),
    lambda: pgettext("short month", "Sep"),
    lambda: pgettext("short month", "Oct"),
    lambda: pgettext("short month", "Nov"),
    lambda: pgettext("short month", "Dec"),
)


def weekday_name(day: date) -> str:
    """Return the short name of the weekday of `day`: `Fri`."""
    return _WEEKDAYS[day.weekday()]()


def month_name(month: int) -> str:
    """Return the short name of a month as it stands after a day, January being 1: `Dec`."""
    return _MONTHS[month - 1]()


def day_and_month(day: int, month: int) -> str:
    """Return a day without its year: `25 Dec`."""
    return _("{day} {month}").format(day=day, month=month_name(month))


def full_day(day: int, month: int, year: int) -> str:
    """Return a day with its year: `25 Dec 2027`."""
    return _("{day} {month} {year}").format(day=day, month=month_name(month), year=year)


def month_and_year(month: int, year: int) -> str:
    """Return a month with its year: `Dec 2027`."""
    return _("{month} {year}").format(month=month_name(month), year=year)
