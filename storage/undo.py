"""Undo and redo, by the change log: a unit is reverted row by row, or not at all.

Reverting is itself a unit, so it is logged, seen by everybody, and can be reverted in turn: that is
what redo does. A unit is reverted at most once; a unit that was redone counts as done anew under
the number of the unit that redid it. Of a use case that was written in parts each is reverted by a
unit of its own, the last one first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from domain.errors import Conflict
from domain.i18n import _
from domain.records.kinds import KINDS
from domain.reminders import remind_moment
from storage.pairs import PAIR_TABLES, table_of
from storage.reads.history import logged_row
from storage.tables import MODELS
from storage.tables.base import Key, Named
from storage.undo_fields import TABLE, fit_fields, later_changes
from storage.undo_refusals import check_can_go_back, conflict_sentence, dependents_sentence
from storage.undo_steps import IN_FORCE
from storage.unit import Unit
from storage.values import custom_out, key_in, moment_in, moment_out, now_micros

_CUSTOM = "custom."

_TOLD_AT_ONCE = 100
"""So many rows are reverted between two looks at whether somebody has ended it."""

DERIVED = frozenset({"folded_name", "folded_title"})
"""Columns that follow from others, and so are nobody's own change."""

_REMINDED_OF = frozenset({"due_at", "due_on", "remind_minutes"})
"""Columns of an activity from which its reminder follows."""


@dataclass(frozen=True, slots=True)
class _Entry:
    seq: int
    table: str
    record: bytes
    op: str
    old: dict[str, Any]


def revert(
    unit: Unit, seq: int, now: datetime, tell: Callable[[int], None], *, is_newest: bool = True
) -> None:
    """Undo every change of unit `seq` within `unit`, at the local moment `now` of the person.

    `tell` is told now and then how many rows are reverted, and may raise to end it.
    Where it is not their newest, their later ones are respected like those of others: they must
    find things as they left them when their turn comes. Raises Conflict, with a sentence that says
    what and by whom, when somebody has since changed the same field, or made something that depends
    on what would vanish.
    """
    connection = unit.connection
    check_can_go_back(connection, seq)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    entries = [
        _Entry(row[0], row[1], row[2], row[3], json.loads(row[4]) if row[4] else {})
        for row in connection.execute(
            "SELECT seq, kind, record, op, old FROM change WHERE unit = ? ORDER BY seq DESC", (seq,)
        )
    ]
    later = _changed_later(connection, seq)
    changed = [entry for entry in entries if (entry.table, entry.record) in later]
    free = unit.actor.user_id if is_newest else None
    _check_untouched(connection, changed, entries, free)
    _check_others_can_undo(connection, entries, seq, free)
    _check_users(connection, entries)
    for done, entry in enumerate(entries):
        if done % _TOLD_AT_ONCE == 0:
            tell(done)
        if entry.op == "I":
            connection.execute(f'DELETE FROM "{entry.table}" WHERE id = ?', (entry.record,))
        elif entry.op == "D":
            _insert(connection, entry)
        else:
            _restore(connection, entry)
    _check_links(connection, entries)
    defined = {e.record: set(e.old) if e.op == "U" else set() for e in entries if e.table == TABLE}
    if defined:
        later_on = later_changes(connection, seq, free, IN_FORCE)
        fit_fields(connection, defined, [*later_on])
    unit.session.expire_all()
    _fold_names(unit, changed)
    _set_reminders(connection, entries, now)


def _changed_later(connection: sqlite3.Connection, seq: int) -> set[tuple[str, bytes]]:
    """Return the table and key of the rows of a unit that something has changed after it."""
    rows = connection.execute(
        "SELECT DISTINCT c.kind, c.record FROM change c WHERE c.unit = ?1 AND EXISTS (SELECT 1 "
        "FROM change l WHERE l.record = c.record AND l.kind = c.kind "
        "AND l.seq > (SELECT max(seq) FROM change WHERE unit = ?1))",
        (seq,),
    )
    return set(rows)


def _fold_names(unit: Unit, changed: list[_Entry]) -> None:
    """Compose anew the search form of names of which others have changed another part."""
    for table, record in {(e.table, e.record) for e in changed if e.op == "U"}:
        row = unit.session.get(MODELS[table], key_in(record))
        if isinstance(row, Named):
            row.fold_names()


def _set_reminders(connection: sqlite3.Connection, entries: list[_Entry], now: datetime) -> None:
    """Bring the reminders of deadlines that are as before in step with these."""
    zone = now.tzinfo
    assert zone is not None
    for record in {e.record for e in entries if _REMINDED_OF & e.old.keys() and e.op == "U"}:
        row = connection.execute(
            "SELECT due_at, due_on, remind_minutes FROM activity WHERE id = ?", (record,)
        ).fetchone()
        if row is None:
            continue
        due_at, due_on, minutes = row
        moment = remind_moment(
            None if due_at is None else moment_in(due_at),
            None if due_on is None else date.fromisoformat(due_on),
            minutes,
            zone,
            now,
        )
        connection.execute(
            "UPDATE activity SET remind_at = ? WHERE id = ?",
            (None if moment is None else moment_out(moment), record),
        )


def _insert(connection: sqlite3.Connection, entry: _Entry) -> None:
    names = ", ".join(f'"{name}"' for name in entry.old)
    marks = ", ".join("?" for _ in entry.old)
    connection.execute(
        f'INSERT INTO "{entry.table}" ({names}) VALUES ({marks})',
        [_stored(entry.table, name, value) for name, value in entry.old.items()],
    )


def _restore(connection: sqlite3.Connection, entry: _Entry) -> None:
    columns: dict[str, Any] = {}
    for name, value in entry.old.items():
        if not name.startswith(_CUSTOM):
            columns[name] = _stored(entry.table, name, value)
    custom = _restored_custom(connection, entry)
    if custom is not None:
        columns["custom"] = custom
    if "updated_at" in _columns(entry.table):
        columns["updated_at"] = now_micros()
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    connection.execute(
        f'UPDATE "{entry.table}" SET {sets} WHERE id = ?', [*columns.values(), entry.record]
    )


def _restored_custom(connection: sqlite3.Connection, entry: _Entry) -> str | None:
    """Return the JSON column with the old values of its changed fields, None if none changed."""
    changed = {k.removeprefix(_CUSTOM): v for k, v in entry.old.items() if k.startswith(_CUSTOM)}
    if not changed:
        return None
    (text,) = connection.execute(
        f'SELECT custom FROM "{entry.table}" WHERE id = ?', (entry.record,)
    ).fetchone()
    values = json.loads(text)
    for name, old in changed.items():
        if old is None:
            values.pop(name, None)
        else:
            values[name] = json.loads(old)
    return custom_out(values)


@cache
def _unique_columns(table: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of columns of which no two rows may have the same values.

    An index over a part of the rows says what another one says, but for those without a value.
    """
    indexes = MODELS[table].__table__.indexes  # type: ignore[attr-defined]
    whole = (i for i in indexes if i.unique and i.dialect_options["sqlite"]["where"] is None)
    return tuple(tuple(column.name for column in index.columns) for index in whole)


@cache
def _columns(table: str) -> frozenset[str]:
    return frozenset(MODELS[table].__table__.columns.keys())  # type: ignore[attr-defined]


@cache
def _key_columns(table: str) -> frozenset[str]:
    columns = MODELS[table].__table__.columns  # type: ignore[attr-defined]
    return frozenset(column.name for column in columns if isinstance(column.type, Key))


def _stored(table: str, column: str, value: Any) -> Any:
    """Return a value of the log as the table keeps it."""
    return bytes.fromhex(value) if value and column in _key_columns(table) else value


def _check_untouched(
    connection: sqlite3.Connection, changed: list[_Entry], entries: list[_Entry], free: UUID | None
) -> None:
    """Raise Conflict where a later change, not since taken back, stands on the same columns.

    `entries` are those of one unit, the last one first, so the first entry of a record tells
    whether the unit left it there. `changed` are those whose rows were changed later.
    """
    rows: dict[tuple[str, bytes], dict[str, Any] | None] = {}
    for entry in changed:
        place = (entry.table, entry.record)
        if place not in rows:
            rows[place] = logged_row(connection, entry.table, entry.record)
            if (rows[place] is None) != (entry.op == "D"):
                raise Conflict(
                    conflict_sentence(connection, entry.table, entry.record, entries[0].seq, None)
                )
        current = rows[place]
        if current is None:
            continue
        left = _values_after(connection, entry, entries[0].seq)
        watched = entry.old.keys() & left.keys() if entry.op == "U" else left.keys()
        # What somebody set back by hand is still theirs to undo, on what this left.
        theirs = _changed_by_others(connection, entry, entries[0].seq, free)
        for name in watched - DERIVED:
            if name in theirs or current.get(name) != left[name]:
                raise Conflict(
                    conflict_sentence(connection, entry.table, entry.record, entries[0].seq, name)
                )


def _check_users(connection: sqlite3.Connection, entries: list[_Entry]) -> None:
    """Raise Conflict where a person would vanish who has worked since."""
    for entry in entries:
        if entry.op != "I" or entry.table != "user":
            continue
        row = connection.execute(
            "SELECT coalesce(nullif(name, ''), login) FROM \"user\" WHERE id = ? AND EXISTS "
            "(SELECT 1 FROM change_unit WHERE actor = ?)",
            (entry.record, entry.record),
        ).fetchone()
        if row is not None:
            raise Conflict(
                _(
                    "{who} has worked with the database since, so adding them cannot be undone. "
                    "Nothing was changed."
                ).format(who=row[0])
            )


def _changed_by_others(
    connection: sqlite3.Connection, entry: _Entry, last: int, free: UUID | None
) -> set[str]:
    """Return the columns that units in force, but for those of one person, have changed since."""
    names: set[str] = set()
    for (old,) in connection.execute(
        "SELECT c.old FROM change c JOIN change_unit u ON u.seq = c.unit "
        "WHERE c.record = ? AND c.kind = ? AND c.seq > ? AND c.op = 'U' AND u.actor IS NOT ? "
        f"AND {IN_FORCE}",
        (entry.record, entry.table, last, free and free.bytes),
    ):
        names |= json.loads(old).keys()
    return names


def _values_after(connection: sqlite3.Connection, entry: _Entry, last: int) -> dict[str, Any]:
    """Return the values that this change left behind, of the columns that changed later."""
    values: dict[str, Any] = {}
    for (old,) in connection.execute(
        "SELECT old FROM change WHERE record = ? AND kind = ? AND seq > ? AND op = 'U' "
        "ORDER BY seq",
        (entry.record, entry.table, last),
    ):
        for name, value in json.loads(old).items():
            values.setdefault(name, value)
    return values


def _check_others_can_undo(
    connection: sqlite3.Connection, entries: list[_Entry], seq: int, free: UUID | None
) -> None:
    """Raise Conflict where others have since taken something away that could not come back.

    Their later units, which are in force, may have removed the last link to a record that would
    vanish, or a row whose place a row that comes back would take. Nothing shows that now, but
    those units, and all before them, could never again be undone.
    """
    vanishing = {entry.record.hex().upper() for entry in entries if entry.op == "I"}
    taken = {place for e in entries if e.op == "D" for place in _places(e.table, e.old)}
    if not vanishing and not taken:
        return
    for change in later_changes(connection, seq, free, IN_FORCE):
        links = {change.old[name] for name in _key_columns(change.table) & change.old.keys()}
        places = _places(change.table, change.old)
        if links & vanishing or not taken.isdisjoint(places):
            raise Conflict(
                _(
                    "{who} has since changed something that builds on this, and could then no "
                    "longer undo it, so this cannot be undone. Nothing was changed."
                ).format(who=change.who or _("Somebody"))
            )


def _places(table: str, row: dict[str, Any]) -> set[tuple[Any, ...]]:
    """Return the values that no two rows of a table may share, of those that the log tells."""
    return {
        (table, *columns, *(row[name] for name in columns))
        for columns in _unique_columns(table)
        if row.keys() >= set(columns)
    }


def _check_links(connection: sqlite3.Connection, entries: list[_Entry]) -> None:
    """Raise Conflict where something made since would point to a record that is gone."""
    for entry in entries:
        if entry.op == "I" and entry.table in KINDS:
            for table in PAIR_TABLES:
                if connection.execute(
                    f'SELECT 1 FROM "{table}" WHERE record_kind = ? AND record_id = ? LIMIT 1',
                    (entry.table, entry.record),
                ).fetchone():
                    raise Conflict(dependents_sentence())
        if entry.op == "D" and entry.table in PAIR_TABLES:
            kind = entry.old["record_kind"]
            owner = bytes.fromhex(entry.old["record_id"])
            table = table_of(kind)
            if not connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (owner,)).fetchone():
                raise Conflict(
                    _(
                        "What this belonged to has since been taken back, so it cannot be undone. "
                        "Nothing was changed."
                    )
                )
