"""Activities: what is to be done with a client, and what was done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from storage.tables.base import (
    LOGGED,
    Record,
    Row,
    day,
    flag,
    logged_under,
    moment,
    number,
    reference,
    text,
)


class Activity(Record, table=True):
    """A call, meeting, letter, task or event (FEATURES ACT-01, ACT-03).

    The deadline is a moment (`due_at`), or a day without a time (`due_on`), or there is none.
    `previous_id` is the activity that this one follows up, and `attempt` counts the calls of such
    a chain since the client was last reached (CALL-05). It is open until `done_at` is set.
    `remind_at` is when the responsible is next reminded: it follows from deadline and
    `remind_minutes`, until the reminder is put off or dismissed (NOTIF-04).
    """

    __tablename__ = "activity"
    __table_args__ = (
        Index(
            "activity_agenda",
            "responsible_id",
            "due_at",
            "due_on",
            "is_important",
            "id",
            "done_at",
            "deleted_at",
            sqlite_where=sql("done_at IS NULL AND deleted_at IS NULL"),
        ),
        Index(
            "activity_done",
            "responsible_id",
            "done_at",
            "id",
            sqlite_where=sql("done_at IS NOT NULL AND deleted_at IS NULL"),
        ),
        Index(
            "activity_reminders",
            "responsible_id",
            "remind_at",
            "due_at",
            "due_on",
            sqlite_where=sql("remind_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"),
        ),
        Index("activity_by_change", "updated_at", "id"),
        LOGGED,
    )

    kind: str
    subject: str = text()
    description: str = text()
    direction: str = text()
    start_at: datetime | None = moment()
    due_at: datetime | None = moment()
    due_on: date | None = day()
    remind_minutes: int | None = Field(default=None)
    remind_at: datetime | None = moment()
    is_important: bool = flag()
    responsible_id: UUID | None = reference("user")
    done_at: datetime | None = moment()
    outcome_id: UUID | None = reference("dictionary_value")
    result: str = text()
    duration_seconds: int | None = Field(default=None)
    previous_id: UUID | None = reference("activity", index=True)
    attempt: int = number(1)


class ActivityLink(Row, table=True):
    """An activity concerns a record (FEATURES ACT-02); the lowest `sort` is the main one."""

    __tablename__ = "activity_link"
    __table_args__ = (
        Index("activity_link_pair", "activity_id", "record_kind", "record_id", unique=True),
        Index("activity_link_of", "record_kind", "record_id"),
        logged_under("activity_id"),
    )

    activity_id: UUID = reference("activity", required=True)
    record_kind: str
    record_id: UUID = reference(required=True)
    sort: int = number()


class ActivityParticipant(Row, table=True):
    """A contact or a colleague takes part in an activity."""

    __tablename__ = "activity_participant"
    __table_args__ = (
        Index("activity_participant_pair", "activity_id", "record_kind", "record_id", unique=True),
        Index("activity_participant_of", "record_kind", "record_id"),
        logged_under("activity_id"),
    )

    activity_id: UUID = reference("activity", required=True)
    record_kind: str
    record_id: UUID = reference(required=True)
    sort: int = number()
