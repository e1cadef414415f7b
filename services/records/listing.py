"""Lists of records of any kind: filtered, sorted, any columns (FEATURES VIEW-01, VIEW-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from domain.query.completion import Completion, complete
from domain.query.names import find_field
from domain.query.parser import parse_query
from domain.query.tree import Query
from domain.query.widening import with_clients
from domain.records.fields import MONEY_TYPES, Field
from domain.records.record_rows import RecordRow, Sort
from domain.records.values import RecordView
from services.context import Context
from storage.connection import CrmConnection
from storage.reads.conditions import compile_query
from storage.reads.options import read_options
from storage.reads.record_pages import RecordPages
from storage.reads.sql import Condition

DEFAULT_SORTS: Final = {
    "contact": "name",
    "company": "name",
    "lead": "name",
    "deal": "-created_at",
    "invoice": "-date",
    "quote": "-date",
    "own_company": "title",
    "product": "name",
    "section": "name",
    "activity": "-created_at",
}
"""The order in which the list of a kind opens."""


def read_query(context: Context, kind: str, text: str) -> Query:
    """Return what a filter asks of records of a kind. Raises QueryError, a BadInput."""
    options = read_options(context.database.reader())
    fields = context.fields
    return parse_query(text, kind, fields, context.now(), options, region=context.region)


def complete_query(context: Context, kind: str, text: str, caret: int) -> Completion:
    """Return what may stand at `caret`, an index into the text of a filter."""
    options = read_options(context.database.reader())
    return complete(text, caret, kind, context.fields, options)


def read_sorts(context: Context, kind: str, text: str) -> list[Sort]:
    """Return the columns that `name,-changed` sorts by, `-` turning the order round.

    Raises BadInput when there is no such field.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    sorts = [
        Sort(find_field(context.fields, kind, name.lstrip("-")), name.startswith("-"))
        for name in names
    ]
    if any(sort.field.type in MONEY_TYPES for sort in sorts):
        from services.currencies.rates import worths

        known = worths(context)
        return [Sort(sort.field, sort.descending, known) for sort in sorts]
    return sorts


def read_columns(context: Context, kind: str, text: str) -> list[Field]:
    """Return the fields that `name,city` names. Raises BadInput when there is no such field."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    return [find_field(context.fields, kind, name) for name in names]


def open_list(
    context: Context,
    kind: str,
    columns: Sequence[Field],
    *,
    query: Query | None = None,
    sorts: Sequence[Sort] = (),
    in_bin: bool = False,
    reader: Callable[[], CrmConnection] | None = None,
) -> RecordPages:
    """Return the list of the records of a kind that pass `query`, to be read in pages.

    Without `sorts` it has the order in which lists of the kind open. It is read on the connection
    that `reader` gives, by default on that of the calling thread.
    """
    fields = context.fields
    asked = query or read_query(context, kind, "")
    return RecordPages(
        reader or context.database.reader,
        kind,
        columns,
        sorts or read_sorts(context, kind, DEFAULT_SORTS[kind]),
        compile_query(with_clients(asked, fields), fields, context.actor.user_id, in_bin=in_bin),
        context.now(),
        in_bin=in_bin,
    )


def deals_that_fit(context: Context, text: str) -> Condition:
    """Return the condition that deals pass which fit a filter. Raises QueryError."""
    asked = with_clients(read_query(context, "deal", text), context.fields)
    return compile_query(asked, context.fields, context.actor.user_id)


def as_views(pages: RecordPages, rows: Iterator[RecordRow], kind: str) -> Iterator[RecordView]:
    """Return rows of a list as records whose values are found by the names of the columns."""
    names = [field.name for field in pages.columns]
    for row in rows:
        yield RecordView(kind, row.id, row.title, dict(zip(names, row.values, strict=True)))
