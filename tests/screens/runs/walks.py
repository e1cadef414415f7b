"""Runs in a test: how they are laid, and the program while one walks through one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from domain.records.record_query import RecordQuery
from screens.runs.runs_screen import RunsScreen
from screens.runs.walk_screen import WalkScreen
from services.activities.laying import Laying, lay_activities
from services.context import Context
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine
from widgets.count_line import CountLine
from widgets.facts import FactsPane

NAMES = ("Abramov", "Kowalska", "Orlova", "Sidorov")
SCRIPT = "Good morning.\nMay I invite you to our stand?"


def lay(context: Context, **options: object) -> UUID:
    """Lay a call on all contacts."""
    laying = replace(Laying("call", "Invite to the fair", SCRIPT, "Fair 2027"), **options)  # type: ignore[arg-type]
    return lay_activities(context, "contact", RecordQuery("contact"), laying).run


@dataclass
class Walk(Desk):
    """The program while one walks through a run."""

    @property
    def screen(self) -> WalkScreen:
        """The screen of the run, in view or below a dialog."""
        return next(s for s in self.app.screen_stack if isinstance(s, WalkScreen))

    def said(self) -> str:
        """Return the line above the keys."""
        return self.screen.query_one(StatusLine).text

    def counts(self) -> str:
        """Return the counters."""
        return self.screen.query_one(CountLine).text

    def script(self) -> str:
        """Return what stands in the middle."""
        blocks = self.screen.query_one("#script", FactsPane).blocks
        return "\n".join([t for b in blocks for t in (b.title, *(x for _l, x in b.lines))])

    def client(self) -> str:
        """Return whom the activity in view concerns, "" where there is none."""
        return self.screen.client.title if self.screen.client else ""

    async def key(self, *keys: str) -> None:
        """Press keys, and wait after each until what it leads to is shown."""
        for key in keys:
            await self.press(key)
            await self.until_idle()
            await self.until(lambda: not self.screen.is_busy)


@asynccontextmanager
async def walking(context: Context, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Walk]:
    """Open the program and walk through the newest run."""
    async with at_desk(context, size=size) as desk:
        await desk.press("W")
        await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))
        await desk.press("enter")
        walk = Walk(desk.app, desk.pilot)
        await walk.until(lambda: isinstance(desk.app.screen, WalkScreen))
        await walk.until_idle()
        yield walk
