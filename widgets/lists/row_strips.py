"""The lines of a list that have been painted, kept for when they come into view again."""

from __future__ import annotations

from itertools import islice
from typing import Generic, TypeVar

from rich.segment import Segment
from textual.strip import Strip

from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_painter import Palette, RowPainter
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)

KEPT = 800
"""Lines of rows that are kept; several pages of a tall screen."""

Look = tuple[int, bool, bool, bool]
"""How a row is painted: its width; whether it is selected, marked, selected in the focus."""


class RowStrips(Generic[RowT]):
    """Lines by a painter in the styles of a palette: good for as long as it paints rows alike."""

    def __init__(self, painter: RowPainter[RowT], palette: Palette) -> None:
        painter.dress(palette)
        self._painter = painter
        self._palette = palette
        self._rows: dict[tuple[int, Look], tuple[RowT, LeanStrip]] = {}
        self._texts: dict[tuple[str | None, int], LeanStrip] = {}

    def row(self, row: RowT, look: Look) -> LeanStrip:
        """Return the line of a row."""
        # By identity, for a row has many fields to compare; the entry keeps the row alive.
        known, strip = self._rows.get((id(row), look), (None, None))
        if strip is None or known is not row:
            strip = self._fitted(self._painter.paint(row, *look), look[0])
            if len(self._rows) >= KEPT:
                for oldest in list(islice(self._rows, KEPT // 2)):
                    del self._rows[oldest]
            self._rows[id(row), look] = (row, strip)
        return strip

    def text(self, text: str, width: int) -> LeanStrip:
        """Return a line with a hint in its middle, or with nothing on it."""
        strip = self._texts.get((text, width))
        if strip is None:
            line = Segment(cell(text, width, "center"), self._palette.hint)
            strip = self._texts[text, width] = LeanStrip([line], width)
        return strip

    def header(self, width: int) -> LeanStrip | None:
        """Return the line above the rows, or None for no such line."""
        strip = self._texts.get((None, width))
        if strip is None:
            segments = self._painter.header(width)
            if segments is None:
                return None
            strip = self._texts[None, width] = self._fitted(segments, width)
        return strip

    def _fitted(self, line: Strip | list[Segment], width: int) -> LeanStrip:
        strip = line if isinstance(line, LeanStrip) else LeanStrip(line)
        if strip.cell_length == width:
            return strip
        return LeanStrip(strip.adjust_cell_length(width, self._palette.tones["row"]), width)
