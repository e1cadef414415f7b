"""Version 5: stages have a colour, and are taken out of use as values of dictionaries are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring a file from version 4 to 5."""
    op.add_column("stage", sa.Column("color", sa.Text(), server_default="", nullable=False))
    op.add_column("stage", sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False))
