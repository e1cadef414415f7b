"""Columns of cards of any length, of which only what is in view is read and painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.binding import BindingType

from domain.i18n import N_
from domain.paging import KeyMarks, Marks, PageSource, TakesLong
from widgets.board.board_lines import BoardLines
from widgets.board.faces import CardFace, LaneHead, Look
from widgets.board.lane import Lane
from widgets.board.lanes import share
from widgets.board.messages import (
    CardHighlighted,
    CardMarksChanged,
    CardOpened,
    CardsWaited,
)
from widgets.lists.list_cursor import ListCursor
from widgets.lists.list_keys import row_bindings
from widgets.lists.row_ahead import Rested, RowsAhead
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)


class CardColumns(BoardLines[RowT]):
    """Columns of cards with the keys that walk among them.

    Left and right are left to the screen, which calls `go`.
    """

    BINDINGS: ClassVar[list[BindingType]] = row_bindings(
        "board",
        (
            ("down", "down,j", "down(1)", N_("Next card")),
            ("up", "up,k", "down(-1)", N_("Card before")),
            ("page_down", "pagedown", "page(1)", N_("Next page")),
            ("page_up", "pageup", "page(-1)", N_("Previous page")),
            ("top", "home,g", "first", N_("First card")),
            ("bottom", "end,G", "last", N_("Last card")),
            ("open", "enter", "open", N_("Open")),
            ("mark", "m", "mark", N_("Mark the card")),
        ),
    )

    Highlighted, Opened = CardHighlighted, CardOpened
    MarksChanged, Waited = CardMarksChanged, CardsWaited

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._told: object = None
        self._ahead = RowsAhead[RowT](self, self._paint_ahead, self.update)
        self._is_begun = True

    # What is shown.

    def set_lanes(self, heads: Mapping[Any, LaneHead], hint: str = "") -> None:
        """Show other columns, or the same under other heads; `hint` where there are none."""
        self._hint = hint
        known, here = {lane.key: lane for lane in self.lanes}, self.lane
        self.lanes = [known.get(key) or Lane(key, head) for key, head in heads.items()]
        for lane in self.lanes:
            lane.set_head(heads[lane.key])
        if here is None or here not in self.lanes:
            self._at = max(0, min(self._at, len(self.lanes) - 1)) if known.keys() & heads else 0
        else:
            self._at = self.lanes.index(here)
        self.update()

    def set_sources(
        self,
        sources: Mapping[Any, PageSource[RowT]],
        face: Callable[[RowT], CardFace] | None = None,
        card_lines: int = 0,
    ) -> None:
        """Read the cards of the columns anew, the cursor staying on its card where it is shown.

        Where that card is in another column by now the cursor follows it there. What cards show
        stays as it is unless `face` and its `card_lines` are given.
        """
        before = self.row
        self._face, self.card_lines = face or self._face, card_lines or self.card_lines
        for lane in self.lanes:
            if lane.key in sources:
                lane.show(sources[lane.key], self._cards)
        now = self.row
        if before is not None and (now is None or now.key != before.key):
            self._follow(before.key)
        elif self._is_begun and now is None:
            filled = (place for place, lane in enumerate(self.lanes) if lane.row is not None)
            self._at = next(filled, self._at)
        self._is_begun = False
        self.update()

    def _follow(self, key: Hashable) -> bool:
        """Go to the column that a card has come to, where that can be told at once."""
        for place, lane in enumerate(self.lanes):
            with suppress(TakesLong):
                if lane.cursor is not None and lane.cursor.find(key):
                    self._at = place
                    return True
        return False

    def set_heads(self, heads: Mapping[Any, LaneHead]) -> None:
        """Show what has been counted."""
        for lane in self.lanes:
            if lane.key in heads:
                lane.set_head(heads[lane.key])
        self.update()

    def begin(self) -> None:
        """Let the cursor go to the first card of each column once its cards are read.

        From an empty column it then goes to the first one that has cards.
        """
        self._is_begun = True
        for lane in self.lanes:
            lane.cursor = None

    # Moving about.

    def go(self, step: int) -> bool:
        """Go to a column beside; return whether there is one."""
        return self.go_to(self._at + step)

    def go_to(self, place: int) -> bool:
        """Go to a column by its place, from 0; return whether there is one."""
        if not 0 <= place < len(self.lanes):
            return False
        self._at = place
        self.update()
        return True

    def find(self, key: Hashable) -> bool:
        """Select a card wherever it is; return whether the board has it, and can tell at once."""
        is_found = self._follow(key)
        self.update()
        return is_found

    def shift(
        self, keys: Iterable[Hashable], target: Hashable
    ) -> Mapping[Hashable, Sequence[Hashable]]:
        """Show cards in another column, before they are there, as far as they are in view.

        The cursor follows its card. Return which cards have gone from which column.
        """
        to = next((place for place, lane in enumerate(self.lanes) if lane.key == target), None)
        current, wanted, moved = self.row, set(keys), list[RowT]()
        gone: dict[Hashable, list[Hashable]] = {}
        for lane in self.lanes:
            if lane.key == target or lane.cursor is None:
                continue
            for row in [row for row in lane.cursor.window.rows if row.key in wanted]:
                lane.cursor.take_out(row.key)
                lane.count(-1)
                moved.append(row)
                gone.setdefault(lane.key, []).append(row.key)
        if to is not None and (cursor := self.lanes[to].cursor) is not None:
            for row in reversed(moved):
                cursor.put_first(row)
                self.lanes[to].count(1)
            if current is not None and current in moved:
                self._at = to
                cursor.put(cursor.window.index_of(current.key) or 0)
        self.update()
        return gone

    def _move(self, lane: Lane[RowT], move: Callable[[ListCursor[RowT]], object]) -> None:
        """Move the cursor of a column; where cards take long to read it stays, and waits."""
        if (cursor := lane.cursor) is None:
            return
        place = cursor.ordinal, cursor.top
        try:
            move(cursor)
        except TakesLong:
            cursor.ordinal, cursor.top = place
            source = cursor.window.source
            self.post_message(self.Waited(self, source, lambda: self._move(lane, move)))
        self.update()

    def _here(self, move: Callable[[ListCursor[RowT]], object]) -> None:
        if (lane := self.lane) is not None:
            self._move(lane, move)

    def action_down(self, step: int) -> None:
        """Select the next card, or the previous one."""
        self._here(lambda cursor: cursor.step(step))

    def action_page(self, step: int) -> None:
        """Move a page up or down."""
        self._here(lambda cursor: cursor.turn(step))

    def action_first(self) -> None:
        """Select the first card of the column."""
        self._here(lambda cursor: cursor.first())

    def action_last(self) -> None:
        """Select the last card of the column, however long it is."""
        self._here(lambda cursor: cursor.last())

    def go_on(self, step: int) -> bool:
        """Select the card beside, as `action_down`; return whether there is one."""
        before = self.row
        self.action_down(step)
        return self.row is not None and self.row != before

    def action_open(self) -> None:
        """Say that the card is to be opened."""
        if self.row is not None:
            self.post_message(self.Opened(self))

    # Marks.

    def set_marks(self, marks: Marks | Iterable[Hashable]) -> None:
        """Mark these cards and no others."""
        found: Marks = marks if isinstance(marks, Marks) else KeyMarks(marks)
        if found != self._marks:
            self._marks = found
            self.post_message(self.MarksChanged(self, found))
            self.refresh_changed()

    def action_mark(self) -> None:
        """Mark the card, or take its mark away, and go to the next."""
        if (row := self.row) is not None:
            self.set_marks(self._marks.toggled(row.key))
            self.action_down(1)

    # Painting.

    def update(self) -> None:
        """Repaint what changed, and tell of the card now selected."""
        self._shares = share(self.line_width, len(self.lanes), self._at, self._shares.first)
        if self.size.height:
            self.refresh_changed()
        told = (self.row, self._at)
        if told != self._told:
            self._told = told
            self.post_message(self.Highlighted(self))

    # What the board does while it rests.

    def painted(self) -> None:
        """Get ready for the next key, behind the frame that answers this one."""
        lane = self.lane
        if lane is None or lane.cursor is None:
            return
        self._ahead.begin(lane.cursor, (lane.key, self.line_width, self._face))

    @on(Rested)
    def _go_ahead(self) -> None:
        with suppress(TakesLong):
            self._ahead.step()

    def _paint_ahead(self, rows: Sequence[RowT], selected: bool) -> None:
        lane = self.lane
        if lane is None or self._palette is None or not self._shares.places:
            return
        _start, width = self._shares.places[self._at - self._shares.first]
        look = Look(width, selected, False, selected and self.has_focus)
        lane.paint(
            [row for row in rows if row.key not in self._marks], look, self._face, self._palette
        )

    def resized(self) -> None:
        """Fit the columns and the cards to a new size."""
        self._cells = []
        for lane in self.lanes:
            if lane.cursor is not None:
                lane.cursor.page = self._cards
                self._move(lane, lambda cursor: cursor.put(cursor.ordinal))
        self.update()
