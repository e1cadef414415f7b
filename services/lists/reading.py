"""Reads a list: its rows in pages, and what is told of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.invoicing.kinds import INVOICE
from domain.query.tree import And, Query
from domain.records.computed_fields import (
    CLIENT,
    DELETED_AT,
    DELETED_BY,
    NAME,
    NEXT_STEP,
    fields_of,
)
from domain.records.fields import MONEY_TYPES, Field, FieldRegistry, PriceOf
from domain.records.record_query import RecordQuery
from domain.records.record_rows import Sort
from services.context import Context
from services.records.listing import (
    DEFAULT_SORTS,
    open_list,
    read_columns,
    read_query,
    read_sorts,
)
from storage.connection import CrmConnection
from storage.latest import LatestRead
from storage.reads.record_pages import RecordPages

Sums = Mapping[str, Decimal]
"""Amounts by ISO 4217 currency, "" where none is given, that of the most records first."""


_IN_NAME: Final = {
    "contact": ("last_name", "first_name"),
    "company": ("title",),
    "lead": ("title",),
    "deal": ("title",),
    "invoice": ("number", "subject"),
    "quote": ("number", "subject"),
    "own_company": ("title",),
    "product": ("name",),
    "section": ("name",),
    "activity": ("subject",),
}
"""Fields that say nothing beside the name of a record."""


_LAST: Final = ("responsible", "updated_at")
_USUAL: Final = {
    "invoice": (NAME, CLIENT, "total", "due", "status", "outstanding", "date", *_LAST),
    "quote": (NAME, CLIENT, "total", "valid_until", "status", "date", *_LAST),
}
"""Columns of kinds of which the money matters more than the order of their fields tells."""

_LED: Final = {"deal": ("amount",), "activity": ("due",)}
"""Fields that go before the others of a kind: at 80 columns there is room for four or so."""

_WITH_CLIENT: Final = frozenset({"activity", "invoice", "quote"})
"""Kinds whose lists say behind the name whom a record concerns."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of all records of a list: their number, and sums where money is shown.

    `paid` is what was paid of invoices, empty for other kinds; `paid_then` is what of it was paid
    on the days that the filter names, None where it names none (FEATURES INV-08).
    """

    count: int
    sums: Sums
    paid: Sums = field(default_factory=dict)
    paid_then: Sums | None = None


def record_list_source(
    context: Context, query: RecordQuery, reader: Callable[[], CrmConnection] | None = None
) -> RecordPages:
    """Return the rows of a list as a `PageSource` whose `columns` are the fields in each row.

    It is read on the connection that `reader` gives, that of the calling thread by default. Raises
    BadInput for a field that there is not, and QueryError, with its place, for a faulty filter.
    """
    return open_list(
        context,
        query.kind,
        columns_of(context, query),
        query=_asked(context, query),
        sorts=sorts_of(context, query),
        in_bin=query.in_bin,
        reader=reader,
    )


def _asked(context: Context, query: RecordQuery) -> Query:
    """Return what the filter of a list asks for, and the place where it stands."""
    asked = read_query(context, query.kind, query.filter)
    if not query.within:
        return asked
    place = read_query(context, query.kind, query.within)
    return Query(query.kind, And((*place.parts, *asked.parts)), asked.now)


def columns_of(context: Context, query: RecordQuery) -> list[Field]:
    """Return the fields that a list shows. Raises BadInput."""
    if query.columns:
        return read_columns(context, query.kind, ",".join(query.columns))
    return usual_columns(context.fields, query.kind, in_bin=query.in_bin)


def sorts_of(context: Context, query: RecordQuery) -> list[Sort]:
    """Return what a list is sorted by. Raises BadInput."""
    usual = f"-{DELETED_AT}" if query.in_bin else DEFAULT_SORTS[query.kind]
    return read_sorts(context, query.kind, ",".join(query.sort) or usual)


def usual_columns(registry: FieldRegistry, kind: str, *, in_bin: bool = False) -> list[Field]:
    """Return the columns with which a list of a kind opens, by the widths of its fields.

    Behind the name stands what is planned next (FEATURES ACT-09) and what a deal is about in money,
    or whom an activity concerns; in the bin, when and by whom the record was deleted.
    """
    known = {field.name: field for field in fields_of(registry, kind)}
    second = (DELETED_AT, DELETED_BY) if in_bin else (CLIENT,) if kind in _WITH_CLIENT else ()
    if kind in _USUAL and not in_bin:
        return [known[name] for name in _USUAL[kind] if name in known]
    first = [NAME, *second, *([] if in_bin else [NEXT_STEP]), *_LED.get(kind, ())]
    usual = [known[name] for name in first if name in known]
    beside = {*first, *_IN_NAME[kind]}
    return [*usual, *(f for f in registry.of(kind) if f.width and f.name not in beside)]


def all_columns(context: Context, kind: str) -> Sequence[Field]:
    """Return all fields that a list of a kind can show."""
    return fields_of(context.fields, kind)


def count(
    context: Context, query: RecordQuery, reader: Callable[[], CrmConnection] | None = None
) -> int:
    """Return how many records a list has. Raises as `record_list_source`."""
    return record_list_source(context, query, reader).count()


def sums(
    context: Context, query: RecordQuery, reader: Callable[[], CrmConnection] | None = None
) -> Sums:
    """Return the sums of the first column of amounts that a list shows; nothing without one."""
    return _sums(record_list_source(context, query, reader))


def keys_of(context: Context, query: RecordQuery) -> list[UUID]:
    """Return the keys of all records of a list, in no order; a million take a second or two."""
    return record_list_source(context, query).keys()


def _sums(source: RecordPages) -> Sums:
    for shown in source.columns:
        # What things cost a piece adds up to nothing.
        if shown.type in MONEY_TYPES and not isinstance(shown.store, PriceOf):
            return _sums_of(source, shown)
    return {}


def _sums_of(source: RecordPages, amounts: Field) -> Sums:
    return {total.currency: total.amount for total in source.totals(amounts)}


class ListFigures:
    """Counts and adds up one list at a time: a new one ends the counting of the one before.

    Call it from worker threads, and close it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)

    def read(self, query: RecordQuery) -> Figures | None:
        """Return the figures of a list, None where another was asked for meanwhile.

        Raises as `record_list_source`.
        """

        def figures(connection: CrmConnection) -> Figures:
            source = record_list_source(self._context, query, lambda: connection)
            if query.kind != INVOICE:
                return Figures(source.count(), _sums(source))
            from services.invoicing.payments.sums import paid_in_period

            paid = _sums_of(source, self._context.fields.get(INVOICE, "paid"))
            asked = _asked(self._context, query)
            then = None if query.in_bin else paid_in_period(self._context, asked, connection)
            return Figures(source.count(), _sums(source), paid, then)

        return self._reads.run(figures)

    def close(self) -> None:
        """End the counting that runs."""
        self._reads.close()
