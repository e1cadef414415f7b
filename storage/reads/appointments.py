"""Reads calls and meetings with all that a calendar tells of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from domain.records.references import Reference
from storage.reads.titles import reference_in, reference_sql
from storage.values import moment_in, moment_out

CALENDAR_SOURCE = "icalendar"
"""How `import_record` and `import_run` name what came from a calendar."""

_REFERENCES = " ".join(
    f"WHEN '{kind}' THEN (SELECT {reference_sql(kind, 't')} FROM \"{kind}\" t "
    "WHERE t.id = l.record_id AND t.deleted_at IS NULL)"
    for kind in ("contact", "company", "lead", "deal")
)
_EMAIL = (
    "coalesce((SELECT value FROM contact_point e WHERE e.record_kind = 'contact' "
    "AND e.record_id = p.record_id AND e.type = 'email' ORDER BY e.sort LIMIT 1), '')"
)
_COLUMNS = f"""
a.id, a.kind, a.subject, a.description, a.place, a.due_at, a.due_on, a.planned_minutes,
a.remind_minutes, a.is_important, a.done_at, a.created_at, a.updated_at,
(SELECT coalesce(nullif(u.name, ''), u.login) FROM "user" u WHERE u.id = a.responsible_id),
(SELECT u.email FROM "user" u WHERE u.id = a.responsible_id),
(SELECT i.external_id FROM import_record i WHERE i.record_kind = 'activity' AND i.record_id = a.id
 AND i.source = '{CALENDAR_SOURCE}' ORDER BY i.id DESC LIMIT 1),
(SELECT json_group_array(tag) FROM (SELECT tag FROM activity_tag g WHERE g.activity_id = a.id
 ORDER BY g.sort)),
(SELECT json_group_array(json(reference)) FROM (SELECT CASE l.record_kind {_REFERENCES} END
 AS reference FROM activity_link l WHERE l.activity_id = a.id ORDER BY l.sort, l.id)
 WHERE reference IS NOT NULL),
(SELECT json_group_array(json_array(json(reference), email)) FROM (SELECT
 (SELECT {reference_sql("contact", "t")} FROM contact t WHERE t.id = p.record_id
 AND t.deleted_at IS NULL) AS reference, {_EMAIL} AS email FROM activity_participant p
 WHERE p.activity_id = a.id AND p.record_kind = 'contact' ORDER BY p.sort, p.id)
 WHERE reference IS NOT NULL),
(SELECT json_group_array(json_array(name, email)) FROM (SELECT
 coalesce(nullif(u.name, ''), u.login) AS name, u.email FROM activity_participant p
 JOIN "user" u ON u.id = p.record_id WHERE p.activity_id = a.id AND p.record_kind = 'user'
 AND p.role IN ('', 'co_executor') ORDER BY p.sort, p.id))
"""
_IN_CALENDAR = "a.kind IN ('call', 'meeting') AND a.deleted_at IS NULL"
_TIMED = "a.due_at >= :start AND a.due_at < :end"
_WHOLE = "a.due_at IS NULL AND a.due_on >= :first AND a.due_on < :last"
_THEIRS = " UNION ALL ".join(
    # Each part has a partial index of its own.
    f"SELECT a.id FROM activity a WHERE a.responsible_id = :user AND {_IN_CALENDAR} AND {part}"
    for part in (
        f"a.due_at IS NOT NULL AND {_TIMED}",
        f"a.done_at IS NULL AND {_WHOLE}",
        f"a.done_at IS NOT NULL AND {_WHOLE}",
    )
)
_TAKES_PART = (
    "SELECT p.activity_id FROM activity_participant p JOIN activity a ON a.id = p.activity_id "
    "WHERE p.record_kind = 'user' AND p.record_id = :user AND p.role IN ('', 'co_executor') "
    f"AND {_IN_CALENDAR} AND ({_TIMED} OR {_WHOLE})"
)


class Appointment(NamedTuple):
    """A call or a meeting, with all that a calendar tells of it.

    `external_id` is what another calendar calls it, "" where it was planned here. `participants`
    are contacts, each with an e-mail or "", and `colleagues` their names with their e-mails.
    """

    id: UUID
    kind: str
    subject: str
    description: str
    place: str
    due_at: datetime | None
    due_on: date | None
    planned_minutes: int | None
    remind_minutes: int | None
    is_important: bool
    done_at: datetime | None
    created_at: datetime
    updated_at: datetime
    responsible: str
    responsible_email: str
    external_id: str
    tags: tuple[str, ...]
    links: tuple[Reference, ...]
    participants: tuple[tuple[Reference, str], ...]
    colleagues: tuple[tuple[str, str], ...]


def read_appointments(
    connection: sqlite3.Connection,
    user: UUID,
    start: datetime | None,
    end: datetime | None,
    first: date | None,
    last: date | None,
) -> Iterator[Appointment]:
    """Yield the calls and meetings of a person, in the order in which they begin.

    They are those for which the person is responsible or a co-executor, that begin from `start`
    until before `end` (aware), or on a day from `first` until before `last`; None bounds nothing.
    """
    bounds = (
        moment_out(start) if start else -(1 << 62),
        moment_out(end) if end else 1 << 62,
        first.isoformat() if first else "",
        last.isoformat() if last else "~",
    )
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM activity a WHERE a.id IN ({_THEIRS} UNION {_TAKES_PART}) "
        "ORDER BY a.due_at IS NULL, a.due_at, a.due_on, a.id",
        dict(zip(("user", "start", "end", "first", "last"), (user.bytes, *bounds), strict=True)),
    )
    return map(_appointment, rows)


def read_appointment(connection: sqlite3.Connection, key: UUID) -> Appointment | None:
    """Return the activity with this key as a calendar tells of it, None where there is none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM activity a WHERE a.id = ?", (key.bytes,)
    ).fetchone()
    return _appointment(row) if row else None


def _appointment(row: Sequence[object]) -> Appointment:
    values: list[object] = [*row]
    lists = [json.loads(str(text)) for text in values[-4:]]
    appointment = Appointment(*values)  # type: ignore[arg-type]  # put right below
    return appointment._replace(
        id=UUID(bytes=appointment.id),  # type: ignore[arg-type]  # as it is stored
        due_at=_moment(appointment.due_at),
        due_on=date.fromisoformat(str(values[6])) if values[6] else None,
        is_important=bool(appointment.is_important),
        done_at=_moment(appointment.done_at),
        created_at=moment_in(int(str(values[11]))),
        updated_at=moment_in(int(str(values[12]))),
        responsible=appointment.responsible or "",
        responsible_email=appointment.responsible_email or "",
        external_id=appointment.external_id or "",
        tags=tuple(lists[0]),
        links=tuple(reference_in(parts) for parts in lists[1]),
        participants=tuple((reference_in(parts), email) for parts, email in lists[2]),
        colleagues=tuple((name, email) for name, email in lists[3]),
    )


def _moment(value: object) -> datetime | None:
    return moment_in(value) if isinstance(value, int) else None
