"""The fields of records: here one is added that is missing (FEATURES CF-01, exam B12)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.i18n import N_, _
from domain.paging import FixedRows
from domain.records.custom_fields import CUSTOM_TYPES
from domain.records.fields import Field
from domain.records.kinds import KINDS, Kind
from screens.actions import FIELDS, actions_of, bindings_of
from screens.list_dialog import ListLine
from screens.settings.field_dialogs import AddFieldDialog, ChangeFieldDialog
from screens.settings.groups_screen import GroupsScreen
from services.fields.changing import (
    check_may_change_fields,
    delete_field,
    deleted_fields,
    move_field,
    restore_field,
)
from widgets.bars import KeyBar, KeyHint
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

_BUILT_IN_TYPES = {
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "partial_date": N_("Date"),
    "deadline": N_("Deadline"),
    "code": N_("Choice from a list"),
    "stage": N_("Stage"),
    "messenger": N_("Messenger"),
    "address": N_("Addresses"),
    "requisites": N_("Requisites"),
    "line_item": N_("Products"),
}
"""Types that only fields of the program have."""


class FieldsScreen(GroupsScreen[Kind, Field | str]):
    """The kinds of records, and beside them the fields of that under the cursor.

    Those that were added come first.
    """

    target = FIELDS
    follows = frozenset({"field_definition"})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FIELDS)]
    DEFAULT_CSS = """
    FieldsScreen {
        & #groups { width: 20; }
        &.-medium #groups { width: 16; }
    }
    """

    def make_groups(self) -> RecordList[ListLine[Kind]]:
        """Return the list of kinds."""
        kinds = FixedRows([ListLine(kind.name, kind) for kind in KINDS.values()])
        names = (Column("label", _("Fields of"), 10, weight=1),)
        return RecordList(ColumnPainter(names, _kind_cells), kinds, id="groups")

    def make_members(self) -> RecordList[ListLine[Field | str]]:
        """Return the list of fields."""
        return RecordList(ColumnPainter(_columns(), _cells, _heading), id="members")

    @property
    def _kind(self) -> str:
        line = self.groups.row
        return line.item.name if line else next(iter(KINDS))

    @property
    def _field(self) -> Field | None:
        line = self.members.row
        return line.item if line and isinstance(line.item, Field) else None

    def show_members(self, *, keep_cursor: bool = True) -> None:
        """Show the fields of the kind as they are now."""
        self.members.set_source(FixedRows(self._lines()), keep_cursor=keep_cursor)

    def _lines(self) -> list[ListLine[Field | str]]:
        """Return the fields of the kind: those that were added, then those of the program."""
        known = self.context.database.fields.of(self._kind)
        lines: list[ListLine[Field | str]] = []
        for is_custom, title in ((True, _("Added")), (False, _("Of the program"))):
            members = [field for field in known if field.is_custom is is_custom]
            if members:
                lines.append(ListLine(title, title, is_heading=True))
                for field in members:
                    lines.append(ListLine(field.name, field))  # noqa: PERF401 - of both types
        return lines

    def hints(self) -> list[KeyHint]:
        """Return the keys that matter: those of an added field only where there is one."""
        hints, field = super().hints(), self._field if self.is_mounted else None
        if field is not None and field.is_custom:
            return hints
        barred = {action.run for action in actions_of(FIELDS) if action.of_row}
        return [hint for hint in hints if hint.action not in barred]

    @on(RecordList.Highlighted, "#members")
    def show_hints(self) -> None:
        """Show the keys for the field that the cursor has come to."""
        self.query_one(KeyBar).show(self.hints())

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        field = self._field
        return _(field.label) if field else super().menu_title()

    # What is done with fields.

    def _may_change(self) -> bool:
        return self.is_allowed(lambda: check_may_change_fields(self.context))

    def _at_hand(self) -> Field | None:
        """Return the added field under the cursor; say so where there is none."""
        field = self._field
        if field is None:
            self.say(_("There is no field under the cursor."))
        elif not field.is_custom:
            self.say(_("“{label}” belongs to the program and stays.").format(label=_(field.label)))
            return None
        return field

    def action_new(self) -> None:
        """Add a field to the kind."""
        if self._may_change():
            self.app.push_screen(AddFieldDialog(self._kind), self._added)

    def _added(self, name: str | None) -> None:
        if name:
            self.show_new(
                name, _("Added: it is in forms, lists, filters and search. u takes it back.")
            )

    def action_edit(self) -> None:
        """Change what the field is called, and what it holds."""
        field = self._at_hand()
        if field is not None and self._may_change():
            self.app.push_screen(ChangeFieldDialog(field), self._changed)

    def _changed(self, name: str | None) -> None:
        if name:
            self.tell(_("Changed. u takes it back."))

    def action_move(self, step: int) -> None:
        """Put the field before or behind its neighbour."""
        field = self._at_hand()
        if field is not None:
            act = partial(move_field, self.context, field.kind, field.name, step)
            self.change(act, _("Moved. u takes it back."))

    def action_delete(self) -> None:
        """Take the field away; its values are kept."""
        field = self._at_hand()
        if field is not None:
            act = partial(delete_field, self.context, field.kind, field.name)
            said = _("“{label}” is deleted; its values are kept. u brings both back.")
            self.change(act, said.format(label=_(field.label)))

    def action_restore(self) -> None:
        """Bring back the field of the kind that was deleted last."""
        kind = self._kind
        found = self.read(lambda: deleted_fields(self.context, kind))
        if not found:
            self.say(_("No field of this kind was deleted."))
            return
        name, label = found[0]
        act = partial(restore_field, self.context, kind, name)
        self.change(act, _("“{label}” is back, with its values.").format(label=label))


def type_label(field: Field) -> str:
    """Return in words what a field holds."""
    label = CUSTOM_TYPES.get(field.type) or _BUILT_IN_TYPES.get(field.type, field.type.value)
    if field.target in KINDS:
        return f"{_(label)}: {_(KINDS[field.target].label).lower()}"
    return _(label)


def _kind_cells(line: ListLine[Kind]) -> Mapping[str, str | Part]:
    return {"label": _(line.item.plural_label)}


def _heading(line: ListLine[Field | str]) -> str:
    return str(line.item)


def _columns() -> tuple[Column, ...]:
    return (
        Column("label", _("Field"), 18, weight=3),
        Column("type", _("Type"), 14, weight=2, priority=-1),
        Column("name", _("In queries"), 14, weight=1, priority=-3),
        Column("marks", "", 16, weight=1, priority=-2),
    )


def _cells(line: ListLine[Field | str]) -> Mapping[str, str | Part]:
    field = line.item
    assert isinstance(field, Field)
    marks = (
        (field.multiple, _("several")),
        (field.searchable, _("searched")),
        (field.printable, _("printed")),
    )
    return {
        "label": _(field.label),
        "type": type_label(field),
        "name": field.name,
        "marks": ", ".join(label for is_set, label in marks if is_set),
    }
