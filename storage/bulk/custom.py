"""Rewrites the values of a custom field in all records that have one."""

from __future__ import annotations

import sqlite3


def make_several(connection: sqlite3.Connection, table: str, name: str) -> None:
    """Make a list of each single value, when a field may have several."""
    path = f'$."{name}"'
    connection.execute(
        f'UPDATE "{table}" SET custom = json_set(custom, ?, json_array(custom -> ?)) '
        "WHERE custom <> '{}' AND json_type(custom, ?) <> 'array'",
        (path, path, path),
    )
