"""The history of one record: who changed what, when, from which value to which (HIST-06)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from storage.values import custom_value_out


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One row of the log: `values` maps each changed column to its old and its new value, as stored
    (keys in hexadecimal). `op` is I, U or D; `at` is UTC; `undoes` is the unit taken back, if any.
    `record` is the key of the row, `seq` the place of the change in the log.
    """

    unit: int
    at: datetime
    author: str
    verb: str
    undoes: int | None
    table: str
    op: str
    values: dict[str, tuple[Any, Any]]
    record: bytes
    seq: int

    def on_both_sides(self, connection: sqlite3.Connection, name: str) -> tuple[Any, Any]:
        """Return what a column held before and after the change, whether it changed or not."""
        if name not in self.values:
            held = _row_after(connection, self.table, self.record, self.seq, {name}).get(name)
            return held, held
        return self.values[name]


def read_history(
    connection: sqlite3.Connection, owner: UUID, limit: int | None = None
) -> Iterator[LoggedChange]:
    """Return the changes of a record and of what is part of it, the newest first."""
    rows = connection.execute(
        f"{_CHANGES} WHERE c.owner = ? ORDER BY c.seq DESC LIMIT ?",
        (owner.bytes, -1 if limit is None else limit),
    )
    yield from _changes(rows, lambda table, record: logged_row(connection, table, record))


def read_changes_between(
    connection: sqlite3.Connection, owner: UUID, first: int, last: int
) -> list[LoggedChange]:
    """Return the changes of a record from the row `first` of the log to `last`, newest first."""
    rows = connection.execute(
        f"{_CHANGES} WHERE c.owner = ? AND c.seq BETWEEN ? AND ? ORDER BY c.seq DESC",
        (owner.bytes, first, last),
    ).fetchall()
    names = _names_changed(rows)
    return list(
        _changes(
            rows, lambda table, record: _row_after(connection, table, record, last, names[record])
        )
    )


def _names_changed(rows: Sequence[tuple[Any, ...]]) -> Mapping[bytes, set[str] | None]:
    """Return which columns of each record changed; None where all that it held is told."""
    names: dict[bytes, set[str] | None] = {}
    for _seq, _table, record, op, old_text, *_rest in rows:
        known = names.setdefault(record, set())
        if op == "I":
            names[record] = None
        elif known is not None and old_text:
            known.update(json.loads(old_text))
    return names


def read_last_actor(connection: sqlite3.Connection, owner: UUID) -> UUID | None:
    """Return who has made the last change of a record; None where the log does not know."""
    row = connection.execute(
        "SELECT u.actor FROM change c JOIN change_unit u ON u.seq = c.unit "
        "WHERE c.owner = ? ORDER BY c.seq DESC LIMIT 1",
        (owner.bytes,),
    ).fetchone()
    return UUID(bytes=row[0]) if row and row[0] else None


_CHANGES = (
    "SELECT c.seq, c.kind, c.record, c.op, c.old, u.seq, u.clock, u.verb, u.undoes, "
    "coalesce(nullif(w.name, ''), w.login, '') FROM change c "
    'JOIN change_unit u ON u.seq = c.unit LEFT JOIN "user" w ON w.id = u.actor'
)


def _changes(
    rows: Iterable[tuple[Any, ...]], row_after: Callable[[str, bytes], dict[str, Any] | None]
) -> Iterator[LoggedChange]:
    """Return changes, the newest first; `row_after` gives a row as it was after the first one."""
    # Going back in time, what a column held before a change is what it held after the one before.
    later: dict[bytes, dict[str, Any]] = {}
    for seq, table, record, op, old_text, unit, clock, verb, undoes, author in rows:
        old = json.loads(old_text) if old_text else {}
        if op == "D":
            later[record] = dict(old)
            values = {name: (value, None) for name, value in old.items()}
        else:
            after = later.setdefault(record, row_after(table, record) or {})
            names = after if op == "I" else old
            values = {name: (old.get(name), after.get(name)) for name in names}
            after |= old
        at = datetime.fromtimestamp((clock >> 16) / 1000, UTC)
        yield LoggedChange(unit, at, author, verb, undoes, table, op, values, record, seq)


def _row_after(
    connection: sqlite3.Connection, table: str, record: bytes, seq: int, names: set[str] | None
) -> dict[str, Any]:
    """Return a row as it was after the row `seq` of the log, empty for one that never was.

    With `names` no more than these columns need be right.
    """
    found: dict[str, Any] = {}
    rows = connection.execute(
        "SELECT old FROM change WHERE record = ? AND seq > ? AND old IS NOT NULL ORDER BY seq",
        (record, seq),
    )
    for (old,) in rows:
        found = json.loads(old) | found
        if names is not None and names <= found.keys():
            return found
    return (logged_row(connection, table, record) or {}) | found


def logged_row(connection: sqlite3.Connection, table: str, record: bytes) -> dict[str, Any] | None:
    """Return a row as the log writes values, its custom fields one by one; None if it is gone."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (record,))
    row = cursor.fetchone()
    if row is None:
        return None
    names = [column[0] for column in cursor.description]
    values = dict(zip(names, row, strict=True))
    custom = json.loads(values.pop("custom", None) or "{}")
    plain = {n: v.hex().upper() if isinstance(v, bytes) else v for n, v in values.items()}
    return plain | {f"custom.{name}": custom_value_out(value) for name, value in custom.items()}


def deleted_row(connection: sqlite3.Connection, table: str, record: bytes) -> dict[str, Any] | None:
    """Return a row as it was when it was deleted, in the words of the log; None if it was not."""
    row = connection.execute(
        "SELECT old FROM change WHERE record = ? AND kind = ? AND op = 'D' "
        "ORDER BY seq DESC LIMIT 1",
        (record, table),
    ).fetchone()
    return None if row is None else dict(json.loads(row[0]))
