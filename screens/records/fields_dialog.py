"""A list of fields to tick and to put in order, in which one is found by its name."""

from __future__ import annotations

from typing import Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from domain.errors import BadInput
from domain.i18n import _
from domain.records.computed_fields import heading
from domain.records.fields import Field
from domain.records.record_query import RecordQuery
from domain.text import fold
from screens.list_dialog import ListDialog
from widgets.forms.lean_input import LeanInput
from widgets.lists.record_list import RecordList

ItemT = TypeVar("ItemT")
ItemT_contra = TypeVar("ItemT_contra", contravariant=True)


class Arranging(Protocol[ItemT_contra]):
    """What is being chosen; each change raises BadInput where it cannot be made."""

    def toggle(self, item: ItemT_contra) -> None:
        """Show an item, or hide it."""

    def move(self, item: ItemT_contra, step: int) -> None:
        """Put an item before or behind its neighbour."""

    def begin_as_usual(self) -> None:
        """Go back to what is usual."""

    def query(self) -> RecordQuery:
        """Return what is to be shown. Raises BadInput where nothing would be."""
        ...


class FieldsDialog(ListDialog[RecordQuery | None, ItemT]):
    """Returns what is to be shown. Subclasses give the `arrangement` and the lines of it."""

    DEFAULT_CSS = """
    FieldsDialog {
        & > Vertical { width: 64; }
        & RecordList { height: 24; max-height: 50vh; }
        & Input { width: 100%; display: none; }
        & Input.-open { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._find = LeanInput(placeholder=_("part of a name"))

    @property
    def arranging(self) -> Arranging[ItemT]:
        """What has been chosen so far."""
        raise NotImplementedError

    def above(self) -> ComposeResult:
        """Lay out the line in which a field is looked for."""
        yield self._find

    def is_sought(self, field: Field) -> bool:
        """Say whether the name of a field is one that is looked for."""
        sought = fold(self._find.value)
        return sought in fold(heading(field)) or sought in field.name

    def empty_hint(self) -> str:
        """Say that no field has such a name."""
        return _("No field has such a name.")

    @property
    def is_finding(self) -> bool:
        """Whether only fields are shown that are looked for."""
        return bool(self._find.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let what is typed go to the line in which a field is looked for."""
        return action == "leave" or not self._find.has_focus

    def show_all(self) -> None:
        """Show the lines as they are now."""
        self.show_lines()
        self.line_list.repaint()
        self.show_title()
        self.say("")

    def action_tick(self) -> None:
        """Show what is on the line, or hide it."""
        if (item := self.item) is not None:
            try:
                self.arranging.toggle(item)
            except BadInput as error:
                self.say(str(error), "error")
            else:
                self.show_all()

    def action_move(self, step: int) -> None:
        """Put what is on the line before or behind its neighbour."""
        if self.is_finding:
            self.say(_("Esc shows all fields again: then they can be moved."))
        elif (item := self.item) is not None:
            try:
                self.arranging.move(item, step)
            except BadInput as error:
                self.say(str(error), "error")
            else:
                self.show_all()

    def action_usual(self) -> None:
        """Go back to what is usual for the kind."""
        self.arranging.begin_as_usual()
        self.show_all()
        self.say(_("As usual."))

    def action_find(self) -> None:
        """Look for a field by its name."""
        self._find.add_class("-open")
        self.set_focus(self._find)

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
        """Show it so."""
        try:
            self.dismiss(self.arranging.query())
        except BadInput as error:
            self.say(str(error), "error")

    def action_leave(self) -> None:
        """Show all fields again; else leave all as it is."""
        if not (self.is_finding or self._find.has_focus):
            self.dismiss(None)
            return
        row = self.line_list.row
        self._find.value = ""
        self._find.remove_class("-open")
        self.line_list.focus()
        self.show_lines()
        if row is not None:
            self.line_list.move_to(row.key)
