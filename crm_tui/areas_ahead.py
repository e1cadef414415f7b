"""Lays out the areas that have not been shown yet, one after another, while no key comes."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from screens.calendar.opening import lay_calendar_out
from screens.cards.opening import lay_card_out

if TYPE_CHECKING:
    from crm_tui.app import CrmApp

REST_SECONDS = 0.4
"""How long no key must have come, and how long each area has to read what it shows."""


class AreasAhead:
    """Makes areas ready, so that the first switch to each costs what every later one does."""

    def __init__(self, app: CrmApp) -> None:
        self._app = app
        self._modes = [mode for mode in app.MODES if mode != app.DEFAULT_MODE]
        self._wait()

    def _wait(self) -> None:
        if self._modes:
            self._app.set_timer(REST_SECONDS, self._go_on)

    def _go_on(self) -> None:
        if not self._app.is_running:
            return
        if monotonic() - self._app.last_key_at >= REST_SECONDS:
            mode = self._modes.pop(0)
            if mode not in self._app._screen_stacks:
                # Textual itself makes the screen of a mode only as it is switched to.
                self._app._init_mode(mode)
            if not self._modes:
                lay_calendar_out(self._app)
                lay_card_out(self._app)
        self._wait()
