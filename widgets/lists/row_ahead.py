"""What a list does while it rests, so that the next key finds its rows read and painted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from widgets.lists.list_cursor import ListCursor
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)

REST_SECONDS = 0.004
"""How long after a frame its list gets ready for the next: the frame has been sent by then."""

AT_ONCE = 8
"""Rows painted in one step."""


class Rested(Message, bubble=False):
    """Sent by a list to itself: the last frame is out, and all that came before has been done."""


class RowsAhead(Generic[RowT]):
    """Gets ready in steps so short that a key which comes meanwhile does not notice.

    `owner` gets a `Rested` for each step, and answers it by `step`. `paint` paints some rows, as
    the selected one or not, unless they have been. `was_read` is called when rows have been read,
    which can move the ordinals of the cursor.
    """

    def __init__(
        self,
        owner: MessagePump,
        paint: Callable[[Sequence[RowT], bool], object],
        was_read: Callable[[], object],
    ) -> None:
        self._owner = owner
        self._is_due = False
        self._paint = paint
        self._was_read = was_read
        self._steps: Iterator[None] = iter(())
        self._ready: tuple[RowT | None, object] = (None, None)

    def begin(self, cursor: ListCursor[RowT], look: object) -> None:
        """Get ready for the next key at the place of `cursor`, and no more for any other.

        `look` is another one when rows are painted in another way.
        """
        self._steps = self._steps_of(cursor, look)
        if not self._is_due:
            self._is_due = True
            loop = asyncio.get_running_loop()
            loop.call_later(REST_SECONDS, self._owner.post_message, Rested())

    def forget(self) -> None:
        """Get ready for nothing until `begin`: the rows will be other ones, painted otherwise."""
        self._steps = iter(())

    def step(self) -> None:
        """Do the next step, and ask for another where there are more.

        Raises TakesLong where rows are read beside the screen first.
        """
        self._is_due = False
        for _step in self._steps:
            self._is_due = self._owner.post_message(Rested())
            return

    def _steps_of(self, cursor: ListCursor[RowT], look: object) -> Iterator[None]:
        window, ordinal = cursor.window, cursor.ordinal
        self._paint(window.between(ordinal - 1, ordinal + 2), True)
        self._paint(window.between(ordinal, ordinal + 1), False)
        while not cursor.is_ahead:
            yield
            cursor.read_ahead()
            self._was_read()
        top, page = cursor.top, cursor.page
        first_row = window.get(top)
        if first_row is self._ready[0] and look == self._ready[1]:
            return
        for first in (top + page, top - page):
            for start in range(first, first + page, AT_ONCE):
                yield
                self._paint(window.between(start, start + AT_ONCE), False)
        self._ready = (first_row, look)
