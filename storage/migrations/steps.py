"""Steps that several migrations take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key, Moment


def add_reference(table: str, column: str, target: str) -> None:
    """Add a column that may hold the key of a row of `target`, checked by SQLite.

    SQLite adds a column with its foreign key, but no foreign key to a column that is there.
    """
    op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} BLOB REFERENCES "{target}" (id)')


def record_columns() -> tuple[sa.Column[object], ...]:
    """Return the columns that every kind of record has."""
    return (
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
    )
