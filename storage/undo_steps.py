"""The steps that can be undone and done again: which they are, and which are in force."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final
from uuid import UUID

UNDO: Final = "undo"
REDO: Final = "redo"

_TAKEN_BACK = "EXISTS (SELECT 1 FROM change_unit v WHERE v.undoes = coalesce(u.part_of, u.seq))"
"""Condition on a unit `u` that was reverted, with all parts of its use case."""

IN_FORCE = f"u.verb <> '{UNDO}' AND NOT {_TAKEN_BACK}"
"""Condition on a unit `u` that counts as done: no undo itself, and not taken back."""


@dataclass(frozen=True, slots=True)
class LoggedUnit:
    """A unit as undo sees it: its number, its verb, and the verb of what it does in the end."""

    seq: int
    verb: str
    origin: str


def next_to_undo(connection: sqlite3.Connection, actor: UUID) -> LoggedUnit | None:
    """Return the actor's last unit that is in force and is not itself an undo."""
    return _newest(connection, actor, f"u.verb <> '{UNDO}'")


def steps_to_undo(connection: sqlite3.Connection, actor: UUID, limit: int) -> list[LoggedUnit]:
    """Return the actor's last units that are in force and no undo, the newest first."""
    rows = connection.execute(
        f"SELECT u.seq, u.verb FROM change_unit u WHERE u.actor = ? AND {IN_FORCE} "
        "AND u.part_of IS NULL ORDER BY u.seq DESC LIMIT ?",
        (actor.bytes, limit),
    ).fetchall()
    return [LoggedUnit(seq, verb, _origin(connection, seq)) for seq, verb in rows]


def next_to_redo(connection: sqlite3.Connection, actor: UUID) -> LoggedUnit | None:
    """Return the actor's last undo that nothing has reverted or followed."""
    return _newest(
        connection,
        actor,
        f"u.verb = '{UNDO}' AND u.seq > coalesce((SELECT max(seq) FROM change_unit "
        f"WHERE actor = u.actor AND verb NOT IN ('{UNDO}', '{REDO}')), 0)",
    )


def _newest(connection: sqlite3.Connection, actor: UUID, condition: str) -> LoggedUnit | None:
    row = connection.execute(
        f"SELECT u.seq, u.verb FROM change_unit u WHERE u.actor = ? AND {condition} "
        f"AND u.part_of IS NULL AND NOT {_TAKEN_BACK} ORDER BY u.seq DESC LIMIT 1",
        (actor.bytes,),
    ).fetchone()
    return LoggedUnit(row[0], row[1], _origin(connection, row[0])) if row else None


def _origin(connection: sqlite3.Connection, seq: int) -> str:
    row = connection.execute(
        "WITH RECURSIVE chain(seq, verb, undoes) AS ("
        "SELECT seq, verb, undoes FROM change_unit WHERE seq = ? UNION ALL "
        "SELECT u.seq, u.verb, u.undoes FROM change_unit u JOIN chain c ON u.seq = c.undoes) "
        "SELECT verb FROM chain WHERE undoes IS NULL",
        (seq,),
    ).fetchone()
    return str(row[0])
