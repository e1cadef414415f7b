"""The program ends while something is still under way."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Label

from crm_tui.app import CrmApp
from domain.errors import Cancelled
from screens.importing.import_dialog import ImportDialog
from screens.records.confirm_dialog import ConfirmDialog
from services.context import Context
from tests.screens.desk import PATIENCE_SECONDS, add_contact, at, at_desk, count
from tests.screens.records.clients import among_clients


@pytest.mark.parametrize("mode", [*CrmApp.MODES])
async def test_it_ends_quietly_while_an_area_is_laid_out_ahead(context: Context, mode: str) -> None:
    async with at_desk(context) as desk:
        desk.app._init_mode(mode)
    assert desk.app.return_code in (0, None)


async def test_it_ends_what_takes_long_in_a_dialog(context: Context) -> None:
    async with at_desk(context) as desk:
        await desk.press("Z")
        await desk.until_dialog()
        dialog = desk.app.screen
        assert isinstance(dialog, ImportDialog)
        assert not dialog.is_ended()
    assert dialog.is_ended()


async def test_nobody_is_told_what_a_dialog_came_to_while_it_ends(context: Context) -> None:
    told: list[bool | None] = []
    async with at_desk(context) as desk:
        dialog = ConfirmDialog("Sure?", lambda: "")
        await desk.app.push_screen(dialog, told.append)
        dialog.dismiss(True)
        # The first thing that it does is to say that it runs no more; then its screens are closed.
        await desk.app._shutdown()
    assert told == []


@pytest.mark.parametrize("by_itself", [True, False])
async def test_a_long_change_ends_with_the_program(
    context: Context, caplog: pytest.LogCaptureFixture, by_itself: bool
) -> None:
    begun, ended = Event(), list[bool]()

    def change(_progress: object, is_over: Callable[[], bool]) -> None:
        begun.set()
        for _look in range(1_000):
            if is_over():
                ended.append(True)
                raise Cancelled("Ended.")
            Event().wait(0.01)

    async with among_clients(at(context)) as desk:
        desk.area.run_long(change, lambda _none: None)
        await desk.until(begun.is_set)
        if by_itself:
            desk.app.exit()
    await asyncio.get_running_loop().shutdown_default_executor()
    assert ended == [True]
    gc.collect()
    assert not caplog.records  # asyncio tells of what nobody heard of


class Last(Label):
    """Says when it goes."""

    def __init__(self, going: asyncio.Event) -> None:
        super().__init__("last")
        self._going = going

    def on_unmount(self) -> None:
        """Say so."""
        self._going.set()


async def test_what_works_beside_the_program_never_shows_while_it_ends(context: Context) -> None:
    going, shown = asyncio.Event(), list[str]()

    async def show() -> None:
        await going.wait()
        shown.append("shown")

    async with at_desk(context) as desk:
        await desk.app.screen.mount(Last(going))
        desk.app.run_worker(show())
        await desk.pilot.pause()
    assert going.is_set()
    assert shown == []


async def test_what_waits_for_its_turn_is_stored_before_it_ends(
    context: Context, path: Path
) -> None:
    for name in ("Ames", "Bell"):
        add_contact(context, name)
    async with at_desk(context) as desk:
        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        await desk.press("u", "u")
        busy.execute("ROLLBACK")
        busy.close()
    assert count(context, "contact") == 0


async def test_what_it_ended_is_said_on_the_terminal(context: Context) -> None:
    has_begun, may_end = Event(), Event()

    def ended() -> None:
        has_begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        raise Cancelled("Ended. Nothing was changed.")

    async with at_desk(context) as desk:
        desk.area.perform(ended)
        await desk.until(has_begun.is_set)
        asyncio.get_running_loop().call_soon(may_end.set)  # the first that comes once it ends
        await desk.app._shutdown()
    assert desk.app.said_at_end == "Ended. Nothing was changed."
