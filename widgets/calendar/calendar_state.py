"""What a calendar shows and where its cursor is, without anything that is painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Protocol
from uuid import UUID

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period, Scale, month_of, moved, period_of, shifted
from domain.calendar.placing import DayEntries, parts_of, replaced
from widgets.calendar.scene import SLOT, Cursor, Place
from widgets.calendar.walking import (
    at_entry,
    entry_at,
    entry_beside,
    pushed,
    stepped,
    stretched,
)

LAST_SLOT = 24 * 60 - SLOT


class CalendarSource(Protocol):
    """What a calendar shows."""

    def days(self, period: Period) -> Mapping[date, DayEntries]:
        """Return what stands on each day of a period that has anything."""
        ...


@dataclass(frozen=True, slots=True)
class Habits:
    """The weekday that begins a week, Monday being 0, and the hours between which one works."""

    first_weekday: int = 0
    work_begins: int = 9
    work_ends: int = 18

    @property
    def work(self) -> tuple[int, int]:
        """The minutes of a day between which one works."""
        return self.work_begins * 60, self.work_ends * 60


class CalendarState:
    """The days around a cursor, which walks by days, slots and entries, or moves an entry.

    `now` is the local moment, and its zone that of all days. `people` stand side by side in the
    scale of a day.
    """

    def __init__(self, source: CalendarSource, now: datetime, scale: Scale, habits: Habits) -> None:
        self.scale = scale
        self.now = now
        self.habits = habits
        self.people: Sequence[tuple[UUID, str]] = ()
        self.moving: CalendarEntry | None = None
        """What is being moved, as it stood before."""
        self.has_hours = True
        """Whether slots are seen, for only then the cursor goes by them."""
        self.cursor = Cursor(now.date(), self._slot_of_now())
        self._source = source
        self._read: tuple[Period, Mapping[date, DayEntries]] | None = None
        self._come_to(self.cursor)

    @property
    def zone(self) -> tzinfo:
        """The zone of the days."""
        assert self.now.tzinfo is not None
        return self.now.tzinfo

    @property
    def period(self) -> Period:
        """The days around the cursor that are shown."""
        return period_of(self.scale, self.cursor.day, self.habits.first_weekday)

    @property
    def days(self) -> Mapping[date, DayEntries]:
        """What stands on the days of the period; what is moved stands where it is to be."""
        if self._read is None or self._read[0] != self.period:
            self._read = (self.period, self._source.days(self.period))
        days = self._read[1]
        if self.moving is not None and self.cursor.entry is not None:
            return replaced(days, self.moving, self.cursor.entry, self.zone, self.period)
        return days

    @property
    def columns(self) -> int:
        """How many people stand side by side, 1 where days do."""
        return len(self.people) if self.scale is Scale.DAY and len(self.people) > 1 else 1

    @property
    def is_by_slots(self) -> bool:
        """Whether the cursor goes by slots of time."""
        return self.scale is not Scale.MONTH and self.has_hours

    def show(
        self, source: CalendarSource, now: datetime, people: Sequence[tuple[UUID, str]]
    ) -> None:
        """Take what a source has by now; the cursor stays on its entry, or on its day."""
        self._source, self.now, self.people = source, now, people
        self._read = None
        if self.moving is None:
            self._find_again()

    def _find_again(self) -> None:
        """Go on with the entry under the cursor as it is by now, or with what else is there."""
        cursor = self.cursor
        if cursor.entry is not None:
            for day in [cursor.day, *self.days]:
                for entry in self._on(day):
                    if cursor.is_on(entry):
                        self.cursor = at_entry(cursor, day, entry, self.zone)
                        return
        self._come_to(replace(cursor, entry=None))

    # Walking.

    def go(self, across: int, down: int) -> None:
        """Go by steps across and down; an entry that is being moved comes along."""
        if self.moving is not None:
            self.push(across, down)
        elif self.is_by_slots or self.scale is Scale.MONTH:
            self._come_to(stepped(self.cursor, self.scale, across, down, self.columns))
        elif down:
            self._step_in_list(down)
        else:
            self._come_to(replace(self.cursor, day=moved(self.cursor.day, across), entry=None))

    def _step_in_list(self, down: int) -> None:
        """Go to the line above or below, where days stand below each other."""
        here = [None, *self._on(self.cursor.day)]
        place = next((n for n, e in enumerate(here) if e and self.cursor.is_on(e)), 0) + down
        if place < 0:
            day = moved(self.cursor.day, -1)
            self.cursor = replace(self.cursor, day=day, entry=None)
            entries = self._on(day)
            self.cursor = replace(self.cursor, entry=entries[-1] if entries else None)
        elif place >= len(here):
            self.cursor = replace(self.cursor, day=moved(self.cursor.day, 1), entry=None)
        else:
            self.cursor = replace(self.cursor, entry=here[place])

    def go_to_entry(self, step: int) -> None:
        """Go to the next entry of the period, or to the previous one."""
        days = [(day, self._entries(day)) for day in self.period.days if day in self.days]
        found = entry_beside(self.cursor, days, step)
        if self.moving is None and found is not None:
            self.cursor = at_entry(self.cursor, *found, self.zone)

    def page(self, step: int) -> None:
        """Go a day, a week or a month on, or back."""
        if self.moving is None:
            day = shifted(self.scale, self.cursor.day, step)
            self._come_to(replace(self.cursor, day=day, entry=None))

    def edge(self, step: int) -> None:
        """Go to the beginning of what is shown, or to its end."""
        if self.moving is not None:
            return
        period = month_of(self.cursor.day) if self.scale is Scale.MONTH else self.period
        day = period.first if step < 0 else moved(period.end, -1)
        minute = 0 if step < 0 else LAST_SLOT
        if self.scale is not Scale.DAY:
            minute = self.cursor.minute
        self._come_to(replace(self.cursor, day=day, minute=minute, entry=None))

    def go_to(self, place: Place) -> None:
        """Go to what was clicked, or to a day."""
        self.stop()
        minute = self.cursor.minute if place.minute is None else place.minute
        cursor = replace(
            self.cursor, day=place.day, minute=minute, column=place.column, entry=place.entry
        )
        if place.entry is None and place.minute is None:
            self._come_to(cursor)
        else:
            self.cursor = cursor

    def go_to_now(self) -> None:
        """Go to the present slot of today."""
        self.stop()
        day, minute = self.now.date(), self._slot_of_now()
        self._come_to(replace(self.cursor, day=day, minute=minute, entry=None))

    def show_scale(self, scale: Scale) -> None:
        """Show a day, a week or a month around the cursor, which stays on its entry."""
        self.stop()
        self.scale = scale
        if self.cursor.entry is not None:
            self.cursor = at_entry(self.cursor, self.cursor.day, self.cursor.entry, self.zone)
        else:
            is_today = self.cursor.day == self.now.date()
            minute = self._slot_of_now() if is_today else self.habits.work_begins * 60
            self._come_to(replace(self.cursor, minute=min(minute, LAST_SLOT)))

    def _come_to(self, cursor: Cursor) -> None:
        """Go to a place, and to the entry that is there."""
        self.cursor = cursor
        scale = self.scale if self.is_by_slots else Scale.MONTH
        if scale is Scale.MONTH and self.scale is Scale.WEEK:
            return  # In a list the line of a day is a place of its own.
        since = self.now.hour * 60 + self.now.minute if cursor.day == self.now.date() else None
        entry = entry_at(cursor, self._entries(cursor.day), scale, since)
        self.cursor = replace(cursor, entry=entry)

    def _entries(self, day: date) -> DayEntries:
        """Return what stands on a day, in the column of the cursor."""
        found = self.days.get(day) or DayEntries()
        if self.columns == 1:
            return found
        person = self.people[min(self.cursor.column, self.columns - 1)][0]
        return DayEntries(
            [entry for entry in found.whole if entry.person == person],
            [part for part in found.timed if part.entry.person == person],
        )

    def _on(self, day: date) -> list[CalendarEntry]:
        return self._entries(day).entries()

    def _slot_of_now(self) -> int:
        return self.now.hour * 60 + self.now.minute // SLOT * SLOT

    # Moving an entry.

    def begin(self) -> bool:
        """Begin to move the entry under the cursor; return whether there is one that can be."""
        entry = self.cursor.entry
        if entry is None or entry.is_done or entry.run is not None:
            return False
        if self.moving is None:
            self.moving = entry
            self.cursor = replace(self.cursor, is_moving=True)
        return True

    def push(self, across: int, down: int) -> None:
        """Move the entry by steps."""
        assert self.cursor.entry is not None
        scale = self.scale if self.is_by_slots else Scale.MONTH
        self._moved_to(
            pushed(self.cursor.entry, scale, across, down, self.zone, self.habits.work_begins * 60)
        )

    def stretch(self, step: int) -> None:
        """Make the entry longer by a step, or shorter."""
        assert self.cursor.entry is not None
        if self.cursor.entry.start_at is not None:
            self._moved_to(stretched(self.cursor.entry, step))

    def _moved_to(self, entry: CalendarEntry) -> None:
        day = entry.on if entry.on is not None else parts_of(entry, self.zone)[0][0]
        self.cursor = at_entry(self.cursor, day, entry, self.zone)

    def keep(self) -> tuple[CalendarEntry, CalendarEntry] | None:
        """End moving; return the entry as it was and as it is to be, None where it is the same.

        Until a source tells otherwise, it is shown where it is to be.
        """
        old, new = self.moving, self.cursor.entry
        if old is None or new is None:
            return None
        days = self.days
        self.moving = None
        self.cursor = replace(self.cursor, is_moving=False)
        self._read = (self.period, days)
        return (old, new) if old != new else None

    def stop(self) -> bool:
        """Leave what is being moved where it was; return whether anything was."""
        old = self.moving
        if old is None:
            return False
        self.moving = None
        day = old.on if old.on is not None else parts_of(old, self.zone)[0][0]
        self.cursor = replace(at_entry(self.cursor, day, old, self.zone), is_moving=False)
        return True
