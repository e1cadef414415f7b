"""The calendar of calls and meetings: reading some days, moving an entry (FEATURES ACT-14)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from uuid import UUID

from domain.activities import MOST_PLANNED_MINUTES
from domain.calendar.entries import CALENDAR_KINDS
from domain.calendar.periods import Period, Scale, first_weekday, period_of
from domain.calendar.placing import DayEntries, bounds_of, place
from domain.errors import BadInput
from domain.i18n import _
from domain.records.values import Deadline
from services.activities.bulk import BulkResult, pick_open
from services.activities.reminders import keep_reminder, plan_state
from services.context import Context
from services.settings import WEEK_BEGINS, WORK_BEGINS, WORK_ENDS, get_setting
from services.users import list_users
from storage.reads.calendar import has_more_planned_than, read_calendar


@dataclass(frozen=True, slots=True)
class CalendarHabits:
    """How a person's calendar is drawn: the weekday that begins a week, Monday being 0, and the
    hours, of 0 to 24, between which one usually works."""

    first_weekday: int
    work_begins: int
    work_ends: int


@dataclass(frozen=True, slots=True)
class CalendarPerson:
    """Somebody whose calendar can be shown."""

    id: UUID
    login: str
    name: str


def calendar_habits(context: Context) -> CalendarHabits:
    """Return how the acting person's calendar is drawn."""
    begins, ends = (get_setting(context, setting) for setting in (WORK_BEGINS, WORK_ENDS))
    weekday = first_weekday(get_setting(context, WEEK_BEGINS))
    return CalendarHabits(weekday, min(begins, ends), max(begins, ends))


def calendar_people(context: Context) -> list[CalendarPerson]:
    """Return whose calendars there are: that of the acting person first, then colleagues' by name.

    Who has no name is called by the login.
    """
    people = [
        CalendarPerson(user.id, user.login, user.name or user.login)
        for user in list_users(context)
        if user.is_active
    ]
    me = context.actor.user_id
    return sorted(people, key=lambda person: (person.id != me, person.name.casefold()))


def calendar_days(
    context: Context, period: Period, people: Sequence[CalendarPerson] = ()
) -> Mapping[date, DayEntries]:
    """Return the calls and meetings of these people, by default of the acting person.

    They stand on the days of the period by the clocks of the acting person; a day without any is
    not there. Letters, tasks and events are in no calendar.
    """
    me = context.actor.user_id
    shown = people or (CalendarPerson(me, context.actor.login, ""),)
    reader, bounds = context.database.reader(), bounds_of(period, context.zone)
    entries = (
        entry
        for person in shown
        for entry in read_calendar(
            reader, person.id, "" if person.id == me else person.name, bounds, period
        )
    )
    return place(entries, context.zone, period)


MOST_AHEAD = 2000
"""Entries of a month that are kept before anybody asks for them: a megabyte or two."""


def is_light(context: Context) -> bool:
    """Say whether the acting person's month has few enough entries to be kept beforehand."""
    today = context.now().date()
    period = period_of(Scale.MONTH, today, calendar_habits(context).first_weekday)
    bounds = bounds_of(period, context.zone)
    reader, me = context.database.reader(), context.actor.user_id
    return not has_more_planned_than(reader, me, bounds, MOST_AHEAD)


MOST_PERIODS = 5
"""Periods that are kept at once: one, those beside it, and where one comes from."""


class CalendarPages:
    """The days of a calendar by period, as they are now; those last asked for are kept.

    Periods may be read ahead in another thread.
    """

    def __init__(self, context: Context, people: Sequence[CalendarPerson] = ()) -> None:
        self._context = context
        self._people = people
        self._read: OrderedDict[Period, Mapping[date, DayEntries]] = OrderedDict()
        self._keeping = Lock()

    def days(self, period: Period) -> Mapping[date, DayEntries]:
        """Return what stands on each day of a period that has anything."""
        days = self._read.get(period)
        if days is None:
            days = calendar_days(self._context, period, self._people)
        with self._keeping:
            self._read[period] = days
            self._read.move_to_end(period)
            while len(self._read) > MOST_PERIODS:
                self._read.popitem(last=False)
        return days

    def has_read(self, period: Period) -> bool:
        """Say whether it is known what stands on the days of a period."""
        return period in self._read

    def known_days(self, period: Period) -> Mapping[date, DayEntries]:
        """Return what is known of the days of a period without reading."""
        return {
            day: entries
            for days in list(self._read.values())
            for day, entries in days.items()
            if day in period
        }


def reschedule(
    context: Context, key: UUID, when: Deadline, minutes: int | None = None
) -> BulkResult:
    """Move an open call or meeting to another time, and with `minutes` give it another length.

    Its reminder follows. Raises BadInput for a length that cannot be, or for another kind of
    activity; NotFound, and Conflict where it is done.
    """
    if minutes is not None and not 0 < minutes <= MOST_PLANNED_MINUTES:
        raise BadInput(_("A call or a meeting takes between a minute and a month."), "minutes")
    with context.database.write(context.actor, "reschedule") as unit:
        picked = pick_open(unit, [key])
        for activity in picked.fit:
            if activity.kind not in CALENDAR_KINDS:
                raise BadInput(_("Only calls and meetings stand in the calendar."))
            before = plan_state(activity)
            activity.due_at, activity.due_on = when.at, when.on
            if minutes is not None:
                activity.planned_minutes = minutes
            keep_reminder(context, unit.connection, activity, before)
        return picked.result()
