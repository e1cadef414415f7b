"""Reads the agenda of one person in pages, along partial indexes over open and done activities.

Within a group the order is by local day, then importance, then time, a day without a time coming
last. Days do not have the same bounds in every time zone, so an index cannot hold that order:
pages are cut between days, and each day is sorted here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.agenda import Group, Span
from storage.reads.sql import Condition, Parameter
from storage.values import moment_in, moment_out

_OPEN = "done_at IS NULL AND deleted_at IS NULL AND responsible_id = ?"
_DONE = "done_at IS NOT NULL AND deleted_at IS NULL AND responsible_id = ?"
END_OF_DAY = 1 << 62
"""Sorts a day without a time after every moment of the day, in microseconds since 1970."""


class Slot(NamedTuple):
    """The place of an activity in its group: these fields, compared in this order.

    `micros` is the deadline in microseconds since 1970, UTC, or `END_OF_DAY`.
    """

    day: int
    unimportance: int
    micros: int
    id: bytes


Expression = tuple[str, tuple[Parameter, ...]]
"""A number in SQL, with the values of its `?`, in order."""


class PagedGroup(Protocol):
    """A group of the agenda that is read in pages."""

    group: Group

    def counting(self) -> Expression:
        """Return what counts the activities of the group."""
        ...

    def rank(self, slot: Slot) -> int:
        """Return how many activities of the group precede `slot`."""
        ...

    def slots_after(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at least `limit` slots that follow `slot`, or all there are, in order."""
        ...

    def slots_before(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at least `limit` slots that precede `slot`, or all there are, in order."""
        ...


class _Activities:
    """The activities of `user` that fit `scope` and a condition, read without their records."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        user: UUID,
        scope: str,
        condition: Condition | None,
    ) -> None:
        self._connection = connection
        self._user = user.bytes
        self._from = f"FROM activity r WHERE {scope}"
        self._end = f" AND ({condition.sql})" if condition else ""
        self._more = condition.parameters if condition else ()

    def counting(self, test: str, *parameters: Parameter) -> Expression:
        """Return what counts those that pass a test."""
        sql = f"(SELECT count(*) {self._from} AND {test}{self._end})"
        return sql, (self._user, *parameters, *self._more)

    def count(self, test: str, *parameters: Parameter) -> int:
        """Return how many pass a test."""
        return _values(self._connection, [self.counting(test, *parameters)])[0]

    def select(
        self, columns: str, test: str, order: str, *parameters: Parameter, limit: int
    ) -> list[tuple[Any, ...]]:
        """Return columns of those that pass a test, in this order."""
        return self._connection.execute(
            f"SELECT {columns} {self._from} AND {test}{self._end} ORDER BY {order} LIMIT ?",
            (self._user, *parameters, *self._more, limit),
        ).fetchall()


class AgendaGroup:
    """One group of open activities of `user`, read within the time zone `zone`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        user: UUID,
        group: Group,
        span: Span | None,
        zone: tzinfo,
        condition: Condition | None = None,
    ) -> None:
        self._connection = connection
        self._activities = _Activities(connection, user, _OPEN, condition)
        self.group = group
        self._span = span
        self._zone = zone

    def counting(self) -> Expression:
        """Return what counts the activities of the group."""
        if self._span is None:
            return self._activities.counting("due_at IS NULL AND due_on IS NULL")
        return self._counting_before(self._span.end, self._span.end_day)

    def rank(self, slot: Slot) -> int:
        """Return how many activities of the group precede `slot`."""
        if self._span is None:
            return self._undated_rank(slot)
        day = date.fromordinal(slot.day)
        counts = [self._counting_before(max(self._start_of(day), self._span.start), day)]
        counts += [
            self._activities.counting(
                f"{condition} AND (1 - is_important, {micros}, id) < (?, ?, ?)",
                *parameters,
                *slot[1:],
            )
            for micros, condition, parameters in self._parts_of(day)
        ]
        return sum(_values(self._connection, counts))

    def slots_after(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at least `limit` slots that follow `slot`, or all there are, in order."""
        if self._span is None:
            return self._undated(slot, limit, forward=True)
        found: list[Slot] = []
        day = self._span.first_day
        if slot is not None:
            day = date.fromordinal(slot.day)
            found = self._in_day(day, slot, limit, forward=True)
            day += timedelta(days=1)
        while len(found) < limit:
            page, next_day = self._forward(day, limit)
            found += page
            if next_day is None:
                break
            day = next_day
        return found

    def slots_before(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at least `limit` slots that precede `slot`, or all there are, in order."""
        if self._span is None:
            return self._undated(slot, limit, forward=False)
        found: list[Slot] = []
        end = self._span.end_day
        if slot is None and end < date.max and self._start_of(end) < self._span.end:
            end += timedelta(days=1)  # overdue moments reach into today, overdue days do not
        elif slot is not None:
            end = date.fromordinal(slot.day)
            found = self._in_day(end, slot, limit, forward=False)
        while len(found) < limit:
            page, previous_end = self._backward(end, limit)
            found = page + found
            if previous_end is None:
                break
            end = previous_end
        return found

    def _forward(self, day: date, limit: int) -> tuple[list[Slot], date | None]:
        """Return slots from `day` on, and the day to go on with, None at the end.

        They are whole days, or `limit` slots of the first one.
        """
        assert self._span is not None
        start = max(self._start_of(day), self._span.start)
        timed = self._timed(start, self._span.end, limit)
        whole = self._whole(day, self._span.end_day, limit)
        cuts = [date.fromordinal(part[-1].day) for part in (timed, whole) if len(part) == limit]
        if not cuts:
            return sorted(timed + whole), None
        cut = min(cuts)
        page = sorted(s for s in timed + whole if s.day < cut.toordinal())
        if page:
            return page, cut
        return self._in_day(cut, None, limit, forward=True), cut + timedelta(days=1)

    def _backward(self, end: date, limit: int) -> tuple[list[Slot], date | None]:
        """Return slots up to `end`, excluded, and the end to go on with, None at the start.

        They are whole days, or `limit` slots of the last one.
        """
        assert self._span is not None
        stop = min(self._start_of(end), self._span.end)
        timed = self._timed(self._span.start, stop, limit, newest_first=True)
        last = min(end, self._span.end_day)
        whole = self._whole(self._span.first_day, last, limit, newest_first=True)
        cuts = [date.fromordinal(part[-1].day) for part in (timed, whole) if len(part) == limit]
        if not cuts:
            return sorted(timed + whole), None
        cut = max(cuts)
        page = sorted(s for s in timed + whole if s.day > cut.toordinal())
        if page:
            return page, cut + timedelta(days=1)
        return self._in_day(cut, None, limit, forward=False), cut

    def _in_day(self, day: date, slot: Slot | None, limit: int, *, forward: bool) -> list[Slot]:
        """Return at most `limit` slots of a day, in order: the first after `slot`, or the last
        before it, or those at the edge of the day for None."""
        sign, order = (">", "ASC") if forward else ("<", "DESC")
        found: list[Slot] = []
        for micros, condition, parameters in self._parts_of(day):
            beyond = f" AND (1 - is_important, {micros}, id) {sign} (?, ?, ?)" if slot else ""
            rows = self._activities.select(
                f"1 - is_important, {micros}, id",
                condition + beyond,
                f"1 {order}, 2 {order}, 3 {order}",
                *parameters,
                *(slot[1:] if slot else ()),
                limit=limit,
            )
            found += [Slot(day.toordinal(), *row) for row in rows]
        found.sort()
        return found[:limit] if forward else found[-limit:]

    def _parts_of(self, day: date) -> Iterator[tuple[str, str, tuple[int | str, ...]]]:
        """Return what a day consists of: SQL for `Slot.micros`, a condition, and its parameters."""
        assert self._span is not None
        start = max(self._start_of(day), self._span.start)
        end = min(self._start_of(day + timedelta(days=1)), self._span.end)
        yield "due_at", "due_at >= ? AND due_at < ?", (moment_out(start), moment_out(end))
        if self._span.first_day <= day < self._span.end_day:
            yield str(END_OF_DAY), "due_at IS NULL AND due_on = ?", (day.isoformat(),)

    def _timed(
        self, start: datetime, end: datetime, limit: int, *, newest_first: bool = False
    ) -> list[Slot]:
        order = "DESC" if newest_first else "ASC"
        rows = self._activities.select(
            "due_at, is_important, id",
            "due_at >= ? AND due_at < ?",
            f"due_at {order}",
            moment_out(start),
            moment_out(end),
            limit=limit,
        )
        return [
            Slot(moment_in(at).astimezone(self._zone).toordinal(), 1 - important, at, key)
            for at, important, key in rows
        ]

    def _whole(
        self, first: date, end: date, limit: int, *, newest_first: bool = False
    ) -> list[Slot]:
        order = "DESC" if newest_first else "ASC"
        rows = self._activities.select(
            "due_on, is_important, id",
            "due_at IS NULL AND due_on >= ? AND due_on < ?",
            f"due_on {order}",
            first.isoformat(),
            end.isoformat(),
            limit=limit,
        )
        return [
            Slot(date.fromisoformat(on).toordinal(), 1 - important, END_OF_DAY, key)
            for on, important, key in rows
        ]

    def _undated(self, slot: Slot | None, limit: int, *, forward: bool) -> list[Slot]:
        """Return at most `limit` slots without a deadline: the important ones, then by age."""
        sign, order = (">", "ASC") if forward else ("<", "DESC")
        found: list[Slot] = []
        for unimportance in (0, 1) if forward else (1, 0):
            here = slot is not None and slot.unimportance == unimportance
            if slot is not None and not here and (slot.unimportance > unimportance) == forward:
                continue
            rows = self._activities.select(
                "id",
                f"due_at IS NULL AND due_on IS NULL AND is_important = ? AND (? OR id {sign} ?)",
                f"id {order}",
                1 - unimportance,
                not here,
                slot.id if slot is not None and here else b"",
                limit=limit - len(found),
            )
            found += [Slot(0, unimportance, 0, key) for (key,) in rows]
        return sorted(found)

    def _undated_rank(self, slot: Slot) -> int:
        return self._activities.count(
            "due_at IS NULL AND due_on IS NULL AND (is_important > ? OR "
            "(is_important = ? AND id < ?))",
            1 - slot.unimportance,
            1 - slot.unimportance,
            slot.id,
        )

    def _start_of(self, day: date) -> datetime:
        if day <= date.min + timedelta(days=1) or day >= date.max:
            return datetime.combine(day, time(), tzinfo=UTC)
        return datetime.combine(day, time(), tzinfo=self._zone).astimezone(UTC)

    def _counting_before(self, end: datetime, end_day: date) -> Expression:
        assert self._span is not None
        timed, moments = self._activities.counting(
            "due_at >= ? AND due_at < ?", moment_out(self._span.start), moment_out(end)
        )
        whole, days = self._activities.counting(
            "due_at IS NULL AND due_on >= ? AND due_on < ?",
            self._span.first_day.isoformat(),
            end_day.isoformat(),
        )
        return f"{timed} + {whole}", moments + days


class DoneGroup:
    """What `user` has done since a moment, the newest first."""

    group = Group.DONE

    def __init__(
        self,
        connection: sqlite3.Connection,
        user: UUID,
        since: datetime,
        condition: Condition | None = None,
    ) -> None:
        self._activities = _Activities(connection, user, _DONE, condition)
        self._since = moment_out(since)

    def counting(self) -> Expression:
        """Return what counts the activities of the group."""
        return self._activities.counting("done_at >= ?", self._since)

    def rank(self, slot: Slot) -> int:
        """Return how many activities of the group precede `slot`."""
        return self._activities.count("(done_at, id) > (?, ?)", slot.micros, slot.id)

    def slots_after(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at most `limit` slots that follow `slot`, or the first ones for None."""
        return self._slots(slot, limit, sign="<", order="DESC")

    def slots_before(self, slot: Slot | None, limit: int) -> list[Slot]:
        """Return at most `limit` slots that precede `slot`, or the last ones for None, in order."""
        return self._slots(slot, limit, sign=">", order="ASC")[::-1]

    def _slots(self, slot: Slot | None, limit: int, *, sign: str, order: str) -> list[Slot]:
        rows = self._activities.select(
            "done_at, id",
            "done_at >= ?" + (f" AND (done_at, id) {sign} (?, ?)" if slot else ""),
            f"done_at {order}, id {order}",
            self._since,
            *((slot.micros, slot.id) if slot else ()),
            limit=limit,
        )
        return [Slot(0, 0, at, key) for at, key in rows]


def count_groups(connection: sqlite3.Connection, groups: Sequence[PagedGroup]) -> dict[Group, int]:
    """Return how many activities each group has, all at one moment.

    It is one statement, so a thread that counts hardly ever holds the interpreter.
    """
    counts = _values(connection, [group.counting() for group in groups])
    return {group.group: count for group, count in zip(groups, counts, strict=True)}


def _values(connection: sqlite3.Connection, numbers: Sequence[Expression]) -> tuple[int, ...]:
    parameters = [value for _sql, values in numbers for value in values]
    row: tuple[int, ...] = connection.execute(
        f"SELECT {', '.join(sql for sql, _values in numbers)}", parameters
    ).fetchone()
    return row
