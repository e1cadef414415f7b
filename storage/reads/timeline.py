"""The activities of a record and of what belongs to it, in the order of its timeline."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import Final, NamedTuple
from uuid import UUID

from domain.activities import EVENT
from domain.timeline import TimelineEntry
from storage.reads.activity_links import SUBJECT_SQL
from storage.reads.labels import choice_label
from storage.reads.sql import Sql
from storage.reads.titles import reference_in
from storage.values import moment_in, moment_out

_LINKED: Final = "SELECT activity_id FROM activity_link WHERE record_kind = '{kind}' AND record_id"

_DEALS_ARE: Final = (
    "SELECT l.activity_id FROM {table} d CROSS JOIN activity_link l "
    "ON l.record_kind = 'deal' AND l.record_id = d.{deal} WHERE d.{owner} = :key"
)

_ACTIVITIES_OF: Final = {
    "contact": (
        f"{_LINKED.format(kind='contact')} = :key UNION SELECT activity_id "
        "FROM activity_participant WHERE record_kind = 'contact' AND record_id = :key UNION "
        f"{_DEALS_ARE.format(table='deal_contact', deal='deal_id', owner='contact_id')}"
    ),
    "company": (
        f"{_LINKED.format(kind='company')} = :key UNION SELECT l.activity_id "
        "FROM contact_company w CROSS JOIN activity_link l ON l.record_kind = 'contact' "
        "AND l.record_id = w.contact_id WHERE w.company_id = :key UNION "
        f"{_DEALS_ARE.format(table='deal', deal='id', owner='company_id')}"
    ),
    "lead": f"{_LINKED.format(kind='lead')} = :key",
    "deal": f"{_LINKED.format(kind='deal')} = :key",
}
"""The keys of the activities that belong on the timeline of a record `:key` of each kind.

A company collects those of its people and of its deals (FEATURES COMP-02), a contact those of its
deals and those in which it takes part (CONT-04).
"""

HAS_TIMELINE: Final = frozenset(_ACTIVITIES_OF)
"""The kinds of records that have a timeline."""


def activities_of(kind: str, key: UUID) -> Sql:
    """Return what selects the keys of the activities on the timeline of a record."""
    text = _ACTIVITIES_OF[kind]
    return Sql(text.replace(":key", "?"), (key.bytes,) * text.count(":key"))


Slot = tuple[str, int, bytes]
"""Where an activity stands: its local day, the moment within it, its key; see `slot_of`."""


class TimelineOrder(NamedTuple):
    """The activities in the order of a timeline: the open ones, then the done ones."""

    planned: list[Slot]
    past: list[Slot]


def read_timeline_order(
    connection: sqlite3.Connection, kind: str, key: UUID, zone: tzinfo
) -> TimelineOrder:
    """Return the order of the timeline of a record.

    What is open comes by deadline, the nearest first and that without a date last; days are those
    of `zone`, and what is due on a day follows what has a time on it. What was done comes the
    newest first. Other kinds than clients and deals have no timeline.
    """
    if kind not in _ACTIVITIES_OF:
        return TimelineOrder([], [])
    rows = connection.execute(
        "SELECT a.done_at, a.due_at, a.due_on, a.id FROM activity a "
        f"WHERE a.id IN ({_ACTIVITIES_OF[kind]}) AND a.deleted_at IS NULL",
        {"key": key.bytes},
    ).fetchall()
    past = sorted([("", -done_at, activity) for done_at, _at, _on, activity in rows if done_at])
    planned = [_open_slot(at, on, one, zone) for done, at, on, one in rows if done is None]
    return TimelineOrder(sorted(planned), past)


def _open_slot(due_at: int | None, due_on: str | None, activity: bytes, zone: tzinfo) -> Slot:
    if due_at is not None:
        return moment_in(due_at).astimezone(zone).date().isoformat(), due_at, activity
    return due_on or _NO_DAY, _END_OF_DAY, activity


_NO_DAY = "~"
_END_OF_DAY = 1 << 62


def slot_of(entry: TimelineEntry, zone: tzinfo) -> Slot:
    """Return the place of an activity among the open ones, or among those that were done."""
    key = entry.id.bytes
    if entry.done_at is not None:
        return "", -moment_out(entry.done_at), key
    due_at = None if entry.due_at is None else moment_out(entry.due_at)
    return _open_slot(due_at, entry.due_on.isoformat() if entry.due_on else None, key, zone)


def read_timeline_entries(
    connection: sqlite3.Connection, keys: Sequence[bytes]
) -> Iterator[TimelineEntry]:
    """Return the activities with these keys, in their order; one that has gone is left out."""
    marks = ", ".join("?" for _key in keys)
    rows = connection.execute(
        "SELECT a.id, a.kind, a.subject, a.result, a.due_at, a.due_on, a.done_at, v.code, v.label, "
        "k.code, k.label, "
        "a.duration_seconds, a.is_important, coalesce(nullif(u.name, ''), u.login, ''), "
        f"{SUBJECT_SQL}, EXISTS (SELECT 1 FROM attachment f WHERE f.record_kind = 'activity' "
        "AND f.record_id = a.id AND f.deleted_at IS NULL), "
        "(SELECT count(done_at) FROM check_item c WHERE c.activity_id = a.id), "
        "(SELECT count(*) FROM check_item c WHERE c.activity_id = a.id) "
        "FROM activity a LEFT JOIN dictionary_value v ON v.id = a.outcome_id "
        "LEFT JOIN dictionary_value k ON k.id = a.event_kind_id "
        f'LEFT JOIN "user" u ON u.id = a.responsible_id WHERE a.id IN ({marks}) '
        "AND a.deleted_at IS NULL",
        tuple(keys),
    )
    entries = {row[0]: _entry(*row) for row in rows}
    yield from (entries[key] for key in keys if key in entries)


def _entry(
    key: bytes,
    kind: str,
    subject: str,
    result: str,
    due_at: int | None,
    due_on: str | None,
    done_at: int | None,
    outcome: str | None,
    outcome_label: str | None,
    event_kind: str | None,
    event_kind_label: str | None,
    duration: int | None,
    is_important: int,
    responsible: str,
    with_whom: str | None,
    has_files: int,
    ticked: int,
    items: int,
) -> TimelineEntry:
    said = result or subject
    if kind == EVENT:
        said = ": ".join(filter(None, dict.fromkeys((subject, result))))
    if event_kind is not None:
        label = choice_label("event_kind", event_kind, event_kind_label or "")
    else:
        label = choice_label("outcome", outcome, outcome_label or "") if outcome else ""
    return TimelineEntry(
        UUID(bytes=key),
        kind,
        subject if done_at is None else said,
        None if due_at is None else moment_in(due_at),
        None if due_on is None else date.fromisoformat(due_on),
        None if done_at is None else moment_in(done_at),
        label,
        duration,
        bool(is_important),
        responsible,
        reference_in(json.loads(with_whom)) if with_whom else None,
        bool(has_files),
        ticked,
        items,
    )
