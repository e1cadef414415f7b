"""Which properties the products of a section have (FEATURES CAT-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.check_lists import tick_mark
from domain.i18n import _
from domain.records.fields import Field
from domain.records.references import Reference
from domain.text import one_line
from screens.actions import TICKS, bindings_of
from screens.catalog.keys import PROPERTIES
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line
from services.catalog.properties import (
    Property,
    count_giving,
    own_properties,
    properties_of,
)
from services.fields.changing import custom_fields
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class PropertiesDialog(ListDialog[list[str] | None, Field]):
    """Returns the names of the properties that a section is to give itself, None to leave them.

    Those that sections above give are shown as such and stay.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TICKS, PROPERTIES)]
    DEFAULT_CSS = """
    PropertiesDialog {
        & > Vertical { width: 76; }
        & RecordList { height: 16; max-height: 60vh; }
    }
    """

    def __init__(self, section: Reference) -> None:
        super().__init__()
        self._section = section
        self._before = frozenset(own_properties(self.context, section.id))
        self._ticked = set(self._before)
        self._read()

    def _read(self) -> None:
        self._fields = custom_fields(self.context, "product")
        self._giving = count_giving(self.context)
        given = properties_of(self.context, self._section.id)
        self._given: Mapping[str, Property] = {one.field.name: one for one in given}

    def title_text(self) -> str:
        """Say whose properties they are."""
        section = one_line(self._section.title, 44)
        return _("Properties of products in {section}").format(section=section)

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, TICKS, PROPERTIES)

    def empty_hint(self) -> str:
        """Say how the first property is added."""
        return _("Products have no properties of your own yet. n adds the first.")

    def painter(self) -> ColumnPainter[ListLine[Field]]:
        """Show whether products here have a property, its name, and what gives it."""
        columns = (
            Column("tick", "", 3),
            Column("label", "", 16, weight=1),
            Column("given", "", 24, priority=-1),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> Sequence[ListLine[Field]]:
        """Return a line for each property that any product may have."""
        return [ListLine(field.name, field) for field in self._fields]

    def _inherited(self, field: Field) -> Property | None:
        """Return a property that products have here without the section giving it, else None."""
        given = self._given.get(field.name)
        above = given.given_by if given else None
        is_own = above is not None and above.id == self._section.id
        return None if is_own or field.name in self._ticked else given

    def _cells(self, line: ListLine[Field]) -> Mapping[str, str | Part]:
        field, given = line.item, ""
        inherited = self._inherited(field)
        if inherited is not None:
            above = inherited.given_by
            given = _("from {section}").format(section=above.title) if above else _("all products")
        return {
            "tick": tick_mark(inherited is not None or field.name in self._ticked),
            "label": _(field.label),
            "given": (given, "muted"),
        }

    def action_tick(self) -> None:
        """Let products here have the property, or no longer; say what follows elsewhere."""
        field = self.item
        if field is None:
            return
        inherited = self._inherited(field)
        if inherited is not None and (above := inherited.given_by) is not None:
            self.say(_("It comes from {section}: take it away there.").format(section=above.title))
            return
        self._ticked ^= {field.name}
        self.line_list.set_painter(self.painter())
        self.say(self._consequence(field))

    def _consequence(self, field: Field) -> str:
        """Return what a tick means for products elsewhere, "" where it means nothing for them."""
        others = self._giving.get(field.name, 0) - (field.name in self._before)
        if others:
            return ""
        if field.name in self._ticked:
            is_new = field.name not in self._before
            return _("Products elsewhere no longer have it.") if is_new else ""
        return _("No section gives it then, so all products have it.")

    def action_add(self) -> None:
        """Add a property that there is not yet."""
        from screens.settings.field_dialogs import AddFieldDialog

        self.app.push_screen(AddFieldDialog("product", self._section.id), self._added)

    def _added(self, name: str | None) -> None:
        if name:
            self._before |= {name}
            self._ticked.add(name)
            self._read()
            self.show_lines()
            self.line_list.move_to(name)
            self.say(_("Added: products in {section} have it.").format(section=self._section.title))

    @on(RecordList.Opened)
    def action_take(self) -> None:
        """Keep it so."""
        self.dismiss([field.name for field in self._fields if field.name in self._ticked])
