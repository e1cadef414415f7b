"""What the pane beside a list says of a client."""

from __future__ import annotations

from collections.abc import Sequence

from domain.activities import kind_label
from domain.dates.partial_date import format_partial_date
from domain.dates.when import describe_deadline, describe_duration, say_when
from domain.i18n import _
from domain.records.fields import FieldType
from domain.records.references import references_in
from domain.records.values import Point
from domain.text import one_line
from services.clients import ClientGlance, PastActivity, PlannedActivity
from services.context import Context
from widgets.facts import Block

SPOKEN = frozenset({"call", "letter"})
"""Kinds of activities whose result is told without their subject."""

MOST_POINTS = 4
"""How many phones, or e-mails, of a client are shown."""


def facts_of(context: Context, glance: ClientGlance) -> list[Block]:
    """Return the blocks of the pane: who it is, what comes next, what was last."""
    return [_who(glance), *_next(context, glance), *_last(context, glance)]


def _who(glance: ClientGlance) -> Block:
    values = glance.view.values
    places = [company.title for company in references_in(values.get("companies"))]
    work = " · ".join(filter(None, [*places, _text(values.get("position"))]))
    lines = [("", text) for text in (work, _text(values.get("company_title"))) if text]
    lines += [("", point) for point in _points(FieldType.PHONE, values.get("phones"))]
    lines += [("", point) for point in _points(FieldType.EMAIL, values.get("emails"))]
    if city := _text(values.get("city")):
        lines.append((_("City"), city))
    if born := _text(values.get("birth_date")):
        lines.append((_("Born"), format_partial_date(born)))
    if comment := _text(values.get("comment")):
        lines.append((_("Comment"), one_line(comment, 200)))
    return Block(glance.view.title, tuple(lines))


def _next(context: Context, glance: ClientGlance) -> list[Block]:
    lines = tuple(planned_line(context, activity) for activity in glance.planned)
    return [Block(_("Next"), lines)] if lines else []


def planned_line(context: Context, activity: PlannedActivity) -> tuple[str, str]:
    """Return the line for an activity that is to be done: when, and what."""
    when = describe_deadline(activity.due_at, activity.due_on, context.now()) or _("No date")
    star = " *" if activity.is_important else ""
    return when, f"{kind_label(activity.kind)} {activity.subject}{star}"


def _last(context: Context, glance: ClientGlance) -> list[Block]:
    lines = past_lines(context, glance.past)
    return [Block(_("Last"), lines)] if lines else []


def past_lines(context: Context, past: Sequence[PastActivity]) -> tuple[tuple[str, str], ...]:
    """Return a line for each activity that was done: when, and what came of it."""
    now = context.now()
    return tuple((say_when(activity.done_at, now), _what_came(activity)) for activity in past)


def _what_came(past: PastActivity) -> str:
    length = describe_duration(past.duration_seconds) if past.duration_seconds else ""
    outcome = f"{past.outcome}:" if past.outcome and past.text else past.outcome
    # What was said in a call tells what it was about; a meeting that went well might be any.
    subject = f"{past.subject}:" if past.subject and past.kind not in SPOKEN else ""
    parts = (kind_label(past.kind), length, subject, outcome, one_line(past.text, 200))
    return " ".join(filter(None, parts))


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def point_lines(type_: FieldType, points: Sequence[Point]) -> list[str]:
    """Return the first phones or addresses as they are shown, each with the word for its kind."""
    from domain.contact_points.point_labels import show_label
    from services.records.showing import show_point

    return [
        "  ".join(filter(None, (show_point(type_, point), show_label(point.label))))
        for point in points[:MOST_POINTS]
    ]


def _points(type_: FieldType, value: object) -> list[str]:
    return point_lines(type_, [point for point in _tuple(value) if isinstance(point, Point)])
