"""Finish an activity: outcome, result, and the next step, in one use case."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from domain.errors import Conflict, NotFound
from domain.i18n import _
from domain.text import strip_control
from services.activities.outcomes import REACHED, Outcome
from services.activities.planning import NextStep, plan_next
from services.context import Context


def finish_activity(
    context: Context,
    key: UUID,
    *,
    outcome: Outcome | None = None,
    result: str = "",
    next_step: NextStep | None = None,
) -> UUID | None:
    """Mark an activity as done; return the key of the next step, if one is planned.

    Raises NotFound when it is gone, and Conflict when somebody has already done it.
    """
    from storage.tables import Activity

    with context.database.write(context.actor, "finish_activity") as unit:
        activity = unit.get(Activity, key)
        if activity is None or activity.deleted_at is not None:
            raise NotFound(_("This activity is no longer there: somebody has deleted it."))
        if activity.done_at is not None:
            raise Conflict(_("This activity is done already. The list is up to date now."))
        activity.done_at = context.now().astimezone(UTC)
        activity.outcome_id = outcome.id if outcome else None
        if result:
            activity.result = strip_control(result)
        if next_step is None:
            return None
        reached = outcome is None or outcome.meaning == REACHED
        return plan_next(context, unit, activity, next_step, reached=reached)
