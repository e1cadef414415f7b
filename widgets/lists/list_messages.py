"""What a list of records tells the screen that it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.message import Message

from domain.paging import Marks
from widgets.lists.row_window import ListRow

if TYPE_CHECKING:
    from widgets.lists.record_list import RecordList

SentT = TypeVar("SentT", bound=ListRow)


class ListMessage(Message, Generic[SentT]):
    """Something happened in `record_list`."""

    def __init__(self, record_list: RecordList[SentT]) -> None:
        super().__init__()
        self.record_list = record_list

    @property
    def control(self) -> RecordList[SentT]:
        """The list, so that a handler can be chosen by its id."""
        return self.record_list


class RowHighlighted(ListMessage[SentT]):
    """The cursor is on another row, or that row has changed; None in an empty list."""

    def __init__(self, record_list: RecordList[SentT], row: SentT | None) -> None:
        super().__init__(record_list)
        self.row = row

    def can_replace(self, message: Message) -> bool:
        """Let only the last of several moves be handled."""
        return isinstance(message, RowHighlighted) and message.control is self.control


class RowOpened(ListMessage[SentT]):
    """Enter was pressed on a row, or it was clicked twice."""

    def __init__(self, record_list: RecordList[SentT], row: SentT) -> None:
        super().__init__(record_list)
        self.row = row


class RowsWaited(ListMessage[SentT]):
    """Rows that are wanted take long to read; `again` is what to do once they have been."""

    def __init__(self, record_list: RecordList[SentT], again: Callable[[], object]) -> None:
        super().__init__(record_list)
        self.again = again


class MarksChanged(ListMessage[SentT]):
    """Other rows are marked now."""

    def __init__(self, record_list: RecordList[SentT], marks: Marks) -> None:
        super().__init__(record_list)
        self.marks = marks
