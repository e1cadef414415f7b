"""Version 3: saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key


def upgrade() -> None:
    """Bring a file from version 2 to 3."""
    op.create_table(
        "saved_view",
        sa.Column("id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filter", sa.Text(), server_default="", nullable=False),
        sa.Column("columns", sa.Text(), server_default="", nullable=False),
        sa.Column("order_by", sa.Text(), server_default="", nullable=False),
        sa.Column("in_bin", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("user_id", Key(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("saved_view_of", "saved_view", ["kind", "user_id"], unique=False)
