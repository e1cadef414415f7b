"""Which row of a long list is selected and which are in view. Pure logic without a screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, NamedTuple, TypeVar

from domain.paging import PageSource, TakesLong
from widgets.lists.row_window import ListRow, RowWindow, WindowState

RowT = TypeVar("RowT", bound=ListRow)

FIRST_ROWS = 64
"""How many rows are read before the height of the view is known: enough for most screens."""


class ListPlace(NamedTuple, Generic[RowT]):
    """A selected row, how many rows precede it, and how many of them are above the view."""

    row: RowT
    ordinal: int
    top: int


class CursorState(NamedTuple, Generic[RowT]):
    """The ordinals of the cursor and of the first row in view, and the rows in memory."""

    ordinal: int
    top: int
    window: WindowState[RowT]


class ListCursor(Generic[RowT]):
    """A view of `page` rows from `top` on, with the row `ordinal` in it selected.

    Headings are never selected. Each method leaves the rows in view in memory; `read_ahead`, called
    until `is_ahead`, those that the next moves may need. `reach` is how many rows are read at least
    to either side where the view goes.
    """

    def __init__(
        self,
        source: PageSource[RowT],
        page: int = 1,
        *,
        lazy_count: bool = False,
        reach: int = FIRST_ROWS,
    ) -> None:
        self.window = RowWindow(source, lazy_count=lazy_count)
        self.page = page
        self._least = reach
        self.ordinal = 0
        self.top = 0

    @property
    def row(self) -> RowT | None:
        """The selected row, or None where there is nothing to select."""
        row = self.window.get(self.ordinal)
        return None if row is None or row.is_heading else row

    @property
    def total(self) -> int:
        """The number of rows as far as it is known."""
        return self.window.total

    @property
    def place(self) -> ListPlace[RowT] | None:
        """Where the cursor is, None where there is nothing to select."""
        row = self.row
        return None if row is None else ListPlace(row, self.ordinal, self.top)

    @property
    def state(self) -> CursorState[RowT]:
        """Where the cursor is, with the rows in memory: to go back to where a move is given up."""
        return CursorState(self.ordinal, self.top, self.window.state)

    @state.setter
    def state(self, state: CursorState[RowT]) -> None:
        self.ordinal, self.top, self.window.state = state

    def view(self) -> Iterator[tuple[int, RowT]]:
        """Return the rows in view with their ordinals."""
        first = max(self.top, self.window.base)
        return enumerate(self.window.between(first, self.top + self.page), first)

    @property
    def _reach(self) -> int:
        """How many rows are read to either side where the view goes: `read_ahead` reads more."""
        return max(self._least, self.page)

    def open(self) -> None:
        """Read the source from its beginning and select the first row.

        What no screen shows yet is left to `read_ahead`.
        """
        self.window.open(self._reach)
        self.top = 0
        self._settle(self._nearest(0, 1))

    def open_at(self, place: ListPlace[RowT]) -> None:
        """Read the rows around a place, and select its row, or its neighbour."""
        self.ordinal, self.top = place.ordinal, place.top
        self.reread(place.row, follow=True)

    def reread(self, row: RowT, *, follow: bool) -> None:
        """Read the rows around `row` again and select it, or its neighbour, at the same height.

        A view of the beginning of the list stays one, so that what is new there is seen, as long as
        the row is in it. Without `follow` the row now at the place of `row` is selected, wherever
        `row` itself went.
        """
        is_at_start = self.top == 0
        height = self.ordinal - self.top
        place = self.window.around(row, self._reach, self.ordinal)
        found = self.window.index_of(row.key) if follow else None
        ordinal = place if found is None else found
        self.top = 0 if is_at_start and ordinal < self.page else ordinal - height
        self._settle(self._nearest(ordinal, 1))

    def take_out(self, key: Hashable) -> bool:
        """Show no longer a row that is leaving the list; return whether it was in memory."""
        ordinal = self.window.take_out(key)
        if ordinal is None:
            return False
        if ordinal < self.ordinal:
            self._shift(-1)
        self._settle(self._nearest(self.ordinal, 1))
        return True

    def put_first(self, row: RowT) -> None:
        """Show a row that is coming into the list at its beginning, and select it."""
        if not self.window.is_from_start:
            self.window.to_start(self._reach)
        self.window.put_first(row)
        self.top = 0
        self._settle(0)

    def set_total(self, total: int) -> None:
        """Take the number of rows from outside."""
        self._shift(self.window.set_total(total))
        self._settle(self.ordinal)

    @property
    def is_ahead(self) -> bool:
        """Whether the next moves by a page find their rows in memory."""
        return self.window.covers(self.top - 2 * self.page, self.top + 3 * self.page)

    def read_ahead(self) -> None:
        """Read a few of the rows that the next moves may need: again until `is_ahead`."""
        self._shift(self.window.approach(self.top - 2 * self.page, self.top + 3 * self.page))
        self._settle(self.ordinal)

    def step(self, direction: int) -> bool:
        """Go to the next row up or down; return False where there is none."""
        ordinal = self._next(self._cover(self.ordinal) + direction, direction)
        if ordinal is not None:
            self.put(ordinal)
            return True
        if direction < 0 and self.top:
            self.top = 0
            self._settle(self.ordinal)
        return False

    def go_on(self, direction: int, is_wanted: Callable[[RowT], bool]) -> bool:
        """Go to the next row that is wanted; stay and return False where there is none.

        It stays, too, where reading rows raises TakesLong.
        """
        place, state = self.place, self.state
        try:
            while self.step(direction):
                if (row := self.row) is not None and is_wanted(row):
                    return True
            if place is not None:
                self.open_at(place)
        except TakesLong:
            self.state = state
            raise
        return False

    def turn(self, direction: int) -> None:
        """Move by a page, the cursor staying at the same height."""
        ordinal = self._cover(self.ordinal + direction * self.page)
        self.top += direction * self.page
        self.put(self._nearest(ordinal, direction))

    def first(self) -> None:
        """Go to the first row."""
        self.window.to_start(self._reach)
        self.top = 0
        self._settle(self._nearest(0, 1))

    def last(self) -> None:
        """Go to the last row."""
        self.window.to_end(self._reach)
        self.top = self.total
        self._settle(self._nearest(self.total - 1, -1))

    def find(self, key: Hashable) -> bool:
        """Go to the row of `key`; return whether the list has it."""
        near = self.window.index_of(key)
        ordinal = self.window.find(key, self._reach) if near is None else near
        if ordinal is None:
            return False
        if near is None:
            self.top = ordinal - self.page // 2
        self.put(ordinal)
        return True

    def scroll(self, top: int) -> None:
        """Show the rows from `top` on, taking the cursor along at the edge of the view."""
        self.top = top
        self._cover(top)
        ordinal, last = self.ordinal, self.top + self.page - 1
        if ordinal < self.top:
            ordinal = self._nearest(self.top, 1)
        elif ordinal > last:
            ordinal = self._nearest(last, -1)
        self._settle(ordinal)

    def put(self, ordinal: int) -> None:
        """Select the row of `ordinal` and bring it into view, by half pages at the edges."""
        ordinal = self._cover(ordinal)
        upper = ordinal
        while ordinal - upper < self.page - 1 and self._is_heading(upper - 1):
            upper -= 1
        if ordinal >= self.top + self.page:
            self.top = max(ordinal - self.page + 1, self.top + self.page // 2)
        elif upper < self.top:
            self.top = min(upper, self.top - self.page // 2)
        self._settle(ordinal)

    def _settle(self, ordinal: int) -> None:
        """Select `ordinal`; keep it in view, the view within the list, its rows in memory."""
        self.ordinal = ordinal
        for _attempt in range(2):
            # The first reading may find the list shorter than it was thought to be.
            self._cover(self.top)
            self.top = max(0, min(self.top, self.total - self.page))
            self.top = max(min(self.top, self.ordinal), self.ordinal - self.page + 1)

    def _shift(self, shift: int) -> None:
        self.ordinal += shift
        self.top += shift

    def _cover(self, ordinal: int) -> int:
        """Read the rows from a page before `ordinal` to one after it; return its new ordinal."""
        shift = self.window.cover(ordinal - self.page, ordinal + self.page)
        self._shift(shift)
        return ordinal + shift

    def _is_heading(self, ordinal: int) -> bool:
        row = self.window.get(ordinal)
        return row is not None and row.is_heading

    def _next(self, ordinal: int, direction: int) -> int | None:
        """Return the first row from `ordinal` on that can be selected."""
        while ordinal >= 0:
            row = self.window.get(ordinal)
            if row is None:
                ordinal = self._cover(ordinal)
                row = self.window.get(ordinal)
            if row is None:
                return None
            if not row.is_heading:
                return ordinal
            ordinal += direction
        return None

    def _nearest(self, ordinal: int, direction: int) -> int:
        """Return the row nearest to `ordinal` that can be selected, in `direction` if any."""
        ordinal = max(0, min(ordinal, self.total - 1))
        found = self._next(ordinal, direction)
        if found is None:
            found = self._next(ordinal, -direction)
        return 0 if found is None else found
