"""When the program may open something by itself: never over what somebody is typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import App

from domain.errors import CrmError
from screens.program import program_of
from screens.shell import AreaScreen

REST_SECONDS = 2.0
"""How long no key has been pressed before a window may open by itself."""


def may_interrupt(app: App[Any]) -> bool:
    """Say whether a window may open now: in an area, and not while keys are being pressed."""
    screen = app.screen
    is_resting = monotonic() - program_of(app).last_key_at > REST_SECONDS
    return is_resting and isinstance(screen, AreaScreen) and not screen.is_typing


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
    if not app.screen_stack:
        return  # the program is ending
    screen = app.screen
    if isinstance(screen, AreaScreen):
        screen.say(sentence, severity)
    else:
        app.notify(
            sentence, severity="error" if severity == "error" else "information", markup=False
        )
