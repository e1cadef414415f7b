"""Reminders: when they come, which are due, and how they are put off (FEATURES NOTIF-04)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.records.references import Reference
from domain.records.values import Deadline
from domain.reminders import remind_moment
from services.context import Context
from services.settings import REMINDER_MINUTES, get_setting
from storage.reads.reminders import read_due, read_next
from storage.values import moment_out

if TYPE_CHECKING:
    from storage.tables import Activity

PlanState = tuple[datetime | None, date | None, int | None]
"""What a reminder follows from: the deadline, as a moment or a day, and the minutes before it."""

UNPLANNED: PlanState = (None, None, None)
"""The state of an activity that has only just been made."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """An activity of which the acting person is to be reminded now.

    `client` is who or what it is about first, `deal` the first deal that it belongs to.
    """

    key: UUID
    kind: str
    subject: str
    client: Reference | None
    deadline: Deadline
    deal: Reference | None


def plan_state(activity: Activity) -> PlanState:
    """Return what the reminder of an activity follows from, to be compared later."""
    return activity.due_at, activity.due_on, activity.remind_minutes


def keep_reminder(
    context: Context,
    connection: sqlite3.Connection,
    activity: Activity,
    before: PlanState = UNPLANNED,
    *,
    is_given: bool = False,
) -> None:
    """Bring the reminder of an activity in step with its deadline, which was `before` another.

    An open activity that gets a time of day ahead, and had none, takes the minutes that the person
    has set (`REMINDER_MINUTES`), unless the minutes were given (`is_given`), be it none. A reminder
    that was dismissed comes again only with another deadline. Where it would come at once, because
    the deadline is nearer than the minutes, it comes at the deadline; of one that has passed
    already there is none.
    """
    is_open = activity.done_at is None and activity.remind_minutes is None
    is_new_time = before[0] is None and activity.due_at and activity.due_at > context.now()
    if is_open and is_new_time and not is_given:
        activity.remind_minutes = get_setting(context, REMINDER_MINUTES, connection) or None
    if plan_state(activity) != before:
        state = plan_state(activity)
        activity.remind_at = remind_moment(*state, context.zone, context.now())


def due_reminders(context: Context, now: datetime) -> list[Reminder]:
    """Return what the acting person is to be reminded of at `now` (aware), the earliest first.

    A reminder stays due until it is put off or dismissed, or the activity is done, deleted, or
    somebody else's. It lapses a day after the deadline and its own time, and after a week in any
    case: by then the activity stands among the overdue ones.
    """
    return [
        Reminder(key, kind, subject, client, Deadline(due_at, due_on), deal)
        for key, kind, subject, due_at, due_on, client, deal in read_due(
            context.database.reader(), context.actor.user_id, now
        )
    ]


def next_reminder_at(context: Context) -> datetime | None:
    """Return when the acting person is to be reminded next, in UTC, None where of nothing.

    It lies ahead of now: what is due already is in `due_reminders`.
    """
    return read_next(context.database.reader(), context.actor.user_id, context.now())


def snooze(context: Context, key: UUID, until: datetime) -> None:
    """Remind of an activity again at `until` (aware). Raises BadInput for a moment in the past.

    Raises NotFound when the activity is gone, done, or no longer the acting person's. Nobody
    undoes it: the deadline stays as it is.
    """
    if until <= context.now():
        raise BadInput(_("The reminder must come later than now."), "until")
    _set_reminder(context, key, until, "snooze")


def snooze_for(context: Context, key: UUID, minutes: int) -> None:
    """Remind of an activity again in so many minutes. Raises as `snooze`."""
    snooze(context, key, context.now() + timedelta(minutes=minutes))


def dismiss_reminder(context: Context, key: UUID) -> None:
    """Remind of an activity no more, until its deadline changes. Raises as `snooze`."""
    _set_reminder(context, key, None, "dismiss_reminder")


def _set_reminder(context: Context, key: UUID, at: datetime | None, verb: str) -> None:
    # Written beside the objects: a reminder that was seen does not change its activity.
    with context.database.write(context.actor, verb) as unit:
        cursor = unit.connection.execute(
            "UPDATE activity SET remind_at = ? WHERE id = ? AND responsible_id = ? "
            "AND done_at IS NULL AND deleted_at IS NULL",
            (
                None if at is None else moment_out(at.astimezone(UTC)),
                key.bytes,
                context.actor.user_id.bytes,
            ),
        )
        if not cursor.rowcount:
            raise NotFound(
                _("There is nothing to be reminded of: the activity is done, or somebody else's.")
            )
