"""Which columns a list shows, and in which order its rows stand (FEATURES VIEW-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.records.computed_fields import heading, is_named_twice
from domain.records.fields import Field
from domain.records.record_query import RecordQuery
from domain.records.record_rows import Sort
from screens.actions import ARRANGE, bindings_of
from screens.list_dialog import ListLine
from screens.program import key_line
from screens.records.fields_dialog import FieldsDialog
from services.context import Context
from services.lists.reading import all_columns, columns_of, sorts_of
from widgets.lists.columns import Column
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
        self.fields = [
            *columns,
            *(f for f in others if f.name not in self.shown and not is_named_twice(f)),
        ]
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
        """Return the list as it is to be shown; what is usual is left to what is usual later.

        Raises BadInput where it would have no column.
        """
        if not self.shown:
            raise BadInput(_("A list needs a column: tick one."))
        columns = tuple(field.name for field in self.fields if field.name in self.shown)
        usual = self._usual
        if columns == tuple(field.name for field in columns_of(self._context, usual)):
            columns = ()
        sort: tuple[str, ...] = ()
        if self.sorts != list(sorts_of(self._context, usual)):
            sort = tuple(("-" if s.descending else "") + s.field.name for s in self.sorts)
        return replace(self._query, columns=columns, sort=sort)


class ArrangeDialog(FieldsDialog[Field]):
    """Returns the list with other columns and another order."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ARRANGE)]

    def __init__(self, query: RecordQuery) -> None:
        super().__init__()
        self.arrangement = Arrangement(self.context, query)
        """What has been chosen so far."""

    @property
    def arranging(self) -> Arrangement:
        """What has been chosen so far."""
        return self.arrangement

    def title_text(self) -> str:
        """Say what the dialog is for, and how many columns there will be."""
        count = len(self.arrangement.shown)
        shown = ngettext("{count} column", "{count} columns", count).format(count=count)
        return f"{_('Columns and order')} · {shown}"

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, ARRANGE)

    def painter(self) -> ColumnPainter[ListLine[Field]]:
        """Show whether a field is a column, its name, and how the list is sorted by it."""
        columns = (Column("tick", "", 3), Column("name", "", 16, weight=1), Column("sort", "", 6))
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[Field]]:
        """Return a line for each field that fits what is looked for."""
        fields = filter(self.is_sought, self.arrangement.fields)
        return [ListLine(field.name, field) for field in fields]

    def _cells(self, line: ListLine[Field]) -> Mapping[str, str | Part]:
        field, arrangement = line.item, self.arrangement
        place = arrangement.sort_place(field)
        sort = ""
        if place is not None:
            sort = f"{place + 1} {'↓' if arrangement.sorts[place].descending else '↑'}"
        is_shown = field.name in arrangement.shown
        label = heading(field)
        return {
            "tick": "[x]" if is_shown else "[ ]",
            "name": (label, "strong") if is_shown else label,
            "sort": (sort, "accent"),
        }

    def action_sort(self) -> None:
        """Sort by the field of the line, turn that round, or no longer sort by it."""
        if (field := self.item) is not None:
            self.arrangement.sort(field)
            self.show_all()
