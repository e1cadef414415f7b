"""A line with running clocks, of which only the clocks are repainted as time passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region

from widgets.bars import OneLine
from widgets.lists.columns import cell

CLOCK_CELLS = 8
"""Cells of a clock, `00:03:41`."""

_GAP = "   "


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock with words around it; `seconds` tells how long it has been running."""

    before: str
    seconds: Callable[[], float]
    after: str = ""

    def show(self) -> str:
        """Return the clock as it stands."""
        minutes, seconds = divmod(max(0, int(self.seconds())), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{min(hours, 99):02}:{minutes:02}:{seconds:02}"


class ClockLine(OneLine):
    """Shows clocks beside each other, and `hint` at the right end where it fits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"clock-line--text"}
    DEFAULT_CSS = """
    ClockLine {
        & > .clock-line--text { color: $foreground; text-style: bold; }
    }
    """

    def __init__(
        self,
        clocks: Sequence[Clock] = (),
        hint: str = "",
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._clocks = tuple(clocks)
        self._hint = hint
        self._seen: list[str] = []

    def on_mount(self) -> None:
        """Let the clocks run."""
        self.set_interval(1.0, self._tick)

    def show(self, clocks: Sequence[Clock], hint: str | None = None) -> None:
        """Show other clocks."""
        self._clocks = tuple(clocks)
        self._hint = self._hint if hint is None else hint
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the line."""
        self._seen = [clock.show() for clock in self._clocks]
        text = _GAP.join(
            " ".join(filter(None, (clock.before, seen, clock.after)))
            for clock, seen in zip(self._clocks, self._seen, strict=True)
        )
        room = width - cell_len(self._hint) - 1
        if self._hint and cell_len(text) + len(_GAP) <= room:
            text = cell(text, room) + self._hint
        return [Segment(cell(text, width), self.style("clock-line--text"))]

    def _tick(self) -> None:
        """Repaint the clocks that have moved on; below a dialog that would repaint the screen."""
        if not self.screen.is_active:
            return
        regions, place = [], 0
        for clock, seen in zip(self._clocks, self._seen, strict=False):
            start = place + (cell_len(clock.before) + 1 if clock.before else 0)
            if clock.show() != seen:
                regions.append(Region(start, 0, CLOCK_CELLS, 1))
            place = start + CLOCK_CELLS + (1 + cell_len(clock.after) if clock.after else 0)
            place += len(_GAP)
        inside = Region(0, 0, self.size.width, 1)
        regions = [region.intersection(inside) for region in regions]
        if any(regions):
            self.refresh(*filter(None, regions))
