"""What a person saves is never taken for somebody else's, whatever is read at the same time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from uuid import UUID

import pytest
from lines_desk import CHAIR, LinesDesk, deal_with, stored

from domain.calculation.kept import Kept
from screens.documents.homes import Content, DealHome
from screens.documents.lines_screen import open_lines
from services.context import Context
from services.deals.lines import DealLines
from tests.screens.desk import at, at_desk


class SlowHome(DealHome):
    """A deal whose lines are stored or read at once, while what comes of it is held back."""

    def __init__(self, key: UUID) -> None:
        super().__init__(key)
        self.holds_store = self.holds_read = False
        self.is_there, self.go_on = Event(), Event()

    def read(self, context: Context) -> DealLines:
        found = super().read(context)
        self._hold(self.holds_read)
        return found

    def store(
        self, context: Context, content: Content, shown: Kept, kept: Kept, *, overrule: bool
    ) -> DealLines:
        now = super().store(context, content, shown, kept, overrule=overrule)
        self._hold(self.holds_store)
        return now

    def _hold(self, is_held: bool) -> None:
        if is_held:
            self.is_there.set()
            assert self.go_on.wait(30)


@asynccontextmanager
async def at_slow_lines(context: Context) -> AsyncIterator[tuple[LinesDesk, SlowHome]]:
    home = SlowHome(deal_with(context, CHAIR))
    async with at_desk(context) as desk:
        open_lines(desk.app, home, home.read(context))
        lines = LinesDesk(desk.app, desk.pilot)
        await desk.until(lambda: desk.app.screen.query("#lines"))
        await lines.until_editor()
        yield lines, home


async def some_turns(desk: LinesDesk) -> None:
    for _turn in range(20):
        await desk.pilot.pause(0.01)


@pytest.mark.row("DOC-11")
async def test_lines_that_are_read_while_they_are_saved_are_ones_own(context: Context) -> None:
    async with at_slow_lines(at(context)) as (desk, home):
        await desk.press("right", *"25", "enter")
        home.holds_store = True
        await desk.press("ctrl+s")
        await desk.until(home.is_there.is_set)
        desk.app.notice_changes()
        await some_turns(desk)
        assert "Somebody" not in desk.said()
        home.go_on.set()
        await desk.until_said("Saved")
        assert "25" in desk.rows()[0]


@pytest.mark.row("DOC-11")
async def test_lines_that_were_read_before_they_were_saved_are_not_shown_again(
    context: Context,
) -> None:
    async with at_slow_lines(at(context)) as (desk, home):
        home.holds_read = True
        desk.lines._follow(frozenset({"line_item"}))
        await desk.until(home.is_there.is_set)
        await desk.press("right", *"25", "enter", "ctrl+s")
        await some_turns(desk)
        home.holds_read = False
        home.go_on.set()
        await desk.until(lambda: stored(context, home.key)[0].quantity == 25)
        await desk.until_idle()
        assert "25" in desk.rows()[0]
        assert not desk.lines.has_changes()
