"""How rows of a list become lines: the styles of the theme, and a painter of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from widgets.lists.columns import GAP, Column, cell, fit
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_window import ListRow

Tone = Literal["row", "muted", "alert", "warn", "good", "strong", "accent", "calm"]
"""What a piece of a line says beside its words; never said by the colour alone."""

TONES: tuple[Tone, ...] = ("row", "muted", "alert", "warn", "good", "strong", "accent", "calm")

VALUE_TONES: Mapping[str, Tone] = {
    "red": "alert",
    "yellow": "warn",
    "green": "good",
    "blue": "calm",
    "gray": "muted",
}
"""How a value of a dictionary is painted, by its colour (`domain.value_colors`)."""

Part = tuple[str, Tone]
"""A piece of text and its tone."""

GUTTER = 2
"""Cells at the left of each line: `>` for the selected row, `+` for a marked one."""


class Palette(NamedTuple):
    """The styles of a list in the theme in force."""

    tones: Mapping[str, Style]
    cursor: Style
    cursor_blurred: Style
    marked: Style
    heading: Style
    header: Style
    hint: Style

    @classmethod
    def of(cls, style: Callable[[str], Style]) -> Palette:
        """Return the palette of a widget; `style` gives the style of each name."""
        return cls(
            tones={tone: style(tone) for tone in TONES},
            cursor=style("cursor"),
            cursor_blurred=style("cursor-blurred"),
            marked=style("marked"),
            heading=style("heading"),
            header=style("header"),
            hint=style("hint"),
        )

    def line(
        self, parts: Iterable[Part], *, selected: bool, marked: bool, focused: bool
    ) -> list[Segment]:
        """Return the parts of a row as segments; the selected row has one style throughout."""
        if selected or marked:
            style = self.marked if not selected else self.cursor if focused else self.cursor_blurred
            return [Segment("".join([text for text, _tone in parts]), style)]
        segments: list[Segment] = []
        texts: list[str] = []
        current: Tone = "row"
        for text, tone in parts:
            # Blanks look the same in every tone, and a change of tone costs bytes.
            if tone != current and not text.isspace():
                if texts:
                    segments.append(Segment("".join(texts), self.tones[current]))
                texts, current = [], tone
            texts.append(text)
        segments.append(Segment("".join(texts), self.tones[current]))
        return segments


RowT = TypeVar("RowT", bound=ListRow)
RowT_contra = TypeVar("RowT_contra", bound=ListRow, contravariant=True)


class RowPainter(Protocol[RowT_contra]):
    """Paints the lines of a list; every line has exactly the width asked for."""

    def dress(self, palette: Palette) -> None:
        """Take the styles to paint with: before the first line, and whenever the theme changes."""
        ...

    def header(self, width: int) -> list[Segment] | None:
        """Return the line above the rows, or None for no such line."""
        ...

    def paint(
        self, row: RowT_contra, width: int, selected: bool, marked: bool, focused: bool
    ) -> Strip | list[Segment]:
        """Return the line of `row`. The same arguments must give the same line."""
        ...

    def opens_at(self, x: int, width: int) -> bool:
        """Say whether one click at this cell of a row opens it."""
        ...


def gutter(selected: bool, marked: bool) -> str:
    """Return the first cells of a row, which say without colour what it is."""
    return (">" if selected else " ") + ("+" if marked else " ")


def heading_line(text: str, width: int) -> str:
    """Return a heading followed by a thin rule, `width` cells wide."""
    title = cell(text, width).rstrip()
    return cell(f" {title} ".ljust(width, "─"), width) if title else "─" * width


class ColumnPainter(Generic[RowT]):
    """Paints rows as columns, leaving out the less important ones where the list is narrow.

    `cells` gives the text or the part of each column of a row, by the name of the column; a name
    that is missing stays blank. `heading` gives the text of a heading row. With `opens_at_name`
    one click on the first column opens the row (FEATURES CONT-03). `instead` names for a column the
    one whose value stands in it where it has none and the other one does not fit. `across` gives
    what stands across all columns of a row that has none, None for the others.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[RowT], Mapping[str, str | Part]],
        heading: Callable[[RowT], str] | None = None,
        *,
        titles: bool = True,
        opens_at_name: bool = False,
        instead: Mapping[str, str] | None = None,
        across: Callable[[RowT], Part | None] | None = None,
    ) -> None:
        self.columns = columns
        self._instead = instead or {}
        self._stand_in: Mapping[str, str] = {}
        self._opens_at_name = opens_at_name
        self._cells = cells
        self._across = across
        self._heading = heading
        self._titles = titles
        self._fitted: tuple[int, list[tuple[Column, int]]] = (-1, [])
        self._palette: Palette | None = None

    def dress(self, palette: Palette) -> None:
        """Take the styles to paint with."""
        self._palette = palette

    @property
    def palette(self) -> Palette:
        """The styles in force; the list has given them before it asks for a line."""
        assert self._palette is not None
        return self._palette

    def header(self, width: int) -> list[Segment] | None:
        """Return the titles of the columns that fit."""
        if not self._titles:
            return None
        texts = [cell(column.title, cells, column.align) for column, cells in self._fit(width)]
        line = cell(" " * GUTTER + (" " * GAP).join(texts), width)
        return [Segment(line, self.palette.header)]

    def paint(
        self, row: RowT, width: int, selected: bool, marked: bool, focused: bool
    ) -> LeanStrip:
        """Return the line of a row or of a heading."""
        if row.is_heading:
            text = self._heading(row) if self._heading else ""
            return LeanStrip([Segment(heading_line(text, width), self.palette.heading)], width)
        parts: list[Part] = [(gutter(selected, marked)[:width], "row")]
        used = min(GUTTER, width)
        if self._across is not None and (whole := self._across(row)) is not None:
            parts.append((cell(whole[0], width - used), whole[1]))
            line = self.palette.line(parts, selected=selected, marked=marked, focused=focused)
            return LeanStrip(line, width)
        values = self._cells(row)
        for column, cells in self._fit(width):
            value = values.get(column.name, "")
            if not value and column.name in self._stand_in:
                value = values.get(self._stand_in[column.name], "")
            part: Part = (value, "row") if isinstance(value, str) else value
            if len(parts) > 1:
                parts.append((" " * GAP, "row"))
                used += GAP
            parts.append((cell(part[0], cells, column.align), part[1]))
            used += cells
        parts.append((" " * (width - used), "row"))
        line = self.palette.line(parts, selected=selected, marked=marked, focused=focused)
        return LeanStrip(line, width)

    def opens_at(self, x: int, width: int) -> bool:
        """Say whether one click at this cell opens the row: where it is on the name."""
        fitted = self._fit(width) if self._opens_at_name else []
        return bool(fitted) and GUTTER <= x < GUTTER + fitted[0][1]

    def _fit(self, width: int) -> list[tuple[Column, int]]:
        if self._fitted[0] != width:
            self._fitted = (width, fit(self.columns, width - GUTTER))
            shown = {column.name for column, _cells in self._fitted[1]}
            self._stand_in = {n: o for n, o in self._instead.items() if o not in shown}
        return self._fitted[1]
