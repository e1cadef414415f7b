"""What belongs to a record, on one list: addresses, requisites, products, the photo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.catalog.asked_for import Taken
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.parts import PART_TYPES, Part, Requisites, doubts
from domain.records.fields import ROW_TYPES, Field, FieldType
from domain.records.references import Reference
from domain.text import one_line
from screens.actions import bindings_of
from screens.list_dialog import ListDialog, ListLine
from screens.parts.keys import PARTS
from screens.program import key_line, program_of
from services.catalog.selling import SoldLine
from services.parts.use_cases import make_main, parts_of, remove_part
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter
from widgets.lists.row_painter import Part as Piece


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of a type, or None for the line that adds one."""

    type: FieldType
    part: Part | None = None


class PartsDialog(ListDialog[None, PartItem]):
    """The parts of a record by type, each type with a line that adds another one.

    It opens at the parts of the type `first`, where one is named.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PARTS)]
    DEFAULT_CSS = """
    PartsDialog > Vertical { width: 96; height: 22; }
    """

    def __init__(self, record: Reference, first: FieldType | None = None) -> None:
        super().__init__()
        self._record = record
        self._first = first

    def title_text(self) -> str:
        """Say whose they are."""
        return one_line(self._record.title, 60)

    def keys_text(self) -> str:
        """Say what can be done with a part."""
        return key_line(self, PARTS, without=() if self._has_products else ("parts.type",))

    def painter(self) -> ColumnPainter[ListLine[PartItem]]:
        """Show a part on one line, and which set is the default."""
        columns = (Column("text", "", 16, weight=1), Column("mark", "", 9, align="right"))
        return ColumnPainter(columns, _cells, titles=False)

    def lines(self) -> Sequence[ListLine[PartItem]]:
        """Return the parts of each type under its name."""
        return [*self._lines()]

    def _lines(self) -> Iterator[ListLine[PartItem]]:
        kind, key = self._record.kind, self._record.id
        for field in self._fields():
            for part in parts_of(self.context, kind, key, field.type):
                yield ListLine(part.id, PartItem(field.type, part))
            yield ListLine(field.type, PartItem(field.type))

    def _fields(self) -> list[Field]:
        """Return the fields of the record that hold parts."""
        fields = self.context.fields.of(self._record.kind)
        return [field for field in fields if field.type in ROW_TYPES]

    @property
    def _has_products(self) -> bool:
        return any(field.type is FieldType.LINE_ITEM for field in self._fields())

    def on_mount(self) -> None:
        """Begin at the wanted type, and follow what others do."""
        if self._first is not None:
            parts = parts_of(self.context, self._record.kind, self._record.id, self._first)
            self.line_list.move_to(parts[0].id if parts else self._first)
        program_of(self).records_changed.subscribe(self, lambda _kinds: self.show_lines())

    def _changed(self, sentence: str) -> None:
        self.show_lines()
        self.say(sentence)

    @on(RecordList.Opened)
    def action_change(self) -> None:
        """Change the part of the line, or add one."""
        if (item := self.item) is not None:
            self._open(item)

    def action_add(self) -> None:
        """Add another part of the type of the line."""
        if (item := self.item) is not None:
            self._open(PartItem(item.type))

    def action_type_product(self) -> None:
        """Type a line of products that the catalog does not have."""
        if self._has_products:
            self._open_form(PartItem(FieldType.LINE_ITEM))
        else:
            self.say(_("There are no products here."))

    def _open(self, item: PartItem) -> None:
        from services.catalog.picking import has_products

        is_new_line = item.part is None and item.type is FieldType.LINE_ITEM
        if is_new_line and has_products(self.context):
            self._pick()
        else:
            self._open_form(item)

    def _pick(self) -> None:
        """Let products of the catalog be picked (FEATURES LEAD-06, DEAL-05, CAT-14)."""
        from screens.catalog.product_picker import ProductPicker
        from services.catalog.selling import add_products
        from services.records.use_cases import show_record

        context, kind, key = self.context, self._record.kind, self._record.id
        view = self.read(lambda: show_record(context, kind, key))
        if view is None:
            return
        picker = ProductPicker(
            _("Products for {title}").replace("{title}", self.title_text()),
            currency=str(view.values.get("currency") or ""),
            makes_new=kind in DOCUMENTS,
        )

        def add(taken: list[Taken] | None) -> None:
            if taken:
                self.perform(lambda: add_products(context, kind, key, taken), self._told_added)

        self.app.push_screen(picker, add)

    def _told_added(self, sold: Sequence[SoldLine]) -> None:
        missing = [f"{one.line.name}: {one.sentence}" for one in sold if one.sentence]
        self.show_lines()
        self.say(
            " ".join([_("Added. u takes it back."), *missing]),
            "error" if missing else "information",
        )

    def _open_form(self, item: PartItem) -> None:
        from screens.parts.line_form import part_form

        said = _("Added. u takes it back.") if item.part is None else _("Changed. u takes it back.")
        self.app.push_screen(
            part_form(self._record, item.type, item.part),
            lambda key: self._written(said) if key else None,
        )

    def _written(self, sentence: str) -> None:
        self._changed(sentence)

    def action_main(self) -> None:
        """Make the set of requisites the one that invoices take, another part the first one."""
        context, item = self.context, self.item
        if item is None or item.part is None or item.part.id is None:
            self.say(_("There is nothing on this line to come first."))
            return
        type_, key = item.type, item.part.id
        said = _("It comes first now. u takes it back.")
        if type_ is FieldType.REQUISITES:
            said = _("Invoices take this set now. u takes it back.")
        self.perform(lambda: make_main(context, type_, key), lambda _none: self._changed(said))

    def action_remove(self) -> None:
        """Remove the part of the line; undo brings it back."""
        context, item = self.context, self.item
        if item is None or item.part is None or item.part.id is None:
            self.say(_("There is nothing on this line to remove."))
            return
        type_, key = item.type, item.part.id
        self.perform(
            lambda: remove_part(context, type_, key),
            lambda _none: self._changed(_("Removed. u brings it back.")),
        )


def _cells(line: ListLine[PartItem]) -> Mapping[str, str | Piece]:
    part, label = line.item.part, _(PART_TYPES[line.item.type].label)
    if part is None:
        return {"text": (f"+ {label}", "muted"), "mark": ""}
    is_default = isinstance(part, Requisites) and part.is_default
    text = f"! {part}" if doubts(part) else str(part)
    return {
        "text": (one_line(text, 200), "alert" if doubts(part) else "row"),
        "mark": _("default") if is_default else "",
    }
