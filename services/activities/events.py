"""Events: what happened with a client other than by call or meeting (FEATURES HIST-01, MEET-02).

An event is an activity of the kind `event` that is done from the beginning. It is never changed
afterwards, only deleted (HIST-03).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from domain.activities import EVENT
from domain.choosing import Choices, named
from domain.dates.when import say_when
from domain.errors import BadInput
from domain.i18n import _
from domain.query.periods import PeriodReader
from domain.records.references import Reference
from domain.text import fold, on_one_line, one_line, strip_control
from services.context import Context
from storage.reads.dictionary_values import read_choices

KINDS_OF_EVENTS = "event_kind"
"""The dictionary of kinds of events."""

NOON = time(12)
"""The time of an event of which only the day is known, unless that is today."""


@dataclass(frozen=True, slots=True)
class EventReport:
    """What is kept of an event: `what` happened, its kind by the code, and what came of it.

    It concerns the records `about`, the main one first. `at` is aware, None for now. `files` are
    paths as they were typed. `stage` is the one to which the deal among the records is brought, if
    any (FEATURES HIST-02).
    """

    about: tuple[Reference, ...]
    what: str
    kind: str = ""
    at: datetime | None = None
    result: str = ""
    files: tuple[str, ...] = ()
    stage: UUID | None = None


def add_event(context: Context, report: EventReport) -> UUID:
    """Keep what happened; return the key of the event.

    Raises BadInput, naming the field at fault, for an event that says nothing, concerns nothing, or
    lies ahead, and for a file that cannot be attached; and NotFound where a record is gone.
    """
    from services.activities.links import link, set_stage
    from services.files.attaching import attach_kept, keep_named
    from services.records.use_cases import load_writing
    from storage.tables import Activity

    what, result = on_one_line(report.what), strip_control(report.result).strip()
    if not (what or result):
        raise BadInput(_("Say what happened."), "what")
    if not report.about:
        raise BadInput(_("Say with whom or what it happened: an event belongs to a record."))
    now = context.now()
    at = report.at or now
    _check_past(at, now)
    kind = _key_of_kind(context, report.kind)
    load_writing()
    kept = keep_named(context, report.files)
    with context.database.write(context.actor, "add_event") as unit:
        event = unit.add(
            Activity(
                kind=EVENT,
                subject=what or one_line(result, 80),
                result=result,
                event_kind_id=kind,
                start_at=at.astimezone(UTC),
                done_at=at.astimezone(UTC),
                responsible_id=context.actor.user_id,
                created_by=context.actor.user_id,
            )
        )
        unit.session.flush()
        for record in report.about:
            link(unit, event.id, record.kind, record.id)
        deal = next((record.id for record in report.about if record.kind == "deal"), None)
        set_stage(context, unit, deal, report.stage)
        attach_kept(context, unit, "activity", event.id, kept)
        return event.id


def event_kinds(context: Context) -> Choices:
    """Return the kinds of events that are in use: their codes with their names, in order."""
    values = read_choices(context.database.reader(), KINDS_OF_EVENTS)
    return {v.code: v.shown_in(KINDS_OF_EVENTS) for v in values if v.is_active}


def find_event_kind(context: Context, text: str) -> str:
    """Return the code of the kind of event that a text means. Raises BadInput naming those in use.

    An empty text means none.
    """
    kinds = event_kinds(context)
    found = named(((code, (code, label)) for code, label in kinds.items()), text)
    if text.strip() and len(found) != 1:
        sentence = _("There is no kind of event “{text}”. Use one of: {kinds}.")
        raise BadInput(sentence.format(text=text, kinds=", ".join(kinds)), "kind")
    return found[0] if found else ""


def read_event_moment(context: Context, text: str) -> datetime:
    """Return when something happened, as people type it: `yesterday 15:00`, `fri`, `-2h`, `12.03`.

    An empty text means now. A day without a year and a weekday are the last ones. A day without a
    time is its noon, and today is now. Raises BadInput where that lies ahead.
    """
    now = context.now()
    typed = " ".join(fold(text).split())
    if not typed:
        return now
    try:
        start, end = PeriodReader(now, is_past=True).span(typed)
    except (BadInput, ValueError, OverflowError) as error:
        said = str(error) if isinstance(error, BadInput) else _("This day is too far away.")
        raise BadInput(said, "when") from error
    if (end - start).days >= 1:
        start = now if start.date() == now.date() else datetime.combine(start, NOON, now.tzinfo)
    _check_past(start, now)
    return start


def _check_past(at: datetime, now: datetime) -> None:
    if at > now:
        sentence = _("{when} is still to come. An event has happened: plan an activity instead.")
        raise BadInput(sentence.format(when=say_when(at, now)), "when")


def _key_of_kind(context: Context, code: str) -> UUID | None:
    if not code:
        return None
    for value in read_choices(context.database.reader(), KINDS_OF_EVENTS):
        if code == value.code:
            return UUID(bytes=value.id)
    raise BadInput(_("This kind of event is gone: choose another one."), "kind")
