"""Version 6: what a lead was converted into, and the moment for leads that were marked by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key


def upgrade() -> None:
    """Bring a file from version 5 to 6."""
    op.create_table(
        "lead_result",
        sa.Column("id", Key(), nullable=False),
        sa.Column("lead_id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("is_new", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["lead.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "lead_result_pair", "lead_result", ["lead_id", "record_kind", "record_id"], unique=True
    )
    op.create_index("lead_result_of", "lead_result", ["record_kind", "record_id"], unique=False)
    for kind in ("contact", "company", "deal"):
        op.execute(
            "INSERT INTO lead_result(id, lead_id, record_kind, record_id, is_new) "
            f"SELECT randomblob(16), lead_id, '{kind}', id, 1 FROM \"{kind}\" "
            "WHERE lead_id IS NOT NULL"
        )
    # Only conversion gives this status from here on, and with it the moment.
    op.execute(
        "UPDATE lead SET converted_at = updated_at WHERE converted_at IS NULL AND status_id IN "
        "(SELECT id FROM dictionary_value WHERE meaning = 'converted')"
    )
