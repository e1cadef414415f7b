"""A dialog with a list: a title above it, a line for messages and the keys below."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from domain.paging import FixedRows
from screens.service_screen import ServiceScreen
from widgets.key_layouts import in_every_layout
from widgets.key_line import KeyLine
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter

ItemT = TypeVar("ItemT")

DIGITS = "123456789"


def number_bindings(keys: str = DIGITS) -> list[Binding]:
    """Return what runs `action_number` of a dialog with the place among `keys` of one, from 1.

    As those of actions they have priority: what is typed in one go behind the digit is meant for
    the screen below.
    """
    return [
        Binding(
            in_every_layout(key), f"number({at})", show=False, priority=True, id=f"number.{key}"
        )
        for at, key in enumerate(keys, 1)
    ]


@dataclass(frozen=True, slots=True)
class ListLine(Generic[ItemT]):
    """A line of a dialog: what it shows, and the key by which the cursor finds it again."""

    key: Hashable
    item: ItemT
    is_heading: bool = False


class ListDialog(
    ModalScreen[ScreenResultType], ServiceScreen[ScreenResultType], Generic[ScreenResultType, ItemT]
):
    """Lets one choose among lines, and do something with them.

    Subclasses give the lines, what paints them, the title and the keys.
    """

    DEFAULT_CSS = """
    ListDialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 95%; padding: 1 2;
            background: $surface; }
        & .dialog--title { text-style: bold; height: 1; margin-bottom: 1; }
        & .dialog--message { height: auto; }
        & .dialog--keys { color: $text-muted; height: auto; margin-top: 1; }
        & RecordList { background: $surface; }
    }
    """

    def title_text(self) -> str:
        """Return the first line of the dialog."""
        raise NotImplementedError

    def keys_text(self) -> str:
        """Return the line of keys at its end, "" where it has none."""
        return ""

    def painter(self) -> ColumnPainter[ListLine[ItemT]]:
        """Return what paints a line."""
        raise NotImplementedError

    def lines(self) -> Sequence[ListLine[ItemT]]:
        """Return the lines as they are now."""
        raise NotImplementedError

    def empty_hint(self) -> str:
        """Return what stands in the list where it has no lines."""
        return ""

    @property
    def line_list(self) -> RecordList[ListLine[ItemT]]:
        """The list."""
        return self.query_one(RecordList)

    @property
    def item(self) -> ItemT | None:
        """What the cursor is on, None where there is nothing."""
        line = self.line_list.row
        return line.item if line else None

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines, the messages and the keys."""
        with Vertical():
            yield Static(self.title_text(), classes="dialog--title", id="title", markup=False)
            yield from self.above()
            self._listed = self.lines()
            yield RecordList(self.painter(), FixedRows(self._listed), empty_hint=self.empty_hint())
            yield Static(classes="dialog--message", id="message", markup=False)
            if keys := self.keys_text():
                yield KeyLine(keys, classes="dialog--keys")

    def above(self) -> ComposeResult:
        """Lay out what stands between the title and the list."""
        yield from ()

    def show_title(self) -> None:
        """Show the title as it is now."""
        self.query_one("#title", Static).update(self.title_text())

    def on_mount(self) -> None:
        """Give the keys to the list."""
        self.line_list.focus()

    def show_lines(self) -> None:
        """Show the lines as they are now, the cursor staying on its line, or where that was."""
        before, lines, at = self._listed, self.lines(), self.line_list.row
        self._listed = lines
        self.line_list.set_source(FixedRows(lines))
        keys = [line.key for line in lines if not line.is_heading]
        if at is None or not keys or at.key in keys:
            return
        passed = [line.key for line in before if not line.is_heading]
        if at.key in passed:
            self.line_list.move_to(keys[min(passed.index(at.key), len(keys) - 1)])

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence below the list."""
        sign = "! " if severity == "error" else ""
        self.query_one("#message", Static).update(f"{sign}{sentence}")

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
