"""Says that something is being read, where that takes long enough to be noticed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.i18n import _
from screens.records.record_actions import RecordActions

WAIT_SECONDS = 0.3
"""How long reading may take before it is said that it goes on."""


class TellsOfWait(RecordActions):
    """A screen that reads records beside itself."""

    _says_reading = False

    @contextmanager
    def telling_of_wait(self) -> Iterator[None]:
        """Say that something is being read where that takes a while."""
        waiting = self.set_timer(WAIT_SECONDS, self._say_reading)
        try:
            yield
        finally:
            waiting.stop()

    def _say_reading(self) -> None:
        self._says_reading = True
        self.say(_("Reading … You can go on meanwhile."))

    def tell_no_wait(self) -> None:
        """Say no more that something is being read."""
        if self._says_reading:
            self._says_reading = False
            self.say("")
