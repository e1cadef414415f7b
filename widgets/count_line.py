"""Numbers under their keys and names, such as what came of calls; broken where the line ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from domain.text import spaced
from widgets.kept_lines import KeptLines
from widgets.lists.lean_strip import LeanStrip

_GAP = "   "


class Counted(NamedTuple):
    """A number: the key that adds to it ("" without one), what is counted, and how many."""

    key: str
    label: str
    number: int


class CountLine(KeptLines):
    """Shows numbers beside each other, on as many lines as they need."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"count-line--key", "count-line--label"}
    DEFAULT_CSS = """
    CountLine {
        height: 1; width: 100%;
        & > .count-line--key { color: $text-accent; text-style: bold; }
        & > .count-line--label { color: $foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._counted: tuple[Counted, ...] = ()
        self._lines: list[list[Counted]] = []

    @property
    def text(self) -> str:
        """What is shown, as text."""
        return _GAP.join(f"{one.key} {_said(one)}".strip() for one in self._counted)

    def show(self, counted: Sequence[Counted]) -> None:
        """Show other numbers."""
        if tuple(counted) != self._counted:
            self._counted = tuple(counted)
            self._lay_out()
            self.refresh()

    def on_resize(self) -> None:
        """Break the line anew for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width, used = self.size.width - 1, 0
        self._lines = []
        for one in self._counted:
            needed = _width(one)
            if not self._lines or used + len(_GAP) + needed > width:
                self._lines.append([])
                used = 0
            used += needed + (len(_GAP) if self._lines[-1] else 0)
            self._lines[-1].append(one)
        height = max(1, len(self._lines))
        if width > 0 and self.styles.height is not None and self.styles.height.value != height:
            self.styles.height = height

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width = self.size.width
        key = self.get_component_rich_style("count-line--key")
        label = self.get_component_rich_style("count-line--label")
        segments = [Segment(" ", label)]
        for place, one in enumerate(self._lines[y] if y < len(self._lines) else ()):
            if place:
                segments.append(Segment(_GAP, label))
            if one.key:
                segments.append(Segment(f"{one.key} ", key))
            segments.append(Segment(_said(one), label))
        return LeanStrip(Strip(segments).adjust_cell_length(width, label), width)


def _said(one: Counted) -> str:
    return f"{one.label} {spaced(one.number)}" if one.number else one.label


def _width(one: Counted) -> int:
    return cell_len(f"{one.key} " if one.key else "") + cell_len(_said(one))
