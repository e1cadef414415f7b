"""A muted line of text, such as the numbers above a list; a new text repaints it alone."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment

from widgets.bars import OneLine
from widgets.lists.columns import cell


class TextLine(OneLine):
    """Shows a text at the left, cut where the line is too narrow."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-line--text"}
    DEFAULT_CSS = """
    TextLine {
        & > .text-line--text { color: $foreground; text-style: dim; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the text."""
        return [Segment(cell(f" {self._text}", width), self.style("text-line--text"))]
