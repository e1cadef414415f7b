"""Reads the reminders of one person, along one partial index over open activities."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.records.references import Reference
from storage.reads.activity_links import DEAL_SQL, SUBJECT_SQL
from storage.reads.titles import reference_in
from storage.values import moment_in, moment_out

LAPSE = timedelta(days=1)
"""How long after the deadline, or after its own time, a reminder still comes."""

OLDEST = timedelta(days=7)
"""How long a reminder waits for the person to come back."""

_OPEN = "responsible_id = ? AND remind_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"

DueReminder = tuple[
    UUID, str, str, datetime | None, date | None, Reference | None, Reference | None
]
"""Key, kind, subject, deadline (a moment in UTC, or a day), main record, and first deal."""


def read_due(
    connection: sqlite3.Connection, user: UUID, now: datetime, limit: int = 100
) -> Iterator[DueReminder]:
    """Return what `user` is to be reminded of at the local moment `now`, the earliest first."""
    utc = now.astimezone(UTC)
    rows = connection.execute(
        f"SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, {SUBJECT_SQL}, {DEAL_SQL} "
        f"FROM (SELECT id FROM activity WHERE {_OPEN} AND remind_at > ? AND remind_at <= ? "
        "AND (remind_at >= ? OR due_at >= ? OR (due_at IS NULL AND due_on >= ?)) "
        "ORDER BY remind_at LIMIT ?) d "
        "JOIN activity a ON a.id = d.id ORDER BY a.remind_at, a.id",
        (
            user.bytes,
            moment_out(utc - OLDEST),
            moment_out(utc),
            moment_out(utc - LAPSE),
            moment_out(utc - LAPSE),
            (now.date() - LAPSE).isoformat(),
            limit,
        ),
    )
    for key, kind, subject, due_at, due_on, client, deal in rows:
        yield (
            UUID(bytes=key),
            kind,
            subject,
            None if due_at is None else moment_in(due_at),
            None if due_on is None else date.fromisoformat(due_on),
            reference_in(json.loads(client)) if client else None,
            reference_in(json.loads(deal)) if deal else None,
        )


def read_next(connection: sqlite3.Connection, user: UUID, now: datetime) -> datetime | None:
    """Return the first moment after `now` at which `user` is to be reminded, None if never."""
    row = connection.execute(
        f"SELECT remind_at FROM activity WHERE {_OPEN} AND remind_at > ? "
        "ORDER BY remind_at LIMIT 1",
        (user.bytes, moment_out(now.astimezone(UTC))),
    ).fetchone()
    return moment_in(row[0]) if row else None
