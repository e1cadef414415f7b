"""Chooses whose calendar is shown: one's own, a colleague's, or several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.i18n import _
from screens.actions import MENU, bindings_of
from screens.list_dialog import ListDialog, ListLine
from services.activities.calendar import CalendarPerson
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class PeopleDialog(ListDialog[list[CalendarPerson] | None, CalendarPerson]):
    """Returns those who are marked, or the one under the cursor; None to leave all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    PeopleDialog {
        & > Vertical { width: 52; }
        & RecordList { max-height: 65vh; }
    }
    """

    def __init__(self, people: Sequence[CalendarPerson], shown: Sequence[UUID]) -> None:
        super().__init__()
        self._people = people
        self._shown = shown

    def title_text(self) -> str:
        """Say what is to be chosen."""
        return _("Whose calendar")

    def keys_text(self) -> str:
        """Say how several are chosen."""
        return _("Enter shows one; m marks several to be seen side by side")

    def painter(self) -> ColumnPainter[ListLine[CalendarPerson]]:
        """Show the name."""
        return ColumnPainter((Column("name", "", 20, weight=1),), self._cells, titles=False)

    def lines(self) -> list[ListLine[CalendarPerson]]:
        """Return a line for each person."""
        return [ListLine(person.id, person) for person in self._people]

    def _cells(self, line: ListLine[CalendarPerson]) -> Mapping[str, str | Part]:
        is_own = line.item is self._people[0]
        own = _("{name} (your own)").format(name=line.item.name)
        return {"name": own if is_own else line.item.name}

    def on_mount(self) -> None:
        """Be as high as there are people, with those marked that are shown."""
        self.line_list.styles.height = len(self._people)
        if len(self._shown) > 1:
            self.line_list.set_marks(list(self._shown))
        else:
            self.line_list.move_to(next(iter(self._shown), self._people[0].id))
        self.line_list.focus()

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Show those who are marked, or else the one of the line."""
        marked = self.line_list.marked_keys
        chosen = [person for person in self._people if person.id in marked]
        if not chosen and self.item is not None:
            chosen = [self.item]
        self.dismiss(chosen)
