"""The agenda in plain Python, as the rules of FEATURES ACT-04 and ACT-21 have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.agenda import Group
from domain.ids import new_id
from storage.tables import User
from storage.unit import Unit
from storage.values import moment_out

Line = tuple[Group, UUID | int]
"""A line of the agenda: its group, and the key of an entry or the count of a heading."""


@dataclass(frozen=True)
class Planned:
    """An open activity: due at a moment, on a day, or without a date."""

    id: UUID
    due: datetime | date | None
    is_important: bool


def group_of(entry: Planned, now: datetime) -> Group:
    """Return the group in which an activity stands at the local moment `now`."""
    due, today = entry.due, now.date()
    if due is None:
        return Group.NO_DATE
    if isinstance(due, datetime):
        if due < now:
            return Group.OVERDUE
        day = due.astimezone(now.tzinfo).date()
    else:
        day = due
    if day < today:
        return Group.OVERDUE
    if day <= today + timedelta(days=1):
        return Group.TODAY if day == today else Group.TOMORROW
    return Group.THIS_WEEK if day.isocalendar()[:2] == today.isocalendar()[:2] else Group.LATER


def place_of(entry: Planned, now: datetime) -> tuple[object, ...]:
    """Return what an activity is sorted by: group, local day, importance, time, age."""
    due = entry.due
    if due is None:
        when: tuple[object, ...] = (date.min, not entry.is_important)
    elif isinstance(due, datetime):
        when = (due.astimezone(now.tzinfo).date(), not entry.is_important, False, due)
    else:
        when = (due, not entry.is_important, True)
    return (group_of(entry, now), *when, entry.id)


def lines_of(entries: list[Planned], now: datetime) -> list[Line]:
    """Return the lines of the agenda, a heading above each group."""
    lines: list[Line] = []
    for entry in sorted(entries, key=lambda entry: place_of(entry, now)):
        group = group_of(entry, now)
        if not lines or lines[-1][0] is not group:
            lines.append((group, sum(1 for other in entries if group_of(other, now) is group)))
        lines.append((group, entry.id))
    return lines


def write_activities(unit: Unit, user: UUID, entries: list[Planned], **more: object) -> None:
    """Write activities of a person who is made on the way."""
    if unit.get(User, user) is None:
        unit.add(User(id=user, login=user.hex))
    rows = [
        {
            "id": entry.id.bytes,
            "kind": "call",
            "due_at": moment_out(entry.due) if isinstance(entry.due, datetime) else None,
            "due_on": None
            if entry.due is None or isinstance(entry.due, datetime)
            else entry.due.isoformat(),
            "is_important": entry.is_important,
            "responsible_id": user.bytes,
            "created_at": 1,
            "updated_at": 1,
            **more,
        }
        for entry in entries
    ]
    unit.insert_many("activity", rows)


def make_planned(now: datetime, day: int, minute: int | None, is_important: bool) -> Planned:
    """Return an activity some days from now, at a minute of that day or without a time."""
    there = now.date() + timedelta(days=day)
    if minute is None:
        return Planned(new_id(), there, is_important)
    local = datetime(
        there.year, there.month, there.day, minute // 60, minute % 60, tzinfo=now.tzinfo
    )
    return Planned(new_id(), local.astimezone(UTC), is_important)
