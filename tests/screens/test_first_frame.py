"""What the first frame shows, before anything that comes after it."""

from __future__ import annotations

import pytest
from desk import Desk, at, plan
from test_agenda_screen import plan_a_week
from textual.pilot import Pilot

from crm_tui.app import CrmApp
from crm_tui.settings import Settings
from services.agenda import Agenda, count_ahead
from services.changes import ChangeWatch
from services.context import Context
from services.seeding.seed import seed


class FramesKept(CrmApp):
    """The program, keeping what the screen showed each time it was painted.

    What is kept ends with the loading: birthdays and reminders come by themselves then.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, Settings())
        self.frames: list[str] = []
        self._desk = Desk(self, Pilot(self))

    def post_display_hook(self) -> None:
        """Keep the frame."""
        if self.is_running and self.screen.size and not self.is_complete:
            self.frames.append(self._desk.text())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
@pytest.mark.parametrize("is_long", [False, True], ids=["short", "long"])
async def test_the_first_frame_is_whole_and_stays(
    context: Context, size: tuple[int, int], is_long: bool
) -> None:
    context = at(context)
    plan_a_week(context)
    if is_long:
        seed(context, contacts=50, companies=10, deals=5, activities=300, seed=7)
    app = FramesKept(context)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        first, last = app.frames[0].splitlines(), app.frames[-1].splitlines()
        assert any("Overdue" in line for line in first)
        assert any(line.startswith(">") for line in first)
        assert first[-1] == last[-1]
        assert "? help" in first[-1]
        # The client beside the list, or below it, is read when the cursor has come to rest.
        beside = [line.partition("│")[0] for line in first]
        assert beside == [line.partition("│")[0] for line in last]
        assert app.current_mode == "activities"


async def test_the_area_of_the_first_frame_can_be_switched_back_to(context: Context) -> None:
    app = FramesKept(at(context))
    async with app.run_test() as pilot:
        first = app.screen
        app.add_mode("elsewhere", "help_of_textual")
        app.install_screen(type(first)(), "help_of_textual")
        await app.switch_mode("elsewhere")
        await app.switch_mode("activities")
        await pilot.pause()
        assert app.screen is first


async def test_what_is_written_after_the_counting_shows_soon(
    context: Context, other: Context
) -> None:
    context = at(context)
    plan(context, "counted", "2026-11-23 18:00")
    watch = ChangeWatch(context)
    counted = count_ahead(Agenda(context, context.now()))()
    plan(other, "written meanwhile", "2026-11-23 17:00", responsible=context.actor.login)
    app = CrmApp(context, Settings(), watch=watch, agenda=lambda: counted)
    async with app.run_test(size=(120, 40)) as pilot:
        desk = Desk(app, pilot)
        await desk.until_shown("0 overdue · 2 today · 2 open", "written meanwhile")
