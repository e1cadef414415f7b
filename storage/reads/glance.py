"""The last and the next activities of one record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from uuid import UUID

from storage.values import moment_in


@dataclass(frozen=True, slots=True)
class PastActivity:
    """An activity that was done: when (UTC), how it ended, what it was and what came of it.

    `text` is what came of it, else what it was; `subject` says what it was where `text` does not.
    `duration_seconds` is None where it was not measured.
    """

    id: UUID
    kind: str
    done_at: datetime
    outcome: str
    text: str
    duration_seconds: int | None
    subject: str = ""


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
    from storage.reads.labels import choice_label

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
            subject if result and subject != result else "",
        )


def read_planned(
    connection: sqlite3.Connection, kind: str, key: UUID, limit: int, zone: tzinfo
) -> Iterator[PlannedActivity]:
    """Return the open activities of a record, the nearest first, those without a date last.

    Days are those of `zone`; what is due on a day follows what has a time on it.
    """
    found = [
        _planned(row)
        for which in (_TIMED, _WHOLE)
        for row in connection.execute(
            "SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, a.is_important "
            "FROM activity_link l JOIN activity a ON a.id = l.activity_id "
            "WHERE l.record_kind = ? AND l.record_id = ? AND a.done_at IS NULL "
            f"AND a.deleted_at IS NULL AND {which}, a.id LIMIT ?",
            (kind, key.bytes, limit),
        )
    ]
    # Both are in order already, and so are those of one day.
    yield from islice(sorted(found, key=lambda planned: _day(planned, zone)), limit)


_TIMED = "a.due_at IS NOT NULL ORDER BY a.due_at"
_WHOLE = "a.due_at IS NULL ORDER BY a.due_on IS NULL, a.due_on"
"""Two runs of what is open: no index knows where a day ends in another time zone."""


def _day(planned: PlannedActivity, zone: tzinfo) -> date:
    if planned.due_at is not None:
        return planned.due_at.astimezone(zone).date()
    return planned.due_on or date.max


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
