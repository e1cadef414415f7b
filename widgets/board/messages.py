"""What the board tells."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from textual.message import Message

from domain.paging import Marks, PageSource

if TYPE_CHECKING:
    from widgets.board.card_columns import CardColumns


class _OfBoard(Message):
    """A message of a board."""

    def __init__(self, board: CardColumns[Any]) -> None:
        super().__init__()
        self.board = board

    @property
    def control(self) -> CardColumns[Any]:
        """The board, so that a handler can be chosen by its id."""
        return self.board


class CardHighlighted(_OfBoard):
    """The cursor is on another card, or on none."""


class CardOpened(_OfBoard):
    """The card under the cursor is to be opened."""


class CardDropped(_OfBoard):
    """The card under the cursor, or those marked with it, were dropped on another column."""

    def __init__(self, board: CardColumns[Any], lane: Hashable) -> None:
        super().__init__(board)
        self.lane = lane


class CardMarksChanged(_OfBoard):
    """Other cards are marked."""

    def __init__(self, board: CardColumns[Any], marks: Marks) -> None:
        super().__init__(board)
        self.marks = marks


class CardsWaited(_OfBoard):
    """Cards of a source take long to read; `again` is to be called once they are listed."""

    def __init__(
        self, board: CardColumns[Any], source: PageSource[Any], again: Callable[[], object]
    ) -> None:
        super().__init__(board)
        self.source, self.again = source, again
