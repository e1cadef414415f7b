"""Labelled values under headings, as the rows of a list; a long value goes over several lines."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from widgets.lists.columns import cell, wrap
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_painter import GUTTER, Palette, Part, Tone, gutter, heading_line

MOST_LABEL = 18
"""Cells that a label takes at most."""

LEAST_VALUE = 12
"""Cells that a value keeps beside its label."""


class FieldLine(NamedTuple):
    """A value with its label, what names it, and the tone in which it is shown."""

    key: Hashable
    label: str
    text: str
    tone: Tone = "row"


class FieldBlock(NamedTuple):
    """Values under a title."""

    title: str
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A line of the list; only the first line of each value can be selected."""

    key: Hashable
    label: str
    text: str
    is_heading: bool = False
    is_title: bool = False
    tone: Tone = "row"


def field_rows(blocks: Sequence[FieldBlock], width: int) -> list[FieldRow]:
    """Return the rows of blocks in a list of `width` cells."""
    # A scrollbar may come and take the last cell.
    room = max(LEAST_VALUE, width - GUTTER - label_width(blocks, width) - 2)
    rows: list[FieldRow] = []
    for block in blocks:
        if block.title:
            title = ("title", block.title, len(rows))
            rows.append(FieldRow(title, "", block.title, True, True))
        for line in block.lines:
            first, *more = wrap(line.text, room) or [""]
            rows.append(FieldRow(line.key, line.label, first, tone=line.tone))
            rows += [
                FieldRow((line.key, number), "", text, True, tone=line.tone)
                for number, text in enumerate(more)
            ]
    return rows


def label_width(blocks: Sequence[FieldBlock], width: int) -> int:
    """Return how many cells the labels of blocks take in a list of `width` cells."""
    longest = max((cell_len(line.label) for block in blocks for line in block.lines), default=0)
    return max(4, min(longest, MOST_LABEL, width - GUTTER - LEAST_VALUE - 1))


class FieldPainter:
    """Paints such rows, the labels `labels` cells wide."""

    def __init__(self, labels: int) -> None:
        self._labels = labels
        self._palette: Palette | None = None

    def dress(self, palette: Palette) -> None:
        """Take the styles to paint with."""
        self._palette = palette

    def header(self, width: int) -> list[Segment] | None:
        """Return no line above the rows."""
        return None

    def paint(
        self, row: FieldRow, width: int, selected: bool, marked: bool, focused: bool
    ) -> LeanStrip:
        """Return the line of a value, of its continuation, or of a title."""
        assert self._palette is not None
        if row.is_title:
            return LeanStrip([Segment(heading_line(row.text, width), self._palette.heading)], width)
        value = max(0, width - GUTTER - self._labels - 1)
        parts: list[Part] = [
            (gutter(selected and focused, False)[:width], "row"),
            (cell(row.label, self._labels) + " ", "muted"),
            (cell(row.text, value), row.tone),
        ]
        # Without the focus no line stands out: nothing is meant there.
        line = self._palette.line(
            parts, selected=selected and focused, marked=False, focused=focused
        )
        return LeanStrip(line, width)

    def opens_at(self, x: int, width: int) -> bool:
        """Say that one click opens a value: there is nothing else to do with it."""
        return True
