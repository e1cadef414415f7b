"""What is said where a step cannot be taken back: by whom, of which record, in which field."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple
from uuid import UUID

import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py
from sqlalchemy import Index

from domain.errors import Conflict
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS, number_stays_sentence
from domain.records.fields import Column, FieldRegistry
from domain.records.kinds import KINDS
from storage.field_registry import read_fields
from storage.reads.records import read_title
from storage.tables import MODELS
from storage.tables.base import Key
from storage.undo_steps import REDO, UNDO

_CUSTOM = "custom."

RECOUNT = "edit_series"
"""The verb under which a series goes on from another number."""


def conflict_sentence(
    connection: sqlite3.Connection, table: str, record: bytes, last: int, column: str | None
) -> str:
    """Return what is said where a row was changed after the row `last` of the log.

    `column` is the one that was, None where the row itself came or went.
    """
    row = connection.execute(
        "SELECT coalesce(nullif(w.name, ''), w.login), c.owner FROM change c "
        'JOIN change_unit u ON u.seq = c.unit LEFT JOIN "user" w ON w.id = u.actor '
        "WHERE c.record = ? AND c.kind = ? AND c.seq > ? "
        "AND (? IS NULL OR json_type(c.old, '$.\"' || ? || '\"') IS NOT NULL) "
        "ORDER BY c.seq DESC LIMIT 1",
        (record, table, last, column, column),
    ).fetchone()
    who = row[0] if row and row[0] else _("Somebody")
    title = _title(connection, row[1] if row else record)
    if column is None or column == "deleted_at":
        if not title:
            return _(
                "{who} has since deleted or restored the same record, so this cannot be undone. "
                "Nothing was changed."
            ).format(who=who)
        return _(
            "{who} has since deleted or restored “{title}”, so this cannot be undone. "
            "Nothing was changed."
        ).format(who=who, title=title)
    field = _field_label(read_fields(connection), table, column)
    if not title:
        return _(
            "{who} has since changed the same field ({field}), so this cannot be undone. "
            "Nothing was changed."
        ).format(who=who, field=field)
    return _(
        "{who} has since changed the same field ({field}) of “{title}”, so this cannot be undone. "
        "Nothing was changed."
    ).format(who=who, field=field, title=title)


def _title(connection: sqlite3.Connection, owner: bytes) -> str:
    """Return the title of the record to which a row belongs, "" where it is of none."""
    titles = (read_title(connection, kind, UUID(bytes=owner)) for kind in KINDS)
    return next(filter(None, titles), "")


def _field_label(fields: FieldRegistry, table: str, column: str) -> str:
    """Return what people call a column, or its name where it is no field."""
    custom = column.removeprefix(_CUSTOM)
    for field in fields.of(table) if table in KINDS else ():
        is_custom = field.is_custom and column != custom and field.name == custom
        if is_custom or (isinstance(field.store, Column) and field.store.name == column):
            return _(field.label)
    return custom


def check_can_go_back(connection: sqlite3.Connection, unit: int) -> None:
    """Raise Conflict for a unit that nobody can ever take back."""
    _check_not_purged(connection, unit)
    _check_not_issued(connection, unit)
    _check_not_drawn(connection, unit)


def _check_not_purged(connection: sqlite3.Connection, unit: int) -> None:
    """Raise Conflict where a row of a unit was deleted for good: its log is empty since."""
    is_purged = connection.execute(
        "SELECT 1 FROM change c WHERE c.unit = ? AND EXISTS (SELECT 1 FROM change d "
        "WHERE d.record = c.record AND d.op = 'D' AND d.old = '{}') LIMIT 1",
        (unit,),
    ).fetchone()
    if is_purged:
        raise Conflict(
            _(
                "A record of this step was deleted for good, and what it held is no longer kept, "
                "so this cannot be undone. Nothing was changed."
            )
        )


def _check_not_issued(connection: sqlite3.Connection, unit: int) -> None:
    """Raise Conflict where a unit has issued a document, or made one that has been issued since."""
    for kind in DOCUMENTS:
        row = connection.execute(
            f'SELECT d.number FROM change c JOIN "{kind}" d ON d.id = c.record '
            "WHERE c.unit = ? AND c.kind = ? AND d.issued_at IS NOT NULL "
            "AND (c.op = 'I' OR json_type(c.old, '$.issued_at') = 'null') LIMIT 1",
            (unit, kind),
        ).fetchone()
        if row is not None:
            raise Conflict(number_stays_sentence(row[0]))


def _check_not_drawn(connection: sqlite3.Connection, unit: int) -> None:
    """Raise Conflict where a series of numbers has drawn some since a unit had it go on."""
    has_drawn = connection.execute(
        "SELECT 1 FROM change c JOIN change l ON l.record = c.record AND l.kind = c.kind "
        "JOIN change_unit u ON u.seq = l.unit "
        "WHERE c.unit = ?1 AND c.kind = 'series_counter' AND l.unit > ?1 "
        "AND u.verb NOT IN (?2, ?3, ?4) LIMIT 1",
        (unit, UNDO, REDO, RECOUNT),
    ).fetchone()
    if has_drawn:
        raise Conflict(
            _(
                "Numbers have been drawn since, and they stay, so how they are counted cannot be "
                "taken back. Nothing was changed."
            )
        )


class InTheWay(NamedTuple):
    """What stands where a row would come back: the table, that row as logged, and whose it is."""

    table: str
    row: dict[str, Any]
    who: str


def what_is_in_the_way(connection: sqlite3.Connection, unit: int) -> InTheWay | None:
    """Return the first row that a unit removed and whose place another row has taken since."""
    for table, record, text in connection.execute(
        "SELECT kind, record, old FROM change WHERE unit = ? AND op = 'D' ORDER BY seq", (unit,)
    ):
        row = json.loads(text)
        for index in MODELS[table].__table__.indexes:  # type: ignore[attr-defined]
            other = _row_in_place(connection, table, index, row, record) if index.unique else None
            if other is not None:
                return InTheWay(table, row, _who_wrote(connection, table, other))
    return None


def _row_in_place(
    connection: sqlite3.Connection, table: str, index: Index, row: dict[str, Any], record: bytes
) -> bytes | None:
    """Return the key of another row with the values that a unique index keeps apart."""
    where = index.dialect_options["sqlite"]["where"]
    columns = {column.name: column for column in index.columns}
    tests = [f'"{name}" = ?' for name in columns] + ([str(where)] if where is not None else [])
    values = [
        bytes.fromhex(row[name]) if row[name] and isinstance(column.type, Key) else row[name]
        for name, column in columns.items()
    ]
    found = connection.execute(
        f'SELECT id FROM "{table}" WHERE {" AND ".join(tests)} AND id <> ? LIMIT 1',
        (*values, record),
    ).fetchone()
    return found[0] if found else None


def _who_wrote(connection: sqlite3.Connection, table: str, record: bytes) -> str:
    found = connection.execute(
        "SELECT coalesce(nullif(w.name, ''), w.login) FROM change c "
        'JOIN change_unit u ON u.seq = c.unit LEFT JOIN "user" w ON w.id = u.actor '
        "WHERE c.record = ? AND c.kind = ? ORDER BY c.seq DESC LIMIT 1",
        (record, table),
    ).fetchone()
    return found[0] or "" if found else ""


def dependents_sentence() -> str:
    """Return what is said when others have built on the record that would vanish."""
    return _(
        "Something was since added to the record that this made, so it cannot be undone. "
        "Nothing was changed."
    )
