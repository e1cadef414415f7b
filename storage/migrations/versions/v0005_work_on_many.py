"""Version 5: tasks, events, runs, versions of files, and phones in custom fields."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps import add_reference
from storage.tables.base import Key, Moment


def upgrade() -> None:
    """Bring a file from version 4 to 5."""
    op.create_table(
        "activity_run",
        sa.Column("id", Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("script", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "run_claim",
        sa.Column("id", Key(), nullable=False),
        sa.Column("run_id", Key(), nullable=False),
        sa.Column("activity_id", Key(), nullable=False),
        sa.Column("user_id", Key(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("run_claim_by", "run_claim", ["run_id", "user_id"], unique=False)
    op.create_index("run_claim_of", "run_claim", ["activity_id"], unique=True)
    op.create_table(
        "attachment_version",
        sa.Column("id", Key(), nullable=False),
        sa.Column("attachment_id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "attachment_version_of", "attachment_version", ["record_kind", "record_id"], unique=False
    )
    op.create_index(
        "attachment_version_pair", "attachment_version", ["attachment_id", "version"], unique=True
    )
    op.create_table(
        "task_template",
        sa.Column("id", Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("at_time", sa.Text(), server_default="", nullable=False),
        sa.Column("remind_minutes", sa.Integer(), nullable=True),
        sa.Column("is_important", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("tags", sa.Text(), server_default="", nullable=False),
        sa.Column("check_list", sa.Text(), server_default="", nullable=False),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("co_executors", sa.Text(), server_default="[]", nullable=False),
        sa.Column("observers", sa.Text(), server_default="[]", nullable=False),
        sa.Column("user_id", Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "activity_tag",
        sa.Column("id", Key(), nullable=False),
        sa.Column("activity_id", Key(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("activity_tag_folded", "activity_tag", ["folded"], unique=False)
    op.create_index("activity_tag_pair", "activity_tag", ["activity_id", "folded"], unique=True)
    op.create_table(
        "check_item",
        sa.Column("id", Key(), nullable=False),
        sa.Column("activity_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_by", Key(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
        ),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("check_item_of", "check_item", ["activity_id", "sort"], unique=False)
    op.add_column("activity", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.add_column("activity", sa.Column("planned_minutes", sa.Integer(), nullable=True))
    add_reference("activity", "event_kind_id", "dictionary_value")
    add_reference("activity", "run_id", "activity_run")
    op.create_index(
        "activity_calendar",
        "activity",
        ["responsible_id", "due_at", "due_on", "planned_minutes"],
        unique=False,
        sqlite_where=sa.text("kind IN ('call', 'meeting') AND deleted_at IS NULL"),
    )
    op.create_index(
        "activity_by_done",
        "activity",
        ["done_at", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "activity_of_run",
        "activity",
        ["run_id", "outcome_id", "done_at", "deleted_at", "id"],
        unique=False,
        sqlite_where=sa.text("run_id IS NOT NULL"),
    )
    op.create_index(
        "activity_open_in_run",
        "activity",
        ["run_id", "responsible_id", "due_at", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("run_id IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"),
    )
    op.add_column(
        "activity_participant", sa.Column("role", sa.Text(), server_default="", nullable=False)
    )
    op.drop_index("activity_participant_pair", table_name="activity_participant")
    op.create_index(
        "activity_participant_pair",
        "activity_participant",
        ["activity_id", "record_kind", "record_id", "role"],
        unique=True,
    )
    op.drop_index("activity_participant_of", table_name="activity_participant")
    op.create_index(
        "activity_participant_of",
        "activity_participant",
        ["record_kind", "record_id", "role", "activity_id"],
        unique=False,
    )
    op.add_column(
        "attachment", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    for table in ("activity", "company", "contact", "deal", "lead"):
        op.create_index(
            f"{table}_in_bin",
            table,
            ["deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
        )
    op.create_index(
        "change_deletions",
        "change",
        ["kind", "seq"],
        unique=False,
        sqlite_where=sa.text("op = 'D'"),
    )
    op.create_index("change_unit_by_clock", "change_unit", ["clock"], unique=False)
    op.create_table(
        "custom_phone",
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("national", sa.String(), nullable=True),
        sa.Column("reversed", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("rowid"),
    )
    op.create_index("custom_phone_of", "custom_phone", ["record_id"], unique=False)
    op.create_index("custom_phone_e164", "custom_phone", ["e164"], unique=False)
    op.create_index("custom_phone_national", "custom_phone", ["national"], unique=False)
    op.create_index("custom_phone_reversed", "custom_phone", ["reversed"], unique=False)
