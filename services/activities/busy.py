"""When people are busy with calls and meetings (FEATURES MEET-01, ACT-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from domain.calendar.entries import USUAL_MINUTES, days_of
from services.context import Context
from storage.reads.busy import BusyRow, read_busy


@dataclass(frozen=True, slots=True)
class BusySpan:
    """A call or a meeting within one day: from `start` to `end`, by the clocks of who asks.

    What begins before the day or ends after it is cut at midnight. One that has no time of day,
    `is_all_day`, spans the day.
    """

    start: datetime
    end: datetime
    key: UUID
    kind: str
    subject: str
    is_all_day: bool = False


def busy_hours(
    context: Context, people: Sequence[UUID], day: date, *, without: UUID | None = None
) -> Mapping[UUID, Sequence[BusySpan]]:
    """Return the open calls and meetings of these people on a day, by person, in order.

    They are those for which a person is responsible or a co-executor; meetings without a
    time of day come first. `without` leaves out an activity, such as that which is being planned.
    """
    begin, end = _midnight(context, day), _midnight(context, day + timedelta(days=1))
    found: dict[UUID, list[BusySpan]] = {person: [] for person in people}
    for row in read_busy(context.database.reader(), list(found), begin, end, day):
        if row.id != without and (span := _span(context, row, begin, end, day)) is not None:
            found[row.person].append(span)
    for spans in found.values():
        spans.sort(key=lambda span: (not span.is_all_day, span.start, span.end, span.key))
    return found


def clashes(spans: Sequence[BusySpan], start: datetime, minutes: int) -> Sequence[BusySpan]:
    """Return which of the spans overlap a time (aware); what only touches it does not."""
    end = start + timedelta(minutes=minutes)
    return [s for s in spans if not s.is_all_day and s.start < end and start < s.end]


def _midnight(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.zone)


def _span(
    context: Context, row: BusyRow, begin: datetime, end: datetime, day: date
) -> BusySpan | None:
    if row.due_at is None:
        assert row.due_on is not None
        days = days_of(row.planned_minutes)
        if not row.due_on <= day < row.due_on + timedelta(days=days):
            return None
        return BusySpan(begin, end, row.id, row.kind, row.subject, is_all_day=True)
    length = timedelta(minutes=row.planned_minutes or USUAL_MINUTES[row.kind])
    start = row.due_at.astimezone(context.zone)
    # In UTC, for by the clocks a length can seem an hour more or less when they are put forward.
    stop = (row.due_at + length).astimezone(context.zone)
    if stop.timestamp() <= begin.timestamp():
        return None
    return BusySpan(
        max(start, begin, key=datetime.timestamp),
        min(stop, end, key=datetime.timestamp),
        row.id,
        row.kind,
        row.subject,
    )
