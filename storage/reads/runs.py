"""Reads runs: what was laid on many records at once, how far it is, and what comes next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID

from domain.records.references import Reference
from storage.reads.sql import Sql
from storage.values import moment_in, moment_out

_RUNS = (
    "SELECT r.id, r.title, r.kind, r.subject, r.script, "
    "coalesce(nullif(u.name, ''), u.login, ''), r.created_at, r.closed_at "
    'FROM activity_run r LEFT JOIN "user" u ON u.id = r.created_by '
)

OPEN = "a.done_at IS NULL AND a.deleted_at IS NULL"


class StoredRun(NamedTuple):
    """A run as its table has it; moments are in UTC, `author` is a name."""

    id: UUID
    title: str
    kind: str
    subject: str
    script: str
    author: str
    created_at: datetime
    closed_at: datetime | None


class RunCount(NamedTuple):
    """How many activities of a run are open (`is_done` False), or ended with an outcome, or none.

    `outcome` is the key of the outcome.
    """

    run: UUID
    outcome: bytes | None
    is_done: bool
    number: int


def read_runs(connection: sqlite3.Connection, *, with_closed: bool) -> list[StoredRun]:
    """Return all runs, the newest first, those that are closed last."""
    where = "" if with_closed else "WHERE r.closed_at IS NULL "
    rows = connection.execute(f"{_RUNS}{where}ORDER BY r.closed_at IS NOT NULL, r.id DESC")
    return [_run(row) for row in rows]


def read_run(connection: sqlite3.Connection, key: UUID) -> StoredRun | None:
    """Return the run with a key, None where there is none."""
    row = connection.execute(f"{_RUNS}WHERE r.id = ?", (key.bytes,)).fetchone()
    return _run(row) if row else None


def _run(row: tuple[bytes, str, str, str, str, str, int, int | None]) -> StoredRun:
    key, title, kind, subject, script, author, created_at, closed_at = row
    closed = None if closed_at is None else moment_in(closed_at)
    return StoredRun(
        UUID(bytes=key), title, kind, subject, script, author, moment_in(created_at), closed
    )


def count_runs(connection: sqlite3.Connection, run: UUID | None = None) -> list[RunCount]:
    """Return the counts of a run, or of all; one index holds all that is counted."""
    which = Sql("a.run_id IS NOT NULL") if run is None else Sql("a.run_id = ?", (run.bytes,))
    rows = connection.execute(
        "SELECT a.run_id, a.outcome_id, a.done_at IS NOT NULL, count(*) "
        f"FROM activity a INDEXED BY activity_of_run WHERE {which.text} AND a.deleted_at IS NULL "
        "GROUP BY 1, 2, 3",
        which.parameters,
    )
    return [RunCount(UUID(bytes=key), out, bool(done), count) for key, out, done, count in rows]


@dataclass(frozen=True, slots=True)
class Free:
    """Which open activities of a run may be taken by `user` at `now` (aware, local).

    Not those of `behind`, and not those that somebody else has claimed since `since` (UTC).
    """

    run: UUID
    user: UUID
    now: datetime
    since: datetime
    behind: Sequence[UUID] = ()

    def condition(self) -> Sql:
        """Return what is asked of the activity aliased `a` besides that it is open."""
        marks = ", ".join("?" for _key in self.behind)
        return Sql(
            f"a.id NOT IN ({marks}) AND NOT EXISTS (SELECT 1 FROM run_claim c "
            "WHERE c.activity_id = a.id AND c.user_id <> ? AND c.at > ?)",
            (*(key.bytes for key in self.behind), self.user.bytes, moment_out(self.since)),
        )


def find_next(connection: sqlite3.Connection, free: Free, *, ahead: bool) -> UUID | None:
    """Return the activity of a run that comes next, None where there is none.

    The person's own come before those of others: first what was due by now, then what is to be
    done today, what has no deadline, and what has a time later today; with `ahead` also what is
    planned for the days to come.
    """
    wanted = free.condition()
    for person in _people(connection, free):
        for when, order in _due_by_today(free.now):
            if row := _first(connection, free.run, person, when, wanted, order):
                return row.activity
        rows = [
            row
            for when, order in (_later(free.now) if ahead else ())
            if (row := _first(connection, free.run, person, when, wanted, order))
        ]
        if rows:
            return min(rows, key=lambda row: row.day(free.now.tzinfo)).activity
    return None


def open_in_run(connection: sqlite3.Connection, run: UUID) -> list[UUID]:
    """Return the open activities of a run."""
    rows = connection.execute(
        "SELECT a.id FROM activity a INDEXED BY activity_open_in_run "
        f"WHERE a.run_id = ? AND {OPEN}",
        (run.bytes,),
    )
    return [UUID(bytes=key) for (key,) in rows]


def nearest_due(connection: sqlite3.Connection, run: UUID) -> tuple[int | None, str | None]:
    """Return the nearest time, and the nearest day, that open activities of a run are due at."""
    row = connection.execute(
        "SELECT min(a.due_at), min(CASE WHEN a.due_at IS NULL THEN a.due_on END) "
        f"FROM activity a INDEXED BY activity_open_in_run WHERE a.run_id = ? AND {OPEN}",
        (run.bytes,),
    ).fetchone()
    return row[0], row[1]


def count_free(connection: sqlite3.Connection, free: Free) -> int:
    """Return how many open activities of a run nobody else has claimed, of any day."""
    wanted = free.condition()
    row = connection.execute(
        "SELECT count(*) FROM activity a INDEXED BY activity_open_in_run "
        f"WHERE a.run_id = ? AND {OPEN} AND {wanted.text}",
        (free.run.bytes, *wanted.parameters),
    ).fetchone()
    return int(row[0])


class _Found(NamedTuple):
    """An activity and its deadline, as stored."""

    activity: UUID
    due_at: int | None
    due_on: str | None

    def day(self, zone: tzinfo | None) -> date:
        """Return the local day of the deadline, the last of all without one."""
        if self.due_at is not None:
            return moment_in(self.due_at).astimezone(zone).date()
        return date.fromisoformat(self.due_on) if self.due_on else date.max


def _due_by_today(now: datetime) -> Iterator[tuple[Sql, str]]:
    present, tonight = moment_out(now.astimezone(UTC)), moment_out(_midnight_after(now))
    yield Sql("a.due_at <= ?", (present,)), "a.due_at, a.id"
    today = (now.date().isoformat(),)
    yield Sql("a.due_at IS NULL AND a.due_on <= ?", today), "a.due_on, a.id"
    yield Sql("a.due_at IS NULL AND a.due_on IS NULL"), "a.id"
    yield Sql("a.due_at > ? AND a.due_at < ?", (present, tonight)), "a.due_at, a.id"


def _later(now: datetime) -> Iterator[tuple[Sql, str]]:
    today = (now.date().isoformat(),)
    yield Sql("a.due_at IS NULL AND a.due_on > ?", today), "a.due_on, a.id"
    yield Sql("a.due_at >= ?", (moment_out(_midnight_after(now)),)), "a.due_at, a.id"


def _midnight_after(now: datetime) -> datetime:
    """Return the end of the local day, in UTC."""
    day: date = now.date() + timedelta(days=1)
    return datetime.combine(day, time(), now.tzinfo).astimezone(UTC)


def _people(connection: sqlite3.Connection, free: Free) -> Iterator[bytes | None]:
    """Give the person, and then whoever else is responsible for open activities of the run."""
    mine = free.user.bytes
    yield mine
    last = b""
    while True:
        row = connection.execute(
            "SELECT a.responsible_id FROM activity a INDEXED BY activity_open_in_run "
            f"WHERE a.run_id = ? AND a.responsible_id > ? AND {OPEN} "
            "ORDER BY a.responsible_id LIMIT 1",
            (free.run.bytes, last),
        ).fetchone()
        if row is None:
            yield None
            return
        last = row[0]
        if last != mine:
            yield last


def _first(
    connection: sqlite3.Connection,
    run: UUID,
    person: bytes | None,
    when: Sql,
    wanted: Sql,
    order: str,
) -> _Found | None:
    row = connection.execute(
        "SELECT a.id, a.due_at, a.due_on FROM activity a INDEXED BY activity_open_in_run "
        f"WHERE a.run_id = ? AND a.responsible_id IS ? AND {OPEN} AND {when.text} "
        f"AND {wanted.text} ORDER BY {order} LIMIT 1",
        (run.bytes, person, *when.parameters, *wanted.parameters),
    ).fetchone()
    return _Found(UUID(bytes=row[0]), row[1], row[2]) if row else None


def changes_activity_of(connection: sqlite3.Connection, unit: int, run: UUID) -> bool:
    """Say whether the unit `unit` of the log changed an activity of a run."""
    row = connection.execute(
        "SELECT 1 FROM change c JOIN activity a ON a.id = c.record "
        "WHERE c.unit = ? AND c.kind = 'activity' AND a.run_id = ? LIMIT 1",
        (unit, run.bytes),
    ).fetchone()
    return row is not None


class StoredStep(NamedTuple):
    """An activity of a run: whose it is, what was planned, and what is known of it by now.

    `due_at` is in UTC; `client` is the record that it was laid on.
    """

    activity: UUID
    subject: str
    description: str
    result: str
    due_at: datetime | None
    due_on: date | None
    attempt: int
    client: Reference | None
    is_open: bool


def read_step(connection: sqlite3.Connection, run: UUID, key: UUID) -> StoredStep | None:
    """Return an activity of a run, None where it is no longer there."""
    row = connection.execute(
        "SELECT a.subject, a.description, a.result, a.due_at, a.due_on, a.attempt, "
        "a.done_at IS NULL, l.record_kind, l.record_id FROM activity a "
        "LEFT JOIN activity_link l ON l.id = (SELECT x.id FROM activity_link x "
        "WHERE x.activity_id = a.id ORDER BY x.sort, x.id LIMIT 1) "
        "WHERE a.id = ? AND a.run_id = ? AND a.deleted_at IS NULL",
        (key.bytes, run.bytes),
    ).fetchone()
    if row is None:
        return None
    subject, description, result, due_at, due_on, attempt, is_open, kind, record = row
    return StoredStep(
        key,
        subject,
        description,
        result,
        None if due_at is None else moment_in(due_at),
        None if due_on is None else date.fromisoformat(due_on),
        attempt,
        Reference(kind, UUID(bytes=record), "") if kind else None,
        bool(is_open),
    )
