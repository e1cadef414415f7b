"""An app that holds nothing but a line grid, and remembers what it told: for tests of grids."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal

from textual.app import App, ComposeResult
from textual.events import Paste
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot

from domain.calculation.editing import Editing
from domain.calculation.lines import Calculation, Line
from domain.pricing.model import Tax
from widgets.grid.grid_messages import ExplainWanted, LinesChanged
from widgets.grid.line_grid import LineGrid

VAT = (Tax("S", Decimal(20)),)


def chairs(count: int) -> tuple[Line, ...]:
    """Return so many lines of chairs, all alike."""
    return tuple(
        Line(
            number,
            name=f"Chair {number}",
            quantity=Decimal(2),
            unit="pc",
            price=Decimal(100),
            taxes=VAT,
        )
        for number in range(1, count + 1)
    )


class WatchedGrid(LineGrid):
    """A grid that remembers which lines it asked to be repainted."""

    repainted: list[Region]

    def refresh(self, *regions: Region, **options: bool) -> WatchedGrid:
        self.__dict__.setdefault("repainted", []).extend(regions or [Region(0, 0, 999, 999)])
        super().refresh(*regions, **options)
        return self

    def lines_repainted(self) -> list[int]:
        """Return the lines that were repainted since it was asked last."""
        lines = {y for region in self.repainted for y in range(region.y, region.bottom)}
        self.repainted.clear()
        return sorted(lines)


class Host(App[None]):
    """A grid alone on the screen."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.grid = WatchedGrid(Editing(Calculation("RUB", tuple(lines))))
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def on_lines_changed(self, event: LinesChanged) -> None:
        self.told.append(event)

    def on_explain_wanted(self, event: ExplainWanted) -> None:
        self.told.append(event)

    @property
    def editing(self) -> Editing:
        return self.grid.editing

    def shown(self) -> list[str]:
        """Return the lines that the grid shows, the titles first, what it says last."""
        lines = [self.grid.render_line(y).text for y in range(self.grid.size.height)]
        return [line.replace("\xa0", " ").rstrip() for line in lines]

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does."""
        self.grid.post_message(Paste(text))


@asynccontextmanager
async def hosted(
    lines: Sequence[Line] = (), size: tuple[int, int] = (90, 14)
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """Show a grid with these lines."""
    host = Host(lines)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        yield host, pilot
