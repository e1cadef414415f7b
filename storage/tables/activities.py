"""Activities: what is to be done with a client, and what was done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field

from storage.tables.base import (
    LOGGED,
    Moment,
    Record,
    Row,
    bin_index,
    day,
    flag,
    logged_under,
    moment,
    number,
    reference,
    text,
    utc_now,
)


class Activity(Record, table=True):
    """A call, meeting, letter, task or event (FEATURES ACT-01, ACT-03).

    The deadline is a moment (`due_at`), or a day without a time (`due_on`), or there is none.
    `previous_id` is the activity that this one follows up, and `attempt` counts the calls of such
    a chain since the client was last reached (CALL-05). It is open until `done_at` is set.
    `remind_at` is when the responsible is next reminded: it follows from deadline and
    `remind_minutes`, until the reminder is put off or dismissed (NOTIF-04). A call or a meeting
    that is planned begins at `due_at` and takes `planned_minutes`. `event_kind_id` says what kind
    of event an event is, and `run_id` with which others the activity was laid on many (ACT-16).
    """

    __tablename__ = "activity"
    __table_args__ = (
        bin_index("activity"),
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
            "activity_by_done",
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
        Index(
            "activity_calendar",
            "responsible_id",
            "due_at",
            "due_on",
            "planned_minutes",
            sqlite_where=sql("kind IN ('call', 'meeting') AND deleted_at IS NULL"),
        ),
        Index(
            "activity_of_run",
            "run_id",
            "outcome_id",
            "done_at",
            "deleted_at",
            "id",
            sqlite_where=sql("run_id IS NOT NULL"),
        ),
        Index(
            "activity_open_in_run",
            "run_id",
            "responsible_id",
            "due_at",
            "due_on",
            "id",
            sqlite_where=sql("run_id IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"),
        ),
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
    place: str = text()
    planned_minutes: int | None = Field(default=None)
    event_kind_id: UUID | None = reference("dictionary_value")
    run_id: UUID | None = reference("activity_run")


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
    """A contact or a colleague has to do with an activity (FEATURES MEET-01, TASK-03).

    `role` is one of `domain.activities.ROLES`: "" takes part, and colleagues may be co-executors or
    observers.
    """

    __tablename__ = "activity_participant"
    __table_args__ = (
        Index(
            "activity_participant_pair",
            "activity_id",
            "record_kind",
            "record_id",
            "role",
            unique=True,
        ),
        Index("activity_participant_of", "record_kind", "record_id", "role", "activity_id"),
        logged_under("activity_id"),
    )

    activity_id: UUID = reference("activity", required=True)
    record_kind: str
    record_id: UUID = reference(required=True)
    role: str = text()
    sort: int = number()


class ActivityTag(Row, table=True):
    """A tag of an activity (FEATURES TASK-03); `folded` is the form in which tags are compared."""

    __tablename__ = "activity_tag"
    __table_args__ = (
        Index("activity_tag_pair", "activity_id", "folded", unique=True),
        Index("activity_tag_folded", "folded"),
        logged_under("activity_id"),
    )

    activity_id: UUID = reference("activity", required=True)
    tag: str
    folded: str
    sort: int = number()


class CheckItem(Row, table=True):
    """A line of the check list of an activity (FEATURES TASK-03), ticked at `done_at`."""

    __tablename__ = "check_item"
    __table_args__ = (
        Index("check_item_of", "activity_id", "sort"),
        logged_under("activity_id"),
    )

    activity_id: UUID = reference("activity", required=True)
    sort: int = number()
    done_at: datetime | None = moment()
    done_by: UUID | None = reference("user")
    text: str


class ActivityRun(Row, table=True):
    """Activities that were laid on many records at once and are walked through (FEATURES ACT-16).

    `script` is what is to be said. The run is over from `closed_at` on.
    """

    __tablename__ = "activity_run"
    __table_args__ = LOGGED

    title: str
    kind: str
    subject: str = text()
    script: str = text()
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    closed_at: datetime | None = moment()


class RunClaim(Row, table=True):
    """Somebody has an activity of a run before them since `at`, so that nobody else gets it.

    It is renewed as long as that is so, and lapses by itself; nobody undoes it, so the change log
    does not have it.
    """

    __tablename__ = "run_claim"
    __table_args__ = (
        Index("run_claim_of", "activity_id", unique=True),
        Index("run_claim_by", "run_id", "user_id"),
    )

    run_id: UUID = reference(required=True)
    activity_id: UUID = reference(required=True)
    user_id: UUID = reference("user", required=True)
    at: datetime = Field(default_factory=utc_now, sa_type=Moment)


class TaskTemplate(Row, table=True):
    """What a task is made from (FEATURES TASK-13).

    The deadline lies `days` days after the task is made, at the time `at_time` (HH:MM, "" for a day
    without a time); without `days` there is none. `tags` stand with commas between them,
    `check_list` has a line for each item. `responsible_id` is NULL for whoever uses the template,
    `user_id` where it is everybody's. `co_executors` and `observers` are JSON arrays of the keys of
    colleagues in hexadecimal.
    """

    __tablename__ = "task_template"
    __table_args__ = LOGGED

    title: str
    subject: str = text()
    description: str = text()
    days: int | None = Field(default=None)
    at_time: str = text()
    remind_minutes: int | None = Field(default=None)
    is_important: bool = flag()
    tags: str = text()
    check_list: str = text()
    responsible_id: UUID | None = reference("user")
    co_executors: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    observers: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    user_id: UUID | None = reference("user")
