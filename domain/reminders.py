"""When a person is reminded of what was planned (FEATURES NOTIF-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY_BEGINS = time(9)
"""When the reminder of a day without a time comes, by the clocks of the person."""

MOST_MINUTES = 366 * 24 * 60
"""How long before a deadline one may be reminded: a year."""


def remind_moment(
    due_at: datetime | None,
    due_on: date | None,
    minutes: int | None,
    zone: tzinfo,
    planned_at: datetime | None = None,
) -> datetime | None:
    """Return the moment in UTC at which to remind of a deadline, `minutes` before it.

    A day without a time is reminded of at `DAY_BEGINS` in `zone`, less the minutes. Without a
    deadline, or without minutes, nobody is reminded. Of what is planned (at `planned_at`) for a
    time nearer than the minutes one is reminded at that time, instead of at once, and of what has
    passed by then, never.
    """
    if minutes is None:
        return None
    if due_at is None:
        if due_on is None:
            return None
        due_at = datetime.combine(due_on, DAY_BEGINS, zone).astimezone(UTC)
    at = due_at - timedelta(minutes=min(minutes, MOST_MINUTES))
    if planned_at is None or at > planned_at:
        return at
    return due_at if due_at > planned_at else None
