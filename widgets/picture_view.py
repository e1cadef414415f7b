"""A small picture in half blocks: two rows of it on each line, where colours are exact."""

from __future__ import annotations

from collections.abc import Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView

UPPER_HALF = "▀"
"""The upper half of a cell in the colour of the letter, the lower half in that behind it."""

Colours = Sequence[tuple[int, int, int]]
"""A row of a picture: red, green and blue of each point, from 0 to 255."""


class PictureView(LineView):
    """Shows a picture in the middle of its width."""

    DEFAULT_CSS = """
    PictureView { background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.can_focus = False
        self._rows: Sequence[Colours] = ()

    def show(self, rows: Sequence[Colours]) -> None:
        """Show the rows of a picture, from the top; none for no picture."""
        self._rows = rows
        self.set_place((len(rows) + 1) // 2, 0)
        self.refresh_changed()

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the two rows of a line."""
        place = 2 * (y + self.top)
        if place >= len(self._rows):
            return LeanStrip([Segment(" " * width)], width)
        upper = self._rows[place]
        lower = self._rows[place + 1] if place + 1 < len(self._rows) else None
        left = max(0, (width - len(upper)) // 2)
        segments = [Segment(" " * left)]
        for x, colour in enumerate(upper[: width - left]):
            below = Color.from_rgb(*lower[x]) if lower else None
            style = Style(color=Color.from_rgb(*colour), bgcolor=below)
            segments.append(Segment(UPPER_HALF, style))
        strip = Strip(segments).adjust_cell_length(width, Style())
        return LeanStrip(list(strip), width)
