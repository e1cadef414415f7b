"""Reads the open calls and meetings that may reach into a day, along the indexes of the agenda."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.activities import MOST_PLANNED_MINUTES
from storage.values import moment_in, moment_out

_OPEN = "a.kind IN ('call', 'meeting') AND a.done_at IS NULL AND a.deleted_at IS NULL"
_TIMED = "a.due_at IS NOT NULL AND a.due_at >= :start AND a.due_at < :end"
# A call without a time takes no hours: it is made when there is room for it.
_WHOLE = "a.due_at IS NULL AND a.due_on >= :first AND a.due_on <= :day AND a.kind = 'meeting'"
_COLUMNS = "a.id, a.kind, a.subject, a.due_at, a.due_on, a.planned_minutes"
_PARTS = [
    f"SELECT w.id, {_COLUMNS} FROM people w CROSS JOIN activity a "
    f"WHERE a.responsible_id = w.id AND {_OPEN} AND {part}"
    for part in (_TIMED, _WHOLE)
]
_PARTS += [
    f"SELECT w.id, {_COLUMNS} FROM people w CROSS JOIN activity_participant p "
    "ON p.record_kind = 'user' AND p.record_id = w.id AND p.role IN ('', 'co_executor') "
    f"CROSS JOIN activity a ON a.id = p.activity_id WHERE {_OPEN} AND ({_TIMED} OR {_WHOLE})"
]


class BusyRow(NamedTuple):
    """A call or a meeting of `person`: at `due_at` (UTC), or on the day `due_on`."""

    person: UUID
    id: UUID
    kind: str
    subject: str
    due_at: datetime | None
    due_on: date | None
    planned_minutes: int | None


def read_busy(
    connection: sqlite3.Connection,
    people: Sequence[UUID],
    begin: datetime,
    end: datetime,
    day: date,
) -> Iterator[BusyRow]:
    """Yield what these people have that begins before `end` (aware), or until `day`.

    What began so long before `begin` that nothing can take until then is left out.
    """
    if not people:
        return
    longest = timedelta(minutes=MOST_PLANNED_MINUTES)
    names = {f"person{place}": person.bytes for place, person in enumerate(people)}
    rows = connection.execute(
        f"WITH people(id) AS (VALUES {', '.join(f'(:{name})' for name in names)}) "
        + " UNION ".join(_PARTS),
        {
            **names,
            "start": moment_out(begin - longest),
            "end": moment_out(end),
            "first": (day - longest).isoformat(),
            "day": day.isoformat(),
        },
    )
    for person, key, kind, subject, due_at, due_on, minutes in rows:
        yield BusyRow(
            UUID(bytes=person),
            UUID(bytes=key),
            kind,
            subject,
            None if due_at is None else moment_in(due_at),
            None if due_on is None else date.fromisoformat(due_on),
            minutes,
        )
