"""Version 2: reminders, rings, and indexes of what was done and of birthdays."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

from domain.dates.zones import local_zone
from domain.reminders import remind_moment
from storage.tables.base import Key, Moment
from storage.values import moment_in, moment_out


def upgrade() -> None:
    """Bring a file from version 1 to 2."""
    op.create_table(
        "ring",
        sa.Column("id", Key(), nullable=False),
        sa.Column("user_id", Key(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ring_by_answer", "ring", ["user_id", "taken_at"], unique=False)
    op.create_index("ring_by_time", "ring", ["user_id", "at"], unique=False)
    op.add_column("activity", sa.Column("remind_at", Moment(), nullable=True))
    _set_reminders()
    op.create_index(
        "activity_done",
        "activity",
        ["responsible_id", "done_at", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "activity_reminders",
        "activity",
        ["responsible_id", "remind_at", "due_at", "due_on"],
        unique=False,
        sqlite_where=sa.text("remind_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "contact_birthdays",
        "contact",
        ["responsible_id", sa.text("substr(birth_date, -5)")],
        unique=False,
        sqlite_where=sa.text("birth_date GLOB '*-[0-9][0-9]-[0-9][0-9]' AND deleted_at IS NULL"),
    )


def _set_reminders() -> None:
    """Set the reminders of activities that are open; a day begins where this machine stands."""
    bound = op.get_bind()
    zone = local_zone()
    rows = bound.exec_driver_sql(
        "SELECT id, due_at, due_on, remind_minutes FROM activity "
        "WHERE remind_minutes IS NOT NULL AND done_at IS NULL"
    ).fetchall()
    for key, due_at, due_on, minutes in rows:
        moment = remind_moment(
            None if due_at is None else moment_in(due_at),
            None if due_on is None else date.fromisoformat(due_on),
            minutes,
            zone,
        )
        if moment is not None:
            bound.exec_driver_sql(
                "UPDATE activity SET remind_at = ? WHERE id = ?", (moment_out(moment), key)
            )
