"""Version 6: exchange rates, and what deals need on the board."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps import add_reference
from storage.tables.base import Day, Exact, Key, Moment


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
    op.create_table(
        "stage_task",
        sa.Column("id", Key(), nullable=False),
        sa.Column("stage_id", Key(), nullable=False),
        sa.Column("template_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"]),
        sa.ForeignKeyConstraint(["template_id"], ["task_template.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_stage_task_template_id", "stage_task", ["template_id"], unique=False)
    op.create_index("stage_task_pair", "stage_task", ["stage_id", "template_id"], unique=True)
    for name in ("hint", "script", "required_fields", "check_list"):
        op.add_column("stage", sa.Column(name, sa.String(), nullable=True))
    op.add_column(
        "pipeline", sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False)
    )
    op.add_column("line_item", sa.Column("discount", Exact(), nullable=True))
    op.add_column(
        "line_item",
        sa.Column("discount_is_amount", sa.Boolean(), server_default="0", nullable=False),
    )
    op.add_column("line_item", sa.Column("tax", Exact(), nullable=True))
    op.add_column("deal", sa.Column("stage_at", Moment(), server_default="0", nullable=False))
    add_reference("deal", "lost_reason_id", "dictionary_value")
    # When a deal came to its stage is told by the log; before that, it was there from the start.
    op.execute(
        "UPDATE deal SET stage_at = coalesce((SELECT max(u.clock >> 16) * 1000 FROM change c "
        "JOIN change_unit u ON u.seq = c.unit WHERE c.record = deal.id AND c.kind = 'deal' "
        "AND c.op = 'U' AND json_type(c.old, '$.stage_id') IS NOT NULL), created_at)"
    )
    op.drop_index("deal_by_stage", table_name="deal")
    op.create_index(
        "deal_by_stage",
        "deal",
        ["stage_id", "stage_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
