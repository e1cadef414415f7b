"""Changes of many records on the screen: made beside it, with progress, and ended by Escape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual import work

from domain.errors import Cancelled, CrmError
from domain.i18n import _
from domain.text import spaced
from screens.program import program_of
from screens.shell import AreaScreen

if TYPE_CHECKING:
    from services.lists.bulk import Progress

TELL_SECONDS = 0.3
"""How often the progress of a long change is told."""

ResultT = TypeVar("ResultT")


class LongChange(AreaScreen):
    """A screen that makes one change of many records at a time."""

    _is_cancelled: Event | None = None
    """Set where the change that is being made is to end."""

    @work(group="bulk")
    async def run_long(
        self,
        service: Callable[[Progress, Callable[[], bool]], ResultT],
        then: Callable[[ResultT], None],
    ) -> None:
        """Make a change with its progress in the status line; `then` gets what came of it.

        It ends with the screen; nothing is changed then.
        """
        if self._is_cancelled is not None:
            self.say(_("Another change is still being made. Esc ends it."))
            return
        self._is_cancelled = is_over = Event()
        progress = Throttled(lambda done, all_: self.app.call_from_thread(self._tell, done, all_))
        turns = program_of(self).turns
        turns.long_changes += 1
        try:
            result = await self.in_its_turn(partial(service, progress, is_over.is_set))
        except Cancelled as error:
            self.say(str(error))
        except CrmError as error:
            self.say(str(error), "error")
        else:
            then(result)
        finally:
            turns.long_changes -= 1
            is_over.set()
            self._is_cancelled = None
            program_of(self).notice_changes()

    def _tell(self, done: int, all_: int) -> None:
        if self._is_cancelled is None or self._is_cancelled.is_set():
            return
        self.say(said_of_progress(done, all_))

    def cancel_long(self) -> bool:
        """End the change that is being made; return whether there is one."""
        if self._is_cancelled is None:
            return False
        self._is_cancelled.set()
        self.say(_("Ending …"))
        return True


def said_of_progress(done: int, all_: int) -> str:
    """Return a sentence on how far a change is that Escape ends."""
    if done < all_:
        said = _("{done} of {count}. Esc ends it.")
    else:
        said = _("{done} of {count}; writing them down. Esc ends it.")
    return said.format(done=spaced(done), count=spaced(all_))


class Throttled:
    """Passes progress on, but not more often than somebody can read it."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._told_at, self._has_told = monotonic(), False

    def __call__(self, done: int, all_: int) -> None:
        now = monotonic()
        if now - self._told_at >= TELL_SECONDS or (done == all_ and self._has_told):
            self._has_told = True
            self._told_at = now
            self._tell(done, all_)
