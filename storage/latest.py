"""Reads of which only the last one asked for is worth its answer, such as those of typed text."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from storage.connection import CrmConnection, connect

ResultT = TypeVar("ResultT")

AGAIN_SECONDS = 0.001
"""How long to wait between two calls to give up: one between two statements is not heard."""


class LatestRead:
    """Reads on a connection of its own, one at a time, from whichever threads.

    A new read ends the one before, so that nobody waits for an answer that is not wanted any more.
    Close it when it is no longer needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: CrmConnection | None = None
        self._latest = 0
        self._turns = Lock()
        self._running = Lock()

    def run(self, read: Callable[[CrmConnection], ResultT]) -> ResultT | None:
        """Return what `read` returns, or None where a later read has come meanwhile."""
        turn = self._take_turn()
        if not self._wait(turn):
            return None
        try:
            if turn != self._latest:
                return None
            if self._connection is None:
                self._connection = connect(self._path)
            return read(self._connection)
        except sqlite3.OperationalError:
            # What was interrupted says so in many ways: a full-text index that was just being
            # opened "failed".
            if turn != self._latest:
                return None
            raise
        finally:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.rollback()  # else later reads would see this moment for ever
            self._running.release()

    def close(self) -> None:
        """End the read that runs, and close the connection; a later read opens another."""
        if not self._wait(self._take_turn()):
            return
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
        """Wait for the read before to give up. False where a later turn was taken meanwhile."""
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
