"""When the program may open something by itself: never over what somebody is typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App

from domain.errors import CrmError
from screens.shell import AreaScreen


def may_interrupt(app: App[Any]) -> bool:
    """Say whether a window may open now: in an area, and not while a line of it is typed into."""
    screen = app.screen
    return isinstance(screen, AreaScreen) and not screen.is_typing


def aside(app: App[Any], act: Callable[[], object]) -> None:
    """Do something in a thread, for another process may keep the file busy; say what is refused."""

    async def run() -> None:
        try:
            await asyncio.to_thread(act)
        except CrmError as error:
            tell(app, str(error), "error")

    app.run_worker(run(), group="aside")


def tell(app: App[Any], sentence: str, severity: str = "information") -> None:
    """Show a sentence in the area that is in view, or above the dialog that is."""
    screen = app.screen
    if isinstance(screen, AreaScreen):
        screen.say(sentence, severity)
    else:
        app.notify(
            sentence, severity="error" if severity == "error" else "information", markup=False
        )
