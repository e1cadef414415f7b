"""Opens lists for a screen: at once where that is quick, else beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from uuid import UUID

from domain.invoicing.kinds import INVOICE
from domain.paging import TakesLong
from domain.records.computed_fields import NEXT_STEP
from domain.records.fields import Field, FieldType
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from services.context import Context
from services.lists.reading import all_columns, columns_of, record_list_source
from storage.connection import CrmConnection
from storage.latest import LatestRead
from storage.reads.record_pages import RecordPages

AT_ONCE_SECONDS = 0.03
"""How long somebody who presses a key may wait for a list without seeing that they wait."""


class OpenedList:
    """A list whose first rows have been read: a `PageSource` for the thread that opened it.

    `columns` are the fields that the list shows, `beside` those that stand after them in each row
    since the former mean little without them. `sample` is the first rows. Which rows there are, and
    their order, stays as it was where finding that out took long: open the list again when
    something was written. Where reading rows takes long it raises TakesLong, and again at once,
    until `ListOpener.list_beside` has listed them.
    """

    def __init__(
        self, pages: RecordPages, shown: int, sample: Sequence[RecordRow], is_whole: bool
    ) -> None:
        self._pages = pages
        self.columns: Sequence[Field] = pages.columns[:shown]
        self.beside: Sequence[Field] = pages.columns[shown:]
        self.sample = sample
        self._is_whole = is_whole
        self._is_fresh = True
        self._waits = False
        self.seen: Callable[[Sequence[RecordRow]], object] = len
        """Is told the rows that are read from now on."""

    def after(self, row: RecordRow | None, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        if row is None and self._is_fresh and (self._is_whole or limit <= len(self.sample)):
            self._is_fresh = False
            return self._told(list(self.sample[:limit]))
        return self._told(self._soon(lambda: self._pages.after(row, limit)))

    def before(self, row: RecordRow | None, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        return self._told(self._soon(lambda: self._pages.before(row, limit)))

    def at(self, ordinal: int, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows beginning with that of `ordinal`, at least 0."""
        return self._told(self._soon(lambda: self._pages.at(ordinal, limit)))

    def _soon(self, read: Callable[[], list[RecordRow]]) -> list[RecordRow]:
        """Return what `read` gives. Raises TakesLong, at once where it has been raised before."""
        if self._waits:
            raise TakesLong
        try:
            with self._pages.within(AT_ONCE_SECONDS):
                return read()
        except TakesLong:
            self._waits = True
            raise

    def _told(self, rows: list[RecordRow]) -> list[RecordRow]:
        self.seen(rows)
        return rows

    def find(self, key: Hashable) -> RecordRow | None:
        """Return the row of the record with a key, None where the list does not show it."""
        return self._pages.find(key)

    def keys(self) -> list[UUID]:
        """Return the keys of all rows, in no order."""
        return self._pages.keys()

    def count(self) -> int:
        """Return the number of rows; on a million records it may take a second."""
        return self._pages.count()

    def rank(self, row: RecordRow) -> int:
        """Return how many rows precede `row` in the order, a guess where that takes long."""
        try:
            with self._pages.within(AT_ONCE_SECONDS):
                return self._pages.rank(row)
        except TakesLong:
            return len(self.sample)

    def list_on(self, connection: CrmConnection) -> None:
        """Read on a connection, beside the thread of the list, which rows there are."""
        listed = self._pages.held(lambda: connection)
        listed.list_all()
        self._pages.take_numbers(listed)
        self._waits = False


class ListOpener:
    """Opens one list at a time for the thread that made it.

    Call `open_beside` from worker threads; a later one ends the one before. Close it when it is no
    longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)

    def open_at_once(self, query: RecordQuery, rows: int) -> OpenedList | None:
        """Return a list with its first `rows` rows, or None where finding them takes long.

        Raises as `record_list_source`.
        """
        pages, shown = self._pages(query)
        try:
            with pages.within(AT_ONCE_SECONDS):
                sample = pages.after(None, rows)
        except TakesLong:
            return None
        return self._opened(pages, shown, sample, rows)

    def open_beside(self, query: RecordQuery, rows: int) -> OpenedList | None:
        """Return a list with its first `rows` rows, None where another was asked for meanwhile.

        Raises as `record_list_source`.
        """

        def opened(connection: CrmConnection) -> OpenedList:
            pages, shown = self._pages(query, lambda: connection)
            return self._opened(pages, shown, pages.after(None, rows), rows)

        return self._reads.run(opened)

    def list_beside(self, opened: OpenedList) -> bool:
        """Find out all rows of a list; return False where another was asked for meanwhile."""

        def listed(connection: CrmConnection) -> bool:
            opened.list_on(connection)
            return True

        return self._reads.run(listed) is not None

    def _pages(
        self, query: RecordQuery, reader: Callable[[], CrmConnection] | None = None
    ) -> tuple[RecordPages, int]:
        """Return the list with what stands beside its columns, and how many columns it shows."""
        columns = columns_of(self._context, query)
        names = [field.name for field in (*columns, *self._beside(query.kind, columns))]
        wanted = replace(query, columns=tuple(names))
        return record_list_source(self._context, wanted, reader), len(columns)

    def _beside(self, kind: str, columns: Sequence[Field]) -> list[Field]:
        """Return the currency of amounts, and what tells whether a deadline matters still.

        That is when activities were done, what is outstanding of invoices, and at which stage deals
        are.
        """
        types = {field.type for field in columns}
        wanted = {FieldType.CURRENCY} if FieldType.AMOUNT in types else set()
        names = {"done_at"} if FieldType.DEADLINE in types else set()
        if kind == INVOICE and any(field.name == "due" for field in columns):
            names.add("outstanding")
        if kind == "deal" and any(field.name == NEXT_STEP for field in columns):
            names.add("stage")
        return [
            field
            for field in all_columns(self._context, kind)
            if field not in columns and (field.type in wanted or field.name in names)
        ]

    def _opened(
        self, pages: RecordPages, shown: int, sample: Sequence[RecordRow], rows: int
    ) -> OpenedList:
        held = pages.held(self._context.database.reader)
        return OpenedList(held, shown, sample, len(sample) < rows)

    def close(self) -> None:
        """End the reading that runs."""
        self._reads.close()
