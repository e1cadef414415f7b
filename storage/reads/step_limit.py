"""Ends statements that take longer than somebody waits for them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from domain.paging import TakesLong
from storage.connection import CrmConnection

_STEPS_AT_ONCE = 1_000


class TooLong(Exception):
    """A statement has taken more steps than it may."""


@contextmanager
def at_most(
    connection: CrmConnection, steps: int, deadline: float | None
) -> Iterator[CrmConnection]:
    """Let statements take so many steps of SQLite's machine in all; then raise TooLong.

    Raises TakesLong where they end after `deadline`, a moment of `monotonic`.
    """
    taken = 0
    if steps == sys.maxsize and deadline is None:
        yield connection
        return

    def is_too_long() -> bool:
        nonlocal taken
        taken += _STEPS_AT_ONCE
        return taken > steps or (deadline is not None and monotonic() > deadline)

    connection.set_progress_handler(is_too_long, max(1, min(_STEPS_AT_ONCE, steps)))
    try:
        yield connection
    except sqlite3.OperationalError as error:
        if taken > steps:
            raise TooLong from error
        if deadline is not None and monotonic() > deadline:
            raise TakesLong from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
