"""Dates of which a part may be unknown: birthdays without a year, years without a day.

The canonical form is `YYYY-MM-DD`, `--MM-DD` (the year unknown, a truncated date of RFC 6350,
section 4.3.1, in its extended form), `YYYY-MM` or `YYYY`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from domain.dates.calendar_names import day_and_month, full_day, month_and_year
from domain.dates.when_words import MONTHS, YEAR_MARKS
from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold

_CANONICAL = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_TIME_OF_DAY = r"(?:[t ]\d{1,2}:?\d\d.*)?"
# Patterns are compiled when somebody types a date; showing one needs none of them.
_FORMS: Final = (
    rf"(?P<year>\d{{4}})([-./])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME_OF_DAY}",
    rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_TIME_OF_DAY}",
    r"--(?P<month>\d\d)-?(?P<day>\d\d)",
    r"(?P<year>\d{4})(?:-(?P<month>\d\d))?",
    rf"(?P<day>\d{{1,2}})([.-])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){_TIME_OF_DAY}",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d\d)?)?",
)
_SLASHED: Final = rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d\d){_TIME_OF_DAY})?"
_YEAR_MARK = rf"(?:\s*(?:{'|'.join(YEAR_MARKS)})\.?)?"
_NAME = r"(?P<name>[^\W\d]+)\.?"
_ORDINAL = "(?:st|nd|rd|th)?"
_NAMED: Final = (
    rf"(?:(?P<day>\d{{1,2}}){_ORDINAL}\.?\s*)?{_NAME}(?:,?\s+(?P<year>\d{{4}}){_YEAR_MARK})?",
    rf"{_NAME}\s+(?P<day>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<year>\d{{4}}))?",
)

_YEAR_OMITTED = frozenset({0, 1604})
"""Years that address books write for an unknown one: 0000, and Apple's 1604."""

_FIRST_SHORT_YEAR = 30
"""Two-digit years from 30 on are of the 20th century, those before it of the 21st."""

_LEAP_YEAR = 2000


def parse_partial_date(text: str, *, day_first: bool = True) -> str:
    """Return the canonical form of a date of which a part may be missing.

    Reads `1980-03-22` (also followed by a time of day), `19800322`, `--0203`, `--02-03`,
    `22.03.1980`, `22.03.80`, `22.03`, `22/03/1980`, `22 March 1980` in English, Russian or Polish,
    `1980-03` and `1980`. The years 0000 and 1604 stand for an unknown one. Slashes are read day
    first unless `day_first` is False, and the other way where only that is a date.

    Raises BadInput when `text` is no date or there is no such day.
    """
    folded = fold(text)
    for form in _FORMS:
        if found := re.fullmatch(form, folded, re.ASCII):
            parts = found.groupdict()
            return _canonical(parts.get("year"), parts.get("month"), parts.get("day"), text)
    if found := re.fullmatch(_SLASHED, folded, re.ASCII):
        day, month = _order(found["a"], found["b"], day_first)
        return _canonical(found["year"], month, day, text)
    for form in _NAMED:
        found = re.fullmatch(form, folded)
        if found and found["name"] in MONTHS and (found["day"] or found["year"]):
            return _canonical(found["year"], str(MONTHS[found["name"]]), found["day"], text)
    raise BadInput(
        _("“{text}” is not understood as a date; write it as 22.03.1980, 22.03 or 1980.").format(
            text=text.strip()
        )
    )


def format_partial_date(value: str) -> str:
    """Return a canonical date as it is shown: `22 Mar 1980`, `22 Mar`, `Mar 1980`, `1980`.

    What is not canonical is returned unchanged.
    """
    year, month, day = _parts(value)
    if month and day:
        return full_day(day, month, year) if year else day_and_month(day, month)
    if month and year:
        return month_and_year(month, year)
    return value


def year_of(value: str) -> int | None:
    """Return the year of a canonical date, None where it is unknown."""
    return _parts(value)[0] or None


def next_birthday(value: str, today: date) -> date | None:
    """Return the next day on or after `today` when a birthday is kept, None if the day is unknown.

    A birthday of 29 February is kept on 28 February of other years (FEATURES BDAY-01), so that the
    greeting is never late.
    """
    _year, month, day = _parts(value)
    if not month or not day:
        return None
    birthday = _birthday_in(today.year, month, day)
    return birthday if birthday >= today else _birthday_in(today.year + 1, month, day)


def age_on(value: str, day: date) -> int | None:
    """Return the age in full years on `day`, None before birth or if year or day is unknown."""
    year, month, birth_day = _parts(value)
    if not year or not month or not birth_day:
        return None
    age = day.year - year - (day < _birthday_in(day.year, month, birth_day))
    return age if day >= date(year, month, birth_day) else None


def _order(first: str, second: str, day_first: bool) -> tuple[str, str]:
    """Return day and month of a date with slashes."""
    month_is_second = int(second) <= 12 and (day_first or int(first) > 12)
    return (first, second) if month_is_second else (second, first)


def _canonical(year: str | None, month: str | None, day: str | None, typed: str) -> str:
    known_year = None if year is None else int(year)
    if known_year is not None and year is not None and len(year) == 2:
        known_year += 1900 if known_year >= _FIRST_SHORT_YEAR else 2000
    if known_year in _YEAR_OMITTED and day is not None:
        known_year = None
    try:
        checked = date(
            _LEAP_YEAR if known_year is None else known_year, int(month or 1), int(day or 1)
        )
    except ValueError:
        raise BadInput(
            _("There is no date {text}; check the day and the month.").format(text=typed.strip())
        ) from None
    if known_year is None:
        return f"--{checked:%m-%d}"
    if month is None:
        return f"{known_year:04}"
    return f"{known_year:04}-{checked:%m-%d}" if day else f"{known_year:04}-{checked:%m}"


def _parts(value: str) -> tuple[int, int, int]:
    """Return year, month and day of a canonical date, 0 for what is unknown, or three zeros."""
    found = _CANONICAL.fullmatch(value)
    if not found:
        return 0, 0, 0
    year, month, day = (int(part or 0) for part in found.group("year", "month", "day"))
    try:
        date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return 0, 0, 0
    return year, month, day


def _birthday_in(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
