"""Steps that several migrations take."""

from __future__ import annotations

from alembic import op


def add_reference(table: str, column: str, target: str) -> None:
    """Add a column that may hold the key of a row of `target`, checked by SQLite.

    SQLite adds a column with its foreign key, but no foreign key to a column that is there.
    """
    op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} BLOB REFERENCES "{target}" (id)')
