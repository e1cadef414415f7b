"""Finish activities: outcome, result, and the next step, in one use case; or open them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.text import strip_control
from services.activities.bulk import BulkResult, pick_done, pick_open
from services.activities.outcomes import REACHED, Outcome
from services.activities.planning import NextStep, plan_next
from services.context import Context
from services.settings import CALL_RESULT_REQUIRED, get_setting

if TYPE_CHECKING:
    from storage.tables import Activity
    from storage.unit import Unit


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
    finished = finish_activities(
        context, [key], outcome=outcome, result=result, next_step=next_step
    )
    return finished.following[0] if finished.following else None


def finish_activities(
    context: Context,
    keys: Sequence[UUID],
    *,
    outcome: Outcome | None = None,
    result: str = "",
    next_step: NextStep | None = None,
) -> BulkResult:
    """Mark activities as done, each with the same outcome, result and next step.

    Those that are gone or done already are left out. Raises NotFound or Conflict where that leaves
    none, and BadInput where a call needs a result.
    """
    with context.database.write(context.actor, "finish_activity") as unit:
        return finish_within(context, unit, keys, outcome, result, next_step)


def finish_within(
    context: Context,
    unit: Unit,
    keys: Sequence[UUID],
    outcome: Outcome | None,
    result: str,
    next_step: NextStep | None,
) -> BulkResult:
    """Mark activities as done, as part of a larger use case. Raises as `finish_activities`."""
    picked = pick_open(unit, keys)
    if any(activity.kind == "call" for activity in picked.fit):
        check_result(context, unit, outcome, result, "result")
    following = []
    for activity in picked.fit:
        close(context, activity, outcome, result)
        if next_step is not None:
            reached = was_reached(outcome)
            following.append(plan_next(context, unit, activity, next_step, reached=reached))
    return picked.result(following)


def reopen(context: Context, keys: Sequence[UUID]) -> BulkResult:
    """Open activities again that are done (FEATURES ACT-20). Their results stay, to be added to.

    Raises NotFound or Conflict as `finish_activities`, and NotAllowed where an event is among them.
    """
    from services.records.fixed import check_changeable

    with context.database.write(context.actor, "reopen_activity") as unit:
        picked = pick_done(unit, keys)
        for activity in picked.fit:
            check_changeable(activity)
            activity.done_at = None
            activity.outcome_id = None
        return picked.result()


def close(context: Context, activity: Activity, outcome: Outcome | None, result: str) -> None:
    """Mark an activity as done now, within a use case; without a result it keeps its own."""
    activity.done_at = context.now().astimezone(UTC)
    activity.outcome_id = outcome.id if outcome else None
    if result:
        activity.result = strip_control(result)


def was_reached(outcome: Outcome | None) -> bool:
    """Say whether a call needs no further attempt; without an outcome it does not."""
    return outcome is None or outcome.meaning == REACHED


def check_result(
    context: Context, unit: Unit, outcome: Outcome | None, result: str, field: str
) -> None:
    """Raise BadInput where a call must say what came of it, and does not (FEATURES CALL-08).

    A call that reached nobody has nothing to say.
    """
    if result.strip() or not was_reached(outcome):
        return
    if get_setting(context, CALL_RESULT_REQUIRED, unit.connection):
        raise BadInput(_("Write what came of the call: here a result is required."), field)
