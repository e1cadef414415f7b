"""Reads the lines of an agenda at the places that its groups have given."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from uuid import UUID

from domain.agenda import AgendaEntry, Group
from storage.reads.activity_links import COMPANY_SQL, DEAL_SQL, SUBJECT_SQL
from storage.reads.agenda import END_OF_DAY, Slot
from storage.reads.titles import reference_in
from storage.values import moment_in, moment_out

_ENTRY_SQL = f"""
    SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, a.is_important, a.attempt, a.done_at,
        {SUBJECT_SQL}, {COMPANY_SQL}, {DEAL_SQL},
        EXISTS (SELECT 1 FROM attachment f WHERE f.record_kind = 'activity'
            AND f.record_id = a.id AND f.deleted_at IS NULL),
        CASE WHEN a.responsible_id = ? THEN '' ELSE coalesce((SELECT
            coalesce(nullif(name, ''), login) FROM "user" WHERE id = a.responsible_id), '') END,
        (SELECT count(done_at) FROM check_item c WHERE c.activity_id = a.id),
        (SELECT count(*) FROM check_item c WHERE c.activity_id = a.id)
    FROM activity a WHERE a.id IN
"""


def slot_of(entry: AgendaEntry, zone: tzinfo) -> Slot:
    """Return the place of an entry in its group."""
    if entry.group is Group.DONE:
        assert entry.done_at is not None
        return Slot(0, 0, moment_out(entry.done_at), entry.id.bytes)
    unimportance = 1 - entry.is_important
    if entry.due_at is not None:
        day = entry.due_at.astimezone(zone).toordinal()
        return Slot(day, unimportance, moment_out(entry.due_at), entry.id.bytes)
    if entry.due_on is not None:
        return Slot(entry.due_on.toordinal(), unimportance, END_OF_DAY, entry.id.bytes)
    if not entry.group.is_own:
        return Slot(date.max.toordinal(), unimportance, END_OF_DAY, entry.id.bytes)
    return Slot(0, unimportance, 0, entry.id.bytes)


def read_entries(
    connection: sqlite3.Connection, viewer: UUID, group: Group, slots: Sequence[Slot]
) -> list[AgendaEntry]:
    """Return the entries at these slots, in their order; one that has gone is left out."""
    entries = {e.id.bytes: e for e in _read(connection, viewer, group, [s.id for s in slots])}
    return [entries[slot.id] for slot in slots if slot.id in entries]


def _read(
    connection: sqlite3.Connection, viewer: UUID, group: Group, keys: Sequence[bytes]
) -> Iterable[AgendaEntry]:
    # Keys go in batches below the number of parameters that every SQLite build allows.
    for start in range(0, len(keys), 500):
        batch = keys[start : start + 500]
        marks = ", ".join("?" for _ in batch)
        for row in connection.execute(f"{_ENTRY_SQL} ({marks})", (viewer.bytes, *batch)):
            yield AgendaEntry(
                id=UUID(bytes=row[0]),
                group=group,
                kind=row[1],
                subject=row[2],
                due_at=None if row[3] is None else moment_in(row[3]),
                due_on=None if row[4] is None else date.fromisoformat(row[4]),
                is_important=bool(row[5]),
                attempt=row[6],
                done_at=None if row[7] is None else moment_in(row[7]),
                client=reference_in(json.loads(row[8])) if row[8] else None,
                company=row[9],
                deal=reference_in(json.loads(row[10])) if row[10] else None,
                has_files=bool(row[11]),
                responsible=row[12],
                ticked=row[13],
                items=row[14],
            )
