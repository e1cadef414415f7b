"""Observers of an activity only look (FEATURES TASK-05)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.activities import CO_EXECUTOR, OBSERVER
from domain.actors import Actor
from domain.errors import NotAllowed
from domain.i18n import ngettext
from storage.reads.sql import Sql

if TYPE_CHECKING:
    from storage.unit import Unit

_ONLY_OBSERVES = (
    "SELECT 1 FROM activity_participant p CROSS JOIN activity a ON a.id = p.activity_id "
    f"WHERE p.activity_id = ?2 AND p.record_kind = 'user' AND p.record_id = ?1 "
    f"AND p.role = '{OBSERVER}' AND a.responsible_id IS NOT ?1 AND a.created_by IS NOT ?1 "
    "AND NOT EXISTS (SELECT 1 FROM activity_participant c WHERE c.activity_id = a.id "
    f"AND c.record_kind = 'user' AND c.record_id = ?1 AND c.role = '{CO_EXECUTOR}')"
)


def only_observes(connection: sqlite3.Connection, actor: Actor, activity: UUID) -> bool:
    """Say whether a person may look at an activity and do nothing more with it.

    So it is for an observer who is not at the same time responsible for it, a co-executor, the one
    who set it, or an administrator.
    """
    if actor.is_admin:
        return False
    row = connection.execute(_ONLY_OBSERVES, (actor.user_id.bytes, activity.bytes)).fetchone()
    return row is not None


def only_observed(actor: Actor, kind: str) -> tuple[Sql, str] | None:
    """Return the condition that the person only observes a record `r`, with what is said of it."""
    if kind != "activity" or actor.is_admin:
        return None
    me = actor.user_id.bytes
    return Sql(
        "(r.responsible_id IS NOT ? AND r.created_by IS NOT ? AND r.id IN (SELECT activity_id "
        "FROM activity_participant WHERE record_kind = 'user' AND record_id = ? "
        f"AND role = '{OBSERVER}') AND r.id NOT IN (SELECT activity_id FROM activity_participant "
        f"WHERE record_kind = 'user' AND record_id = ? AND role = '{CO_EXECUTOR}'))",
        (me, me, me, me),
    ), observers_only_look(2)


def check_may_work(unit: Unit, activities: Sequence[UUID]) -> None:
    """Raise NotAllowed where the author of a unit only observes one of the activities."""
    if any(only_observes(unit.connection, unit.actor, key) for key in activities):
        raise NotAllowed(observers_only_look(len(activities)))


def observers_only_look(count: int) -> str:
    """Return what is said to an observer who would do something with so many activities."""
    return ngettext(
        "You observe this activity: whoever is responsible, or helps, works on it.",
        "You observe these activities: whoever is responsible, or helps, works on them.",
        count,
    )
