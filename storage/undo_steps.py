"""The steps that can be undone and done again: which they are, and which are in force."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final
from uuid import UUID

UNDO: Final = "undo"
REDO: Final = "redo"

_TAKEN_BACK = "EXISTS (SELECT 1 FROM change_unit v WHERE v.undoes IN (u.seq, u.part_of))"
"""Condition on a unit `u` that was reverted: by itself, or with all parts of its use case.

The first of all parts is reverted last, so once it is, all of them are.
"""

IN_FORCE = f"u.verb <> '{UNDO}' AND NOT {_TAKEN_BACK}"
"""Condition on a unit `u` that counts as done: no undo itself, and not taken back."""


@dataclass(frozen=True, slots=True)
class LoggedUnit:
    """A unit as undo sees it: its number, its verb, and the verb of what it does in the end.

    `root` is the first unit of the use case that it is, takes back or does again.
    """

    seq: int
    verb: str
    origin: str
    root: int


def next_to_undo(connection: sqlite3.Connection, actor: UUID) -> LoggedUnit | None:
    """Return the actor's last unit that is in force and is not itself an undo."""
    return _newest(connection, actor, f"u.verb <> '{UNDO}'")


def steps_to_undo(connection: sqlite3.Connection, actor: UUID, limit: int) -> list[LoggedUnit]:
    """Return the actor's last steps that are in force and no undo, the newest first."""
    rows = connection.execute(
        f"SELECT u.seq, u.verb FROM change_unit u WHERE u.actor = ? AND {IN_FORCE} "
        "AND u.part_of IS NULL ORDER BY u.seq DESC LIMIT ?",
        (actor.bytes, limit),
    ).fetchall()
    found = (LoggedUnit(seq, verb, *_origin(connection, seq)) for seq, verb in rows)
    steps: dict[int, LoggedUnit] = {}
    for one in found:
        steps.setdefault(one.root, one)  # what was done again in part stands there twice
    return list(steps.values())


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
    return LoggedUnit(row[0], row[1], *_origin(connection, row[0])) if row else None


def parts_in_force(connection: sqlite3.Connection, root: int, verb: str) -> list[int]:
    """Return the units that `verb`, undo or redo, of a use case has to revert, the newest first.

    `root` is the first unit of the use case. Of one that was written in a single part there is one.
    """
    rows = connection.execute(
        "WITH RECURSIVE family(seq) AS ("
        "SELECT seq FROM change_unit WHERE seq = ?1 OR part_of = ?1 UNION "
        "SELECT u.seq FROM change_unit u JOIN family f ON u.undoes = f.seq) "
        "SELECT u.seq FROM family f JOIN change_unit u ON u.seq = f.seq "
        f"WHERE (u.verb = '{UNDO}') = ?2 AND NOT {_TAKEN_BACK} ORDER BY u.seq DESC",
        (root, verb == REDO),
    )
    return [seq for (seq,) in rows]


def reverted_how_often(connection: sqlite3.Connection, unit: int) -> int:
    """Return how many units revert this one: two where one is just about to for the second time."""
    found = connection.execute("SELECT count(*) FROM change_unit WHERE undoes = ?", (unit,))
    return int(found.fetchone()[0])


def _origin(connection: sqlite3.Connection, seq: int) -> tuple[str, int]:
    """Return the verb of what a unit does in the end, and the first unit of that use case."""
    verb, root = connection.execute(
        "WITH RECURSIVE chain(seq, verb, undoes, part_of) AS ("
        "SELECT seq, verb, undoes, part_of FROM change_unit WHERE seq = ? UNION ALL "
        "SELECT u.seq, u.verb, u.undoes, u.part_of FROM change_unit u "
        "JOIN chain c ON u.seq = c.undoes) "
        "SELECT verb, coalesce(part_of, seq) FROM chain WHERE undoes IS NULL",
        (seq,),
    ).fetchone()
    return str(verb), int(root)
