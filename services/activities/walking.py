"""Walks through a run: one open activity after the other, each before one person at a time.

Whoever has an activity before them has claimed it, so that a colleague gets another one. A claim is
a courtesy and no lock: it lapses by itself, and what somebody else has done meanwhile is said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.records.references import Reference
from domain.records.values import Deadline
from services.activities.finishing import finish_within
from services.activities.outcomes import Outcome
from services.activities.planning import NextStep
from services.context import Context
from storage.reads.runs import Free, count_free, find_next, nearest_due, read_step
from storage.values import moment_in, moment_out

if TYPE_CHECKING:
    from storage.connection import CrmConnection

CLAIM_LAPSES = timedelta(minutes=5)
"""How long after it was last renewed a claim lapses."""


@dataclass(frozen=True, slots=True)
class RunStep:
    """The activity of a run that one has before them, and whom it concerns (None: nobody)."""

    activity: UUID
    client: Reference | None
    subject: str
    description: str
    due: Deadline
    attempt: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes next in a run: a step, or why there is none.

    Without one, `taken` open activities are before others, and `later` are planned for the days to
    come, the first of them for `next_due`. `is_again` tells that all that were not passed over are
    done, so that these come again.
    """

    step: RunStep | None
    is_again: bool = False
    taken: int = 0
    later: int = 0
    next_due: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants of a run: also what is planned for later days, and what comes last.

    `behind` are the activities that were passed over.
    """

    run: UUID
    is_ahead: bool = False
    behind: frozenset[UUID] = frozenset()


def next_step(context: Context, wanted: Wanted) -> Turn:
    """Claim and return what comes next in a run: what one has before them already, if anything."""
    with context.database.write(context.actor, "claim_step") as unit:
        return _turn(context, unit.connection, wanted)


def leave_step(context: Context, wanted: Wanted) -> Turn:
    """Let go of what one has before them, and claim and return what comes next."""
    with context.database.write(context.actor, "claim_step") as unit:
        _release(context, unit.connection, wanted.run)
        return _turn(context, unit.connection, wanted)


def finish_step(
    context: Context,
    wanted: Wanted,
    activity: UUID,
    outcome: Outcome | None,
    result: str = "",
    following: NextStep | None = None,
) -> Turn:
    """Mark an activity of a run as done, plan what follows, and claim and return what comes next.

    Raises as `finish_activities`; the claim stays then.
    """
    with context.database.write(context.actor, "finish_activity") as unit:
        finish_within(context, unit, [activity], outcome, result, following)
        return _turn(context, unit.connection, wanted)


def hold_step(context: Context, run: UUID, activity: UUID) -> RunStep | None:
    """Claim a certain activity of a run, or claim it anew.

    Return None where it is not open any more, or a colleague has it before them by now.
    """
    with context.database.write(context.actor, "claim_step") as unit:
        connection = unit.connection
        step = _open_step(connection, run, activity)
        if step is None or _is_taken(context, connection, activity):
            return None
        _claim(context, connection, run, activity)
        return step


def _is_taken(context: Context, connection: CrmConnection, activity: UUID) -> bool:
    """Say whether a colleague has claimed an activity."""
    since = context.now().astimezone(UTC) - CLAIM_LAPSES
    row = connection.execute(
        "SELECT 1 FROM run_claim WHERE activity_id = ? AND user_id <> ? AND at > ?",
        (activity.bytes, context.actor.user_id.bytes, moment_out(since)),
    ).fetchone()
    return row is not None


def _turn(context: Context, connection: CrmConnection, wanted: Wanted) -> Turn:
    """Return what comes next, and claim it."""
    mine = connection.execute(
        "SELECT activity_id FROM run_claim WHERE run_id = ? AND user_id = ?",
        (wanted.run.bytes, context.actor.user_id.bytes),
    ).fetchone()
    free = _free(context, wanted, wanted.behind)
    if mine is not None and (key := UUID(bytes=mine[0])) not in wanted.behind:
        step = _open_step(connection, wanted.run, key)
        if step is not None:
            _claim(context, connection, wanted.run, key)
            return Turn(step)
    is_again = False
    key_ = find_next(connection, free, ahead=wanted.is_ahead)
    if key_ is None and wanted.behind:
        is_again = True
        free = _free(context, wanted, ())
        key_ = find_next(connection, free, ahead=wanted.is_ahead)
    if key_ is None:
        _release(context, connection, wanted.run)
        return _nothing(context, connection, wanted.run, free)
    _claim(context, connection, wanted.run, key_)
    return Turn(_open_step(connection, wanted.run, key_), is_again)


def _free(context: Context, wanted: Wanted, behind: Collection[UUID]) -> Free:
    now = context.now()
    since = now.astimezone(UTC) - CLAIM_LAPSES
    return Free(wanted.run, context.actor.user_id, now, since, tuple(behind))


def _nothing(context: Context, connection: CrmConnection, run: UUID, free: Free) -> Turn:
    """Say what there is in a run that does not come now."""
    later = count_free(connection, free)
    (all_open,) = connection.execute(
        "SELECT count(*) FROM activity a INDEXED BY activity_open_in_run WHERE a.run_id = ? "
        "AND a.done_at IS NULL AND a.deleted_at IS NULL",
        (run.bytes,),
    ).fetchone()
    due_at, due_on = nearest_due(connection, run)
    due = None
    moments = [] if due_at is None else [moment_in(due_at)]
    days = [] if due_on is None else [date.fromisoformat(due_on)]
    if moments and (not days or moments[0].astimezone(context.zone).date() <= days[0]):
        due = Deadline(at=moments[0])
    elif days:
        due = Deadline(on=days[0])
    return Turn(None, taken=all_open - later, later=later, next_due=due)


def _claim(context: Context, connection: CrmConnection, run: UUID, activity: UUID) -> None:
    """Claim an activity, and release what the person had before; old claims of anybody go."""
    from domain.ids import new_id

    now = context.now().astimezone(UTC)
    _release(context, connection, run)
    connection.execute(
        "DELETE FROM run_claim WHERE activity_id = ? OR at < ?",
        (activity.bytes, moment_out(now - timedelta(days=1))),
    )
    connection.execute(
        "INSERT INTO run_claim(id, run_id, activity_id, user_id, at) VALUES (?, ?, ?, ?, ?)",
        (
            new_id().bytes,
            run.bytes,
            activity.bytes,
            context.actor.user_id.bytes,
            moment_out(now),
        ),
    )


def _release(context: Context, connection: CrmConnection, run: UUID) -> None:
    connection.execute(
        "DELETE FROM run_claim WHERE run_id = ? AND user_id = ?",
        (run.bytes, context.actor.user_id.bytes),
    )


def _open_step(connection: CrmConnection, run: UUID, key: UUID) -> RunStep | None:
    found = read_step(connection, run, key)
    if found is None or not found.is_open:
        return None
    return RunStep(
        found.activity,
        found.client,
        found.subject,
        found.description,
        Deadline(found.due_at, found.due_on if found.due_at is None else None),
        found.attempt,
    )
