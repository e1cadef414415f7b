"""What a component of a calendar says: an event or a task, or one occurrence of what recurs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Component

from domain.activities import MOST_PLANNED_MINUTES
from domain.i18n import _
from domain.reminders import DAY_BEGINS, MOST_MINUTES
from domain.tags import LONGEST_TAG, fold_tag
from domain.text import on_one_line, one_line
from services.formats.ics_length import end_of, in_zone
from services.formats.meetings import Attendee, Meeting

DAY_MINUTES = 24 * 60
DAY_REMINDER = timedelta(hours=DAY_BEGINS.hour, minutes=DAY_BEGINS.minute)
"""From midnight to when one is reminded of a day that has no time."""

TAIL = "-- crm-tui"
"""The line of a description behind which this program names the records that a meeting concerns."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years in which a meeting may begin."""

_NEEDED = frozenset(
    {"DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
)
_KINDS = {"call": "call", "meeting": "meeting"}
_FROM_URGENT, _TO_URGENT = 1, 4
_SHOWN = 60


class UnreadableError(Exception):
    """A component cannot be taken over; the text is a sentence for the person."""


def check(component: Component) -> None:
    """Raise UnreadableError where one of the properties that tell the time could not be read."""
    for name, _reason in component.errors:
        if name in _NEEDED:
            value = component.get(name)
            shown = one_line(str(value), _SHOWN) if isinstance(value, str) else "…"
            raise UnreadableError(
                _("The value “{value}” of {name} is none that a calendar may have there.").format(
                    value=shown, name=name
                )
            )
    for name in _NEEDED:
        for value in _all(component, name):
            if _is_lost(value):
                raise UnreadableError(
                    _(
                        "The time zone “{name}” is not known and the file does not describe it, so "
                        "nobody can tell when this is."
                    ).format(name=value.params["TZID"])
                )
    if component.name == "VEVENT" and "DTSTART" not in component:
        raise UnreadableError(_("It does not say when it begins: DTSTART is missing."))


def _all(component: Component, name: str) -> list[Any]:
    value = component.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_lost(value: Any) -> bool:
    """Say whether a time names a zone that could not be found."""
    moment = getattr(value, "dt", None)
    named = getattr(value, "params", {}).get("TZID")
    return bool(named) and isinstance(moment, datetime) and moment.tzinfo is None


def read_meeting(
    component: Component, line: int, zone: tzinfo, source: Component | None = None
) -> Meeting:
    """Return the meeting that a component describes.

    `source` is what the file says, where the component is one of the occurrences that a rule made
    of it. Times without a zone are by the clocks of `zone`. Raises UnreadableError.
    """
    start, end = _span(component, source or component, zone)
    for moment in (start, _when(component, "RECURRENCE-ID")):
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise _beyond()
    own = _text(component, "X-CRM-KIND")
    is_task = component.name == "VTODO"
    return Meeting(
        line=line,
        uid=on_one_line(_text(component, "UID")),
        recurrence=_recurrence(component),
        kind="task" if is_task else _KINDS.get(own, "meeting"),
        subject=_text(component, "SUMMARY"),
        description=_description(component),
        place=_text(component, "LOCATION"),
        start_at=_in_utc(start, zone) if isinstance(start, datetime) else None,
        on=start if not isinstance(start, datetime) else None,
        minutes=None if is_task else _minutes(component, start, end, zone),
        remind_minutes=_remind_minutes(component, start, end, zone),
        is_important=_FROM_URGENT <= _number(component, "PRIORITY") <= _TO_URGENT,
        is_cancelled=_text(component, "STATUS").upper() == "CANCELLED",
        done_at=_done_at(component, zone),
        tags=tuple(_tags(component)),
        attendees=tuple(_attendees(component, with_organizer=own not in _KINDS)),
        modified_at=_moment(component, "LAST-MODIFIED", zone),
        sequence=_number(component, "SEQUENCE"),
        is_ours=own in _KINDS,
    ).cleaned()


def _span(component: Component, source: Component, zone: tzinfo) -> tuple[date | None, date | None]:
    """Return begin and end, of a task only when it is due; both may be days."""
    start = _when(component, "DTSTART")
    if component.name == "VTODO":
        return _when(component, "DUE") or start, None
    try:
        return start, end_of(component, source, start, zone)
    except OverflowError as error:
        raise _beyond() from error


def _when(component: Component, name: str) -> date | None:
    value = component.get(name)
    moment = getattr(value, "dt", None)
    return moment if isinstance(moment, date) else None


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return in_zone(moment, zone)
    except OverflowError as error:
        raise _beyond() from error


def _beyond() -> UnreadableError:
    return UnreadableError(_("It lies beyond the years of the calendar."))


def _minutes(
    component: Component, start: date | None, end: date | None, zone: tzinfo
) -> int | None:
    given = _number(component, "X-CRM-MINUTES")
    if (
        given
        or start is None
        or end is None
        or isinstance(end, datetime) != isinstance(start, datetime)
    ):
        return min(given, MOST_PLANNED_MINUTES) or None
    if isinstance(start, datetime) and isinstance(end, datetime):
        minutes = (_in_utc(end, zone) - _in_utc(start, zone)) // timedelta(minutes=1)
    else:
        days = (end - start).days
        minutes = days * DAY_MINUTES if days > 1 else 0
    return min(minutes, MOST_PLANNED_MINUTES) if minutes > 0 else None


def _remind_minutes(
    component: Component, start: date | None, end: date | None, zone: tzinfo
) -> int | None:
    """Return how long before its begin the last of the alarms comes."""
    if start is None:
        return None
    is_day = not isinstance(start, datetime)
    begin = datetime.combine(start, time()) if not isinstance(start, datetime) else start
    found = []
    for alarm in component.walk("VALARM"):
        trigger = alarm.get("TRIGGER")
        moment = getattr(trigger, "dt", None)
        if isinstance(moment, datetime):
            before = _in_utc(begin, zone) - _in_utc(moment, zone)
        elif isinstance(moment, timedelta):
            before = -moment
            if trigger.params.get("RELATED", "").upper() == "END" and isinstance(end, datetime):
                before -= _in_utc(end, zone) - _in_utc(begin, zone)
        else:
            continue
        minutes = (before + DAY_REMINDER * is_day) // timedelta(minutes=1)
        if 0 <= minutes <= MOST_MINUTES:
            found.append(minutes)
    return min(found, default=None)


def _recurrence(component: Component) -> str:
    value = _when(component, "RECURRENCE-ID")
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return f"{value:%Y%m%d}"
    if value.tzinfo is None:
        return f"{value:%Y%m%dT%H%M%S}"
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _done_at(component: Component, zone: tzinfo) -> datetime | None:
    given = _moment(component, "COMPLETED", zone)
    if given is None and (text := _text(component, "X-CRM-DONE")):
        try:
            given = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            return None
    if given is None and _text(component, "STATUS").upper() == "COMPLETED":
        known = (_moment(component, name, zone) for name in ("LAST-MODIFIED", "CREATED", "DUE"))
        return next(filter(None, known), datetime(1970, 1, 1, tzinfo=UTC))
    return given


def _moment(component: Component, name: str, zone: tzinfo) -> datetime | None:
    value = _when(component, name)
    return _in_utc(value, zone) if isinstance(value, datetime) else None


def _text(component: Component, name: str) -> str:
    """Return the first of the texts with this name."""
    return next((str(value) for value in _all(component, name)), "")


def _number(component: Component, name: str) -> int:
    text = _text(component, name).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _description(component: Component) -> str:
    """Return the text without what this program put behind it, and with the address of the page."""
    text = _text(component, "DESCRIPTION")
    own, mark, _rest = f"\n{text}".rpartition(f"\n{TAIL}\n")
    text = (own if mark else text).strip()
    url = on_one_line(_text(component, "URL"))
    return f"{text}\n{url}" if url and url not in text else text


def _tags(component: Component) -> list[str]:
    found: dict[str, str] = {}
    for value in _all(component, "CATEGORIES"):
        for text in getattr(value, "cats", ()):
            for tag in str(text).split(","):
                clean = on_one_line(tag).lstrip("#")[:LONGEST_TAG].strip()
                if clean:
                    found.setdefault(fold_tag(clean), clean)
    return list(found.values())


def _attendees(component: Component, *, with_organizer: bool) -> Iterator[Attendee]:
    """Yield the people, each once, who invites before who is invited; rooms are none."""
    seen: set[str] = set()
    organizers = _all(component, "ORGANIZER") if with_organizer else []
    for value in (*organizers, *_all(component, "ATTENDEE")):
        params = getattr(value, "params", {})
        if str(params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE"):
            continue
        email = on_one_line(str(value))
        email = email[7:] if email.lower().startswith("mailto:") else email
        if "@" in email and email.lower() not in seen:
            seen.add(email.lower())
            name = on_one_line(str(params.get("CN", "")))
            has_declined = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
            yield Attendee(email, "" if name.lower() == email.lower() else name, has_declined)
