"""The contract between a list on the screen and whatever holds its rows.

A list may be a million rows long, so it is never read whole: a source hands out short runs of
rows that follow or precede a row already known (keyset pages), and counts on request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, Generic, Protocol, TypeVar, cast, runtime_checkable

RowT = TypeVar("RowT")
FirstT = TypeVar("FirstT")
RestT = TypeVar("RestT")

ROWS_AT_ONCE: Final = 500
"""Rows that are read at a time where all are wanted."""


class PageSource(Protocol[RowT]):
    """An ordered sequence of rows, read in runs.

    Rows are frozen values with a hashable `key` that names the row for as long as it exists. A row
    that has since been deleted still marks its place in the order.
    """

    def after(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        ...

    def before(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        ...

    def count(self) -> int:
        """Return the number of rows."""
        ...

    def rank(self, row: RowT) -> int:
        """Return how many rows precede `row` in the order, whether or not it still exists."""
        ...


def every_row(source: PageSource[RowT], limit: int | None = None) -> Iterator[RowT]:
    """Return the rows of a source from its beginning, at most `limit`, reading page by page."""
    last: RowT | None = None
    left = limit
    while left is None or left > 0:
        size = ROWS_AT_ONCE if left is None else min(ROWS_AT_ONCE, left)
        page = source.after(last, size)
        yield from page
        if len(page) < size:
            return
        last = page[-1]
        left = None if left is None else left - len(page)


class TakesLong(Exception):
    """Rows were not found within the time for which somebody wanted to wait.

    What a source raises so has changed nothing: the same can be asked for again, later.
    """


@runtime_checkable
class Marks(Protocol):
    """Which rows of a list are marked, in view or not; it never changes."""

    def __contains__(self, key: Hashable, /) -> bool:
        """Say whether the row of a key is marked."""
        ...

    def __len__(self) -> int:
        """Return how many are marked."""
        ...

    def toggled(self, key: Hashable) -> Marks:
        """Return the same with one row more, or with one less."""
        ...


class KeyMarks(frozenset[Hashable]):
    """Rows that were marked one by one, by their keys."""

    __slots__ = ()

    def toggled(self, key: Hashable) -> KeyMarks:
        """Return the same with one row more, or with one less."""
        return KeyMarks(self ^ {key})


class FixedRows(Generic[RowT]):
    """A source of a few rows that are known from the beginning and do not change."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        self._rows = list(rows)

    def after(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        start = 0 if row is None else self.rank(row) + 1
        return self._rows[start : start + limit]

    def before(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        stop = len(self._rows) if row is None else self.rank(row)
        return self._rows[max(0, stop - limit) : stop]

    def count(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def rank(self, row: RowT) -> int:
        """Return how many rows precede `row`; all of them for a row that there is not."""
        return self._rows.index(row) if row in self._rows else len(self._rows)


class Continued(Generic[FirstT, RestT]):
    """The rows of `first`, then the fixed ones of `rest`.

    `is_rest` tells the rows of the second part from the others, also where they are gone by now.
    """

    def __init__(
        self,
        first: PageSource[FirstT],
        rest: Sequence[RestT],
        is_rest: Callable[[FirstT | RestT], bool],
    ) -> None:
        self._first = first
        self._rest = FixedRows(rest)
        self._is_rest = is_rest

    def after(self, row: FirstT | RestT | None, limit: int) -> list[FirstT | RestT]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        if row is not None and self._is_rest(row):
            return [*self._rest.after(cast("RestT", row), limit)]
        rows = self._first.after(cast("FirstT | None", row), limit)
        return [*rows, *self._rest.after(None, limit - len(rows))]

    def before(self, row: FirstT | RestT | None, limit: int) -> list[FirstT | RestT]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        is_beyond = row is None or self._is_rest(row)
        last = self._rest.before(cast("RestT | None", row), limit) if is_beyond else []
        missing = limit - len(last)
        place = None if is_beyond else cast("FirstT", row)
        return [*(self._first.before(place, missing) if missing else []), *last]

    def count(self) -> int:
        """Return the number of rows."""
        return self._first.count() + self._rest.count()

    def rank(self, row: FirstT | RestT) -> int:
        """Return how many rows precede `row` in the order."""
        if self._is_rest(row):
            return self._first.count() + self._rest.rank(cast("RestT", row))
        return self._first.rank(cast("FirstT", row))
