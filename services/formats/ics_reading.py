"""Calendars in iCalendar form (.ics, RFC 5545), as real programs write them.

What recurs is given occurrence by occurrence within a span of days, by the library
`recurring-ical-events`; `icalendar` reads the values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

import recurring_ical_events
from icalendar import Calendar, Component, Timezone
from icalendar.timezone import tzp

from domain.errors import UnusableFile
from domain.i18n import _
from services.formats.file_kinds import describe_kind
from services.formats.file_reading import read_file
from services.formats.ics_event import UnreadableError, check, read_meeting
from services.formats.ics_length import is_turned_round
from services.formats.ics_split import RawComponent, split_components, unfolded
from services.formats.meetings import BrokenMeeting, Meeting
from services.formats.text_encoding import decode, guess_single_byte, utf16_name

MAX_FILE_SIZE = 64 << 20
"""Bytes of the largest calendar that is read."""

MOST_OCCURRENCES = 2_000
"""Occurrences of one meeting beyond which a calendar is no plan of a person."""

_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_SAMPLE_SIZE = 4096


class Span(NamedTuple):
    """The days within which occurrences are read, the last one excluded."""

    first: date
    end: date

    def holds(self, meeting: Meeting) -> bool:
        """Say whether a meeting begins within these days, give or take a time zone."""
        day = meeting.start_at.date() if meeting.start_at else meeting.on
        return day is None or self.first <= day < self.end

    def must_hold(self, meeting: Meeting) -> bool:
        """Say whether reading these days cannot miss a meeting, in whatever zone they are meant."""
        day = meeting.first_day
        return day is None or self.first < day < self.end - timedelta(days=1)


class _Read(NamedTuple):
    """A component that could be read, and the line in which it begins."""

    line: int
    component: Component


def read_calendar(
    path: Path, zone: tzinfo, span: Span, *, all_single: bool = True
) -> Iterator[Meeting | BrokenMeeting]:
    """Yield the events and tasks of the calendar at `path`; of what recurs, those within `span`.

    Times without a zone are by the clocks of `zone`. What does not recur is given whenever it is,
    unless `all_single` is false; an occurrence that was moved out of `span` is given, too. Those
    that cannot be read are yielded as broken and do not stop the rest; all that has one UID comes
    together, in the order of the file.

    Raises UnusableFile where the file is missing, cannot be read or holds no calendar.
    """
    data = read_file(path, MAX_FILE_SIZE)
    raw = list(split_components(_lines(data)))
    if not raw and b"BEGIN:VCALENDAR" not in data[:_SAMPLE_SIZE].upper().replace(b"\0", b""):
        raise UnusableFile(
            _(
                "The file {path} holds no calendar. What it looks like: {kind}. Expected is a file"
                " that begins with BEGIN:VCALENDAR, usually named .ics."
            ).format(path=path, kind=describe_kind(data[:_SAMPLE_SIZE]))
        )
    _learn_zones(raw)
    groups: dict[str, list[_Read]] = {}
    for item in raw:
        if item.name not in ("VEVENT", "VTODO"):
            continue
        read = _parsed(item)
        if isinstance(read, BrokenMeeting):
            yield read
            continue
        if is_turned_round(read.component, zone):
            for name in ("DTEND", "DURATION"):
                read.component.pop(name, None)
            said = _("It ends before it begins, so it was read without an end.")
            yield BrokenMeeting(read.line, said, is_taken=True)
        groups.setdefault(_uid(read.component), []).append(read)
    for uid, members in groups.items():
        yield from _meetings(uid, members, zone, span, all_single=all_single)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the unfolded lines of a file as text, with their numbers."""
    codec = utf16_name(data[:4])
    if codec is not None:
        data = data.decode(codec, "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    strange = bytes(byte for line in data.splitlines() if not line.isascii() for byte in line)
    fallback = guess_single_byte(strange[:_SAMPLE_SIZE])
    for number, line in unfolded(data):
        yield number, decode(line, None, fallback)


def _learn_zones(raw: Sequence[RawComponent]) -> None:
    """Take over the time zones that the file describes, and forget those of an earlier one."""
    tzp.use_default()
    for item in raw:
        if item.name == "VTIMEZONE":
            try:
                tzp.cache_timezone_component(Timezone.from_ical(item.text))
            except Exception:  # noqa: S112 - whatever the library says to a damaged description
                continue  # the events that need it say so


def _parsed(item: RawComponent) -> _Read | BrokenMeeting:
    if not item.is_closed:
        reason = _("It has no end: END:{name} is missing, so part of it may be lost.")
        return BrokenMeeting(item.number, reason.format(name=item.name))
    try:
        component = Component.from_ical(item.text)
        assert isinstance(component, Component)
        check(component)
    except UnreadableError as error:
        return BrokenMeeting(item.number, str(error))
    except Exception as error:
        # The library raises errors of many kinds; one bad event must not cost the others.
        return BrokenMeeting(item.number, _damaged(error))
    return _Read(item.number, component)


def _damaged(error: Exception) -> str:
    return _("It is damaged: {reason}.").format(reason=str(error).rstrip(".") or repr(error))


def _uid(component: Component) -> str:
    """Return the UID; what has none gets one that is the same when it is read again."""
    if not str(component.get("UID", "")).strip():
        said = "\n".join(str(component.get(name, "")) for name in ("SUMMARY", "LOCATION"))
        start = getattr(component.get("DTSTART") or component.get("DUE"), "dt", "")
        digest = hashlib.sha256(f"{start}\n{said}".encode()).hexdigest()
        component["UID"] = f"{digest[:32]}@no-uid"
    return " ".join(str(component["UID"]).split())


def _meetings(
    uid: str, members: Sequence[_Read], zone: tzinfo, span: Span, *, all_single: bool
) -> Iterator[Meeting | BrokenMeeting]:
    """Yield what the components with one UID stand for, each occurrence once."""
    found: dict[str, Meeting] = {}
    line = members[0].line
    try:
        if any(name in read.component for read in members for name in ("RRULE", "RDATE")):
            for component in _occurrences(members, span):
                # The library gives copies of the rule's event, or of the exception.
                source = _source_of(component, members)
                meeting = read_meeting(component, source.line, zone, source.component)
                found[meeting.recurrence] = meeting
            apart = [read for read in members if _is_apart(read.component, span)]
            for recurrence, meeting in _newest(apart, zone).items():
                found.setdefault(recurrence, replace(meeting, is_beyond=True))
        else:
            found = _newest(members, zone)
            if not all_single:
                found = {name: m for name, m in found.items() if span.holds(m)}
    except UnreadableError as error:
        yield BrokenMeeting(line, str(error))
        return
    except Exception as error:
        # A rule that the library does not understand can end in an error of any kind.
        yield BrokenMeeting(line, _damaged(error))
        return
    is_complete = any("RECURRENCE-ID" not in read.component for read in members)
    for meeting in found.values():
        yield replace(meeting, uid=uid, is_complete=is_complete and not meeting.is_ours)


def _occurrences(members: Sequence[_Read], span: Span) -> list[Component]:
    """Return the occurrences within `span`. Raises UnreadableError for too many of them."""
    calendar = Calendar()
    for read in members:
        for rule in _rules(read.component):
            if any(str(name).upper() in _TOO_OFTEN for name in rule.get("FREQ", ())):
                raise UnreadableError(_("It recurs every minute or second, as no meeting does."))
        calendar.add_component(read.component)
    kinds = ("VEVENT", "VTODO")
    found = recurring_ical_events.of(calendar, components=kinds).between(span.first, span.end)
    if len(found) > MOST_OCCURRENCES:
        raise UnreadableError(
            _("It recurs {count} times, and at most {limit} are read.").format(
                count=len(found), limit=MOST_OCCURRENCES
            )
        )
    return list(found)


def _is_apart(component: Component, span: Span) -> bool:
    """Say whether it replaces an occurrence of the span, on whatever day that takes place now."""
    day = getattr(component.get("RECURRENCE-ID"), "dt", None)
    day = day.date() if isinstance(day, datetime) else day
    return isinstance(day, date) and span.first <= day < span.end


def _newest(members: Iterable[_Read], zone: tzinfo) -> dict[str, Meeting]:
    """Return what components stand for by recurrence; of several versions the last."""
    found: dict[str, Meeting] = {}
    for read in members:
        meeting = read_meeting(read.component, read.line, zone)
        known = found.get(meeting.recurrence)
        if known is None or known.sequence <= meeting.sequence:
            found[meeting.recurrence] = meeting
    return found


def _rules(component: Component) -> list[Component]:
    rules = component.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _source_of(component: Component, members: Sequence[_Read]) -> _Read:
    """Return that of which `component` is a copy."""
    moment = _utc(component)
    for read in members:
        if "RECURRENCE-ID" in read.component and _utc(read.component) == moment:
            return read
    return next((read for read in members if "RECURRENCE-ID" not in read.component), members[0])


def _utc(component: Component) -> object:
    value = getattr(component.get("RECURRENCE-ID"), "dt", None)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    return value


def usual_span(today: date) -> Span:
    """Return the days of which occurrences are read where nothing else is said.

    One year back and two years ahead (FEATURES PORT-07).
    """
    return Span(today - timedelta(days=365), today + timedelta(days=2 * 365 + 1))
