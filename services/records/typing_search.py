"""Search while somebody types: only what was typed last is worth an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from threading import Lock

from domain.fields import KINDS
from services.context import Context
from services.records.finding import find_records
from storage.connection import CrmConnection, connect
from storage.reads.hits import Hit

AGAIN_SECONDS = 0.001
"""How long to wait between two calls to give up: one between two statements is not heard."""


class TypingSearch:
    """Finds records on a connection of its own, for one text at a time.

    A new text ends the search for the one before, in whichever thread that runs, so that no letter
    waits for an answer that nobody wants any more. Close it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._connection: CrmConnection | None = None
        self._latest = 0
        self._turns = Lock()
        self._running = Lock()

    def find(
        self, text: str, kinds: Sequence[str] = tuple(KINDS), limit: int = 20
    ) -> list[Hit] | None:
        """Return what `find_records` does, or None where a later text has come meanwhile."""
        turn = self._take_turn()
        if not self._wait(turn):
            return None
        try:
            if turn != self._latest:
                return None
            if self._connection is None:
                self._connection = connect(self._context.database.path)
            return find_records(self._context, text, kinds, limit, self._connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return None
            raise
        finally:
            self._running.release()

    def close(self) -> None:
        """End the search that runs, and close the connection."""
        if self._wait(self._take_turn()):
            try:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
            finally:
                self._running.release()

    def _take_turn(self) -> int:
        with self._turns:
            self._latest += 1
            return self._latest

    def _wait(self, turn: int) -> bool:
        """Wait for the search before to give up. False where a later turn was taken meanwhile."""
        if self._running.acquire(blocking=False):
            return True
        while self._interrupt(turn):
            if self._running.acquire(timeout=AGAIN_SECONDS):
                return True
        return False

    def _interrupt(self, turn: int) -> bool:
        """End the statement that runs, unless it may be that of a later turn."""
        with self._turns:
            if turn != self._latest:
                return False
            if self._connection is not None:
                self._connection.interrupt()
            return True
