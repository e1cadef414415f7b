"""The board: columns of cards with the mouse, which selects, opens, drags and rolls them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, TypeVar

from textual import events

from widgets.board.card_columns import CardColumns
from widgets.board.faces import HEAD_LINES
from widgets.board.messages import CardDropped
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)


class _Held(NamedTuple):
    """The card that a mouse button was pressed on, and its column."""

    key: Hashable
    lane: int


class Board(CardColumns[RowT]):
    """Columns of cards; what is dropped on another column is told by `Dropped`."""

    Dropped = CardDropped

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._held: _Held | None = None

    def _lane_under(self, event: events.MouseEvent) -> int | None:
        """Return the column under the mouse, None beside the board, from which nothing is moved."""
        is_here = 0 <= event.x < self.size.width and 0 <= event.y < self.size.height
        return self._shares.at(event.x) if is_here else None

    def _under(self, event: events.MouseEvent) -> tuple[int | None, int | None]:
        """Return the column under the mouse, and the ordinal of the card, each None without one."""
        place = self._lane_under(event)
        if place is None or event.y < HEAD_LINES or (cursor := self.lanes[place].cursor) is None:
            return place, None
        ordinal = cursor.top + (event.y - HEAD_LINES) // self.card_lines
        return place, ordinal if cursor.window.get(ordinal) is not None else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Select the column and the card, and hold the card."""
        place, ordinal = self._under(event)
        if place is None or event.button != 1:
            return
        self.go_to(place)
        if ordinal is None:
            return
        self._move(self.lanes[place], lambda cursor: cursor.put(ordinal))
        if (row := self.row) is not None:
            self._held = _Held(row.key, place)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show over which column the card is held."""
        place = self._lane_under(event)
        if self._held is not None and place != self._over:
            self._over = place
            self.refresh_changed()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the card that is held."""
        held, self._held = self._held, None
        if self._over is not None:
            self._over = None
            self.refresh_changed()
        if held is None:
            return
        self.release_mouse()
        place, row = self._lane_under(event), self.row
        if place is not None and place != held.lane and row is not None and row.key == held.key:
            self.post_message(self.Dropped(self, self.lanes[place].key))

    def on_click(self, event: events.Click) -> None:
        """Open a card at the second click."""
        _place, ordinal = self._under(event)
        if event.chain == 2 and ordinal is not None:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Roll the column under the mouse down."""
        self._roll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Roll the column under the mouse up."""
        self._roll(event, -1)

    def _roll(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        event.prevent_default()
        place, _ordinal = self._under(event)
        if place is not None:
            self._move(self.lanes[place], lambda cursor: cursor.scroll(max(0, cursor.top + step)))
