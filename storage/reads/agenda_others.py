"""Reads what others are responsible for, as the agenda of those who help or observe has it.

Whoever takes part in such a way is found by index, and in few open activities at a time: all their
places are read at once, when the first of them is asked for.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, tzinfo
from functools import cached_property
from typing import Final
from uuid import UUID

from domain.activities import CO_EXECUTOR, OBSERVER
from domain.agenda import Group
from storage.reads.agenda import END_OF_DAY, Expression, PagedGroup, Slot
from storage.reads.sql import Condition
from storage.values import moment_in

_NO_DAY: Final = date.max.toordinal()

_OPEN: Final = (
    "FROM activity_participant p CROSS JOIN activity r ON r.id = p.activity_id "
    "WHERE p.record_kind = 'user' AND p.record_id = ? AND p.role = '{role}' "
    "AND r.done_at IS NULL AND r.deleted_at IS NULL AND r.responsible_id IS NOT p.record_id"
)

_NOT_CO_EXECUTOR: Final = (
    " AND NOT EXISTS (SELECT 1 FROM activity_participant c WHERE c.activity_id = r.id "
    f"AND c.record_kind = 'user' AND c.record_id = p.record_id AND c.role = '{CO_EXECUTOR}')"
)


class GroupOfOthers:
    """The open activities of others in which `user` has a part, by deadline.

    Who both helps with one and observes it stands among the co-executors alone.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        user: UUID,
        group: Group,
        zone: tzinfo,
        condition: Condition | None = None,
    ) -> None:
        self.group = group
        self._connection = connection
        self._zone = zone
        is_observer = group is Group.OBSERVER
        self._from = _OPEN.format(role=OBSERVER if is_observer else CO_EXECUTOR)
        self._from += _NOT_CO_EXECUTOR * is_observer
        self._from += f" AND ({condition.sql})" if condition else ""
        self._parameters = (user.bytes, *(condition.parameters if condition else ()))

    def counting(self) -> Expression:
        """Return what counts the activities of the group."""
        return f"(SELECT count(*) {self._from})", self._parameters

    def rank(self, slot: Slot) -> int:
        """Return how many activities of the group precede `slot`."""
        return bisect_left(self._slots, slot)

    def slots_after(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at most `limit` slots that follow `slot`, or the first ones for None."""
        start = 0 if slot is None else bisect_right(self._slots, slot)
        return self._slots[start : start + limit]

    def slots_before(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at most `limit` slots that precede `slot`, or the last ones for None, in order."""
        stop = len(self._slots) if slot is None else bisect_left(self._slots, slot)
        return self._slots[max(0, stop - limit) : stop]

    @cached_property
    def _slots(self) -> list[Slot]:
        rows = self._connection.execute(
            f"SELECT r.due_at, r.due_on, r.is_important, r.id {self._from}", self._parameters
        )
        return sorted(
            Slot(self._day(at, on), 1 - important, END_OF_DAY if at is None else at, key)
            for at, on, important, key in rows
        )

    def _day(self, due_at: int | None, due_on: str | None) -> int:
        if due_at is not None:
            return moment_in(due_at).astimezone(self._zone).toordinal()
        return date.fromisoformat(due_on).toordinal() if due_on else _NO_DAY


def groups_of_others(
    connection: sqlite3.Connection,
    user: UUID,
    zone: tzinfo,
    condition: Condition | None = None,
) -> Sequence[PagedGroup]:
    """Return the groups of what others are responsible for, in their order."""
    return [
        GroupOfOthers(connection, user, group, zone, condition)
        for group in (Group.CO_EXECUTOR, Group.OBSERVER)
    ]
