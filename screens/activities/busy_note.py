"""What the form says of the hours when people are busy, beside a call or a meeting (MEET-01)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.calendar.entries import CALENDAR_KINDS, USUAL_MINUTES
from domain.choosing import choose, tell_apart
from domain.dates.lengths import parse_minutes
from domain.dates.when import When
from domain.errors import BadInput
from domain.i18n import _
from domain.text import one_line
from screens.activities.colleagues import colleague_choices
from screens.form_dialog import FormDialog
from screens.program import program_of
from services.activities.busy import BusySpan, busy_hours, clashes
from services.activities.calendar import CalendarPerson, calendar_people
from services.context import Context

MOST_SPANS = 6
"""How many of the hours of a person are told."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What stands in the form: the kind, the length and whom it is for as typed, and the key of
    the activity that is being changed."""

    kind: str
    length: str
    people: Iterable[str]
    key: UUID | None


class BusyNotes:
    """Says when people are busy on the day of a time that is being typed.

    Each key of the time asks anew, so what is known of a day stays known, `in_form` until somebody
    changes something.
    """

    @classmethod
    def in_form(cls, form: FormDialog[Any]) -> BusyNotes:
        """Return what says so in a form."""
        notes = cls(form.context)
        program_of(form).records_changed.subscribe(form, notes._forget)
        return notes

    def __init__(self, context: Context) -> None:
        self._context = context
        self._people: Sequence[CalendarPerson] = ()
        self._hours: dict[tuple[object, ...], Mapping[UUID, Sequence[BusySpan]]] = {}

    def _forget(self, _kinds: frozenset[str]) -> None:
        self._people = ()
        self._hours.clear()

    def note(self, when: When, planned: Planned) -> str:
        """Return lines that say when that day people have calls and meetings, "" where nobody has.

        What overlaps the time that was typed comes first, with a sign; it is said, not forbidden.
        """
        if planned.kind not in CALENDAR_KINDS:
            return ""
        context = self._context
        people = self._meant(planned.people)
        found = self._busy(people, when, planned.key)
        start, minutes = when.instant(context.zone), _minutes(planned)
        lines: list[str] = []
        for person in people:
            is_own = person.id == context.actor.user_id
            spans = found[person.id]
            overlapping = clashes(spans, start, minutes) if start is not None else ()
            lines[:0] = [_clash(person, is_own, overlapping[0])] if overlapping else []
            if spans:
                lines.append(_day(person, is_own, spans))
        return "\n".join(lines)

    def _busy(
        self, people: Sequence[CalendarPerson], when: When, without: UUID | None
    ) -> Mapping[UUID, Sequence[BusySpan]]:
        keys = [person.id for person in people]
        asked = (*keys, when.day, without)
        if asked not in self._hours:
            self._hours[asked] = busy_hours(self._context, keys, when.day, without=without)
        return self._hours[asked]

    def _meant(self, names: Iterable[str]) -> Sequence[CalendarPerson]:
        """Return the colleagues that are named, oneself where nobody is; who is meant by a name
        that is not clear, the form says when it is kept."""
        self._people = self._people or calendar_people(self._context)
        typed = [name for name in names if name.strip()]
        if not typed:
            return self._people[:1]
        labels, logins = tell_apart(colleague_choices(self._context)), set[str]()
        for name in typed:
            with suppress(BadInput):
                logins.add(choose(labels, name))
        return [person for person in self._people if person.login in logins]


def _minutes(planned: Planned) -> int:
    try:
        return parse_minutes(planned.length)
    except BadInput:
        return USUAL_MINUTES[planned.kind]


def _clash(person: CalendarPerson, is_own: bool, span: BusySpan) -> str:
    what = " ".join(filter(None, (_hours(span), one_line(span.subject, 40))))
    if is_own:
        return _("! You are busy then: {what}").format(what=what)
    return _("! {name} is busy then: {what}").format(name=person.name, what=what)


def _day(person: CalendarPerson, is_own: bool, spans: Sequence[BusySpan]) -> str:
    # The calls of a run may all be planned for one time.
    told = list(dict.fromkeys(_hours(span) for span in spans))
    hours = ", ".join(told[:MOST_SPANS])
    hours += " …" if len(told) > MOST_SPANS else ""
    if is_own:
        return _("Busy that day: {hours}").format(hours=hours)
    return _("{name} is busy that day: {hours}").format(name=person.name, hours=hours)


def _hours(span: BusySpan) -> str:
    if span.is_all_day:
        return _("all day")
    return f"{_clock(span.start)}–{_clock(span.end)}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
