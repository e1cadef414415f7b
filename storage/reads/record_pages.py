"""Pages of records of any kind, with any columns, by any order, of those that pass a condition.

Two ways lead to a page. Along an index that has the order of the list, testing row after row: its
cost does not depend on how many records there are, as long as enough of them pass. Else the row
numbers of all that pass are read in order once, eight bytes each, and serve until something is
written. The first way is tried, and left as soon as it takes too many steps.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from domain.paging import TakesLong
from domain.records.fields import Field
from domain.records.record_rows import Place, RecordRow, Sort, Total
from domain.records.references import title_of
from storage.connection import CrmConnection, one_moment
from storage.reads.field_sql import decoder, field_sql
from storage.reads.linked_order import linked_order
from storage.reads.places import compare_places
from storage.reads.record_set import RecordSet
from storage.reads.sort_keys import SortKey, sort_key
from storage.reads.sql import Condition, Sql
from storage.reads.step_limit import TooLong, at_most
from storage.reads.titles import title_parts_sql

STEPS = 20_000
"""Instructions of SQLite's machine after which walking along an index is given up at first."""

LIST_STEPS = 40
"""How many times as many may then be taken to list what an index knows to be all that can pass."""

WALK_STEPS = 8
"""How many times as many may be taken by another walk, where that would be a long list."""

LISTED_SECONDS = 0.01
"""How long all row numbers may take where somebody waits for the first few."""


class _Found(NamedTuple):
    """The row numbers of all records of a list in order, as of the change `version`."""

    version: int
    numbers: array[int]


class RecordPages:
    """The records of a kind that pass `condition`, in the order of `sorts`: a `PageSource`.

    `columns` are the fields whose values the rows hold. `reader` gives the connection of the
    calling thread. `now` is the local moment by which deadlines are compared. With `in_bin` the
    records in the bin are shown, and no others. `steps` is how long the first way is tried.
    """

    def __init__(
        self,
        reader: Callable[[], CrmConnection],
        kind: str,
        columns: Sequence[Field],
        sorts: Sequence[Sort],
        condition: Condition,
        now: datetime,
        *,
        in_bin: bool = False,
        steps: int = STEPS,
    ) -> None:
        self._reader, self._kind, self.columns = reader, kind, tuple(columns)
        self._condition, self._records = condition, RecordSet(kind, condition, in_bin)
        self._source, self._is_there = self._records.source, self._records.is_there
        self._keys = [sort_key(sort, now) for sort in sorts]
        if not any(key.sql == "r.id" for key in self._keys):
            self._keys.append(SortKey("r.id", bool(sorts) and sorts[0].descending))
        is_simple = len(self._keys) <= 2 and len({key.descending for key in self._keys}) == 1
        self._index = self._keys[0].index if is_simple else ""
        linked, sql = self._keys[0].linked if is_simple else None, self._keys[0].sql
        by = self._keys[0].descending
        self._linked = linked_order(self._records, linked, sql, descending=by)
        self._held = self._keys[0].held if is_simple and not in_bin else None
        self._walks = bool(self._index or (self._linked and self._linked.is_indexed))
        self._steps, self._is_new = steps, True
        assert now.tzinfo is not None
        self._decoders = [decoder(field, now.tzinfo) for field in columns]
        self._found: _Found | None = None
        self._is_held = False
        self._deadline: float | None = None

    # What is read when.

    def held(self, reader: Callable[[], CrmConnection]) -> RecordPages:
        """Return the same list, read on other connections, in the order that is known by now.

        What is written afterwards shows in its rows, but which rows there are, and their order, is
        not read again where they have been listed. So no page waits for that.
        """
        pages = copy(self)
        pages._reader, pages._is_held = reader, True
        return pages

    def list_all(self) -> None:
        """Read which rows there are, in their order, so that no page waits for that."""
        self._list(walks=self._walks)
        self._walks = False

    def take_numbers(self, listed: RecordPages) -> None:
        """Show the rows that were listed of the same list elsewhere."""
        self._found, self._walks = listed._found, False

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what is read inside raise TakesLong where finding the rows takes longer."""
        outer, deadline = self._deadline, monotonic() + seconds
        self._deadline = deadline if outer is None else min(outer, deadline)
        try:
            yield
        finally:
            self._deadline = outer

    # Reading rows.

    def after(self, row: RecordRow | None, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        with one_moment(self._reader()):
            if self._walks and (numbers := self._walk(row, limit, forward=True)) is not None:
                return self._rows(numbers)
            if row is None and self._found is None and self._deadline is not None:
                return self._rows(self._first_numbers(limit))
            numbers = self._all_numbers()
            first = 0 if row is None else self._place_of(numbers, row.place, after_it=True)
            return self._rows(numbers[first : first + limit])

    def before(self, row: RecordRow | None, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        with one_moment(self._reader()):
            if self._walks and (numbers := self._walk(row, limit, forward=False)) is not None:
                return self._rows(numbers)
            numbers = self._all_numbers()
            end = len(numbers) if row is None else self._place_of(numbers, row.place)
            return self._rows(numbers[max(0, end - limit) : end])

    def at(self, ordinal: int, limit: int) -> list[RecordRow]:
        """Return at most `limit` rows beginning with that of `ordinal`, at least 0."""
        with one_moment(self._reader()):
            return self._rows(self._all_numbers()[ordinal : ordinal + limit])

    def find(self, key: Hashable) -> RecordRow | None:
        """Return the row of the record with a key, None where the list does not show it."""
        if not isinstance(key, UUID):
            return None
        with one_moment(self._reader()):
            row = self._first(
                f"SELECT r.rowid FROM {self._source} WHERE r.id = ? AND {self._is_there} "
                f"AND {self._condition.sql}",
                (key.bytes, *self._condition.parameters),
            )
            return self._rows([row[0]])[0] if row else None

    def select_keys(self, *, of_few: bool = False) -> Sql:
        """Return what selects the keys of all rows, as stored, in no order; or to ask it of few."""
        return self._records.select("r.id", of_few=of_few)

    def keys(self) -> list[UUID]:
        """Return the keys of all rows, in no order."""
        return [UUID(bytes=key) for (key,) in self._reader().execute(*self.select_keys())]

    def count(self) -> int:
        """Return the number of rows; on a million records it may take a second."""
        if self._found is not None and self._found.version == self._version():
            return len(self._found.numbers)
        with self._at_most(sys.maxsize) as connection:
            return self._records.count(connection)

    def rank(self, row: RecordRow) -> int:
        """Return how many rows precede `row` in the order, whether or not it still exists."""
        if not (self._walks and self._index):
            return self._place_of(self._all_numbers(), row.place)
        sql, parameters = self._beyond(row.place, forward=False)
        # The sign keeps SQLite from jumping about by the index: all rows are read one by one.
        before = Sql(sql.replace("(r.", "(+r.", 1), parameters)
        with self._at_most(sys.maxsize) as connection:
            return self._records.count(connection, before)

    def totals(self, field: Field) -> list[Total]:
        """Return the sums of a field of amounts by currency, that of the most records first."""
        return self._records.totals(self._reader(), field)

    # Along an index.

    def _walk(self, row: RecordRow | None, limit: int, *, forward: bool) -> array[int] | None:
        """Return the numbers of the next rows along the index.

        Where that takes too long, return None: all row numbers are to be read.
        """
        with suppress(TooLong):
            return self._step(row, limit, forward=forward)
        if self._is_new:
            if self._condition.among is not None:
                with suppress(TooLong), self._at_most(self._steps * LIST_STEPS):
                    self._list(walks=False)
                    self._walks = False
                    return None
            # Whoever turned out to be many is walked along from here on.
            self._steps, self._is_new = self._steps * WALK_STEPS, False
            with suppress(TooLong):
                return self._step(row, limit, forward=forward)
        self._walks = False
        return None

    def _step(self, row: RecordRow | None, limit: int, *, forward: bool) -> array[int]:
        place = None if row is None else row.place
        if self._linked:
            pieces = self._linked.pieces(place, forward=forward)
        else:
            pieces = [self._along_index(place, forward=forward)]
        with self._at_most(self._steps) as connection:
            numbers = _numbers(connection, pieces, limit)
        if not forward:
            numbers.reverse()
        return numbers

    def _along_index(self, place: Place | None, *, forward: bool) -> Sql:
        """Return what selects the row numbers behind a place along the index, or before it."""
        sql, parameters = ("1", ()) if place is None else self._beyond(place, forward=forward)
        return Sql(
            f"SELECT r.rowid FROM {self._source} INDEXED BY {self._index} "
            f"WHERE {self._is_there} AND {sql} AND {self._condition.sql} "
            f"ORDER BY {self._along(forward=forward)}",
            (*parameters, *self._condition.parameters),
        )

    def _beyond(self, place: Place, *, forward: bool) -> tuple[str, Place]:
        """Return the condition that a row stands after a place in the index, or before it."""
        sign = ">" if forward != self._keys[0].descending else "<"
        names = ", ".join(key.sql for key in self._keys)
        marks = ", ".join("?" for _key in self._keys)
        return f"({names}) {sign} ({marks})", place

    def _along(self, *, forward: bool = True) -> str:
        """Return the terms of ORDER BY for the index; what it holds is never NULL."""
        direction = "ASC" if forward != self._keys[0].descending else "DESC"
        return ", ".join(f"{key.sql} {direction}" for key in self._keys)

    def _sorted(self) -> str:
        """Return the terms of ORDER BY; the sign keeps SQLite from jumping about by an index."""
        return ", ".join(
            f"+{key.sql} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in self._keys
        )

    # All row numbers.

    def _all_numbers(self) -> array[int]:
        found = self._found
        if found is not None and (self._is_held or found.version == self._version()):
            return found.numbers
        with self._at_most(sys.maxsize):
            return self._list(walks=self._walks)

    def _first_numbers(self, limit: int) -> array[int]:
        """Return the first row numbers for somebody who waits: to sort so few takes little."""
        with suppress(TakesLong), self.within(LISTED_SECONDS):
            return self._all_numbers()[:limit]
        if self._linked and not self._linked.is_indexed:
            pieces = self._linked.pieces(None, forward=True)
        else:
            pieces = self._all_pieces(walks=False)
        with self._at_most(sys.maxsize) as connection:
            if self._held is not None and self._condition.among is None:
                by = self._keys[0].descending
                foremost = self._held.foremost(self._records, limit, descending=by)
                if len(numbers := _numbers(connection, [foremost], limit)) == limit:
                    return numbers
            return _numbers(connection, pieces, limit)

    def _list(self, *, walks: bool) -> array[int]:
        """Read all row numbers in order, and keep them."""
        version = self._version()
        self._found = _Found(version, _numbers(self._reader(), self._all_pieces(walks=walks)))
        return self._found.numbers

    def _all_pieces(self, *, walks: bool) -> list[Sql]:
        """Return what selects all row numbers in order, one after the other.

        Few rows are sorted. For many, with `walks`, the index is read, which holds all that is
        needed for that.
        """
        if self._linked and not self._linked.is_indexed:
            return self._linked.everything()
        if not (walks and self._index):
            condition = self._condition.gathered
            sql = f"SELECT r.rowid FROM {self._source} WHERE {self._is_there} AND {condition.sql}"
            return [Sql(f"{sql} ORDER BY {self._sorted()}", condition.parameters)]
        others = self._records.others()
        passing = self._records.select("r.rowid") if others is None else others
        start = f"SELECT r.rowid FROM {self._source} INDEXED BY {self._index} WHERE r.rowid "
        return [
            passing.within(f"{start}{'NOT ' if others else ''}IN (", f") ORDER BY {self._along()}")
        ]

    @contextmanager
    def _at_most(self, steps: int) -> Iterator[CrmConnection]:
        """Let statements take so many steps in all; then raise TooLong.

        Raises TakesLong where they end later than they may.
        """
        with at_most(self._reader(), steps, self._deadline) as connection:
            yield connection

    def _version(self) -> int:
        """Return the number of the last change in the log."""
        return int(self._first("SELECT max(seq) FROM change")[0] or 0)

    def _first(self, sql: str, parameters: Place = ()) -> Any:
        """Return the first row that a statement gives, None without one."""
        return self._reader().execute(sql, parameters).fetchone()

    def _place_of(self, numbers: array[int], place: Place, *, after_it: bool = False) -> int:
        """Return how many rows stand before a place; with `after_it` a row there counts, too."""
        low, high = 0, len(numbers)
        while low < high:
            middle = (low + high) // 2
            # What was deleted for good since has no place any more: the next one tells.
            places = ((n, self._place(numbers[n])) for n in range(middle, high))
            number, found = next(((n, at) for n, at in places if at is not None), (high, None))
            order = 1 if found is None else compare_places(found, place, self._keys)
            if order < 0 or (after_it and order == 0):
                low = number + 1
            else:
                high = middle
        return low

    def _place(self, number: int) -> Place | None:
        names = ", ".join(key.sql for key in self._keys)
        found = self._first(f"SELECT {names} FROM {self._source} WHERE r.rowid = ?", (number,))
        return None if found is None else tuple(found)

    def _rows(self, numbers: Sequence[int]) -> list[RecordRow]:
        """Read the rows with these numbers, in their order; those that are gone are left out."""
        rows = self._reader().execute(
            f"SELECT r.rowid, r.id, {', '.join(self._selected())} FROM {self._source} "
            "WHERE r.rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        places = 2 + len(self._keys)
        found: dict[int, RecordRow] = {}
        for row in rows:
            values, titles = row[len(row) - len(self._decoders) :], len(row) - len(self._decoders)
            found[row[0]] = RecordRow(
                UUID(bytes=row[1]),
                title_of(self._kind, tuple(row[places:titles])),
                tuple(d(raw) for d, raw in zip(self._decoders, values, strict=True)),
                tuple(row[2:places]),
            )
        return [found[number] for number in numbers if number in found]

    def _selected(self) -> Iterator[str]:
        yield from (key.sql for key in self._keys)
        yield title_parts_sql(self._kind, "r")
        yield from map(field_sql, self.columns)


def _numbers(
    connection: CrmConnection, pieces: Sequence[Sql], limit: int | None = None
) -> array[int]:
    """Return the row numbers that statements select, one after the other, at most `limit`.

    For None these are all, without a LIMIT: with one, SQLite sorts a million rows in a tree, which
    takes four times as long.
    """
    numbers = array("q")
    for sql, parameters in pieces:
        if limit is None:
            rows = connection.execute(sql, parameters)
        elif (left := limit - len(numbers)) > 0:
            rows = connection.execute(f"{sql} LIMIT ?", (*parameters, left))
        else:
            break
        numbers.extend(number for (number,) in rows)
    return numbers
