"""The fields that the records of a database have: the built-in ones and the custom ones.

A type of prices is a field of products, too.

Whoever asks for them sees the custom fields as their connection sees the table: one look at
SQLite's own counter tells whether anything was written since, here or in another process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from domain.catalog.prices import BASE, FIRST_LABELS, PRICE_TYPES
from domain.records.builtin_fields import BUILTIN_FIELDS, price_of
from domain.records.computed_fields import COMPUTED_FIELDS
from domain.records.fields import Custom, Field, FieldRegistry, FieldType, PriceOf
from domain.records.kinds import KINDS
from storage.connection import CrmConnection

_DEFINITIONS = (
    "SELECT kind, name, label, type, choices, target, multiple, searchable, printable "
    "FROM field_definition WHERE deleted_at IS NULL ORDER BY kind, sort, id"
)

_PRICE_TYPES = (
    "SELECT v.code, v.label FROM dictionary d JOIN dictionary_value v ON v.dictionary_id = d.id "
    f"WHERE d.code = '{PRICE_TYPES}' AND v.is_active ORDER BY v.sort, v.code"
)

_Rows = tuple[tuple[Any, ...], ...]


class KnownFields:
    """Gives the registry of one database; it is the same object until a definition changes."""

    def __init__(self) -> None:
        self._last: tuple[_Rows, _Rows, FieldRegistry] | None = None

    def on(self, connection: CrmConnection) -> FieldRegistry:
        """Return the registry as `connection`, which only reads, sees the definitions."""
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if connection.fields is None or connection.fields[0] != version:
            connection.fields = (version, self._made(*_stored(connection)))
        return connection.fields[1]

    def _made(self, rows: _Rows, price_types: _Rows) -> FieldRegistry:
        if self._last is None or self._last[:2] != (rows, price_types):
            self._last = (rows, price_types, _registry(rows, price_types))
        return self._last[2]


def read_fields(connection: sqlite3.Connection) -> FieldRegistry:
    """Return the registry as a connection sees the definitions, its own writes among them.

    A file that has not been brought up to date yet has none.
    """
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'field_definition'"
    ).fetchone():
        return BUILTIN_FIELDS
    return _registry(*_stored(connection))


def _stored(connection: sqlite3.Connection) -> tuple[_Rows, _Rows]:
    """Return the definitions of custom fields, and the types of prices that are in use."""
    return tuple(connection.execute(_DEFINITIONS)), tuple(connection.execute(_PRICE_TYPES))


def redefined_fields(connection: sqlite3.Connection, unit: int) -> list[tuple[str, str]]:
    """Return the kinds and names of the fields whose definitions a unit has written."""
    return connection.execute(
        "SELECT DISTINCT coalesce(f.kind, c.old ->> '$.kind'), "
        "coalesce(f.name, c.old ->> '$.name') "
        "FROM change c LEFT JOIN field_definition f ON f.id = c.record "
        "WHERE c.unit = ? AND c.kind = 'field_definition'",
        (unit,),
    ).fetchall()


@lru_cache(maxsize=8)
def _registry(rows: _Rows, price_types: _Rows) -> FieldRegistry:
    custom = (
        _field(*row) for row in rows if row[0] in KINDS and not _is_taken(kind=row[0], name=row[1])
    )
    return FieldRegistry([*_with_prices(price_types), *custom])


def _with_prices(price_types: _Rows) -> Iterator[Field]:
    """Give the built-in fields; those of prices are what the dictionary of their types has."""
    prices = [
        price_of(code, str(label or FIRST_LABELS.get(code, code))) for code, label in price_types
    ]
    for field in BUILTIN_FIELDS:
        if not isinstance(field.store, PriceOf):
            yield field
        elif field.store.price_type == BASE:
            yield from prices


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
