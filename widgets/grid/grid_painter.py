"""Paints the lines of a grid: its head, what is sold, comments, sub-totals, the line that adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from domain.calculation.lines import Cell, Line, LineKind
from domain.i18n import _
from domain.money import format_figure
from widgets.grid.grid_columns import (
    COLUMNS,
    GAP,
    NUMBER_CELLS,
    cell_text,
    fitted,
    title_of,
)
from widgets.grid.typed_cell import TypedCell
from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip

STYLES = ("row", "muted", "header", "cursor", "cursor-blurred", "typed", "caret", "alert", "strong")
"""The names of the styles that a grid is painted in."""


class GridLook(NamedTuple):
    """What the lines of a grid look like at a moment: columns, currency, kind of prices, focus."""

    columns: tuple[Cell, ...]
    width: int
    currency: str
    with_tax: bool
    has_focus: bool


class RowState(NamedTuple):
    """A line of the grid: its number from 1, what it comes to, the cell with the cursor."""

    line: Line | None
    number: int
    figure: Decimal | None
    current: Cell | None = None
    typed: TypedCell | None = None


class GridPainter:
    """Paints lines; `style` gives the style of each name in the theme in force."""

    def __init__(self, style: Callable[[str], Style]) -> None:
        self._styles = {name: style(name) for name in STYLES}

    def header(self, look: GridLook, current: Cell) -> LeanStrip:
        """Return the titles of the columns that are in view."""
        texts = [
            cell(title_of(one, with_tax=look.with_tax), cells, COLUMNS[one].align)
            for one, cells in fitted(look.columns, look.width, current)
        ]
        text = cell((" " * GAP).join([cell(" #", NUMBER_CELLS), *texts]), look.width)
        return LeanStrip([Segment(text, self._styles["header"])], look.width)

    def row(self, look: GridLook, state: RowState, current: Cell) -> LeanStrip:
        """Return a line; `current` is the column of the cursor, in whichever line that is."""
        columns = fitted(look.columns, look.width, current)
        line = state.line
        if line is not None and line.kind is LineKind.COMMENT:
            pieces = self._spread(look, state, f"─ {line.name}", [])
        elif line is not None and line.kind is LineKind.SUBTOTAL:
            pieces = self._subtotal(look, state, columns)
        else:
            pieces = self._cells(look, state, columns)
        segments = [Segment(self._number(state), self._styles["muted"]), *pieces]
        used = sum(one.cell_length for one in segments)
        blank = Segment(" " * max(0, look.width - used), self._styles["row"])
        return LeanStrip([*segments, blank], look.width)

    def _number(self, state: RowState) -> str:
        sign = ">" if state.current is not None else " "
        number = "+" if state.line is None else str(state.number)
        return f"{sign}{number}".ljust(NUMBER_CELLS) + " " * GAP

    def _cells(
        self, look: GridLook, state: RowState, columns: Sequence[tuple[Cell, int]]
    ) -> list[Segment]:
        pieces: list[Segment] = []
        for one, cells in columns:
            if pieces:
                pieces.append(Segment(" " * GAP, self._styles["row"]))
            if one is state.current and state.typed is not None:
                pieces += self._typed(state.typed, cells)
                continue
            line = state.line
            text = "" if line is None else cell_text(line, one, look.currency, state.figure)
            shown = cell(text, cells, COLUMNS[one].align)
            pieces.append(Segment(shown, self._style_of(look, state, one)))
        return pieces

    def _style_of(self, look: GridLook, state: RowState, one: Cell) -> Style:
        if one is state.current:
            return self._styles["cursor" if look.has_focus else "cursor-blurred"]
        is_quiet = one in (Cell.UNIT, Cell.TAX) or state.line is None
        return self._styles["muted" if is_quiet else "row"]

    def _typed(self, typed: TypedCell, cells: int) -> list[Segment]:
        before, under, after = typed.pieces(cells)
        style, caret = self._styles["typed"], self._styles["caret"]
        found = [Segment(before, style), Segment(under, caret), Segment(after, style)]
        return [one for one in found if one.text]

    def _subtotal(
        self, look: GridLook, state: RowState, columns: Sequence[tuple[Cell, int]]
    ) -> list[Segment]:
        """Return the line of a sub-total: its name, and its sum where the nets stand."""
        assert state.line is not None
        name = state.line.name or _("Sub-total")
        figure = format_figure(state.figure or Decimal(0), look.currency)
        places = [one for one, _cells in columns]
        if Cell.NET not in places:
            return self._spread(look, state, f"{name}: {figure}", [])
        at = places.index(Cell.NET)
        after = sum(cells + GAP for _one, cells in columns[at + 1 :])
        shown = " " * GAP + cell(figure, columns[at][1], "right")
        style = self._styles["strong"]
        return self._spread(look, state, name, [Segment(shown, style), Segment(" " * after, style)])

    def _spread(
        self, look: GridLook, state: RowState, text: str, end: list[Segment]
    ) -> list[Segment]:
        """Return a text over all the room that is there before the end of the line."""
        used = NUMBER_CELLS + GAP + sum(one.cell_length for one in end)
        room = max(0, look.width - used)
        if state.typed is not None:
            return [*self._typed(state.typed, room), *end]
        style = self._styles["muted" if not end else "strong"]
        if state.current is not None:
            style = self._styles["cursor" if look.has_focus else "cursor-blurred"]
        return [Segment(cell(text, room), style), *end]
