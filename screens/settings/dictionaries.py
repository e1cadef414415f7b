"""The dictionaries: what fields are chosen from, and the stages of deals (DICT-01, exam B8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from domain.i18n import _
from domain.paging import FixedRows
from domain.records.kinds import KINDS
from screens.actions import DICTIONARIES, bindings_of
from screens.list_dialog import ListLine
from screens.settings.values_screen import ValuesScreen
from services.dictionaries.reading import DictionaryView, list_dictionaries
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class DictionariesScreen(ValuesScreen[DictionaryView]):
    """The dictionaries, and beside them the values of that under the cursor."""

    target = DICTIONARIES
    follows = frozenset(
        {"dictionary", "dictionary_value", "field_definition", "pipeline", "stage", *KINDS}
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DICTIONARIES)]

    def __init__(self, first: str = "") -> None:
        super().__init__()
        self._first = first
        """The code of the dictionary at which it begins, the first one without."""

    def on_mount(self) -> None:
        """Begin at the dictionary that is wanted."""
        if self._first:
            self.groups.move_to(self._first)

    def make_groups(self) -> RecordList[ListLine[DictionaryView]]:
        """Return the list of dictionaries."""
        names = (Column("label", _("Dictionaries"), 10, weight=1),)
        return RecordList(ColumnPainter(names, _cells), self._all(), id="groups")

    def _all(self) -> FixedRows[ListLine[DictionaryView]]:
        return FixedRows([ListLine(one.code, one) for one in list_dictionaries(self.context)])

    @property
    def dictionary(self) -> str:
        """The code of the dictionary under the cursor, "" where there is none."""
        line = self.groups.row
        return line.item.code if line else ""

    def dictionary_label(self) -> str:
        """Return what the dictionary is called."""
        line = self.groups.row
        return line.item.label if line else ""

    def follow_changes(self) -> None:
        """Show the dictionaries and values that there are by now."""
        self.groups.set_source(self._all())
        self.show_members()


def _cells(line: ListLine[DictionaryView]) -> Mapping[str, str | Part]:
    return {"label": line.item.label}
