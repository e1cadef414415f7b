"""A layout as lines of a list: its sections, and under each its fields with their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.i18n import _
from domain.records.fields import Field
from domain.records.held_layouts import HeldLayout, Scope
from domain.records.layouts import Layout, Section
from screens.list_dialog import ListLine
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the editor: a section, or a field in one."""

    section: Section
    field: Field | None
    cells: Mapping[str, str | Part]

    def __hash__(self) -> int:
        """Lines are told apart by what they show."""
        return hash((self.section, self.field, tuple(self.cells.values())))


def lines_of(layout: Layout, fields: Sequence[Field]) -> list[ListLine[Place]]:
    """Return a line for each section, and one for each of its fields."""
    known = {field.name: field for field in fields}
    lines: list[ListLine[Place]] = []
    for section in layout.sections:
        members = [known[name] for name in section.fields if name in known]
        said = "" if members else _("no fields")
        cells: dict[str, str | Part] = {"name": (_(section.title), "strong"), "state": said}
        lines.append(ListLine(f"section {section.title}", Place(section, None, cells)))
        lines += [ListLine(f"field {f.name}", _field_place(layout, section, f)) for f in members]
    return lines


def painter() -> ColumnPainter[ListLine[Place]]:
    """Return what paints the lines; on narrow screens the signs stand for the words."""
    columns = (
        Column("marks", "", 3),
        Column("name", "", 20, weight=3),
        Column("first", "", 14, weight=1, priority=-2),
        Column("state", "", 24, weight=1, priority=-1),
    )
    return ColumnPainter(columns, lambda line: line.item.cells, titles=False)


def whose(held: HeldLayout) -> str:
    """Say whose layout it is that holds."""
    if held.is_locked and held.layout.own_header:
        return _("the same for all, but for the header")
    if held.is_locked:
        return _("the same for all")
    return {
        Scope.OWN: _("your own"),
        Scope.ALL: _("that of everybody"),
        Scope.SHIPPED: _("as it came with the program"),
    }[held.scope]


def _field_place(layout: Layout, section: Section, field: Field) -> Place:
    is_hidden, is_printed = field.name in layout.hidden, layout.is_printed(field)
    header = [name for name in layout.header if name not in layout.hidden]
    place = header.index(field.name) + 1 if field.name in header else 0
    marks = ("-" if is_hidden else " ") + ("+" if place else " ") + ("p" if is_printed else " ")
    words = (
        _("hidden") if is_hidden else "",
        _("header {place}").format(place=place) if place else "",
        _("printed") if is_printed else "",
    )
    label = layout.labels.get(field.name)
    cells: dict[str, str | Part] = {
        "marks": (marks, "accent"),
        "name": (f"  {_(label or field.label)}", "muted" if is_hidden else "row"),
        "first": (_(field.first_label or field.label) if label else "", "muted"),
        "state": (" · ".join(filter(None, words)), "muted"),
    }
    return Place(section, field, cells)
