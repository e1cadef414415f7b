"""The menu of what can be done with a row: every action with its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import BindingType

from domain.i18n import _
from screens.action import Action
from screens.actions import MENU, bindings_of
from screens.list_dialog import ListDialog, ListLine
from screens.program import program_of, shown_key
from widgets.key_layouts import in_every_layout
from widgets.lists.columns import GAP, Column
from widgets.lists.list_messages import RowHighlighted
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import GUTTER, ColumnPainter, Part

_BESIDE = GUTTER + GAP
"""Cells of a line that neither the key nor the sentence has."""


class ActionMenu(ListDialog[str | None, Action]):
    """Returns what to run for the action that was chosen, by Enter or by its own key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    ActionMenu {
        & > Vertical { width: 72; }
        & RecordList { max-height: 65vh; }
    }
    """

    def __init__(self, title: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self._title = title
        self._actions = actions

    def title_text(self) -> str:
        """Say what the actions are for."""
        return self._title

    def painter(self) -> ColumnPainter[ListLine[Action]]:
        """Show the key and what it does."""
        keys = max(cell_len(shown_key(self, action)) for action in self._actions)
        columns = (Column("key", "", keys), Column("sentence", "", 20, weight=1))
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[Action]]:
        """Return a line for each action."""
        return [ListLine(action.name, action) for action in self._actions]

    def _cells(self, line: ListLine[Action]) -> Mapping[str, str | Part]:
        return {
            "key": (shown_key(self, line.item), "accent"),
            "sentence": _(line.item.sentence),
        }

    def on_mount(self) -> None:
        """Be as high as there are actions."""
        self.line_list.styles.height = len(self._actions)

    @cached_property
    def _runs(self) -> Mapping[str, str]:
        """What each key runs."""
        keys_of = program_of(self).keys_of
        return {
            key: action.run
            for action in reversed(self._actions)
            for key in in_every_layout(",".join(keys_of(action))).split(",")
        }

    def on_key(self, event: events.Key) -> None:
        """Run the action whose own key was pressed."""
        run = self._runs.get(event.character or event.key) or self._runs.get(event.key)
        if run is not None:
            event.stop()
            self.dismiss(run)

    @on(RecordList.Highlighted)
    def say_whole(self, event: RowHighlighted[ListLine[Action]]) -> None:
        """Say below the list what is cut in it, on a narrow terminal."""
        keys = max(cell_len(shown_key(self, action)) for action in self._actions)
        room = self.line_list.line_width - keys - _BESIDE
        sentence = _(event.row.item.sentence) if event.row else ""
        self.say(sentence if cell_len(sentence) > room else "")

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Run the action of the line."""
        if self.item is not None:
            self.dismiss(self.item.run)
