"""Values of dictionaries beside a list of groups, and all that is done with them (DICT-01)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TypeVar
from uuid import UUID

from textual import work

from domain.catalog.prices import PRICE_TYPES
from domain.dictionaries import MEANINGS, STAGES, family
from domain.errors import CrmError
from domain.i18n import _, ngettext
from domain.paging import FixedRows
from domain.text import spaced
from domain.value_colors import COLORS
from screens.list_dialog import ListLine
from screens.settings.groups_screen import GroupsScreen
from screens.settings.value_dialogs import DestinationDialog, ValueDialog
from services.catalog.price_types import said_of_hidden
from services.context import Context
from services.dictionaries.changing import (
    ValueEdit,
    change_value,
    check_may_change,
    move_value,
    set_active,
)
from services.dictionaries.deleting import ValueInUse, delete_value
from services.dictionaries.reading import ValueView, count_records, list_values
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import VALUE_TONES, ColumnPainter, Part

GroupT = TypeVar("GroupT")


class ValuesScreen(GroupsScreen[GroupT, ValueView]):
    """Groups, each with a dictionary, and beside them the values of that under the cursor.

    Subclasses give the list of groups, and which dictionary is shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[UUID, int] = {}
        self._counted = ""

    @property
    def dictionary(self) -> str:
        """The code of the dictionary whose values are shown, "" where there is none."""
        raise NotImplementedError

    def dictionary_label(self) -> str:
        """Return the title of the column of values."""
        raise NotImplementedError

    def value_dialog(self, dictionary: str, value: ValueView | None = None) -> ValueDialog:
        """Return what asks about a value, or about a new one."""
        if family(dictionary) == STAGES:
            from screens.settings.stage_dialog import StageDialog

            return StageDialog(dictionary, value)
        return ValueDialog(dictionary, value)

    def make_members(self) -> RecordList[ListLine[ValueView]]:
        """Return the list of values."""
        return RecordList(
            ColumnPainter(_columns("", ""), self._cells),
            empty_hint=_("There is no value yet. n adds the first."),
            id="members",
        )

    @property
    def value(self) -> ValueView | None:
        """The value under the cursor."""
        line = self.members.row
        return line.item if line else None

    def show_members(self, *, keep_cursor: bool = True) -> None:
        """Show the values as they are now; how many records have each comes late."""
        self._paint_values()
        values = self.read(lambda: list_values(self.context, self.dictionary, with_inactive=True))
        lines = [ListLine(value.code, value) for value in values or ()]
        before, place = self.value, self.members.position
        self.members.set_source(FixedRows(lines), keep_cursor=keep_cursor)
        if keep_cursor and before and lines and all(line.key != before.code for line in lines):
            self.members.move_to(lines[min(place, len(lines) - 1)].key)
        self._count()

    @work(group="counts", exclusive=True)
    async def _count(self) -> None:
        """Count the records that have each value, beside the screen."""
        dictionary = self.dictionary
        if dictionary:
            try:
                counts = await asyncio.to_thread(count_records, self.context, dictionary)
            except CrmError:
                return  # it has just gone, which the list itself says
            self._counts, self._counted = counts, dictionary
            self._paint_values()

    def _paint_values(self) -> None:
        if self.dictionary:
            columns = _columns(self.dictionary, self.dictionary_label())
            self.members.set_painter(ColumnPainter(columns, self._cells))

    def _cells(self, line: ListLine[ValueView]) -> Mapping[str, str | Part]:
        value = line.item
        is_counted = self._counted == value.dictionary
        return {
            "label": (value.label, VALUE_TONES.get(value.color, "row")),
            "meaning": value.meaning_label,
            "percent": "" if value.probability is None else f"{value.probability} %",
            "color": _(COLORS[value.color]).lower() if value.color in COLORS else "",
            "records": spaced(self._counts.get(value.id, 0)) if is_counted else "",
            "state": _("out of use") if not value.is_active else _("system") * value.is_system,
        }

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        value = self.value
        return value.label if value else super().menu_title()

    # What is done with values.

    def may_change(self) -> bool:
        """Say whether the person may change dictionaries; tell who may."""
        return self.is_allowed(lambda: check_may_change(self.context))

    def at_hand(self) -> ValueView | None:
        """Return the value under the cursor; say so where there is none."""
        value = self.value
        if value is None:
            self.say(_("There is no value under the cursor."))
        return value

    def action_new(self) -> None:
        """Add a value to the dictionary."""
        if self.dictionary and self.may_change():
            self.app.push_screen(self.value_dialog(self.dictionary), self._added)

    def _added(self, code: str | None) -> None:
        if code:
            self.show_new(code, _("Added. u takes it back."))

    def action_edit(self) -> None:
        """Change the name, the colour, the meaning of the value."""
        value = self.at_hand()
        if value is not None and self.may_change():
            self.app.push_screen(self.value_dialog(value.dictionary, value), self._changed)

    def _changed(self, code: str | None) -> None:
        if code:
            self.tell(_("Changed. u takes it back."))

    def action_reset(self) -> None:
        """Give the value the name back that it came with."""
        value = self.at_hand()
        if value is None:
            return
        if not value.shipped:
            self.say(_("It was added here, so it has no other name."))
            return
        act = partial(change_value, self.context, value.dictionary, value.code, ValueEdit(label=""))
        self.change(act, _("It is called “{label}” again.").format(label=value.shipped))

    def action_move(self, step: int) -> None:
        """Put the value before or behind its neighbour."""
        value, context = self.at_hand(), self.context
        if value is not None:
            values = list_values(context, value.dictionary)
            place = next((n for n, one in enumerate(values) if one.id == value.id), 0) + step
            act = partial(move_value, context, value.dictionary, value.code, place)
            self.change(act, _("Moved. u takes it back."))

    def action_retire(self) -> None:
        """Take the value out of use, or back into it."""
        value, context = self.at_hand(), self.context
        if value is not None:
            is_active = not value.is_active
            act = partial(set_active, context, value.dictionary, value.code, is_active=is_active)
            self.change(act, _said_of_use(context, value, is_active=is_active))

    def action_delete(self) -> None:
        """Delete the value; ask where the records go that have it."""
        value = self.at_hand()
        if value is not None:
            self.perform(partial(self._try_to_delete, value), partial(self._deleted, value))

    def _try_to_delete(self, value: ValueView) -> int | ValueInUse:
        """Delete a value that no record has; return what is to be asked of another."""
        try:
            return delete_value(self.context, value.dictionary, value.code)
        except ValueInUse as asked:
            return asked

    def _deleted(self, value: ValueView, outcome: int | ValueInUse) -> None:
        if isinstance(outcome, ValueInUse):
            dialog = DestinationDialog(value, outcome)
            self.app.push_screen(dialog, partial(self._delete_to, value))
            return
        said = _("“{label}” is deleted. u brings it back.").format(label=value.label)
        if outcome:
            moved = ngettext("{count} record changed.", "{count} records changed.", outcome)
            said = f"{said} {moved.format(count=spaced(outcome))}"
        self.tell(said)

    def _delete_to(self, value: ValueView, to: str | None) -> None:
        if to is not None:
            context = self.context
            self.run_long(
                lambda tell, is_over: delete_value(
                    context, value.dictionary, value.code, to, tell, is_over
                ),
                partial(self._deleted, value),
            )


def _said_of_use(context: Context, value: ValueView, *, is_active: bool) -> str:
    """Return what is said of a value that is taken out of use, or back into it."""
    if is_active:
        return _("“{label}” is in use again.").format(label=value.label)
    if value.dictionary == PRICE_TYPES and (
        count := count_records(context, value.dictionary).get(value.id)
    ):
        return said_of_hidden(value.label, count)
    return _("“{label}” is out of use; records that have it keep it.").format(label=value.label)


def _columns(dictionary: str, label: str) -> list[Column]:
    """Return the columns of the values; only some dictionaries have meanings."""
    columns = [Column("label", label, 18, weight=3)]
    if family(dictionary) in MEANINGS:
        columns.append(Column("meaning", _("Meaning"), 11, priority=-3))
    if family(dictionary) == STAGES:
        columns.append(Column("percent", "%", 5, align="right", priority=-1))
    columns.append(Column("color", _("Colour"), 7, priority=-4))
    columns.append(Column("records", _("Records"), 8, align="right", priority=-2))
    columns.append(Column("state", "", 10, priority=-1))
    return columns
