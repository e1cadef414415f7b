"""A line with a title in bold at its left, and what is told beside it at its right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment

from widgets.bars import OneLine
from widgets.lists.columns import GAP, cell


class TitleLine(OneLine):
    """Shows a title and a text; where the line is narrow, the title stays and the text goes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-line--title", "title-line--text"}
    DEFAULT_CSS = """
    TitleLine {
        & > .title-line--title { color: $foreground; text-style: bold; }
        & > .title-line--text { color: $foreground; text-style: dim; }
    }
    """

    def __init__(self, title: str = "", text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown = (title, text)

    def show(self, title: str, text: str) -> None:
        """Show another title and text."""
        if (title, text) != self._shown:
            self._shown = (title, text)
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the title, and the text where there is room for a good part of it."""
        title, text = self._shown
        room = width - cell_len(title) - 2 - GAP
        if room < min(cell_len(text), width // 4):
            return [Segment(cell(f" {title}", width), self.style("title-line--title"))]
        return [
            Segment(cell(f" {title}", width - room - 1), self.style("title-line--title")),
            Segment(cell(text, room, "right") + " ", self.style("title-line--text")),
        ]
