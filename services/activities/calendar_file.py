"""Calls and meetings as a calendar that other programs read (FEATURES ACT-14, exam A1).

Letters, tasks and plain events are not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from domain.i18n import _
from domain.records.kinds import KINDS
from domain.text import on_one_line
from services.context import Context
from services.formats.meetings import Attendee, Meeting
from storage.reads.appointments import Appointment, read_appointments
from storage.reads.records import read_user_name

if TYPE_CHECKING:
    from services.formats.ics_writing import CalendarEntry

_OWN_UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@crm-tui")
_KEY = re.compile(r"(.+) (\d{8}(?:T\d{6}Z?)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar as the bytes of an .ics file, and how many calls and meetings are in it."""

    data: bytes
    count: int


def export_calendar(
    context: Context,
    *,
    user: UUID | None = None,
    first: date | None = None,
    end: date | None = None,
) -> Calendar:
    """Return the calls and meetings of a person, by default the acting one, as an .ics file.

    They are those for which the person is responsible or a co-executor, from the day `first` until
    before the day `end`, by the clocks of the acting person; without a bound, all of them. The same
    data gives the same bytes.
    """
    from services.formats.ics_writing import write_calendar

    connection = context.database.reader()
    found = list(
        read_appointments(
            connection,
            user or context.actor.user_id,
            _begin_of(context, first),
            _begin_of(context, end),
            first,
            end,
        )
    )
    name = _calendar_name(context, user)
    return Calendar(write_calendar(name, [_entry(one) for one in found]), len(found))


def _begin_of(context: Context, day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), context.zone)


def _calendar_name(context: Context, user: UUID | None) -> str:
    name = read_user_name(context.database.reader(), user or context.actor.user_id)
    return "CRM" if name is None else f"CRM · {on_one_line(name)}"


def own_uid(key: UUID) -> str:
    """Return what an activity that was planned here is called in calendars."""
    return f"{key}@crm-tui"


def activity_of(uid: str) -> UUID | None:
    """Return the key of the activity that `own_uid` named, None for a UID of another program."""
    match = _OWN_UID.fullmatch(uid)
    return UUID(match[1]) if match else None


def meeting_of(appointment: Appointment) -> Meeting:
    """Return a call or a meeting as a calendar tells of it; what was read in keeps its UID."""
    known = _KEY.fullmatch(appointment.external_id)
    uid, recurrence = known.groups() if known else (appointment.external_id, "")
    people = [(reference.title, email) for reference, email in appointment.participants]
    return Meeting(
        line=0,
        uid=uid or own_uid(appointment.id),
        recurrence=recurrence,
        kind=appointment.kind,
        subject=appointment.subject,
        description=appointment.description,
        place=appointment.place,
        start_at=appointment.due_at,
        on=appointment.due_on,
        minutes=appointment.planned_minutes,
        remind_minutes=appointment.remind_minutes,
        is_important=appointment.is_important,
        done_at=appointment.done_at,
        tags=appointment.tags,
        attendees=tuple(
            Attendee(email, name) for name, email in (*people, *appointment.colleagues) if email
        ),
        modified_at=appointment.updated_at,
        is_ours=True,
    ).cleaned()


def _entry(appointment: Appointment) -> CalendarEntry:
    from services.formats.ics_writing import CalendarEntry

    organizer = None
    if appointment.responsible_email and appointment.participants:
        organizer = Attendee(appointment.responsible_email, appointment.responsible)
    return CalendarEntry(
        meeting_of(appointment),
        appointment.created_at.astimezone(UTC).replace(microsecond=0),
        organizer,
        _notes(appointment),
    )


def _notes(appointment: Appointment) -> tuple[str, ...]:
    """Return a line for each record that the appointment concerns, and who takes part."""
    lines = [
        f"{_(KINDS[reference.kind].label)}: {on_one_line(reference.title)}"
        for reference in appointment.links
    ]
    silent = [on_one_line(person.title) for person, email in appointment.participants if not email]
    if silent:
        lines.append(_("Participants: {names}").format(names=", ".join(silent)))
    return tuple(lines)
