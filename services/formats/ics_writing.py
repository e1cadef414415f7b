"""Writes meetings and calls as a calendar in iCalendar form (RFC 5545).

Moments are written in UTC, so no time zone has to be described; `icalendar` folds and escapes. What
iCalendar has no word for stands in properties that begin with `X-CRM-`, and readers that do not
know these lose nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from icalendar import Alarm, Calendar, Event, vCalAddress

from services.formats.ics_event import DAY_MINUTES, DAY_REMINDER, TAIL
from services.formats.meetings import Attendee, Meeting

PRODUCT = "-//crm-tui//crm-tui//EN"

KEPT_EVENTS = 5_000
"""How many events are kept as they were written last: to write one takes 0.2 ms."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting as it goes into a calendar.

    `made_at` is when it was planned (aware), `organizer` who is responsible where their e-mail is
    known, and `notes` are lines on the records that it concerns.
    """

    meeting: Meeting
    made_at: datetime
    organizer: Attendee | None = None
    notes: tuple[str, ...] = ()


def write_calendar(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """Return a calendar with this name.

    The same entries give the same bytes, whenever they are written.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    head, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((head, *map(_written, entries), end, rest))


@lru_cache(maxsize=KEPT_EVENTS)
def _written(entry: CalendarEntry) -> bytes:
    """Return the lines of an event; of a calendar that is written again few are new."""
    event: bytes = _event(entry).to_ical()
    return event


def _event(entry: CalendarEntry) -> Event:
    meeting = entry.meeting
    changed = meeting.modified_at or entry.made_at
    event = Event()
    event.add("UID", meeting.uid)
    if meeting.recurrence:
        event.add("RECURRENCE-ID", _recurrence(meeting.recurrence))
    event.add("DTSTAMP", changed)
    event.add("CREATED", entry.made_at)
    event.add("LAST-MODIFIED", changed)
    _add_time(event, meeting)
    event.add("SUMMARY", meeting.subject)
    event.add("STATUS", "CONFIRMED")
    if description := _described(meeting.description, entry.notes):
        event.add("DESCRIPTION", description)
    if meeting.place:
        event.add("LOCATION", meeting.place)
    if meeting.is_important:
        event.add("PRIORITY", 1)
    if meeting.tags:
        event.add("CATEGORIES", list(meeting.tags))
    event.add("X-CRM-KIND", meeting.kind)
    if meeting.done_at is not None:
        event.add("X-CRM-DONE", f"{meeting.done_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if entry.organizer is not None:
        event.add("ORGANIZER", _address(entry.organizer))
    for attendee in meeting.attendees:
        event.add("ATTENDEE", _address(attendee))
    if meeting.remind_minutes is not None:
        event.add_component(_alarm(meeting))
    return event


def _add_time(event: Event, meeting: Meeting) -> None:
    """Write begin and end; the end of a day is the day after the last one."""
    if meeting.start_at is not None:
        event.add("DTSTART", meeting.start_at)
        if meeting.end_at is not None and meeting.minutes:
            event.add("DTEND", meeting.end_at)
    elif meeting.on is not None:
        days, rest = divmod(meeting.minutes or DAY_MINUTES, DAY_MINUTES)
        event.add("DTSTART", meeting.on)
        event.add("DTEND", meeting.on + timedelta(days=max(days, 1)))
        if rest or meeting.minutes == DAY_MINUTES:
            event.add("X-CRM-MINUTES", str(meeting.minutes))


def _recurrence(text: str) -> date:
    """Return the moment or the day for the recurrence of a `Meeting`."""
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    if text.endswith("Z"):
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - by the clocks of the place


def _described(text: str, notes: Sequence[str]) -> str:
    """Return the description, and behind a line of its own the records that it concerns."""
    if not notes and f"\n{TAIL}\n" not in f"\n{text}\n":
        return text
    return "\n".join((text, TAIL, *notes))


def _address(person: Attendee) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        # A quotation mark cannot stand in a parameter, not even escaped.
        address.params["CN"] = person.name.replace('"', "'")
    return address


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", meeting.subject)
    begin = DAY_REMINDER if meeting.start_at is None else timedelta()
    alarm.add("TRIGGER", begin - timedelta(minutes=meeting.remind_minutes or 0))
    return alarm
