"""Keeps the person's calendar file up to date while the program runs (FEATURES ACT-14)."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.timer import Timer

from domain.errors import CrmError
from screens.interrupting import tell
from services.activities.calendar_feed import FEED_TABLES, feed_path, write_feed
from services.context import Context

WAIT_SECONDS = 2.0
"""How long after a change the file is written, so that several changes are written at once."""


class CalendarFeed:
    """Writes the file beside the screen, soon after something that is in it has changed.

    What is wrong with the file is said once, until it is something else or all is well again.
    """

    def __init__(self, app: App[Any], context: Context) -> None:
        self._app = app
        self._context = context
        self._timer: Timer | None = None
        self._said = ""
        self._is_writing = False
        self._wait()

    def look(self, kinds: frozenset[str]) -> None:
        """Take note of which kinds of records have changed."""
        if kinds & FEED_TABLES and self._timer is None:
            self._wait()

    def _wait(self) -> None:
        self._timer = self._app.set_timer(WAIT_SECONDS, self._begin)

    def _begin(self) -> None:
        self._timer = None
        if self._is_writing:
            self._wait()
            return
        if feed_path(self._context) is None:
            return
        self._is_writing = True
        self._app.run_worker(self._write, group="calendar_feed", thread=True)

    def _write(self) -> None:
        sentence = ""
        try:
            write_feed(self._context)
        except CrmError as error:
            sentence = str(error)
        finally:
            self._is_writing = False
        if sentence and sentence != self._said and self._app.is_running:
            self._app.call_from_thread(tell, self._app, sentence, "error")
        self._said = sentence
