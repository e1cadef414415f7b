"""Lets one tick lines of a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.check_lists import tick_mark
from screens.actions import TICKS, bindings_of
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class TickDialog(ListDialog[list[str] | None, str]):
    """Returns the codes that are ticked, in the order of the lines; None to leave all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TICKS)]
    DEFAULT_CSS = """
    TickDialog {
        & > Vertical { width: 64; }
        & RecordList { max-height: 60vh; }
    }
    """

    def __init__(self, title: str, choices: Mapping[str, str], ticked: Collection[str]) -> None:
        super().__init__()
        self._title = title
        self.choices = choices
        """What can be ticked: codes with their labels."""
        self._ticked = set(ticked) & set(choices)

    def title_text(self) -> str:
        """Return what is ticked."""
        return self._title

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, TICKS)

    def painter(self) -> ColumnPainter[ListLine[str]]:
        """Show whether a line is ticked, and what it says."""
        columns = (Column("tick", "", 3), Column("label", "", 16, weight=1))
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> Sequence[ListLine[str]]:
        """Return a line for each choice."""
        return [ListLine(code, code) for code in self.choices]

    def _cells(self, line: ListLine[str]) -> Mapping[str, str | Part]:
        return {"tick": tick_mark(line.item in self._ticked), "label": self.choices[line.item]}

    def on_mount(self) -> None:
        """Be as high as there are lines."""
        self.line_list.styles.height = len(self.choices)
        self.line_list.focus()

    def action_tick(self) -> None:
        """Tick the line, or take the tick away."""
        if self.item is not None:
            self._ticked ^= {self.item}
            self.line_list.set_painter(self.painter())

    @on(RecordList.Opened)
    def action_take(self) -> None:
        """Return what is ticked."""
        self.dismiss([code for code in self.choices if code in self._ticked])
