"""What stands in the logged tables, to compare before and after."""

from __future__ import annotations

from sqlalchemy import inspect

from storage.connection import connect
from storage.database import Database
from storage.tables import MODELS

Snapshot = dict[str, list[tuple[object, ...]]]

_TABLES = [inspect(model).local_table for model in MODELS.values()]


def snapshot(database: Database) -> Snapshot:
    """Return the rows of all logged tables by key, without the time of their last change."""
    connection = connect(database.path)
    rows: Snapshot = {}
    for table in _TABLES:
        if not table.info.get("logged"):
            continue
        columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name != "updated_at")
        rows[table.name] = connection.execute(
            f'SELECT {columns} FROM "{table.name}" ORDER BY id'
        ).fetchall()
    connection.close()
    return rows


def differences(before: Snapshot, after: Snapshot) -> Snapshot:
    """Return the rows that stand in only one of two snapshots, by table."""
    found = {
        name: sorted(set(before[name]) ^ set(after[name]), key=repr)
        for name in before
        if before[name] != after[name]
    }
    return {name: rows for name, rows in found.items() if rows}
