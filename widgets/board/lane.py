"""A column of the board: its cards, of which only those in view are read and painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import islice
from typing import Final, Generic, TypeVar

from domain.paging import Marks, PageSource, TakesLong
from widgets.board.faces import (
    CardFace,
    LaneHead,
    Look,
    blank,
    card_strips,
    head_strips,
    text_strip,
)
from widgets.lists.columns import wrap
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.list_cursor import ListCursor, ListPlace
from widgets.lists.row_painter import Palette
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)

REACH: Final = 16
"""Cards that are read at least to either side of those in view."""

_KEPT: Final = 200
"""Cards of a column whose lines are kept."""


class Lane(Generic[RowT]):
    """The column `key` with what stands above it, and the cursor among its cards."""

    def __init__(self, key: Hashable, head: LaneHead) -> None:
        self.key, self.head = key, head
        self.cursor: ListCursor[RowT] | None = None
        self._strips: dict[tuple[int, Look], tuple[RowT, Sequence[LeanStrip]]] = {}
        self._head: tuple[object, Sequence[LeanStrip]] = (None, ())
        self._rest: dict[tuple[str, int], LeanStrip] = {}

    @property
    def row(self) -> RowT | None:
        """The card under the cursor of the column, None in an empty one."""
        return self.cursor.row if self.cursor else None

    def show(self, source: PageSource[RowT], page: int) -> None:
        """Read the cards of a source, the cursor staying on its card, or on its neighbour."""
        place = self.cursor.place if self.cursor else None
        self.cursor = cursor = ListCursor[RowT](source, page, lazy_count=True, reach=REACH)
        try:
            if place is None:
                cursor.open()
            elif not self._is_among_first(cursor, place):
                cursor.open_at(place)
        except TakesLong:
            self.cursor = cursor = ListCursor(source, page, lazy_count=True, reach=REACH)
            cursor.open()
        if self.head.number is not None and place is None:
            cursor.set_total(self.head.number)

    def _is_among_first(self, cursor: ListCursor[RowT], place: ListPlace[RowT]) -> bool:
        """Go to a card that is among the first, which are read with the source, if it is there."""
        if place.ordinal >= REACH // 2:
            return False
        cursor.open()
        here = cursor.window.index_of(place.row.key)
        if here is None:
            return False
        cursor.top = max(0, here - place.ordinal + place.top) if place.top else 0
        cursor.put(here)
        return True

    def set_head(self, head: LaneHead) -> None:
        """Show another head; the number of cards in it tells how long the column is."""
        self.head = head
        if self.cursor is not None and head.number is not None:
            self.cursor.set_total(head.number)

    def count(self, step: int) -> None:
        """Take account of cards that have come or gone before they are counted anew."""
        if self.head.number is not None:
            self.head = self.head._replace(number=max(0, self.head.number + step))

    def forget_looks(self) -> None:
        """Paint all cards anew."""
        self._strips.clear()
        self._rest.clear()
        self._head = (None, ())

    def head_lines(
        self, number: int, look: Look, ends: tuple[int, int], palette: Palette
    ) -> Sequence[LeanStrip]:
        """Return the lines above the cards."""
        place = None
        if look.selected and self.cursor is not None and self.cursor.row is not None:
            place = self.cursor.ordinal + 1
        wanted = (self.head, number, place, look, ends)
        if self._head[0] != wanted:
            self._head = (wanted, head_strips(self.head, number, place, look, ends, palette))
        return self._head[1]

    def card_lines(
        self,
        height: int,
        look: Look,
        marks: Marks,
        face: Callable[[RowT], CardFace],
        palette: Palette,
        each: int,
    ) -> list[LeanStrip]:
        """Return `height` lines of cards of `each` lines; `look` is that of the selected one."""
        lines: list[LeanStrip] = []
        cursor = self.cursor
        if cursor is None:
            return self._hint("…", height, look.width, palette)
        shown = -(-height // each)
        plain = Look(look.width)
        for ordinal in range(cursor.top, cursor.top + shown):
            row = cursor.window.get(ordinal)
            if row is None:
                break
            marked = bool(marks) and row.key in marks
            is_here = look.selected and ordinal == cursor.ordinal
            lines += self._card(
                row, (look if is_here else plain)._replace(marked=marked), face, palette
            )
        del lines[height:]
        return lines + self._hint("", height - len(lines), look.width, palette)

    def _card(
        self, row: RowT, look: Look, face: Callable[[RowT], CardFace], palette: Palette
    ) -> Sequence[LeanStrip]:
        # By identity, as in RowStrips: the entry keeps the row alive.
        known, strips = self._strips.get((id(row), look), (None, None))
        if strips is None or known is not row:
            strips = card_strips(face(row), look, palette)
            if len(self._strips) >= _KEPT:
                for oldest in list(islice(self._strips, _KEPT // 2)):
                    del self._strips[oldest]
            self._strips[id(row), look] = (row, strips)
        return strips

    def paint(
        self, rows: Sequence[RowT], look: Look, face: Callable[[RowT], CardFace], palette: Palette
    ) -> None:
        """Have the lines of some cards ready."""
        for row in rows:
            self._card(row, look, face, palette)

    def _hint(self, text: str, height: int, width: int, palette: Palette) -> list[LeanStrip]:
        lines = [text, *[""] * (height - 1)][: max(0, height)]
        return [self._text(line, width, palette) for line in lines]

    def _text(self, text: str, width: int, palette: Palette) -> LeanStrip:
        strip = self._rest.get((text, width))
        if strip is None:
            strip = text_strip(text, width, palette) if text else blank(width, palette)
            self._rest[text, width] = strip
        return strip


def hint_strips(text: str, width: int, palette: Palette) -> list[LeanStrip]:
    """Return what stands in the middle of a board without columns."""
    return [text_strip(line, width, palette) for line in wrap(text, max(1, width - 2))]
