"""Which columns a list shows, and in which order its rows stand (FEATURES VIEW-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from domain.i18n import _, ngettext
from domain.records.fields import Field
from domain.records.record_query import RecordQuery
from domain.records.record_rows import Sort
from domain.text import fold
from screens.actions import ARRANGE, bindings_of
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line
from services.context import Context
from services.lists.reading import all_columns, columns_of, sorts_of
from widgets.forms.lean_input import LeanInput
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class Arrangement:
    """The columns and the order of a list, as they are being chosen.

    `fields` are all fields that the list can show, in the order of its columns: those it shows now
    first. `shown` are the names of those that it is to show, `sorts` what its rows are sorted by.
    """

    def __init__(self, context: Context, query: RecordQuery) -> None:
        self._context, self._query = context, query
        self._begin(query)

    def _begin(self, query: RecordQuery) -> None:
        columns = columns_of(self._context, query)
        self.shown = {field.name for field in columns}
        others = all_columns(self._context, query.kind)
        self.fields = [*columns, *(field for field in others if field.name not in self.shown)]
        self.sorts: list[Sort] = list(sorts_of(self._context, query))

    @property
    def _usual(self) -> RecordQuery:
        return replace(self._query, columns=(), sort=())

    def begin_as_usual(self) -> None:
        """Go back to the columns and the order with which lists of this kind open."""
        self._begin(self._usual)

    def toggle(self, field: Field) -> None:
        """Show a field, or hide it."""
        self.shown ^= {field.name}

    def move(self, field: Field, step: int) -> None:
        """Put a field before or behind its neighbour."""
        place = self.fields.index(field)
        if 0 <= place + step < len(self.fields):
            self.fields.insert(place + step, self.fields.pop(place))

    def sort(self, field: Field) -> None:
        """Sort by a field after what is sorted by already; turn it round; no longer sort by it."""
        place = self.sort_place(field)
        if place is None:
            self.sorts.append(Sort(field, descending=False))
        elif self.sorts[place].descending:
            del self.sorts[place]
        else:
            self.sorts[place] = Sort(field, descending=True)

    def sort_place(self, field: Field) -> int | None:
        """Return how many sorts come before that by a field, None where there is no such."""
        names = [sort.field.name for sort in self.sorts]
        return names.index(field.name) if field.name in names else None

    def query(self) -> RecordQuery:
        """Return the list as it is to be shown; what is usual is left to what is usual later."""
        columns = tuple(field.name for field in self.fields if field.name in self.shown)
        usual = self._usual
        if columns == tuple(field.name for field in columns_of(self._context, usual)):
            columns = ()
        sort: tuple[str, ...] = ()
        if self.sorts != list(sorts_of(self._context, usual)):
            sort = tuple(("-" if s.descending else "") + s.field.name for s in self.sorts)
        return replace(self._query, columns=columns, sort=sort)


class ArrangeDialog(ListDialog[RecordQuery | None, Field]):
    """Returns the list with other columns and another order."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ARRANGE)]
    DEFAULT_CSS = """
    ArrangeDialog {
        & > Vertical { width: 64; }
        & RecordList { height: 24; max-height: 50vh; }
        & Input { width: 100%; display: none; }
        & Input.-open { display: block; }
    }
    """

    def __init__(self, query: RecordQuery) -> None:
        super().__init__()
        self.arrangement = Arrangement(self.context, query)
        """What has been chosen so far."""
        self._find = LeanInput(placeholder=_("part of a name"))

    def title_text(self) -> str:
        """Say what the dialog is for, and how many columns there will be."""
        count = len(self.arrangement.shown)
        shown = ngettext("{count} column", "{count} columns", count).format(count=count)
        return f"{_('Columns and order')} · {shown}"

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, ARRANGE)

    def above(self) -> ComposeResult:
        """Lay out the line in which a field is looked for."""
        yield self._find

    def painter(self) -> ColumnPainter[ListLine[Field]]:
        """Show whether a field is a column, its name, and how the list is sorted by it."""
        columns = (Column("tick", "", 3), Column("name", "", 16, weight=1), Column("sort", "", 6))
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[Field]]:
        """Return a line for each field that fits what is looked for."""
        sought = fold(self._find.value)
        return [
            ListLine(field.name, field)
            for field in self.arrangement.fields
            if sought in fold(_(field.label)) or sought in field.name
        ]

    def empty_hint(self) -> str:
        """Say that no field has such a name."""
        return _("No field has such a name.")

    def _cells(self, line: ListLine[Field]) -> Mapping[str, str | Part]:
        field, arrangement = line.item, self.arrangement
        place = arrangement.sort_place(field)
        sort = ""
        if place is not None:
            sort = f"{place + 1} {'↓' if arrangement.sorts[place].descending else '↑'}"
        is_shown = field.name in arrangement.shown
        label = _(field.label)
        return {
            "tick": "[x]" if is_shown else "[ ]",
            "name": (label, "strong") if is_shown else label,
            "sort": (sort, "accent"),
        }

    @property
    def _is_finding(self) -> bool:
        return self._find.has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let what is typed go to the line in which a field is looked for."""
        return action == "leave" or not self._is_finding

    def _show(self) -> None:
        """Show the lines as they are now."""
        self.show_lines()
        self.line_list.repaint()
        self.show_title()
        self.say("")

    def action_tick(self) -> None:
        """Show the field of the line as a column, or hide it."""
        if (field := self.item) is not None:
            self.arrangement.toggle(field)
            self._show()

    def action_move(self, step: int) -> None:
        """Put the column before or behind its neighbour."""
        if self._find.value:
            self.say(_("Esc shows all fields again: then they can be moved."))
        elif (field := self.item) is not None:
            self.arrangement.move(field, step)
            self._show()

    def action_sort(self) -> None:
        """Sort by the field of the line, turn that round, or no longer sort by it."""
        if (field := self.item) is not None:
            self.arrangement.sort(field)
            self._show()

    def action_usual(self) -> None:
        """Go back to what is usual for the kind."""
        self.arrangement.begin_as_usual()
        self._show()
        self.say(_("As usual."))

    def action_find(self) -> None:
        """Look for a field by its name."""
        self._find.add_class("-open")
        self._find.focus()

    @on(Input.Changed)
    def show_found(self) -> None:
        """Show the fields whose names fit."""
        self.show_lines()

    @on(Input.Submitted)
    def leave_find(self) -> None:
        """Go back to the lines that were found."""
        self.line_list.focus()

    @on(RecordList.Opened)
    def action_take(self) -> None:
        """Show the list so."""
        if self.arrangement.shown:
            self.dismiss(self.arrangement.query())
        else:
            self.say(_("A list needs a column: tick one."), "error")

    def action_leave(self) -> None:
        """Show all fields again; else leave the list as it is."""
        if not (self._find.value or self._is_finding):
            self.dismiss(None)
            return
        field = self.item
        self._find.value = ""
        self._find.remove_class("-open")
        self.line_list.focus()
        self.show_lines()
        if field is not None:
            self.line_list.move_to(field.name)
