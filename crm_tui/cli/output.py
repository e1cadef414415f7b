"""Prints what commands have found: as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from shutil import get_terminal_size

from domain.i18n import ngettext
from domain.text import one_line

TABLE_ROWS = 200
"""How many rows a table on a terminal shows unless more are asked for."""

MAX_CELL = 120
MIN_CELL = 6
"""Characters that a cell of a table may take at most, and keeps at least."""


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=_is_ascii_only(), indent=2))


def _is_ascii_only() -> bool:
    """Say whether letters must be written as codes, for the output could not encode them all."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")


def print_json_array(items: Iterable[object]) -> None:
    """Print a JSON array one item a line, without holding it in memory."""
    separator = "[\n"
    for item in items:
        sys.stdout.write(separator + json.dumps(item, ensure_ascii=_is_ascii_only()))
        separator = ",\n"
    print("[]" if separator == "[\n" else "\n]")


def print_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as CSV (RFC 4180)."""
    writer = csv.writer(sys.stdout)
    writer.writerow(header)
    writer.writerows(rows)


def show_progress(text: str) -> None:
    """Show on a line of the terminal how far a command is, in place of what stood there."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def show_count(done: int, total: int) -> None:
    """Show how many of all are done."""
    show_progress(f"{done} / {total}")


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header, in columns; on a terminal they are cut to fit its width."""
    from rich.cells import cell_len

    from widgets.lists.columns import cell

    lines = [[one_line(text, MAX_CELL) for text in row] for row in (header, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    if sys.stdout.isatty():
        widths = _fitting(widths, get_terminal_size().columns)
    for line in lines:
        cells = [cell(text, width) for text, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())
    note = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
    print(note, file=sys.stderr)


def _fitting(widths: list[int], available: int) -> list[int]:
    """Return widths of columns that fit, taken from the widest; the last column, a key, stays."""
    widths = list(widths)
    while sum(widths) + 2 * (len(widths) - 1) > available:
        widest = max(range(len(widths) - 1), key=lambda place: widths[place])
        if widths[widest] <= MIN_CELL:
            break
        widths[widest] -= 1
    return widths
