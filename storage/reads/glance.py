"""The last and the next activities of one record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from storage.values import moment_in


@dataclass(frozen=True, slots=True)
class PastActivity:
    """An activity that was done: when (UTC), how it ended and what came of it.

    `duration_seconds` is None where it was not measured.
    """

    id: UUID
    kind: str
    done_at: datetime
    outcome: str
    text: str
    duration_seconds: int | None


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An open activity; its deadline is a moment in UTC, a day, or neither."""

    id: UUID
    kind: str
    subject: str
    due_at: datetime | None
    due_on: date | None
    is_important: bool


def read_past(
    connection: sqlite3.Connection, kind: str, key: UUID, limit: int
) -> Iterator[PastActivity]:
    """Return the last activities that were done with a record, the newest first."""
    from storage.reads.field_sql import choice_label

    rows = connection.execute(
        "SELECT a.id, a.kind, a.done_at, v.code, v.label, a.subject, a.result, a.duration_seconds "
        "FROM activity_link l JOIN activity a ON a.id = l.activity_id "
        "LEFT JOIN dictionary_value v ON v.id = a.outcome_id "
        "WHERE l.record_kind = ? AND l.record_id = ? AND a.done_at IS NOT NULL "
        "AND a.deleted_at IS NULL ORDER BY a.done_at DESC, a.id DESC LIMIT ?",
        (kind, key.bytes, limit),
    )
    for activity, activity_kind, done_at, code, label, subject, result, duration in rows:
        yield PastActivity(
            UUID(bytes=activity),
            activity_kind,
            moment_in(done_at),
            choice_label("outcome", code, label) if code else "",
            result or subject,
            duration,
        )


def read_planned(
    connection: sqlite3.Connection, kind: str, key: UUID, limit: int
) -> Iterator[PlannedActivity]:
    """Return the open activities of a record, the nearest first, those without a date last."""
    rows = connection.execute(
        "SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, a.is_important "
        "FROM activity_link l JOIN activity a ON a.id = l.activity_id "
        "WHERE l.record_kind = ? AND l.record_id = ? AND a.done_at IS NULL "
        "AND a.deleted_at IS NULL "
        "ORDER BY coalesce(date(a.due_at / 1000000, 'unixepoch'), a.due_on, '9999'), a.due_at "
        "LIMIT ?",
        (kind, key.bytes, limit),
    )
    yield from map(_planned, rows)


def read_open_activity(connection: sqlite3.Connection, key: UUID) -> PlannedActivity | None:
    """Return an activity that is still to be done, None where it is done or has gone."""
    row = connection.execute(
        "SELECT id, kind, subject, due_at, due_on, is_important FROM activity "
        "WHERE id = ? AND done_at IS NULL AND deleted_at IS NULL",
        (key.bytes,),
    ).fetchone()
    return _planned(row) if row else None


def _planned(row: tuple[bytes, str, str, int | None, str | None, int]) -> PlannedActivity:
    key, kind, subject, due_at, due_on, is_important = row
    return PlannedActivity(
        UUID(bytes=key),
        kind,
        subject,
        None if due_at is None else moment_in(due_at),
        None if due_on is None else date.fromisoformat(due_on),
        bool(is_important),
    )
