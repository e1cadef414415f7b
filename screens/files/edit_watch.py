"""Private copies that are being edited elsewhere: each that was saved becomes a new version."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from textual.app import App
from textual.timer import Timer

from domain.errors import CrmError
from screens.interrupting import tell
from screens.program import program_of
from services.context import Context
from services.files.editing import ChangedCopyKept, EditedCopy, copies_left, take_in

LOOK_SECONDS = 1.0
"""How often copies are looked at; one is taken in when it was left alone between two looks."""

_Sign = tuple[int, int]


FIRST_WAIT, LONGEST_WAIT = 8, 512
"""After how many looks that is tried again which could not be stored; it doubles each time."""


@dataclass(slots=True)
class _Watched:
    """A copy, what was seen of it last, and whether what it holds is to be taken in.

    After a refusal, `said`, that waits for `looks` more, of `wait`.
    """

    copy: EditedCopy
    sign: _Sign
    is_due: bool = True
    is_busy: bool = False
    said: str = ""
    wait: int = 0
    looks: int = 0


class EditWatch:
    """Looks after the copies of files that are open in other programs, while this one runs."""

    def __init__(self, app: App[Any], context: Context) -> None:
        self._app = app
        self._context = context
        self._watched: dict[UUID, _Watched] = {}
        self._timer: Timer | None = None

    def watch(self, copy: EditedCopy) -> None:
        """Store what is saved to a copy from now on."""
        # Whether it holds something new already is found out beside the screen.
        self._watched[copy.id] = _Watched(copy, _sign(copy.path))
        if self._timer is None:
            self._timer = self._app.set_interval(LOOK_SECONDS, self.look)

    def look_for_left(self) -> None:
        """Go on with copies that were opened before the program was started this time."""
        self._app.run_worker(self._watch_left(), group="edits")

    async def _watch_left(self) -> None:
        # Whether an old copy may go is known by its bytes, and they may be many.
        for copy in await asyncio.to_thread(lambda: [*copies_left(self._context)]):
            if copy.id not in self._watched:
                self.watch(copy)

    def look(self) -> None:
        """Take in each copy that was written to and has been left alone since the last look."""
        for one in self._watched.values():
            sign = _sign(one.copy.path)
            one.looks -= 1
            if sign != one.sign:
                one.sign, one.is_due, one.wait, one.looks = sign, True, 0, 0
            elif one.is_due and one.looks <= 0 and sign != _NOTHING and not one.is_busy:
                one.is_due, one.is_busy = False, True
                self._app.run_worker(self._take_in(one), group="edits")

    async def _take_in(self, one: _Watched) -> None:
        """Store what a copy holds beside the screen, and say so."""
        try:
            new, stored = await asyncio.to_thread(take_in, self._context, one.copy)
        except ChangedCopyKept as error:
            if error.is_news:
                tell(self._app, str(error), "error")
            return
        except CrmError as error:
            self._try_again(one, str(error))
            return
        finally:
            one.is_busy = False
        one.copy, one.said, one.wait = new, "", 0
        if stored is not None:
            tell(self._app, stored.explain())
            program_of(self._app).notice_changes()

    def _try_again(self, one: _Watched, sentence: str) -> None:
        """Say once why a copy could not be stored, and store it when that has passed."""
        one.is_due = True
        one.wait = min(one.wait * 2, LONGEST_WAIT) or FIRST_WAIT
        one.looks = one.wait
        if sentence != one.said:
            one.said = sentence
            tell(self._app, sentence, "error")


_NOTHING: _Sign = (0, -1)


def _sign(path: Path) -> _Sign:
    """Return what tells that a file was written to; programs may replace it while they save."""
    try:
        found = path.stat()
    except OSError:
        return _NOTHING
    return found.st_mtime_ns, found.st_size
