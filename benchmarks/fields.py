"""Lists of contacts with a hundred custom fields beside the same lists without any.

Budget: a tenth slower at most, for rows; counts come after them, and read rows that hold more.
Processor time is compared, for both bases are read in this process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.bases import Base, opened
from benchmarks.figures import Figure, compared
from benchmarks.lists import COLUMNS, FIRST, PAGE
from domain.records.fields import FieldType
from domain.records.record_rows import RecordRow
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.listing import open_list, read_columns, read_query, read_sorts
from storage.changelog import create_triggers, drop_triggers
from storage.reads.record_pages import RecordPages

LIMIT = 1.1
FIELDS = 100
TYPES = (FieldType.TEXT, FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.CHOICE)

READS = (
    ("list", "", ""),
    ("a word", "иванов", ""),
    ("two words", "иванов анна", ""),
    ("a field", "type:client", ""),
    ("a date range", "changed:2026-05..2026-09", ""),
    ("a linked record", "company.city:москва", ""),
    ("sorted by change", "", "-changed"),
)
"""What is read of both bases: what it is called, the filter, the order."""

OWN_READS = (
    ("a choice, 25 %", "f_4:alfa", ""),
    ("a number, 1 %", "f_1:7", ""),
    ("a decimal, none", "f_2:<0", ""),
    ("a date range, 8 %", "f_3:2026-05", ""),
    ("sorted by a number", "", "f_1"),
)
"""What is read of the base with custom fields alone."""

_FILL = (
    "UPDATE contact SET custom = json_object('f_0', 'word ' || (rowid % 1000), 'f_1', "
    "rowid % 100, 'f_2', (rowid % 5000) * 10000, 'f_3', date('2026-01-01', '+' || (rowid % 365) || "
    "' days'), 'f_4', CASE rowid % 4 WHEN 0 THEN 'alfa' WHEN 1 THEN 'beta' ELSE 'gamma' END)"
)
"""Gives every contact five values."""


def measure_fields(base: Base, rounds: int) -> Iterator[Figure]:
    """First rows, pages and counts; then what asks for custom fields, which has no budget."""
    with opened(base.path) as plain, base.copy() as custom:
        _add_fields(custom)
        for name, text, sort in READS:
            for what, read in _reads(name):
                own, other = (partial(read, at, text, sort) for at in (custom, plain))
                pairs = [(_spent(own), _spent(other)) for _round in range(rounds + 1)]
                label = f"{FIELDS} custom fields, {name}: {what}"
                yield compared(label, pairs[1:], "ms", None if what == "count" else LIMIT)
        for name, text, sort in OWN_READS:
            for what, read in _reads(name):
                times = [_spent(partial(read, custom, text, sort)) for _round in range(2)]
                yield Figure(f"a custom field, {name}: {what}", statistics.median(times[1:]), "ms")


def _reads(name: str) -> Iterator[tuple[str, Callable[[Context, str, str], object]]]:
    yield f"first {FIRST} rows", lambda *asked: _open(*asked).after(None, FIRST)
    if name != "sorted by a number":
        yield "count", lambda *asked: _open(*asked).count()
    if name in ("list", "sorted by change"):
        yield f"{PAGE} rows below", _page_below


def _page_below(context: Context, text: str, sort: str) -> list[RecordRow]:
    pages = _open(context, text, sort)
    return pages.after(pages.after(None, 1)[0], PAGE)


def _open(context: Context, text: str, sort: str) -> RecordPages:
    return open_list(
        context,
        "contact",
        read_columns(context, "contact", COLUMNS["contact"]),
        query=read_query(context, "contact", text),
        sorts=read_sorts(context, "contact", sort),
    )


def _spent(read: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that `read` takes."""
    started = time.process_time()
    read()
    return (time.process_time() - started) * 1e3


def _add_fields(context: Context) -> None:
    """Add the fields, and fill some of them without a history, which nobody reads here."""
    for number in range(FIELDS):
        type_ = TYPES[number % len(TYPES)]
        choices = ("Alfa", "Beta", "Gamma") if type_ is FieldType.CHOICE else ()
        new = NewField(
            "contact", f"F {number}", type_, f"f_{number}", choices=choices, searchable=False
        )
        add_field(context, new)
    with context.database.write(context.actor, "seed") as unit:
        drop_triggers(unit.connection)
        unit.connection.execute(_FILL)
        create_triggers(unit.connection)
