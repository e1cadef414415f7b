"""The next step: what is planned when an activity is done (FEATURES ACT-12, CALL-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.values import Deadline
from domain.when import is_overdue, parse_when
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
    """Read a next step as people type it: `tomorrow 10`, `meeting fri 15:00`, `+1h`.

    The first word may be the kind of activity; without one it is a call. Raises BadInput.
    """
    first, _blank, rest = text.strip().partition(" ")
    kind = _KIND_WORDS.get(first.lower())
    when_text = rest if kind else text
    if not when_text.strip():
        raise BadInput(_("The next step needs a time, such as “tomorrow 10:00”."), "next")
    when = parse_when(when_text, context.now())
    if is_overdue(when.instant(context.zone), when.day, context.now()):
        raise BadInput(_("The next step lies in the past. Type a time to come."), "next")
    instant = when.instant(context.zone)
    deadline = Deadline(at=instant) if instant is not None else Deadline(on=when.day)
    return NextStep(kind or "call", deadline, subject)


def plan_next(
    context: Context, unit: Unit, done: Activity, step: NextStep, *, reached: bool
) -> UUID:
    """Plan a step that follows `done`, with the same client; return its key.

    A call after one that did not reach the client is the next attempt of the same call.
    """
    from sqlmodel import select

    from storage.tables import Activity, ActivityLink

    following = unit.add(
        Activity(
            kind=step.kind,
            subject=step.subject or done.subject,
            due_at=step.deadline.at,
            due_on=step.deadline.on,
            responsible_id=done.responsible_id,
            created_by=context.actor.user_id,
            previous_id=done.id,
            attempt=1 if reached or step.kind != "call" else done.attempt + 1,
        )
    )
    unit.session.flush()
    links = unit.session.exec(select(ActivityLink).where(ActivityLink.activity_id == done.id)).all()
    for link in links:
        unit.add(
            ActivityLink(
                activity_id=following.id,
                record_kind=link.record_kind,
                record_id=link.record_id,
                sort=link.sort,
            )
        )
    return following.id
