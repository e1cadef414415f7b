"""How the lines of a tree are painted: by depth, with what can be unfolded, and a number."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping

from rich.segment import Segment

from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_painter import GUTTER, Palette, Part, Tone
from widgets.tree.tree_rows import TOP, TreeRow

STEP = 2
"""Cells by which each level stands further right."""

_LEAST_LEVELS = 2
"""So many levels stand further right even where the tree is narrow."""

_NARROW = 16
"""Cells of a line that is too narrow for the numbers."""

_MARKS = {(True, True): "▾ ", (True, False): "▸ ", (False, False): "  "}


class TreePainter:
    """Paints lines of a tree, with `counts` at their right; those of `taken` bear a `~`.

    Only a few levels stand further right than the one before, so that names can be read however
    deep the tree is: those from `left` on. What is above them bears a `‹`, what is below a `›`.
    """

    def __init__(
        self,
        counts: Mapping[Hashable, int],
        taken: Collection[Hashable] = (),
        left: int = 0,
    ) -> None:
        self._counts = counts
        self._taken = taken
        self.left = left
        self._palette: Palette | None = None

    def left_for(self, depth: int, width: int) -> int:
        """Return from which level on lines stand further right, so that one of `depth` is told.

        That is as before as long as it can be, for else all lines are painted anew.
        """
        levels = _levels(width)
        if depth <= levels:
            return 0
        return self.left if self.left <= depth <= self.left + levels else depth - levels + 1

    def dress(self, palette: Palette) -> None:
        """Take the styles to paint with."""
        self._palette = palette

    def header(self, width: int) -> None:
        """There is no line above the tree."""

    def fold_cells(self, row: TreeRow, width: int) -> range:
        """Return the cells of a line that show whether it is unfolded."""
        start = GUTTER + len(self._indent(row.depth, width))
        return range(start, start + STEP)

    def opens_at(self, x: int, width: int) -> bool:
        """One click selects a line and does no more."""
        return False

    def paint(
        self, row: TreeRow, width: int, selected: bool, marked: bool, focused: bool
    ) -> LeanStrip:
        """Return a line of the tree."""
        assert self._palette is not None
        count = self._counts.get(row.key)
        number = "" if not count else str(count)
        room = len(number) + 1 if number and width > _NARROW else 0
        gutter = (">" if selected else " ") + ("~" if row.key in self._taken else " ")
        name = f"{self._indent(row.depth, width)}{self._mark(row)}{row.title}"
        tone: Tone = "muted" if row.key in self._taken else "row"
        parts: list[Part] = [
            (gutter[:width], "row"),
            (cell(name, max(0, width - GUTTER - room)), tone),
            (cell(number, room, "right"), "muted"),
        ]
        line: list[Segment] = self._palette.line(
            parts, selected=selected, marked=False, focused=focused
        )
        return LeanStrip(line, width)

    def _indent(self, depth: int, width: int) -> str:
        if depth < self.left:
            return "‹"
        most, level = _levels(width), depth - self.left
        blanks = " " * (STEP * min(level, most) + (1 if self.left else 0))
        return blanks if level <= most else f"{blanks[:-1]}›"

    def _mark(self, row: TreeRow) -> str:
        return "" if row.key == TOP else _MARKS[row.has_branches, row.is_open]


def _levels(width: int) -> int:
    """Return how many levels stand further right in a line: names have three quarters of it."""
    return max(_LEAST_LEVELS, width // 4 // STEP)
