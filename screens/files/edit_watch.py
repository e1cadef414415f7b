"""Private copies that are being edited elsewhere: each that was saved becomes a new version."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

from textual.app import App
from textual.timer import Timer

from domain.errors import CrmError
from screens.interrupting import tell
from screens.program import program_of
from services.context import Context
from services.files.editing import EditedCopy, copies_left, take_in

LOOK_SECONDS = 1.0
"""How often copies are looked at; one is taken in when it was left alone between two looks."""

_Sign = tuple[int, int]


class EditWatch:
    """Looks after the copies of files that are open in other programs, while this one runs."""

    def __init__(self, app: App[Any], context: Context) -> None:
        self._app = app
        self._context = context
        self._copies: dict[UUID, EditedCopy] = {}
        self._seen: dict[UUID, tuple[_Sign, bool]] = {}
        self._busy: set[UUID] = set()
        self._timer: Timer | None = None

    def watch(self, copy: EditedCopy) -> None:
        """Store what is saved to a copy from now on."""
        self._copies[copy.id] = copy
        # Whether it holds something new already is found out beside the screen.
        self._seen[copy.id] = (_sign(copy.path), True)
        if self._timer is None:
            self._timer = self._app.set_interval(LOOK_SECONDS, self.look)

    def look_for_left(self) -> None:
        """Go on with copies that were opened before the program was started this time."""
        for copy in copies_left(self._context):
            self.watch(copy)

    def look(self) -> None:
        """Take in each copy that was written to and has been left alone since the last look."""
        for key, copy in [*self._copies.items()]:
            sign = _sign(copy.path)
            seen, is_due = self._seen[key]
            if sign != seen:
                self._seen[key] = (sign, True)
            elif is_due and sign != _NOTHING and key not in self._busy:
                self._seen[key] = (sign, False)
                self._busy.add(key)
                self._app.run_worker(self._take_in(copy), group="edits")

    async def _take_in(self, copy: EditedCopy) -> None:
        """Store what a copy holds beside the screen, and say so."""
        try:
            new, stored = await asyncio.to_thread(take_in, self._context, copy)
        except CrmError as error:
            tell(self._app, str(error), "error")
            return
        finally:
            self._busy.discard(copy.id)
        self._copies[copy.id] = new
        if stored is not None:
            tell(self._app, stored.explain())
            program_of(self._app).notice_changes()


_NOTHING: _Sign = (0, -1)


def _sign(path: Path) -> _Sign:
    """Return what tells that a file was written to; programs may replace it while they save."""
    try:
        found = path.stat()
    except OSError:
        return _NOTHING
    return found.st_mtime_ns, found.st_size
