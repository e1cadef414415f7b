"""Which columns a list shows, and in which order its rows stand (FEATURES VIEW-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from domain.errors import BadInput
from domain.fields import Field
from domain.i18n import _
from domain.record_query import RecordQuery
from screens.form_dialog import FormDialog
from services.lists.reading import all_columns, columns_of, sorts_of
from widgets.form_field import FormField
from widgets.notes_field import NotesField

ReadT = TypeVar("ReadT")


class ArrangeDialog(FormDialog[RecordQuery]):
    """Returns the list with other columns and another order."""

    form_name = "arrange"

    def __init__(self, query: RecordQuery) -> None:
        super().__init__()
        self._query = query

    @property
    def draft_name(self) -> str:
        """Each kind has a draft of its own."""
        return f"{self.form_name}:{self._query.kind}"

    def title_text(self) -> str:
        """Say what the form is for."""
        return _("Columns and order")

    def fields(self) -> Iterable[FormField]:
        """Ask for columns and order by the names of fields."""
        context, query = self.context, self._query
        columns = ", ".join(_name(field) for field in columns_of(context, query))
        sorts = sorts_of(context, query)
        order = ", ".join(f"{'-' if s.descending else ''}{_name(s.field)}" for s in sorts)
        yield NotesField("columns", _("Columns"), value=columns, lines=3)
        yield FormField(
            "sort", _("Order"), value=order, hint=_("name, -changed: a minus turns it round")
        )

    def keys_text(self) -> str:
        """Name the fields that there are, after the keys."""
        names = sorted(_name(field) for field in all_columns(self.context, self._query.kind))
        there = _("There are: {fields}.").format(fields=", ".join(dict.fromkeys(names)))
        return f"{super().keys_text()}\n\n{there}"

    def save(self) -> Callable[[], RecordQuery]:
        """Return the list as it is to be shown. Raises BadInput for a field that there is not."""
        context = self.context
        columns, sort = (
            tuple(name.strip() for name in self.value(field).split(",") if name.strip())
            for field in ("columns", "sort")
        )
        arranged = replace(self._query, columns=columns, sort=sort)

        def check() -> RecordQuery:
            shown = _of_field("columns", lambda: columns_of(context, arranged))
            sorts = _of_field("sort", lambda: sorts_of(context, arranged))
            names = tuple(("-" if s.descending else "") + s.field.name for s in sorts)
            return replace(arranged, columns=tuple(f.name for f in shown), sort=names)

        return check


def _name(field: Field) -> str:
    """Return what a field is called here: its label, unless that looks like two."""
    label = _(field.label).lower()
    return field.name if "," in label else label


def _of_field(name: str, read: Callable[[], ReadT]) -> ReadT:
    """Return what is read from a field of the form. Raises BadInput that names it."""
    try:
        return read()
    except BadInput as error:
        raise BadInput(str(error), name) from error
