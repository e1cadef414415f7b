"""Plan, move and hand on activities, and the step that follows one (FEATURES ACT-12, CALL-05).

Verbs take several activities, write in one use case, and so are undone at once. Those that cannot
be changed are left out, and the result says how many and why; where none can be, NotFound or
Conflict says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.dates.when import is_overdue, parse_when
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.next_presets import preset_of
from domain.records.values import Deadline
from services.activities.bulk import BulkResult, pick_any, pick_open
from services.activities.links import copy_links
from services.activities.reminders import keep_reminder, plan_state
from services.context import Context

if TYPE_CHECKING:
    from storage.tables import Activity
    from storage.unit import Unit

_KIND_WORDS = {
    "call": "call",
    "звонок": "call",
    "telefon": "call",
    "meeting": "meeting",
    "meet": "meeting",
    "встреча": "meeting",
    "spotkanie": "meeting",
    "letter": "letter",
    "mail": "letter",
    "письмо": "letter",
    "list": "letter",
    "task": "task",
    "задача": "task",
    "zadanie": "task",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: the kind of activity, when, and about what."""

    kind: str
    deadline: Deadline
    subject: str = ""


def parse_next_step(context: Context, text: str, subject: str = "") -> NextStep:
    """Read a next step as people type it: `tomorrow 10`, `meeting fri 15:00`, `+1h`, `task w`.

    The first word may be the kind of activity; without one it is a call. A time may be the letter
    of a preset, see `domain.next_presets`. Raises BadInput.
    """
    first, _blank, rest = text.strip().partition(" ")
    kind = _KIND_WORDS.get(first.lower())
    when_text = rest if kind else text
    if not when_text.strip():
        raise BadInput(_("The next step needs a time, such as “tomorrow 10:00”."), "next")
    deadline = _read_deadline(context, when_text)
    if is_overdue(deadline.at, deadline.on, context.now()):
        raise BadInput(_("The next step lies in the past. Type a time to come."), "next")
    return NextStep(kind or "call", deadline, subject)


def parse_deadline(context: Context, text: str) -> Deadline:
    """Read when something is to be done, as a next step is typed. Raises BadInput."""
    deadline = _read_deadline(context, text)
    _check_ahead(context, deadline)
    return deadline


def _read_deadline(context: Context, text: str) -> Deadline:
    now = context.now()
    preset = preset_of(text)
    when = parse_when(preset.text_at(now) if preset else text, now)
    instant = when.instant(context.zone)
    return Deadline(at=instant) if instant is not None else Deadline(on=when.day)


def _check_ahead(context: Context, deadline: Deadline) -> None:
    if is_overdue(deadline.at, deadline.on, context.now()):
        raise BadInput(_("This time lies in the past. Type a time to come."), "due")


def plan_next(
    context: Context, unit: Unit, done: Activity, step: NextStep, *, reached: bool
) -> UUID:
    """Plan a step that follows `done`, with the same client; return its key.

    A call after one that did not reach the client is the next attempt of the same call.
    """
    from storage.tables import Activity

    following = Activity(
        kind=step.kind,
        subject=step.subject or done.subject,
        due_at=step.deadline.at,
        due_on=step.deadline.on,
        responsible_id=done.responsible_id,
        created_by=context.actor.user_id,
        previous_id=done.id,
        attempt=1 if reached or step.kind != "call" else done.attempt + 1,
    )
    keep_reminder(context, unit.connection, following)
    unit.add(following)
    unit.session.flush()
    copy_links(unit, done.id, following.id)
    return following.id


def postpone(context: Context, keys: Sequence[UUID], when: Deadline) -> BulkResult:
    """Give open activities another deadline; their reminders follow it.

    Raises BadInput for a time in the past.
    """
    _check_ahead(context, when)
    with context.database.write(context.actor, "postpone") as unit:
        picked = pick_open(unit, keys)
        for activity in picked.fit:
            before = plan_state(activity)
            activity.due_at, activity.due_on = when.at, when.on
            keep_reminder(context, unit.connection, activity, before)
        return picked.result()


def reassign(context: Context, keys: Sequence[UUID], user: UUID) -> BulkResult:
    """Make somebody else responsible for open activities. Raises NotFound for an unknown user."""
    from storage.tables import User

    with context.database.write(context.actor, "reassign") as unit:
        person = unit.get(User, user)
        if person is None or not person.is_active:
            raise NotFound(_("There is no such user. “crm user list” names those there are."))
        picked = pick_open(unit, keys)
        for activity in picked.fit:
            activity.responsible_id = user
        return picked.result()


def set_importance(context: Context, keys: Sequence[UUID], important: bool) -> BulkResult:
    """Mark open activities as important, or as not (FEATURES ACT-21)."""
    with context.database.write(context.actor, "set_importance") as unit:
        picked = pick_open(unit, keys)
        for activity in picked.fit:
            activity.is_important = important
        return picked.result()


def delete_activities(context: Context, keys: Sequence[UUID]) -> BulkResult:
    """Put activities, open or done, into the bin."""
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "delete_activity") as unit:
        picked = pick_any(unit, keys)
        for activity in picked.fit:
            activity.deleted_at = utc_now()
        return picked.result()
