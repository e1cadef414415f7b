"""The draft of an editor of lines: what it shows, and what was stored when it was begun."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.calculation.editing import Editing, Place
from domain.calculation.kept import Kept, kept_in, kept_text
from domain.calculation.lines import Cell, LineKind
from domain.errors import BadInput


class OpenCell(NamedTuple):
    """A cell that is being typed into, and what stands in it so far, whether it can be read or not.

    `line` is its line among those that are kept, or the one before which it stands where `is_new`
    says that nothing else is in it yet.
    """

    line: int
    cell: Cell
    text: str
    is_new: bool = False


class OpenFigure(NamedTuple):
    """A figure of the calculator that is being typed into, and what stands in it so far."""

    name: str
    text: str


class LinesDraft(NamedTuple):
    """Lines as they were made to be, as they were `shown` before, and what is being typed into."""

    mine: Kept
    shown: Kept
    open: OpenCell | OpenFigure | None = None


def draft_text(draft: LinesDraft) -> Mapping[str, str]:
    """Return a draft as it is kept."""
    said = {"mine": kept_text(draft.mine), "shown": kept_text(draft.shown)}
    if draft.open is not None:
        said["open"] = json.dumps(draft.open, ensure_ascii=False)
    return said


def draft_in(kept: Mapping[str, str]) -> LinesDraft | None:
    """Return the draft that was kept, None where there is none, or another version kept it."""
    try:
        lines = LinesDraft(kept_in(kept["mine"]), kept_in(kept["shown"]))
        if "open" not in kept:
            return lines
        return lines._replace(open=_open_of(json.loads(kept["open"])))
    except (KeyError, TypeError, ValueError, BadInput):
        return None


def _open_of(said: list[Any]) -> OpenCell | OpenFigure:
    if len(said) == len(OpenFigure._fields):
        return OpenFigure(*said)
    line, cell, text, is_new = said
    return OpenCell(line, Cell(cell), text, is_new)


def open_in(editing: Editing) -> OpenCell | OpenFigure | None:
    """Return the cell or figure that is being typed into, as a draft keeps it; None for none.

    Lines that say nothing are not kept.
    """
    place, text = editing.place, editing.typed_text
    if text is None:
        return None
    if editing.typed_figure:
        return OpenFigure(editing.typed_figure, text)
    line = editing.line_at(place)
    before = sum(not one.is_blank for one in editing.lines[: place.line])
    return OpenCell(before, place.cell, text, line is not None and line.is_blank)


def reopened(editing: Editing, cell: OpenCell) -> Place:
    """Return where the cell of a draft is by now; a line that said nothing is there again."""
    place = Place(min(cell.line, len(editing.lines)), cell.cell)
    if cell.is_new:
        editing.insert_kind(place, LineKind.ITEM)
    return place
