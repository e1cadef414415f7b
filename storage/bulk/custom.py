"""Rewrites the values of a custom field in all records that have one."""

from __future__ import annotations

import sqlite3

from domain.money import MILLION


def make_several(connection: sqlite3.Connection, table: str, name: str) -> None:
    """Make a list of each single value, when a field may have several."""
    path = f'$."{name}"'
    connection.execute(
        f'UPDATE "{table}" SET custom = json_set(custom, ?, json_array(custom -> ?)) '
        "WHERE custom <> '{}' AND json_type(custom, ?) <> 'array'",
        (path, path, path),
    )


def make_decimal(connection: sqlite3.Connection, table: str, name: str) -> bool:
    """Turn whole numbers into the millionths as which decimal ones are kept.

    Return False, changing nothing, where one of them is too large for that.
    """
    path, greatest = f'$."{name}"', (2**63 - 1) // MILLION
    if connection.execute(
        f'SELECT 1 FROM "{table}" r, json_each(r.custom, ?) j '
        "WHERE r.custom <> '{}' AND abs(j.value) > ? LIMIT 1",
        (path, greatest),
    ).fetchone():
        return False
    connection.execute(
        f'UPDATE "{table}" SET custom = json_set(custom, ?, json(CASE json_type(custom, ?) '
        "WHEN 'array' THEN (SELECT json_group_array(j.value * ?) FROM json_each(custom, ?) j) "
        "ELSE (custom ->> ?) * ? END)) "
        "WHERE custom <> '{}' AND json_type(custom, ?) IS NOT NULL",
        (path, path, MILLION, path, path, MILLION, path),
    )
    return True
