"""The lines of the feed in order, the newest first, read in runs after or before a known one.

There are two sorts: steps, in which somebody changed a record, along the log; and what was done,
along the index of activities by when. Neither is ever counted or skipped over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from domain.records.references import Reference
from storage.reads.activity_links import SUBJECT_SQL
from storage.reads.feed_conditions import FeedCondition
from storage.reads.feed_units import (
    IS_LARGE,
    MANY,
    RECORD_TABLES,
    Span,
    of_parts,
    span_of,
    span_of_parts,
)
from storage.reads.sql import ALWAYS, NEVER, Sql, all_of
from storage.reads.steps import owners_of
from storage.reads.timeline import HAS_TIMELINE, activities_of
from storage.reads.titles import reference_in

DONE, STEP = 0, 1
"""Which sort of line stands at a place."""

FEW: Final = 5_000
"""Up to so many changes those of certain records are gathered and sorted; else all are tested."""

_END: Final = 1 << 62
"""Stands behind all rows of the log."""

_TOLD_MICROS: Final = 60_000_000
"""How long before it was written down something may have been done to have been done just then."""

_RECENT_MICROS: Final = 7 * 86_400_000_000
"""How long before it was written down an event may have happened without that being news itself."""

_TOLD: Final = (
    "(u.verb IN ('add_event', 'log_call', 'finish_activity') AND EXISTS (SELECT 1 FROM activity t "
    "WHERE t.id = c.owner AND t.deleted_at IS NULL AND t.done_at >= (u.clock >> 16) * 1000 - "
    f"iif(u.verb = 'add_event', {_RECENT_MICROS}, {_TOLD_MICROS})))"
)
"""A step by which something was done just then, or an event of the last days was added.

The line of what was done tells all of it.
"""


class FeedPlace(NamedTuple):
    """Where a line stands: the moment turned round, the sort, and what tells it from others.

    `key` is that of the record which was changed, or of what was done; a line that stands for a
    unit of many records has none. Of a step `order` is the row of the log turned round, of such a
    unit the first one.
    """

    moment: int
    sort: int
    order: int
    key: bytes

    @property
    def is_unit(self) -> bool:
        """Whether the line stands for all records of a unit."""
        return self.sort == STEP and not self.key


class FeedReads:
    """Reads the places of lines that pass a condition.

    With `of` these are the lines in the history of that record alone: its own steps, those of its
    deals, and what was done with it.
    """

    def __init__(self, condition: FeedCondition, of: Reference | None = None) -> None:
        self._condition = condition
        changes, done, self._of_row = condition.lines
        among = condition.among
        self._owners = among if of is None else owners_of(of.kind, of.id)
        self._doers = among
        if of is not None and of.kind in HAS_TIMELINE:
            self._doers = activities_of(of.kind, of.id)
        elif of is not None:
            done = NEVER
        if of is not None and among is not None:
            changes = all_of([changes, among.within("{c}.owner IN (", ")")])
        if condition.unit is not None and changes != NEVER:
            changes = all_of([changes, of_parts("{c}", condition.unit)])
        if done != NEVER and of is None:
            changes = all_of([changes, Sql(f"NOT {_TOLD}")]) if changes != NEVER else changes
        self._changes, self._done = changes, done
        self._is_few: bool | None = None if of is None else True
        self._folds = of is None and self._condition.unit is None
        self._folded: dict[int, Span | None] = {}

    def after(
        self, connection: sqlite3.Connection, place: FeedPlace | None, limit: int
    ) -> list[FeedPlace]:
        """Return at most `limit` places that follow one, or the first ones for None."""
        found = [*self._steps(connection, place, limit), *self._acts(connection, place, limit)]
        return sorted(found)[:limit]

    def before(
        self, connection: sqlite3.Connection, place: FeedPlace | None, limit: int
    ) -> list[FeedPlace]:
        """Return at most `limit` places that precede one, or the last ones for None, in order."""
        found = [
            *self._steps(connection, place, limit, is_back=True),
            *self._acts(connection, place, limit, is_back=True),
        ]
        return sorted(found)[-limit:] if limit else []

    # Steps.

    def _steps(
        self,
        connection: sqlite3.Connection,
        place: FeedPlace | None,
        limit: int,
        *,
        is_back: bool = False,
    ) -> Iterable[FeedPlace]:
        if self._changes == NEVER:
            return []
        bounds = self._bounds(connection, place, is_back=is_back)
        found: list[FeedPlace] = []
        while bounds is not None and len(found) < limit:
            bounds = self._steps_within(connection, bounds, limit, found, is_back=is_back)
        return found

    def _steps_within(
        self,
        connection: sqlite3.Connection,
        bounds: tuple[int, int],
        limit: int,
        found: list[FeedPlace],
        *,
        is_back: bool,
    ) -> tuple[int, int] | None:
        """Add steps between two rows of the log until `limit` are found.

        After a unit that stands as one line, return the rows beyond it, which are still to be read.
        Later parts of a unit have no line where this one has.
        """
        statement = self._step_statement(connection, bounds, is_back=is_back)
        rows = connection.execute(
            f"{statement.text} LIMIT ?", (*statement.parameters, limit - len(found))
        )
        for seq, owner, clock, unit, first, is_large in rows:
            moment = -(clock >> 16) * 1000
            span = self._folded_span(connection, unit) if is_large else None
            if span is None:
                found.append(FeedPlace(moment, STEP, -seq, owner))
                continue
            if first is None or not self._is_told(connection, first):
                found.append(FeedPlace(moment, STEP, -span.first, b""))
            low, high = bounds
            beyond = (span.last + 1, high) if is_back else (low, span.first - 1)
            return beyond if beyond[0] <= beyond[1] else None
        return None

    def _is_told(self, connection: sqlite3.Connection, unit: int) -> bool:
        """Say whether a unit stands as one line among those that are asked for."""
        span, since = self._folded_span(connection, unit), self._condition.since
        return span is not None and (since is None or span.first >= _row_from(connection, since))

    def _folded_span(self, connection: sqlite3.Connection, unit: int) -> Span | None:
        """Return the rows of a unit of which too many lines pass; None for any other."""
        if unit not in self._folded:
            span = span_of(connection, unit)
            assert span is not None
            statement = self._step_statement(connection, span, is_back=True)
            lines = statement.within("SELECT count(*) FROM (", f" LIMIT {MANY + 1})")
            (number,) = connection.execute(*lines).fetchone()
            self._folded[unit] = span if number > MANY else None
        return self._folded[unit]

    def _step_statement(
        self, connection: sqlite3.Connection, bounds: tuple[int, int], *, is_back: bool
    ) -> Sql:
        """Return the select of steps between two rows of the log, in order."""
        direction = "ASC" if is_back else "DESC"
        tables = ", ".join(f"'{name}'" for name in RECORD_TABLES)
        within = Sql("c.seq BETWEEN ? AND ?", bounds)
        rest = all_of([Sql(f"c.kind IN ({tables})"), self._passes("c"), self._is_first()])
        is_large = IS_LARGE.format(unit="c.unit") if self._folds else "0"
        columns = f"SELECT c.seq, c.owner, u.clock, c.unit, u.part_of, {is_large} FROM"
        actor = self._condition.actor
        if self._owners is not None and self._gathers(connection):
            source = _among(
                self._owners,
                f"{columns} o CROSS JOIN change c ON c.owner = o.id "
                "CROSS JOIN change_unit u ON u.seq = c.unit WHERE ",
            )
            order = f"ORDER BY c.seq {direction}"
        elif actor is not None:
            first, last = (self._unit_of(connection, seq) for seq in bounds)
            source = Sql(
                f"{columns} change_unit u INDEXED BY change_unit_by_actor CROSS JOIN change c "
                "INDEXED BY change_by_unit ON c.unit = u.seq "
                "WHERE u.actor = ? AND u.seq BETWEEN ? AND ? AND ",
                (actor, first, last),
            )
            order = f"ORDER BY u.seq {direction}, c.seq {direction}"
        else:
            source = Sql(
                f"{columns} change c NOT INDEXED CROSS JOIN change_unit u ON u.seq = c.unit WHERE "
            )
            order = f"ORDER BY c.seq {direction}"
        where = all_of([within, rest])
        return Sql(f"{source.text}{where.text} {order}", (*source.parameters, *where.parameters))

    def _passes(self, alias: str) -> Sql:
        return Sql(self._changes.text.replace("{c}", alias), self._changes.parameters)

    def _is_first(self) -> Sql:
        """Return the condition that no earlier row of the same step passes, too."""
        inner = self._passes("p") if self._of_row else ALWAYS
        return inner.within(
            "NOT EXISTS (SELECT 1 FROM change p WHERE p.owner = c.owner AND p.seq < c.seq "
            "AND p.seq >= (SELECT f.seq FROM change f WHERE f.unit = c.unit ORDER BY f.seq LIMIT 1)"
            " AND ",
            ")",
        )

    def _gathers(self, connection: sqlite3.Connection) -> bool:
        """Say whether the records have so few changes that all of them are gathered and sorted."""
        if self._is_few is None:
            assert self._owners is not None
            changes = _among(self._owners, "SELECT 1 FROM o CROSS JOIN change c ON c.owner = o.id")
            count = changes.within("SELECT count(*) FROM (", f" LIMIT {FEW + 1})")
            (number,) = connection.execute(*count).fetchone()
            self._is_few = number <= FEW
        return self._is_few

    def _bounds(
        self, connection: sqlite3.Connection, place: FeedPlace | None, *, is_back: bool
    ) -> tuple[int, int] | None:
        """Return the first and last row of the log among which steps are, None for none."""
        low, high = 1, _END
        since, until = self._condition.since, self._condition.until
        if since is not None:
            low = _row_from(connection, since)
        if until is not None:
            high = _row_before(connection, until)
        if self._condition.unit is not None:
            span = span_of_parts(connection, self._condition.unit) or Span(_END, 0)
            low, high = max(low, span.first), min(high, span.last)
        if place is not None and place.sort == STEP:
            if is_back:
                low = max(low, self._last_of(connection, place) + 1)
            else:
                high = min(high, -place.order - 1)
        elif place is not None:
            # Where both lie in one moment, what was done stands first.
            edge = (-place.moment // 1000 + 1) * 1000
            if is_back:
                low = max(low, _row_from(connection, edge))
            else:
                high = min(high, _row_before(connection, edge))
        return (low, high) if low <= high else None

    def _last_of(self, connection: sqlite3.Connection, place: FeedPlace) -> int:
        """Return the last row of the log that the line of a step stands for."""
        if not place.is_unit:
            return -place.order
        span = span_of(connection, self._unit_of(connection, -place.order))
        assert span is not None
        return span.last

    def _unit_of(self, connection: sqlite3.Connection, seq: int) -> int:
        row = connection.execute(
            "SELECT unit FROM change WHERE seq <= ? ORDER BY seq DESC LIMIT 1", (seq,)
        ).fetchone()
        return int(row[0]) if row else 0

    # What was done.

    def _acts(
        self,
        connection: sqlite3.Connection,
        place: FeedPlace | None,
        limit: int,
        *,
        is_back: bool = False,
    ) -> Iterable[FeedPlace]:
        if self._done == NEVER:
            return []
        conditions = [Sql("a.done_at IS NOT NULL AND a.deleted_at IS NULL"), self._done]
        for sign, bound in ((">=", self._condition.since), ("<", self._condition.until)):
            if bound is not None:
                conditions.append(Sql(f"a.done_at {sign} ?", (bound,)))
        if place is not None:
            conditions.append(_beyond(place, is_back=is_back))
        where = all_of(conditions)
        direction = "ASC" if is_back else "DESC"
        order = f"ORDER BY a.done_at {direction}, a.id {direction} LIMIT ?"
        columns = "SELECT a.done_at, a.id FROM"
        if self._doers is not None and self._gathers(connection):
            source = _among(self._doers, f"{columns} o CROSS JOIN activity a ON a.id = o.id")
        elif self._condition.actor is not None:
            source = Sql(f"{columns} activity a INDEXED BY activity_done")
        else:
            source = Sql(f"{columns} activity a INDEXED BY activity_by_done")
        rows = connection.execute(
            f"{source.text} WHERE {where.text} {order}",
            (*source.parameters, *where.parameters, limit),
        )
        return [place_of_act(done_at, key) for done_at, key in rows]


def _among(keys: Sql, select: str) -> Sql:
    """Return a select from `o`, in which these keys stand once each under the name `id`."""
    return keys.within("WITH o(id) AS (SELECT DISTINCT * FROM (", f")) {select}")


def place_of_act(done_at: int, key: bytes) -> FeedPlace:
    """Return the place of what was done at a moment, in microseconds."""
    return FeedPlace(-done_at, DONE, -int.from_bytes(key, "big"), key)


def _beyond(place: FeedPlace, *, is_back: bool) -> Sql:
    """Return the condition that something was done before a place in time, or after it."""
    moment = -place.moment
    if place.sort == DONE:
        sign = ">" if is_back else "<"
        return Sql(f"(a.done_at, a.id) {sign} (?, ?)", (moment, place.key))
    return Sql("a.done_at >= ?" if is_back else "a.done_at < ?", (moment,))


def _row_from(connection: sqlite3.Connection, micros: int) -> int:
    """Return the first row of the log that was written at a moment or later."""
    unit = connection.execute(
        "SELECT seq FROM change_unit WHERE clock >= ? ORDER BY clock LIMIT 1", (_clock(micros),)
    ).fetchone()
    row = (
        unit
        and connection.execute(
            "SELECT seq FROM change WHERE unit >= ? ORDER BY unit, seq LIMIT 1", unit
        ).fetchone()
    )
    return int(row[0]) if row else _END


def _row_before(connection: sqlite3.Connection, micros: int) -> int:
    """Return the last row of the log that was written before a moment, 0 for none."""
    unit = connection.execute(
        "SELECT seq FROM change_unit WHERE clock < ? ORDER BY clock DESC LIMIT 1",
        (_clock(micros),),
    ).fetchone()
    row = (
        unit
        and connection.execute(
            "SELECT seq FROM change WHERE unit <= ? ORDER BY unit DESC, seq DESC LIMIT 1", unit
        ).fetchone()
    )
    return int(row[0]) if row else 0


def _clock(micros: int) -> int:
    """Return the lowest clock of a unit that begins at a moment or later."""
    return -(-micros // 1000) << 16


def read_clients(
    connection: sqlite3.Connection, activities: Sequence[Reference]
) -> dict[bytes, Reference]:
    """Return the main records of activities, by their keys; of one with nobody, nothing."""
    keys = [activity.id.bytes for activity in activities]
    marks = ", ".join("?" for _key in keys)
    rows = connection.execute(
        f"SELECT a.id, {SUBJECT_SQL} FROM activity a WHERE a.id IN ({marks})", keys
    )
    return {key: reference_in(json.loads(read)) for key, read in rows if read}
