"""Version 6: exchange rates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Day, Exact, Key


def upgrade() -> None:
    """Bring a file from version 5 to 6."""
    op.create_table(
        "exchange_rate",
        sa.Column("id", Key(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("nominal", sa.Integer(), server_default="1", nullable=False),
        sa.Column("value", Exact(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("added_by", Key(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("exchange_rate_pair", "exchange_rate", ["currency", "base", "day"], unique=True)
