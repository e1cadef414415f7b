"""The phones in custom fields by their digits: an index beside the JSON column that holds them.

It follows the change log as the search documents do, so that a caller is known by a phone in
whichever field it stands, whether search looks into that field or not (FEATURES CALL-02, TEL-02).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from domain.records.fields import Custom, Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from storage.reads.custom_sql import path_of


def phone_fields(fields: FieldRegistry, kind: str) -> list[Field]:
    """Return the custom fields of a kind that hold phones."""
    return [
        field
        for field in fields.of(kind)
        if isinstance(field.store, Custom) and field.type is FieldType.PHONE
    ]


def refresh_phones(connection: sqlite3.Connection, fields: FieldRegistry) -> None:
    """Index anew the phones of the records in the table `touched`, see `storage.search`."""
    connection.execute("DELETE FROM custom_phone WHERE record_id IN (SELECT id FROM touched)")
    _fill(connection, fields, "touched CROSS JOIN {table} r ON r.id = touched.id")


def rebuild_phones(connection: sqlite3.Connection, fields: FieldRegistry) -> None:
    """Index the phones of all records from nothing."""
    connection.execute("DELETE FROM custom_phone")
    _fill(connection, fields, "{table} r")


def _fill(connection: sqlite3.Connection, fields: FieldRegistry, source: str) -> None:
    for kind in KINDS.values():
        for statement in _fill_sql(fields, kind.name, source.format(table=f'"{kind.table}"')):
            connection.execute(statement)


def _fill_sql(fields: FieldRegistry, kind: str, source: str) -> Iterator[str]:
    for field in phone_fields(fields, kind):
        path = path_of(field)
        several, value = ("", f"r.custom -> {path}")
        if field.multiple:
            several, value = f", json_each(r.custom, {path}) j", "j.value"
        parts = ", ".join(
            f"{value} ->> '$.{name}'" for name in ("value", "e164", "national", "reversed")
        )
        yield (
            "INSERT INTO custom_phone"
            "(record_kind, record_id, field, value, e164, national, reversed) "
            f"SELECT '{kind}', r.id, '{field.name}', {parts} FROM {source}{several} "
            f"WHERE json_type(r.custom, {path}) IS NOT NULL"
        )
