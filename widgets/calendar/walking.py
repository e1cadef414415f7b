"""How the cursor of a calendar walks: by days, slots and entries, and how an entry is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo

from domain.activities import MOST_PLANNED_MINUTES
from domain.calendar.entries import USUAL_MINUTES, CalendarEntry
from domain.calendar.periods import Scale, moved
from domain.calendar.placing import DAY_MINUTES, DayEntries, moment_at
from widgets.calendar.scene import SLOT, WHOLE, Cursor

LENGTH_STEP = 15
"""Minutes by which an entry is made longer or shorter."""


def stepped(cursor: Cursor, scale: Scale, across: int, down: int, columns: int) -> Cursor:
    """Return where the cursor goes by so many steps across and down.

    In a month down is a week, otherwise a slot. `columns` are the people side by side. Whatever
    entry it is on, it leaves.
    """
    if scale is Scale.MONTH:
        return replace(cursor, day=moved(cursor.day, across + 7 * down), entry=None)
    minute = max(WHOLE, min(cursor.minute + down * SLOT, DAY_MINUTES - SLOT))
    column = cursor.column + across
    if columns > 1 and 0 <= column < columns:
        return replace(cursor, minute=minute, column=column, entry=None)
    column = 0 if column >= columns else columns - 1 if column < 0 else column
    return replace(cursor, day=moved(cursor.day, across), minute=minute, column=column, entry=None)


def entry_at(
    cursor: Cursor, found: DayEntries, scale: Scale, since: int | None = None
) -> CalendarEntry | None:
    """Return the entry that the cursor comes upon on its day: of a month the first of the day,
    otherwise that of its slot which begins last.

    Today, where `since` is the minute of now, it is the first of a month's day not over by then.
    """
    if scale is Scale.MONTH:
        if since is not None:
            left = (part.entry for part in found.timed if part.end > since)
            if (entry := next(left, None)) is not None:
                return entry
        return next(iter(found.entries()), None)
    if cursor.minute < 0:
        return next(iter(found.whole), None)
    end = cursor.minute + SLOT
    here = [part.entry for part in found.timed if part.begin < end and part.end > cursor.minute]
    return here[-1] if here else None


def entry_beside(
    cursor: Cursor, days: Sequence[tuple[date, DayEntries]], step: int
) -> tuple[date, CalendarEntry] | None:
    """Return the next entry after the cursor, or the previous one, with its day.

    `days` are those that have entries, in order.
    """
    listed = [
        (day, begin, entry)
        for day, found in days
        for begin, entry in (
            *((WHOLE, entry) for entry in found.whole),
            *((part.begin, part.entry) for part in found.timed),
        )
    ]
    here = (cursor.day, cursor.minute)
    place = next((n for n, (day, begin, _e) in enumerate(listed) if (day, begin) >= here), -1)
    place = len(listed) if place < 0 else place
    place -= step > 0
    for number, (day, _begin, entry) in enumerate(listed):
        if day == cursor.day and cursor.is_on(entry):
            place = number
    place += step
    return (listed[place][0], listed[place][2]) if 0 <= place < len(listed) else None


def pushed(
    entry: CalendarEntry, scale: Scale, across: int, down: int, zone: tzinfo, work_begins: int
) -> CalendarEntry:
    """Return an entry as it stands after so many steps across and down.

    It keeps its time of day on other days. One without a time gets one by a step down, and where it
    took whole days the usual length.
    """
    days, slots = (across + 7 * down, 0) if scale is Scale.MONTH else (across, down)
    if entry.start_at is None:
        assert entry.on is not None
        day = moved(entry.on, days)
        if slots > 0:
            start, minutes = moment_at(day, work_begins, zone), entry.planned_minutes
            if minutes is not None and minutes >= DAY_MINUTES:
                minutes = USUAL_MINUTES[entry.kind]
            return replace(entry, on=None, start_at=start, planned_minutes=minutes)
        return replace(entry, on=day)
    local = entry.start_at.astimezone(zone)
    minute = local.hour * 60 + local.minute + slots * SLOT
    minute = max(0, min(minute, DAY_MINUTES - LENGTH_STEP))
    return replace(entry, start_at=moment_at(moved(local.date(), days), minute, zone))


def stretched(entry: CalendarEntry, step: int) -> CalendarEntry:
    """Return an entry that is longer by so many steps, or shorter."""
    minutes = entry.minutes + step * LENGTH_STEP
    return replace(entry, planned_minutes=max(LENGTH_STEP, min(minutes, MOST_PLANNED_MINUTES)))


def at_entry(cursor: Cursor, day: date, entry: CalendarEntry, zone: tzinfo) -> Cursor:
    """Return the cursor on an entry as it stands on a day."""
    if entry.start_at is None:
        return replace(cursor, day=day, minute=WHOLE, entry=entry)
    local = entry.start_at.astimezone(zone)
    minute = local.hour * 60 + local.minute if local.date() == day else 0
    return replace(cursor, day=day, minute=minute // SLOT * SLOT, entry=entry)
