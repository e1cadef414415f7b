"""Numbers of documents by a pattern such as `{year}-{number:04}` (FEATURES INV-01).

A series begins anew with every year or month that its pattern names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.errors import BadInput
from domain.i18n import _

DEFAULT_PATTERN: Final = "{year}-{number:04}"
LONGEST: Final = 40
"""Characters that a pattern may have."""

MOST_DIGITS: Final = 9

_PLACE = re.compile(r"\{([^{}]*)\}|([{}])")
_NUMBER = re.compile(r"number(?::0?([1-9]))?")
_DATES: Final = {
    "year": lambda day: f"{day.year:04}",
    "yy": lambda day: f"{day.year % 100:02}",
    "month": lambda day: f"{day.month:02}",
}


def check_pattern(pattern: str) -> None:
    """Raise BadInput for a pattern from which no two different numbers could be told apart."""
    if len(pattern) > LONGEST:
        raise BadInput(
            _("A pattern has at most {most} characters.").format(most=LONGEST), "pattern"
        )
    if not pattern.isprintable():
        raise BadInput(_("A pattern is one line of signs that can be printed."), "pattern")
    names = [name for name, _width in _places(pattern)]
    if names.count("number") != 1:
        raise BadInput(
            _("A pattern names the number once, such as {example}.").format(
                example=DEFAULT_PATTERN
            ),
            "pattern",
        )
    if "month" in names and not {"year", "yy"} & set(names):
        raise BadInput(
            _("With the month a pattern names the year, such as {example}.").format(
                example="{year}/{month}/{number}"
            ),
            "pattern",
        )


def format_number(pattern: str, number: int, day: date) -> str:
    """Return the number of a document of a day by a pattern that `check_pattern` has passed."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name in _DATES:
            return _DATES[name](day)
        width = _NUMBER.fullmatch(name)
        assert width is not None
        return f"{number:0{int(width[1] or 1)}}"

    return _PLACE.sub(fill, pattern)


def period_of(pattern: str, day: date) -> str:
    """Return the period in which a series counts on a day: `2026-11`, `2026`, or "" for one."""
    names = {name for name, _width in _places(pattern)}
    if "month" in names:
        return f"{day:%Y-%m}"
    return f"{day.year:04}" if names & {"year", "yy"} else ""


def _places(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in braces: its name and width. Raises BadInput for what is unknown."""
    for found in _PLACE.finditer(pattern):
        name = found[1] or ""
        width = _NUMBER.fullmatch(name)
        if name not in _DATES and width is None:
            raise BadInput(
                _("“{text}” is no part of a pattern. There are: {known}.").format(
                    text=found[0], known="{year} {yy} {month} {number} {number:04}"
                ),
                "pattern",
            )
        yield ("number", width[1] or "1") if width else (name, "")
