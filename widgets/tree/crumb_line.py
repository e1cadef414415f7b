"""The way from the top of a tree down to where one is, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message

from widgets.bars import OneLine
from widgets.lists.columns import cell
from widgets.tab_line import wordings_of

BETWEEN = " › "
_LEFT_OUT = "…"
_LEAST = 24
"""Cells that the way has at least before the text at the right goes."""


class CrumbLine(OneLine):
    """The titles from the top down, the last one being where one is, and a text at the right.

    `beside` says how the place is meant. Where the way does not fit, its middle is left out. Of the
    wordings of the text, the longest first, that is shown which leaves it enough room. A click on a
    title tells of it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"crumbs--way", "crumbs--here", "crumbs--right"}
    DEFAULT_CSS = """
    CrumbLine {
        & > .crumbs--way { color: $foreground; }
        & > .crumbs--here { color: $foreground; text-style: bold; }
        & > .crumbs--right { color: $foreground; text-style: dim; }
    }
    """

    class Chosen(Message):
        """A title was clicked: that of the place `index`, from the top, counted from 0."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[tuple[str, ...], str, tuple[str, ...]] = ((), "", ())
        self._fitted: list[tuple[int | None, str]] = []

    def show(
        self, titles: Sequence[str], beside: str, right: str | Sequence[str] | None = None
    ) -> None:
        """Show another way, another text behind it, or another one at the right."""
        shown = (tuple(titles), beside, self._shown[2] if right is None else wordings_of(right))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the way, as much of it as fits, and the text at the right where there is room."""
        titles, beside, wordings = self._shown
        most = width - 1 - min(_LEAST, width - 1)
        right = next((text for text in wordings if text and cell_len(text) + 2 <= most), "")
        room = width - 1 - (cell_len(right) + 2 if right else 0)
        beside = f" · {beside}" if beside else ""
        if cell_len(beside) > room - _LEAST // 2:
            beside = ""
        self._fitted = _fit(titles, room - cell_len(beside))
        way, here, dim = (self.style(f"crumbs--{name}") for name in ("way", "here", "right"))
        segments = [Segment(" ", way)]
        last = len(titles) - 1
        for place, (index, text) in enumerate(self._fitted):
            segments.append(Segment(BETWEEN if place else "", dim))
            segments.append(Segment(text, here if index == last else way))
        segments.append(Segment(beside, dim))
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(cell(f"{right} ", max(0, width - used), "right"), dim))
        return segments

    def on_click(self, event: events.Click) -> None:
        """Tell of the title under the mouse."""
        place = 1
        for index, text in self._fitted:
            if place <= event.x < place + cell_len(text) and index is not None:
                self.post_message(self.Chosen(index))
                return
            place += cell_len(text) + cell_len(BETWEEN)


def _fit(titles: Sequence[str], room: int) -> list[tuple[int | None, str]]:
    """Return the titles with their places, the middle ones left out where there is no room."""
    every: list[tuple[int | None, str]] = [*enumerate(titles)]
    if _length(every) <= room or not every:
        return every
    shorter = [[*every[:1], (None, _LEFT_OUT), *every[first:]] for first in range(2, len(every))]
    shorter.append([(None, _LEFT_OUT), every[-1]])
    fitting = next((shown for shown in shorter if _length(shown) <= room), None)
    return fitting or [(len(titles) - 1, cell(titles[-1], max(1, room)).rstrip())]


def _length(shown: Sequence[tuple[int | None, str]]) -> int:
    titles = sum(cell_len(text) for _index, text in shown)
    return titles + cell_len(BETWEEN) * max(0, len(shown) - 1)
