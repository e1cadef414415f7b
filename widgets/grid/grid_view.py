"""The lines of a calculation as a grid: painted, with a cursor in one of the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from domain.calculation.editing import Editing, Place
from domain.calculation.lines import Cell, Line, LineKind
from widgets.grid.calculation_view import CalculationView
from widgets.grid.details import details_of, typed_details
from widgets.grid.grid_columns import fitted
from widgets.grid.grid_painter import STYLES, GridLook, GridPainter, RowState
from widgets.grid.typed_cell import TypedCell
from widgets.grid.walking import near_cell
from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip

HEAD, LAST = 1, 1
"""The line of titles, and the one at the bottom that says more about the cell."""


class GridView(CalculationView):
    """The lines of a calculation that is edited, and one behind them that adds.

    What is being typed into the cell under the cursor is shown there, too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line-grid--{name}" for name in STYLES}
    DEFAULT_CSS = """
    GridView {
        height: 1fr;
        background: $background;

        & > .line-grid--row { color: $foreground; }
        & > .line-grid--muted, & > .line-grid--header { color: $foreground; text-style: dim; }
        & > .line-grid--strong { color: $foreground; text-style: bold; }
        & > .line-grid--alert { color: $text-error; text-style: bold; }
        & > .line-grid--typed { color: $foreground; background: $panel; }
        & > .line-grid--caret { color: $foreground; background: $panel; text-style: reverse; }
        & > .line-grid--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .line-grid--cursor-blurred {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
    }
    """
    pinned = HEAD + LAST

    def __init__(
        self,
        editing: Editing,
        columns: Sequence[Cell] = tuple(Cell),
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.editing = editing
        self._columns = tuple(columns)
        self._place = Place()
        self._typed: TypedCell | None = None
        self._wrong = ""
        self._painter: GridPainter | None = None
        self._rows: dict[int, tuple[object, LeanStrip]] = {}

    # What is shown.

    @property
    def place(self) -> Place:
        """Where the cursor is."""
        return self._place

    @property
    def is_typing(self) -> bool:
        """Whether a cell is being typed into."""
        return self._typed is not None

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns that are to be shown where there is room."""
        return self._columns

    @property
    def line(self) -> Line | None:
        """The line under the cursor, None on the one that adds."""
        return self.editing.line_at(self._place)

    def show_columns(self, columns: Sequence[Cell]) -> None:
        """Show these columns; that of the item is always there."""
        self._columns = tuple(one for one in Cell if one in columns or one is Cell.NAME)
        self._go(self._place)

    # Painting.

    def notify_style_update(self) -> None:
        """Paint anew in the styles of another theme."""
        super().notify_style_update()
        self._painter = None

    def paint_lines(self, width: int) -> list[Strip]:
        """Return all lines of the widget."""
        if self._painter is None:
            self._painter = GridPainter(
                lambda name: self.get_component_rich_style(f"line-grid--{name}")
            )
            self._rows.clear()
        shown = self.editing.shown
        look = GridLook(self.shown_columns, width, shown.currency, shown.with_tax, self.has_focus)
        columns = tuple(fitted(look.columns, width, self._place.cell))
        strips: list[Strip] = [self._painter.header(look, self._place.cell)]
        rows: dict[int, tuple[object, LeanStrip]] = {}
        for at in range(self.top, self.top + self.size.height - HEAD - LAST):
            state = self._state(at)
            is_there = at <= len(shown.lines)
            key = (look, columns, is_there, state[:-1], self._typed_key(state))
            known = self._rows.get(at)
            if known is None or known[0] != key:
                strip = self._painter.row(look, state, self._place.cell) if is_there else None
                known = (key, strip or LeanStrip([Segment(" " * width, self._row_style)], width))
            rows[at] = known
            strips.append(known[1])
        self._rows = rows
        return [*strips[: self.size.height - LAST], self._last_line(width)]

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the line `y`."""
        return self.paint_lines(width)[y]

    @property
    def _row_style(self) -> Style:
        return self.get_component_rich_style("line-grid--row")

    @property
    def shown_columns(self) -> tuple[Cell, ...]:
        """The columns that are to be shown, without that of a tax which is hidden."""
        if self.editing.shown.shows_tax:
            return self._columns
        return tuple(one for one in self._columns if one is not Cell.TAX)

    def _state(self, at: int) -> RowState:
        lines, figures = self.editing.shown.lines, self.editing.figures
        line = lines[at] if at < len(lines) else None
        figure = None
        if line is not None:
            is_sum = line.kind is LineKind.SUBTOTAL
            figure = (figures.sums if is_sum else figures.nets).get(line.key)
        is_current = at == self._place.line
        return RowState(
            line,
            at + 1,
            figure,
            self._place.cell if is_current else None,
            self._typed if is_current else None,
        )

    @staticmethod
    def _typed_key(state: RowState) -> object:
        return (state.typed.text, state.typed.caret) if state.typed else None

    def _last_line(self, width: int) -> LeanStrip:
        if self._wrong:
            text, name = f"! {self._wrong}", "alert"
        else:
            typed = self._typed
            said = typed_details(self._place.cell, typed.text) if typed else ""
            text, name = said or details_of(self.editing, self._place), "muted"
        style = self.get_component_rich_style(f"line-grid--{name}")
        return LeanStrip([Segment(cell(f" {text}", width), style)], width)

    # The cursor.

    def resized(self) -> None:
        """Keep the cursor in view."""
        self._scroll()

    def _scroll(self) -> None:
        if self.size.height:
            at = self._place.line
            top = max(min(self.top, at), at - self.page + 1)
            self.set_place(len(self.editing.lines) + 1, top)

    def _go(self, place: Place) -> None:
        """Put the cursor at a place, or at the nearest one that there is."""
        at = max(0, min(place.line, len(self.editing.lines)))
        here = Place(at, near_cell(self.editing.calculation, self.shown_columns, at, place.cell))
        self._place = self.editing.place = here
        self._scroll()
        self.refresh_changed()
