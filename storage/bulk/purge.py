"""Deletes records for good, with all that belongs to them or points to them."""

from __future__ import annotations

import sqlite3

from storage.bulk.picked import PICKED
from storage.pairs import PAIR_TABLES
from storage.tables import MODELS


def purge_picked(connection: sqlite3.Connection, kind: str, table: str) -> int:
    """Delete the records of the portion; return how many.

    Rows that belong to them go, too; where another record points to one, it points to none.
    """
    for pair in PAIR_TABLES:
        connection.execute(
            f'DELETE FROM "{pair}" WHERE record_kind = ? AND record_id IN {PICKED}', (kind,)
        )
    connection.execute(
        f"DELETE FROM draft WHERE record_kind = ? AND record_id IN {PICKED}", (kind,)
    )
    for name, model in MODELS.items():
        for column in model.__table__.columns:  # type: ignore[attr-defined]  # made by SQLModel
            if not any(key.column.table.name == table for key in column.foreign_keys):
                continue
            where = f'WHERE "{column.name}" IN {PICKED}'
            if column.nullable:
                connection.execute(f'UPDATE "{name}" SET "{column.name}" = NULL {where}')
            else:
                connection.execute(f'DELETE FROM "{name}" {where}')
    return connection.execute(f'DELETE FROM "{table}" WHERE id IN {PICKED}').rowcount
