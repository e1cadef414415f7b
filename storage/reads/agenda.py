"""Reads the agenda of one person in pages, along one partial index over open activities.

Within a group the order is by local day, then importance, then time, a day without a time coming
last. Days do not have the same bounds in every time zone, so an index cannot hold that order:
pages are cut between days, and each day is sorted here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID

from domain.agenda import AgendaEntry, Group, Span
from storage.reads.titles import reference_in, reference_sql
from storage.values import moment_in, moment_out

_OPEN = "done_at IS NULL AND deleted_at IS NULL AND responsible_id = ?"
_END_OF_DAY = 1 << 62
"""Sorts a day without a time after every moment of the day, in microseconds since 1970."""


class Slot(NamedTuple):
    """The place of an activity in its group: these fields, compared in this order.

    `micros` is the deadline in microseconds since 1970, UTC, or `_END_OF_DAY`.
    """

    day: int
    unimportance: int
    micros: int
    id: bytes


class AgendaGroup:
    """One group of the agenda of `user`, read within the time zone `zone`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        user: UUID,
        group: Group,
        span: Span | None,
        zone: tzinfo,
    ) -> None:
        self._connection = connection
        self._user = user.bytes
        self.group = group
        self._span = span
        self._zone = zone

    def count(self) -> int:
        """Return the number of activities in the group."""
        if self._span is None:
            return self._count("due_at IS NULL AND due_on IS NULL")
        return self._count_before(self._span.end, self._span.end_day)

    def rank(self, slot: Slot) -> int:
        """Return how many activities of the group precede `slot`."""
        if self._span is None:
            return self._undated_rank(slot)
        day = date.fromordinal(slot.day)
        earlier = self._count_before(max(self._start_of(day), self._span.start), day)
        for micros, condition, parameters in self._parts_of(day):
            earlier += self._count(
                f"{condition} AND (1 - is_important, {micros}, id) < (?, ?, ?)",
                *parameters,
                *slot[1:],
            )
        return earlier

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
            beyond = f"AND (1 - is_important, {micros}, id) {sign} (?, ?, ?)" if slot else ""
            rows = self._connection.execute(
                f"SELECT 1 - is_important, {micros}, id FROM activity WHERE {_OPEN} "
                f"AND {condition} {beyond} ORDER BY 1 {order}, 2 {order}, 3 {order} LIMIT ?",
                (self._user, *parameters, *(slot[1:] if slot else ()), limit),
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
            yield str(_END_OF_DAY), "due_at IS NULL AND due_on = ?", (day.isoformat(),)

    def _timed(
        self, start: datetime, end: datetime, limit: int, *, newest_first: bool = False
    ) -> list[Slot]:
        order = "DESC" if newest_first else "ASC"
        rows = self._connection.execute(
            f"SELECT due_at, is_important, id FROM activity WHERE {_OPEN} "
            f"AND due_at >= ? AND due_at < ? ORDER BY due_at {order} LIMIT ?",
            (self._user, moment_out(start), moment_out(end), limit),
        )
        return [
            Slot(moment_in(at).astimezone(self._zone).toordinal(), 1 - important, at, key)
            for at, important, key in rows
        ]

    def _whole(
        self, first: date, end: date, limit: int, *, newest_first: bool = False
    ) -> list[Slot]:
        order = "DESC" if newest_first else "ASC"
        rows = self._connection.execute(
            f"SELECT due_on, is_important, id FROM activity WHERE {_OPEN} AND due_at IS NULL "
            f"AND due_on >= ? AND due_on < ? ORDER BY due_on {order} LIMIT ?",
            (self._user, first.isoformat(), end.isoformat(), limit),
        )
        return [
            Slot(date.fromisoformat(on).toordinal(), 1 - important, _END_OF_DAY, key)
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
            rows = self._connection.execute(
                f"SELECT id FROM activity WHERE {_OPEN} AND due_at IS NULL AND due_on IS NULL "
                f"AND is_important = ? AND (? OR id {sign} ?) ORDER BY id {order} LIMIT ?",
                (
                    self._user,
                    1 - unimportance,
                    not here,
                    slot.id if slot is not None and here else b"",
                    limit - len(found),
                ),
            )
            found += [Slot(0, unimportance, 0, key) for (key,) in rows]
        return sorted(found)

    def _undated_rank(self, slot: Slot) -> int:
        return self._count(
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

    def _count_before(self, end: datetime, end_day: date) -> int:
        assert self._span is not None
        timed = self._count(
            "due_at >= ? AND due_at < ?", moment_out(self._span.start), moment_out(end)
        )
        return timed + self._count(
            "due_at IS NULL AND due_on >= ? AND due_on < ?",
            self._span.first_day.isoformat(),
            end_day.isoformat(),
        )

    def _count(self, condition: str, *parameters: int | str | bytes) -> int:
        row = self._connection.execute(
            f"SELECT count(*) FROM activity WHERE {_OPEN} AND {condition}",
            (self._user, *parameters),
        ).fetchone()
        return int(row[0])


def slot_of(entry: AgendaEntry, zone: tzinfo) -> Slot:
    """Return the place of an entry in its group."""
    unimportance = 1 - entry.is_important
    if entry.due_at is not None:
        day = entry.due_at.astimezone(zone).toordinal()
        return Slot(day, unimportance, moment_out(entry.due_at), entry.id.bytes)
    if entry.due_on is not None:
        return Slot(entry.due_on.toordinal(), unimportance, _END_OF_DAY, entry.id.bytes)
    return Slot(0, unimportance, 0, entry.id.bytes)


_CLIENT = " ".join(
    f"WHEN '{kind}' THEN (SELECT {reference_sql(kind, 't')} FROM \"{kind}\" t "
    "WHERE t.id = l.record_id)"
    for kind in ("contact", "company", "lead", "deal")
)

_ENTRY_SQL = f"""
    SELECT a.id, a.kind, a.subject, a.due_at, a.due_on, a.is_important, a.attempt,
        (SELECT CASE l.record_kind {_CLIENT} END
         FROM activity_link l WHERE l.activity_id = a.id ORDER BY l.sort, l.id LIMIT 1),
        coalesce((SELECT c.title FROM activity_link l
         JOIN contact_company w ON w.contact_id = l.record_id JOIN company c ON c.id = w.company_id
         WHERE l.activity_id = a.id AND l.record_kind = 'contact'
         ORDER BY l.sort, l.id, w.sort LIMIT 1), '')
    FROM activity a WHERE a.id IN
"""


def read_entries(
    connection: sqlite3.Connection, group: Group, slots: Sequence[Slot]
) -> list[AgendaEntry]:
    """Return the entries at these slots, in their order; one that has gone is left out."""
    entries = {e.id.bytes: e for e in _read(connection, group, [slot.id for slot in slots])}
    return [entries[slot.id] for slot in slots if slot.id in entries]


def _read(
    connection: sqlite3.Connection, group: Group, keys: Sequence[bytes]
) -> Iterable[AgendaEntry]:
    # Keys go in batches below the number of parameters that every SQLite build allows.
    for start in range(0, len(keys), 500):
        batch = keys[start : start + 500]
        marks = ", ".join("?" for _ in batch)
        for row in connection.execute(f"{_ENTRY_SQL} ({marks})", batch):
            yield AgendaEntry(
                id=UUID(bytes=row[0]),
                group=group,
                kind=row[1],
                subject=row[2],
                due_at=None if row[3] is None else moment_in(row[3]),
                due_on=None if row[4] is None else date.fromisoformat(row[4]),
                is_important=bool(row[5]),
                attempt=row[6],
                client=reference_in(json.loads(row[7])) if row[7] else None,
                company=row[8],
            )
