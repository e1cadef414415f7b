"""Lengths of time as people type them: `15m`, `1h 30m`, `1d`, `полчаса`; kept in minutes."""

from __future__ import annotations

import re

from domain.dates import when_words as vocabulary
from domain.errors import BadInput
from domain.i18n import _, pgettext
from domain.text import fold

_MINUTES_IN = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_MOST_MINUTES = 366 * 24 * 60
_PART = re.compile(r"(\d{1,5})\s*(?:([^\W\d]+)\.?\s*|$)")


def parse_minutes(text: str) -> int:
    """Return the minutes that a length of time lasts; a number alone counts minutes.

    Minutes, hours, days and weeks are understood in English, Russian and Polish. Raises BadInput.
    """
    folded, position, total = fold(text), 0, 0
    while position < len(folded):
        part = _PART.match(folded, position)
        unit = vocabulary.UNITS.get(part[2], "") if part and part[2] else "minute"
        if part is None or unit not in _MINUTES_IN:
            raise BadInput(
                _("“{text}” is no length of time. Type it like 15m, 1h 30m or 2d.").format(
                    text=text.strip()
                )
            )
        total += int(part[1]) * _MINUTES_IN[unit]
        position = part.end()
    if not folded or total > _MOST_MINUTES:
        raise BadInput(_("Type a length of time of up to a year, like 15m, 1h 30m or 2d."))
    return total


def minutes_as_typed(minutes: int) -> str:
    """Return a length of time as one types it in the interface language, in whole units."""
    parts = []
    units = (
        (pgettext("days, after a number", "d"), 24 * 60),
        (pgettext("hours, after a number", "h"), 60),
        (pgettext("minutes, after a number", "m"), 1),
    )
    for letter, size in units:
        count, minutes = divmod(minutes, size)
        if count:
            parts.append(f"{count}{letter}")
    return " ".join(parts) or f"0{units[-1][0]}"
