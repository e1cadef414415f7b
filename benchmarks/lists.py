"""Lists of records as services read them: opening, pages, filters, counts.

There are no budgets of their own: a key that turns a page has 5 ms in all, painting included, and
reads such a page every few presses. Counts come after the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.bases import Base, opened
from benchmarks.figures import Figure, median_time
from domain.records.record_rows import RecordRow
from services.context import Context
from services.records.listing import open_list, read_columns, read_query, read_sorts
from storage.reads.record_pages import RecordPages

PAGE = 128
"""Rows that a list on the screen reads at a time."""

FIRST = 50
"""Rows on a tall screen."""

COLUMNS = {
    "contact": "phones,emails,companies,responsible,changed,next_step",
    "company": "phones,city,responsible,next_step",
    "lead": "status,phones,responsible,next_step",
    "deal": "stage,amount,currency,company,responsible,next_step",
    "activity": "kind,due,client,responsible",
}

FILTERS = (
    ("contact", "a word, 1.5 %", "иванов"),
    ("contact", "a rare word", "соколовский"),
    ("contact", "two words", "иванов анна"),
    ("contact", "a field, 58 %", "type:client"),
    ("contact", "a field, nobody", "unassigned"),
    ("contact", "a date range, 14 %", "changed:2026-05..2026-09"),
    ("contact", "a date range, few", "changed:-7d.."),
    ("contact", "a phone by its end", "phone:4567"),
    ("contact", "a field of a linked record, 4 %", "company.city:москва"),
    ("contact", "a linked record", "company:ромашка"),
    ("contact", "nothing planned", "no-next-step"),
    ("lead", "not junk", "-status:junk"),
    ("lead", "a status", "status:new"),
    ("lead", "a word", "иванов"),
    ("deal", "an amount", "amount:>1 000 000"),
    ("deal", "a client", "client:анна"),
    ("activity", "a deadline", "due:..fri open"),
)
"""Kinds, what the filter asks for, and the filter."""


def measure_lists(base: Base, rounds: int) -> Iterator[Figure]:
    """Opening the list of each kind, the pages in its middle and at its end, and its count."""
    with opened(base.path) as context:
        for kind in COLUMNS:
            name = f"{kind} list"
            pages = _open(context, kind)
            row = pages.at(pages.count() // 2, 1)[0]
            first = partial(_first, context, kind)
            yield median_time(f"{name}, first {FIRST} rows", rounds, first)
            after, before = partial(pages.after, row, PAGE), partial(pages.before, row, PAGE)
            yield median_time(f"{name}, {PAGE} rows below the middle", rounds, after)
            yield median_time(f"{name}, {PAGE} rows above the middle", rounds, before)
            last = partial(pages.before, None, FIRST)
            yield median_time(f"{name}, last {FIRST} rows", rounds, last)
            yield median_time(f"{name}, count", 1, _open(context, kind).count)
        for sort in ("city", "companies", "next_step"):
            first = partial(_first, context, "contact", "", sort)
            yield median_time(f"contact list by {sort}, first {FIRST} rows", 1, first)


def measure_filters(base: Base, rounds: int) -> Iterator[Figure]:
    """From the text of a filter to the first rows, the next page, and the count."""
    with opened(base.path) as context:
        for kind, name, text in FILTERS:
            label = f"{kind}, {name}"
            first = partial(_first, context, kind, text)
            yield median_time(f"{label}: first {FIRST} rows", rounds, first)
            pages = _open(context, kind, text)
            rows = pages.after(None, FIRST)
            if len(rows) == FIRST:
                after = partial(pages.after, rows[-1], PAGE)
                yield median_time(f"{label}: next {PAGE} rows", rounds, after)
            yield median_time(f"{label}: count", 1, _open(context, kind, text).count)


def _open(context: Context, kind: str, text: str = "", sort: str = "") -> RecordPages:
    return open_list(
        context,
        kind,
        read_columns(context, kind, COLUMNS[kind]),
        query=read_query(context, kind, text),
        sorts=read_sorts(context, kind, sort),
    )


def _first(context: Context, kind: str, text: str = "", sort: str = "") -> list[RecordRow]:
    return _open(context, kind, text, sort).after(None, FIRST)
