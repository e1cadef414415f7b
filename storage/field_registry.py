"""The fields that the records of a database have: the built-in ones and the custom ones.

Whoever asks for them sees the custom fields as their connection sees the table: one look at
SQLite's own counter tells whether anything was written since, here or in another process.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.computed_fields import COMPUTED_FIELDS
from domain.records.fields import Custom, Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from storage.connection import CrmConnection

_DEFINITIONS = (
    "SELECT kind, name, label, type, choices, target, multiple, searchable, printable "
    "FROM field_definition WHERE deleted_at IS NULL ORDER BY kind, sort, id"
)

_Rows = list[tuple[Any, ...]]


class KnownFields:
    """Gives the registry of one database; it is the same object until a definition changes."""

    def __init__(self) -> None:
        self._last: tuple[_Rows, FieldRegistry] = ([], BUILTIN_FIELDS)

    def on(self, connection: CrmConnection) -> FieldRegistry:
        """Return the registry as `connection`, which only reads, sees the definitions."""
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if connection.fields is None or connection.fields[0] != version:
            connection.fields = (version, self._made(connection.execute(_DEFINITIONS).fetchall()))
        return connection.fields[1]

    def _made(self, rows: _Rows) -> FieldRegistry:
        known, registry = self._last
        if rows != known:
            registry = _registry(rows)
            self._last = (rows, registry)
        return registry


def read_fields(connection: sqlite3.Connection) -> FieldRegistry:
    """Return the registry as a connection sees the definitions, its own writes among them.

    A file that has not been brought up to date yet has none.
    """
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'field_definition'"
    ).fetchone():
        return BUILTIN_FIELDS
    return _registry(connection.execute(_DEFINITIONS).fetchall())


def redefined_fields(connection: sqlite3.Connection, unit: int) -> list[tuple[str, str]]:
    """Return the kinds and names of the fields whose definitions a unit has written."""
    return connection.execute(
        "SELECT DISTINCT coalesce(f.kind, c.old ->> '$.kind'), "
        "coalesce(f.name, c.old ->> '$.name') "
        "FROM change c LEFT JOIN field_definition f ON f.id = c.record "
        "WHERE c.unit = ? AND c.kind = 'field_definition'",
        (unit,),
    ).fetchall()


def _registry(rows: _Rows) -> FieldRegistry:
    custom = (
        _field(*row) for row in rows if row[0] in KINDS and not _is_taken(kind=row[0], name=row[1])
    )
    return FieldRegistry([*BUILTIN_FIELDS, *custom])


def _is_taken(kind: str, name: str) -> bool:
    """Say whether a newer program has a field of its own under this name, which comes first."""
    return BUILTIN_FIELDS.has(kind, name) or any(f.name == name for f in COMPUTED_FIELDS[kind])


def _field(
    kind: str,
    name: str,
    label: str,
    type_: str,
    choices: str,
    target: str,
    multiple: int,
    searchable: int,
    printable: int,
) -> Field:
    return Field(
        kind,
        name,
        label,
        FieldType(type_),
        Custom(),
        choices=choices or None,
        target=target or None,
        multiple=bool(multiple),
        searchable=bool(searchable),
        printable=bool(printable),
    )
