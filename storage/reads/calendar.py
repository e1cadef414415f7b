"""Reads the calls and meetings of a person within some days (FEATURES ACT-14)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domain.activities import MOST_PLANNED_MINUTES
from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period
from storage.reads.activity_links import COMPANY_SQL, SUBJECT_SQL
from storage.reads.sql import Sql
from storage.reads.titles import reference_in
from storage.values import moment_in, moment_out

_MOST_USUAL_MINUTES = 60
_MINUTE_MICROS = 60_000_000

MANY_AT_ONCE: Final = 4
"""From so many activities of a run at one time on they stand in a calendar as one entry."""

# The partial index activity_calendar is used only where these conditions stand literally.
_SHOWN = "a.responsible_id = ? AND a.kind IN ('call', 'meeting') AND a.deleted_at IS NULL"

_COLUMNS = f"""
    SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, a.planned_minutes, a.place,
        a.is_important, a.done_at IS NOT NULL, {SUBJECT_SQL}, {COMPANY_SQL}
"""
_TIMED = f"""{_SHOWN} AND a.due_at >= ? AND a.due_at < ?
    AND (a.due_at >= ? OR a.due_at + coalesce(a.planned_minutes, {_MOST_USUAL_MINUTES})
        * {_MINUTE_MICROS} > ?)"""
_WHOLE = f"{_SHOWN} AND a.due_at IS NULL AND a.due_on >= ? AND a.due_on < ?"
_TIMED_SQL = f"{_COLUMNS} FROM activity a WHERE {_TIMED}"
_WHOLE_SQL = f"{_COLUMNS} FROM activity a WHERE {_WHOLE}"
_RUNS_SQL = f"""
    SELECT min(a.id), a.kind, r.title, a.due_at, a.due_on, max(a.planned_minutes), '',
        max(a.is_important), count(*) = count(a.done_at), NULL, '',
        a.run_id, count(*), count(a.done_at)
    FROM activity a INDEXED BY activity_calendar CROSS JOIN activity_run r ON r.id = a.run_id
    WHERE {{shown}} GROUP BY a.due_at, a.due_on, a.run_id HAVING count(*) >= {MANY_AT_ONCE}"""
_HELD_SQL = f"""
    SELECT a.id, a.kind, a.subject, coalesce(a.start_at, a.done_at), NULL,
        max(1, coalesce(a.duration_seconds, 0) / 60), a.place, a.is_important, 1,
        {SUBJECT_SQL}, {COMPANY_SQL} FROM activity a
    WHERE a.done_at IS NOT NULL AND a.deleted_at IS NULL AND a.responsible_id = ?
    AND a.done_at >= ? AND a.done_at < ? AND a.kind IN ('call', 'meeting')
    AND a.due_at IS NULL AND a.due_on IS NULL
    ORDER BY a.done_at, a.id"""


def has_more_planned_than(
    connection: sqlite3.Connection, person: UUID, bounds: tuple[datetime, datetime], many: int
) -> bool:
    """Say whether a person has more than `many` entries that begin between two moments."""
    sql = f"""SELECT count(*) FROM (SELECT 1 FROM activity a
        WHERE {_SHOWN} AND a.due_at >= ? AND a.due_at < ? LIMIT ?)"""
    values = (person.bytes, *map(moment_out, bounds), many + 1)
    return bool(connection.execute(sql, values).fetchone()[0] > many)


def read_calendar(
    connection: sqlite3.Connection,
    person: UUID,
    name: str,
    bounds: tuple[datetime, datetime],
    period: Period,
) -> Iterator[CalendarEntry]:
    """Return the entries of a person that reach into a period: planned ones, then held ones.

    Many activities of a run at one time are one entry.

    `bounds` are the moments between which the period lies. What took place without having been
    planned is held: it stands where it began. `name` is given to all as their `responsible`.
    """
    key, (start, end) = person.bytes, map(moment_out, bounds)
    longest = timedelta(minutes=MOST_PLANNED_MINUTES)
    earliest = moment_out(bounds[0] - longest)
    timed = Sql(_TIMED, (key, earliest, end, start, start))
    whole = Sql(_WHOLE, (key, (period.first - longest).isoformat(), period.end.isoformat()))
    for sql, shown in ((_TIMED_SQL, timed), (_WHOLE_SQL, whole)):
        runs = list(_runs(connection, shown))
        yield from (_entry(row, person, name) for row in runs)
        rest = _not_in(runs)
        rows = connection.execute(
            f"{sql} {rest.text} ORDER BY a.due_at, a.due_on, a.id",
            (*shown.parameters, *rest.parameters),
        )
        yield from (_entry(row, person, name) for row in rows)
    for row in connection.execute(_HELD_SQL, (key, start, end)):
        yield _entry(row, person, name)


def _runs(connection: sqlite3.Connection, shown: Sql) -> Iterator[tuple[Any, ...]]:
    """Return runs that have many activities at one time, once for each such time."""
    if connection.execute("SELECT 1 FROM activity_run LIMIT 1").fetchone():
        yield from connection.execute(_RUNS_SQL.format(shown=shown.text), shown.parameters)


def _not_in(runs: Sequence[tuple[Any, ...]]) -> Sql:
    """Return the condition that an activity is none of those for which a run stands."""
    if not runs:
        return Sql("")
    values = ", ".join("(?, ?)" for _run in runs)
    return Sql(
        f"AND (a.run_id IS NULL OR (a.run_id, coalesce(a.due_at, a.due_on)) NOT IN "
        f"(VALUES {values}))",
        tuple(one for row in runs for one in (row[11], row[3] if row[4] is None else row[4])),
    )


def _entry(row: tuple[Any, ...], person: UUID, name: str) -> CalendarEntry:
    run, number, done = row[11:] or (None, 1, 0)
    return CalendarEntry(
        id=UUID(bytes=row[0]),
        person=person,
        kind=row[1],
        subject=row[2],
        start_at=None if row[3] is None else moment_in(row[3]),
        on=None if row[4] is None else date.fromisoformat(row[4]),
        planned_minutes=row[5],
        place=row[6],
        is_important=bool(row[7]),
        is_done=bool(row[8]),
        client=reference_in(json.loads(row[9])) if row[9] else None,
        company=row[10],
        responsible=name,
        run=UUID(bytes=run) if run else None,
        number=number,
        done=done,
    )
