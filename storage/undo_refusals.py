"""What is said where a step cannot be taken back: by whom, of which record, in which field."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from domain.errors import Conflict
from domain.i18n import _
from domain.records.fields import Column, FieldRegistry
from domain.records.kinds import KINDS
from storage.field_registry import read_fields
from storage.reads.records import read_title

_CUSTOM = "custom."


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


def check_not_purged(connection: sqlite3.Connection, unit: int) -> None:
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


def dependents_sentence() -> str:
    """Return what is said when others have built on the record that would vanish."""
    return _(
        "Something was since added to the record that this made, so it cannot be undone. "
        "Nothing was changed."
    )
