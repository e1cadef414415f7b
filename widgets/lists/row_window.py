"""The few pages of a long list that are in memory, and where in the list they lie.

Pure logic without a screen. Rows are addressed by *ordinal*, their place in the list from 0.
Where the length of the list is not known yet, or the list has changed underneath, an ordinal is
an estimate: methods that read more return by how much all ordinals have moved, and the caller
moves its own by as much.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from domain.paging import PageSource

CHUNK = 128
"""Rows read when a list is opened, and kept to either side of those in view."""

SLICE = 32
"""Rows read at a time on the way, few enough to be read between two keys."""

NEAR = 8 * CHUNK
"""How far from a known row reading page by page beats other ways of getting there."""

STRIDE = 2_000
"""Rows read at a time on a long walk, when the source has no quicker way."""

FIND_LIMIT = 20_000
"""Rows looked through for a key when the source cannot find it."""


class ListRow(Protocol):
    """What a list needs to know of a row; rows are frozen, hashable values."""

    @property
    def key(self) -> Hashable:
        """The name of the row for as long as it exists."""
        ...

    @property
    def is_heading(self) -> bool:
        """Whether the row only titles those below it and cannot be selected."""
        ...


RowT = TypeVar("RowT", bound=ListRow)
FoundT = TypeVar("FoundT")
FoundT_co = TypeVar("FoundT_co", covariant=True)


@runtime_checkable
class Seekable(Protocol[FoundT]):
    """A source that can also read at an ordinal, at about the cost of a page."""

    def at(self, ordinal: int, limit: int) -> list[FoundT]:
        """Return at most `limit` rows beginning with that of `ordinal`, at least 0."""
        ...


@runtime_checkable
class Findable(Protocol[FoundT_co]):
    """A source that can also find a row by its key."""

    def find(self, key: Hashable) -> FoundT_co | None:
        """Return the row of `key`, or None where the list has none."""
        ...


class WindowState(NamedTuple, Generic[RowT]):
    """The rows in memory, where they lie, and what is known of the length of the list."""

    rows: list[RowT]
    base: int
    total: int
    is_counted: bool
    from_start: bool
    to_end: bool


class RowWindow(Generic[RowT]):
    """A run of neighbouring rows of a source.

    With `lazy_count` the source is never asked for its length or for a rank while moving about;
    `total` is then what is known so far until `set_total` says better.
    """

    def __init__(self, source: PageSource[RowT], *, lazy_count: bool = False) -> None:
        self.source = source
        self.lazy_count = lazy_count
        self.rows: list[RowT] = []
        self.base = 0
        self.total = 0
        self._counted = False
        self._from_start = False
        self._to_end = False

    @property
    def end(self) -> int:
        """The ordinal after the last row in memory."""
        return self.base + len(self.rows)

    @property
    def is_from_start(self) -> bool:
        """Whether the first row of the source is in memory."""
        return self._from_start

    @property
    def state(self) -> WindowState[RowT]:
        """What is in memory now, to go back to where reading more is given up halfway."""
        rows = self.rows.copy()
        ends = self._from_start, self._to_end
        return WindowState(rows, self.base, self.total, self._counted, *ends)

    @state.setter
    def state(self, state: WindowState[RowT]) -> None:
        self.rows, self.base, self.total = state.rows, state.base, state.total
        self._counted, self._from_start, self._to_end = state[3:]

    def get(self, ordinal: int) -> RowT | None:
        """Return the row of `ordinal` if it is in memory."""
        index = ordinal - self.base
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def between(self, first: int, stop: int) -> list[RowT]:
        """Return those of the rows from `first` to before `stop` that are in memory."""
        return self.rows[max(0, first - self.base) : max(0, stop - self.base)]

    def index_of(self, key: Hashable) -> int | None:
        """Return the ordinal of the row of `key` if it is in memory."""
        for ordinal, row in enumerate(self.rows, self.base):
            if row.key == key:
                return ordinal
        return None

    def open(self, limit: int) -> None:
        """Hold the first `limit` rows and count them all, unless that is to come later."""
        self.total, self._counted = 0, False
        self.to_start(limit)
        self._count()
        self._recount()

    def to_start(self, limit: int) -> None:
        """Hold the first `limit` rows."""
        self.rows = self.source.after(None, limit)
        self.base, self._from_start = 0, True
        self._to_end = len(self.rows) < limit
        self._recount()

    def to_end(self, limit: int) -> None:
        """Hold the last `limit` rows."""
        self.rows = self.source.before(None, limit)
        self._to_end, self._from_start = True, len(self.rows) < limit
        self.base = 0 if self._from_start else max(0, self.total - len(self.rows))
        self._recount()

    def cover(self, first: int, stop: int) -> int:
        """Read what is missing of the rows from `first` to before `stop`; return the shift."""
        if max(self.base - first, stop - self.end) > NEAR:
            self._jump(max(0, first), stop)
        shift = 0
        # First what shifts nothing, for either may take long and be given up.
        while not self._to_end and stop > self.end:
            self._read_after(max(SLICE, stop - self.end))
        while not self._from_start and first + shift < max(1, self.base):
            shift += self._read_before(max(SLICE, self.base - first - shift))
        self._trim(first + shift, stop + shift)
        return shift

    def approach(self, first: int, stop: int) -> int:
        """Read a slice of what `cover` would read, below first; return the shift."""
        shift = 0
        if not self._to_end and stop > self.end:
            self._read_after(SLICE)
        elif not self._from_start and first < max(1, self.base):
            shift = self._read_before(SLICE)
        self._trim(first + shift, stop + shift)
        return shift

    def covers(self, first: int, stop: int) -> bool:
        """Say whether what exists of the rows from `first` to before `stop` is in memory."""
        return (self._from_start or first >= self.base) and (self._to_end or stop <= self.end)

    def take_out(self, key: Hashable) -> int | None:
        """Forget a row that the source will not have any more; return the ordinal it had."""
        ordinal = self.index_of(key)
        if ordinal is not None:
            del self.rows[ordinal - self.base]
            self.total -= 1
        return ordinal

    def put_first(self, row: RowT) -> None:
        """Hold a row that the source will have before all others, where the first one is held."""
        self.rows = [row, *(one for one in self.rows if one.key != row.key)]
        self.total += 1
        self._recount()

    def set_total(self, total: int) -> int:
        """Take the length of the list from outside; return the shift."""
        if self._from_start and self._to_end:
            return 0
        shift = 0
        if self._to_end:
            shift = max(0, total - len(self.rows)) - self.base
            self.base += shift
        self.total, self._counted = total, True
        self._recount()
        return shift

    def around(self, row: RowT, reach: int, ordinal: int) -> int:
        """Read `reach` rows to either side of `row` again; return the ordinal of its place.

        The row may have moved or gone: then its place is that of the row after it. `ordinal` is
        taken for its place where finding that out would cost a count.
        """
        above = self.source.before(row, reach)
        below = self.source.after(above[-1] if above else None, reach + 1)
        self._from_start, self._to_end = len(above) < reach, len(below) <= reach
        self.rows = above + below
        if self._from_start:
            place = len(above)
        else:
            place = max(len(above), ordinal if self.lazy_count else self.source.rank(row))
        self.base = place - len(above)
        self._count()
        self._recount()
        return place

    def find(self, key: Hashable, reach: int) -> int | None:
        """Hold the row of `key` and `reach` rows around it; return its ordinal, or None."""
        ordinal = self.index_of(key)
        if ordinal is not None:
            return ordinal
        found = self._search(key)
        if found is None:
            return None
        self.around(found, reach, self.source.rank(found) if self.lazy_count else 0)
        return self.index_of(key)

    def _search(self, key: Hashable) -> RowT | None:
        if isinstance(self.source, Findable):
            row: RowT | None = self.source.find(key)
            return row
        last: RowT | None = None
        for _page in range(FIND_LIMIT // STRIDE):
            rows = self.source.after(last, STRIDE)
            for row in rows:
                if row.key == key:
                    return row
            if len(rows) < STRIDE:
                break
            last = rows[-1]
        return None

    def _read_before(self, limit: int) -> int:
        new = self.source.before(self.rows[0] if self.rows else None, limit)
        self._from_start = len(new) < limit
        self.rows[:0] = new
        self.base -= len(new)
        shift = -self.base if self._from_start or self.base < 0 else 0
        self.base += shift
        self.total += shift
        self._recount()
        return shift

    def _read_after(self, limit: int, *, keep: bool = True) -> None:
        new = self.source.after(self.rows[-1] if self.rows else None, limit)
        self._to_end = len(new) < limit
        if keep or not new:
            self.rows += new
        else:
            self.base, self.rows, self._from_start = self.end, new, False
        self._recount()

    def _jump(self, first: int, stop: int) -> None:
        """Hold rows near those from `first` to before `stop`, coming from wherever is nearest."""
        from_end = max(0, self.total - stop)
        if min(first, from_end) <= NEAR:
            if first <= from_end:
                self.to_start(max(CHUNK, stop))
            else:
                self.to_end(max(CHUNK, self.total - first))
        elif isinstance(self.source, Seekable):
            limit = max(CHUNK, stop - first)
            self.rows = self.source.at(first, limit)
            self.base, self._from_start, self._to_end = first, False, len(self.rows) < limit
            if not self.rows:
                self.to_end(CHUNK)
        else:
            self._walk(first, stop, from_end)

    def _walk(self, first: int, stop: int, from_end: int) -> None:
        """Read from the nearest known row on, keeping only the last rows read."""
        from_here = first - self.end if first >= self.end else self.base - stop
        if from_here > min(first, from_end):
            if first <= from_end:
                self.to_start(STRIDE)
            else:
                self.to_end(STRIDE)
        while self.end <= first and not self._to_end:
            self._read_after(STRIDE, keep=False)
        while self.base > first and not self._from_start:
            new = self.source.before(self.rows[0], STRIDE)
            self._from_start = len(new) < STRIDE
            if new:
                self.base, self.rows, self._to_end = self.base - len(new), new, False

    def _trim(self, first: int, stop: int) -> None:
        """Forget the rows that lie far from those from `first` to before `stop`."""
        margin = max(CHUNK, 2 * (stop - first))
        if len(self.rows) <= 2 * margin + stop - first + 2 * CHUNK:
            return
        above = min(first, self.end) - margin - self.base
        if above > 0:
            del self.rows[:above]
            self.base, self._from_start = self.base + above, False
        below = self.end - max(stop, self.base) - margin
        if below > 0:
            del self.rows[-below:]
            self._to_end = False

    def _count(self) -> None:
        if not (self.lazy_count or self._to_end):
            self.total, self._counted = self.source.count(), True

    def _recount(self) -> None:
        """Keep `total` true to what has been seen, with one row more while nobody has counted."""
        seen = self.end + (not self._counted)
        self.total = self.end if self._to_end else max(self.total, seen)
