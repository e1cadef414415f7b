"""A pane of facts beside a list: blocks of a title and labelled lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from widgets.lists.columns import cell, wrap
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView

MAX_LABEL = 16
"""Cells that a label takes at most."""


class Block(NamedTuple):
    """Facts that belong together: a title, and lines of a label (may be empty) and a text."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()


class FactsPane(LineView):
    """Shows blocks of facts under each other; what does not fit is reached by scrolling.

    With `ruled` a thin rule sets the pane off from a list at its left or above it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facts--title", "facts--label", "facts--text"}
    DEFAULT_CSS = """
    FactsPane {
        background: $background;
        & > .facts--title { color: $foreground; text-style: bold; }
        & > .facts--label { color: $foreground; text-style: dim; }
        & > .facts--text { color: $foreground; }
    }
    """

    def __init__(self, *, ruled: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.can_focus = False
        self._ruled = ruled
        self._blocks: tuple[Block, ...] = ()
        self._lines: list[list[tuple[str, str]]] = []

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown."""
        return self._blocks

    def show(self, blocks: Sequence[Block]) -> None:
        """Show other facts, from the top."""
        if tuple(blocks) != self._blocks:
            self._blocks = tuple(blocks)
            self._lay_out(0)

    def resized(self) -> None:
        """Break the lines anew for the new width."""
        self._set_rule()
        self._lay_out(self.top)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`, with the rule where the pane now is."""
        self._set_rule()
        return super().render_lines(crop)

    def _set_rule(self) -> None:
        # Below a list a rule stands above the lines, beside one it stands at their left.
        parent = self.parent
        left = parent.content_region.x if isinstance(parent, Widget) else 0
        pinned = 1 if self._ruled and self.region.x <= left else 0
        if pinned != self.pinned:
            self.pinned, self._is_fresh = pinned, False

    def watch_show_vertical_scrollbar(self) -> None:
        """Break the lines anew beside a scrollbar that has come or gone."""
        self.call_after_refresh(lambda: self._lay_out(self.top))

    def _lay_out(self, top: int) -> None:
        width = max(1, self.line_width - (2 if self._ruled else 0))
        self._lines = []
        for block in self._blocks:
            if self._lines:
                self._lines.append([])
            self._lines += [[("title", line)] for line in wrap(block.title, width)]
            labels = min(MAX_LABEL, max((cell_len(label) for label, _ in block.lines), default=0))
            for label, text in block.lines:
                indent = labels + 1 if label else 0
                rows = wrap(text, max(8, width - indent)) or [""]
                for number, row in enumerate(rows):
                    name = cell(label if number == 0 else "", indent)
                    self._lines.append([("label", name), ("text", row)])
        self.set_place(len(self._lines), top)
        self.refresh_changed()

    def paint_line(self, y: int, width: int) -> Strip:
        """Return one line of the facts."""
        label = self.get_component_rich_style("facts--label")
        if y < self.pinned:
            return LeanStrip([Segment("─" * width, label)], width)
        place = y - self.pinned + self.top
        parts = self._lines[place] if place < len(self._lines) else []
        margin = "" if not self._ruled else "  " if self.pinned else "│ "
        segments = [Segment(margin, label)]
        segments += [
            Segment(text, self.get_component_rich_style(f"facts--{name}")) for name, text in parts
        ]
        return LeanStrip(Strip(segments).adjust_cell_length(width, label), width)
