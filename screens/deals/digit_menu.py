"""Chooses one of a few, such as a stage, by Enter or by its digit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, Protocol, TypeVar

from textual import on
from textual.binding import BindingType

from screens.actions import MENU, bindings_of
from screens.list_dialog import ListDialog, ListLine, number_bindings
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class Labelled(Protocol):
    """What can be chosen: a key and what it is called."""

    @property
    def id(self) -> Hashable:
        """The key of the line."""

    @property
    def label(self) -> str:
        """What stands on the line."""


ChoiceT = TypeVar("ChoiceT", bound=Labelled)


class DigitMenu(ListDialog[ChoiceT | None, ChoiceT]):
    """Returns the one that was chosen; the cursor begins at the `present` one, if any.

    Subclasses give the title, and what stands beside a choice, in at most `beside_cells` cells.
    """

    beside_cells = 8
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU), *number_bindings()]
    DEFAULT_CSS = """
    DigitMenu {
        & > Vertical { width: 52; }
        & RecordList { max-height: 75vh; }
    }
    """

    def __init__(self, choices: Sequence[ChoiceT], present: ChoiceT | None) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._present = present

    def beside(self, choice: ChoiceT) -> str:
        """Return what stands at the right of a choice."""
        raise NotImplementedError

    def painter(self) -> ColumnPainter[ListLine[ChoiceT]]:
        """Show the digit, the choice, and what stands beside it."""
        columns = (
            Column("digit", "", 1),
            Column("title", "", 20, weight=1),
            Column("beside", "", self.beside_cells, align="right"),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[ChoiceT]]:
        """Return a line for each choice."""
        return [ListLine(choice.id, choice) for choice in self._choices]

    def _cells(self, line: ListLine[ChoiceT]) -> Mapping[str, str | Part]:
        choice = line.item
        number = self._choices.index(choice) + 1
        is_present = self._present is not None and choice.id == self._present.id
        return {
            "digit": (str(number) if number < 10 else "", "accent"),
            "title": f"[{choice.label}]" if is_present else choice.label,
            "beside": (self.beside(choice), "muted"),
        }

    def on_mount(self) -> None:
        """Be as high as there are choices."""
        self.line_list.styles.height = len(self._choices)
        if self._present is not None:
            self.line_list.move_to(self._present.id)

    def action_number(self, number: int) -> None:
        """Take the choice whose digit is pressed."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1])

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Take the choice of the line."""
        if self.item is not None:
            self.dismiss(self.item)
