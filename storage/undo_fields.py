"""What undo and redo heed where a unit they revert has defined or changed custom fields.

Values that others have kept since, and what they could still take back, must fit the fields as
they are then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import BadInput, Conflict
from domain.i18n import _
from domain.query.names import slug
from domain.records.custom_fields import check_label
from domain.records.kinds import KINDS
from storage.bulk.custom import make_several
from storage.field_registry import read_fields

TABLE = "field_definition"


class LaterChange(NamedTuple):
    """What somebody else has changed or removed: the table, key and old values, and their name."""

    table: str
    record: bytes
    old: dict[str, Any]
    who: str | None


def later_changes(
    connection: sqlite3.Connection, seq: int, free: UUID | None, in_force: str
) -> Iterator[LaterChange]:
    """Yield what others changed or removed after a unit: all but the person who is `free` to.

    `in_force` is a condition on a unit `u`.
    """
    for table, record, old, who in connection.execute(
        "SELECT c.kind, c.record, c.old, coalesce(nullif(w.name, ''), w.login) FROM change_unit u "
        'JOIN change c ON c.unit = u.seq LEFT JOIN "user" w ON w.id = u.actor '
        f"WHERE u.seq > ? AND u.actor IS NOT ? AND c.op <> 'I' AND {in_force}",
        (seq, free and free.bytes),
    ):
        yield LaterChange(table, record, json.loads(old), who)


def fit_fields(
    connection: sqlite3.Connection,
    defined: Mapping[bytes, set[str]],
    later: Sequence[LaterChange],
) -> None:
    """Bring values in step with definitions that were just reverted, or raise Conflict.

    `defined` are the columns that changed, by the key of the definition; none stand for a whole
    row. `later` is what others have changed since and could still undo.
    """
    for record, columns in defined.items():
        row = connection.execute(
            f"SELECT kind, name, label, multiple FROM {TABLE} WHERE id = ? AND deleted_at IS NULL",
            (record,),
        ).fetchone()
        if row is None or row[0] not in KINDS:
            continue
        kind, name, label, is_multiple = row
        if not columns or columns & {"label", "deleted_at"}:
            _check_label(connection, record, (kind, name, label), later)
        if "multiple" in columns and is_multiple:
            make_several(connection, KINDS[kind].table, name)
        elif "multiple" in columns:
            _check_single(connection, (kind, name, label), later)


def _check_label(
    connection: sqlite3.Connection,
    record: bytes,
    field: tuple[str, str, str],
    later: Sequence[LaterChange],
) -> None:
    """Raise Conflict where another field is, or could come back, under the label of a field."""
    kind, name, label = field
    try:
        check_label(read_fields(connection), kind, label, own=name)
    except BadInput as error:
        raise Conflict(_taken(label)) from error
    for change in later:
        if change.table != TABLE or change.record == record:
            continue
        now = connection.execute(
            f"SELECT kind, label FROM {TABLE} WHERE id = ?", (change.record,)
        ).fetchone() or ("", "")
        old = change.old
        if old.get("kind", now[0]) == kind and slug(old.get("label", now[1])) == slug(label):
            raise Conflict(_taken(label))


def _check_single(
    connection: sqlite3.Connection,
    field: tuple[str, str, str],
    later: Sequence[LaterChange],
) -> None:
    """Raise Conflict where a record has, or could get back, several values of a single field."""
    kind, name, label = field
    table = KINDS[kind].table
    is_kept = connection.execute(
        f"SELECT 1 FROM \"{table}\" WHERE custom <> '{{}}' AND json_type(custom, ?) = 'array' "
        "LIMIT 1",
        (f'$."{name}"',),
    ).fetchone()
    if is_kept or any(
        isinstance(value, list)
        for change in later
        if change.table == table
        for value in _custom_values(change.old, name)
    ):
        raise Conflict(
            _(
                "Somebody has since kept several values in the field “{field}”, so it cannot hold "
                "a single one again. Nothing was changed."
            ).format(field=label)
        )


def _custom_values(old: dict[str, Any], name: str) -> Iterator[object]:
    """Yield what a logged change says of the old value of a custom field."""
    if (value := old.get(f"custom.{name}")) is not None:
        yield json.loads(value)
    if custom := old.get("custom"):
        yield json.loads(custom).get(name)


def _taken(label: str) -> str:
    return _(
        "Another field has got the name “{label}” since. Rename that one first. Nothing was "
        "changed."
    ).format(label=label)
