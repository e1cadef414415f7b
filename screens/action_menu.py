"""The menu of what can be done with a row: every action with its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.i18n import _
from domain.paging import FixedRows
from screens.actions import MENU, Action, bindings_of
from widgets.columns import Column
from widgets.key_layouts import in_every_layout
from widgets.list_messages import RowOpened
from widgets.record_list import RecordList
from widgets.row_painter import ColumnPainter, Part


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    shown_key: str
    sentence: str
    run: str
    is_heading: bool = False


class ActionMenu(ModalScreen[str | None]):
    """Returns what to run for the action that was chosen, by Enter or by its own key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    ActionMenu {
        align: center middle;
        & > Vertical { width: 72; max-width: 100%; height: auto; max-height: 95%; padding: 1 2;
            background: $surface; }
        & .menu--title { text-style: bold; height: 1; margin-bottom: 1; }
        & RecordList { background: $surface; max-height: 75vh; }
    }
    """

    def __init__(self, title: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self._title = title
        self._lines = [_Line(a.name, a.shown_key, _(a.sentence), a.run) for a in actions]
        self._keys = {
            key: action.run
            for action in reversed(actions)
            for key in in_every_layout(",".join(action.keys)).split(",")
        }

    def compose(self) -> ComposeResult:
        """Lay out one line for each action."""
        keys = max(cell_len(line.shown_key) for line in self._lines)
        columns = (Column("key", "", keys), Column("sentence", "", 20, weight=1))
        with Vertical():
            yield Static(self._title, classes="menu--title", markup=False)
            menu: RecordList[_Line] = RecordList(
                ColumnPainter(columns, _cells, titles=False), FixedRows(self._lines)
            )
            menu.styles.height = len(self._lines)
            yield menu

    def on_mount(self) -> None:
        """Begin at the first action."""
        self.query_one(RecordList).focus()

    def on_key(self, event: events.Key) -> None:
        """Run the action whose own key was pressed."""
        run = self._keys.get(event.character or event.key) or self._keys.get(event.key)
        if run is not None:
            event.stop()
            self.dismiss(run)

    @on(RecordList.Opened)
    def choose(self, event: RowOpened[_Line]) -> None:
        """Run the action of the line."""
        self.dismiss(event.row.run)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _cells(line: _Line) -> Mapping[str, str | Part]:
    return {"key": (line.shown_key, "accent"), "sentence": line.sentence}
