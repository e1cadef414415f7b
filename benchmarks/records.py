"""What a key costs in the lists of area 3: opening them, moving about, filtering, other areas.

Budgets: DESIGN.md, section 4 (Speed): a cursor key 3 and 6 ms, a page 5 and 10 ms, another area
30 ms. A filter has none of its own; a search answers within 15 and 40 ms, and the line waits 80 ms
for the next letter.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.bases import Base
from benchmarks.figures import Figure, spread
from benchmarks.keys import CURSOR_KEYS, CURSOR_LIMITS, PAGE_KEYS, PAGE_LIMITS, settle, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal

AREA_MS = 30.0
KINDS = ("contact", "company", "lead", "activity")

FILTERS = (
    ("a word", "иванов"),
    ("a rare word", "соколовский"),
    ("a field", "type:press"),
    ("a date range", "changed:2026-05..2026-09"),
    ("a phone by its end", "phone:4567"),
    ("a field of a linked record", "company.city:москва"),
)
"""Filters that not all of the first contacts fit, so that it can be seen when they are in force."""

_QUIET = 0.25
"""Seconds of silence that end an answer."""


def measure_records(base: Base, rounds: int) -> Iterator[Figure]:
    """Keys in the lists: to the first rows where a list opens, to the last byte where one moves."""
    first: dict[str, list[float]] = {}
    cursor: list[list[Reply]] = []
    pages: list[list[Reply]] = []
    for _round in range(rounds):
        with start_crm(base) as terminal:
            settle(terminal)
            _note(first, "area 3, opened first", terminal.until_changed("3", _first_rows))
            for time in ("opened first", "again"):
                for kind in (*KINDS[1:], KINDS[0]):
                    terminal.rest(1.0)
                    name = f"the list of each {kind}, {time}"
                    _note(first, name, terminal.until_changed("]", _header))
            for _time in range(5):
                for area, seen in (("1", _header), ("3", _first_rows)):
                    terminal.rest(_QUIET)
                    _note(first, f"area {area}, again", terminal.until_changed(area, seen))
            for key, name in (("G", "the last row"), ("g", "the first row")):
                terminal.rest(_QUIET)
                _note(first, f"{key}, {name}", terminal.until_changed(key, _first_rows))
            terminal.rest(1.0)
            cursor.append([terminal.press(key) for key in CURSOR_KEYS])
            pages.append([terminal.press(key) for key in PAGE_KEYS])
            terminal.press("g", _QUIET)
            for name, text in FILTERS:
                _note(first, f"filter by {name}, to the rows", _filter(terminal, text))
    yield from spread("cursor key in the contacts", times_of(cursor), "ms", CURSOR_LIMITS)
    yield from spread("page key in the contacts", times_of(pages), "ms", PAGE_LIMITS)
    for name, times in first.items():
        limit = AREA_MS if name.startswith("area") else None
        yield Figure(name, statistics.median(times), "ms", limit)


def _note(found: dict[str, list[float]], name: str, milliseconds: float | None) -> None:
    if milliseconds is None:
        raise TimeoutError(f"The screen never showed: {name}.")
    found.setdefault(name, []).append(milliseconds)


def _header(lines: Sequence[str]) -> str:
    """Return the titles of the columns, "" where no list of records is shown."""
    return next((line for line in lines if line.startswith("  Name or title")), "")


def _first_rows(lines: Sequence[str]) -> Sequence[str]:
    """Return the first rows of the list, without their signs; none where no list is shown."""
    place = next((i for i, line in enumerate(lines) if line.startswith("  Name or title")), None)
    return [] if place is None else [line[2:] for line in lines[place + 1 : place + 9]]


def _filter(terminal: Terminal, text: str) -> float | None:
    """Type a filter and Enter in one go, and take it away afterwards."""
    terminal.press("/", _QUIET)
    keys = ["space" if letter == " " else letter for letter in text]
    found = terminal.until_changed([*keys, "enter"], _first_rows)
    terminal.rest(1.0)
    terminal.press("escape", 1.0)
    return found
