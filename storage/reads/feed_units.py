"""Units of the log that changed so many records that the feed tells of them in one line."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from domain.records.kinds import KINDS
from storage.reads.feed_conditions import PART_TABLES
from storage.reads.sql import Sql

MANY: Final = 12
"""With more lines than this a unit stands in the feed as one, unless it alone is asked for."""

RECORD_TABLES: Final = (*(kind.table for kind in KINDS.values()), *PART_TABLES, "activity_run")
"""Tables whose changes the feed tells of."""

IS_LARGE: Final = (
    f"EXISTS (SELECT 1 FROM change b WHERE b.unit = {{unit}} ORDER BY b.seq LIMIT 1 OFFSET {MANY})"
)
"""SQL for that a unit has so many rows that it may have many lines."""


class Span(NamedTuple):
    """The first and the last row of a unit in the log, where they follow each other."""

    first: int
    last: int


class LoggedUnit(NamedTuple):
    """A unit of the log with its later parts: who did what when (UTC), from which row to which.

    `run` is the key of an activity run that was changed by it, None without one.
    """

    unit: int
    at: datetime
    author: str
    verb: str
    span: Span
    run: UUID | None


def span_of(connection: sqlite3.Connection, unit: int) -> Span | None:
    """Return the rows of a unit, None where it has none."""
    ends = []
    for direction in ("ASC", "DESC"):
        row = connection.execute(
            f"SELECT seq FROM change WHERE unit = ? ORDER BY seq {direction} LIMIT 1", (unit,)
        ).fetchone()
        if row is None:
            return None
        ends.append(int(row[0]))
    return Span(*ends)


def span_of_parts(connection: sqlite3.Connection, unit: int) -> Span | None:
    """Return the rows from the first of a unit to the last of its later parts.

    Those of others may lie between. It is None where the unit has none.
    """
    span = span_of(connection, unit)
    (part,) = connection.execute(
        "SELECT max(seq) FROM change_unit WHERE part_of = ?", (unit,)
    ).fetchone()
    last = span_of(connection, part) if part is not None else None
    return Span(span.first, last.last) if span and last else span


def of_parts(alias: str, unit: int) -> Sql:
    """Return the condition that a row of the log is of a unit, or of one of its later parts."""
    return Sql(
        f"{alias}.unit IN (SELECT seq FROM change_unit WHERE seq = ? OR part_of = ?)", (unit, unit)
    )


def read_unit_of(connection: sqlite3.Connection, seq: int) -> LoggedUnit:
    """Return the unit to which the row `seq` of the log belongs."""
    unit, clock, verb, author = connection.execute(
        "SELECT u.seq, u.clock, u.verb, coalesce(nullif(w.name, ''), w.login, '') FROM change c "
        'JOIN change_unit u ON u.seq = c.unit LEFT JOIN "user" w ON w.id = u.actor '
        "WHERE c.seq = ?",
        (seq,),
    ).fetchone()
    span = span_of_parts(connection, unit)
    assert span is not None
    run = connection.execute(
        "SELECT record FROM change WHERE seq BETWEEN ? AND ? AND kind = 'activity_run' LIMIT 1",
        (span.first, min(span.last, span.first + MANY)),
    ).fetchone()
    at = datetime.fromtimestamp((clock >> 16) / 1000, UTC)
    return LoggedUnit(unit, at, author, verb, span, UUID(bytes=run[0]) if run else None)


def count_records(connection: sqlite3.Connection, unit: LoggedUnit) -> tuple[tuple[str, int], ...]:
    """Return of which kinds a unit changed records and how many, the most first.

    Records that are gone for good, and of which it changed only parts, have "" as kind.
    """
    tables = ", ".join(f"'{name}'" for name in RECORD_TABLES)
    names = " ".join(f"WHEN '{kind.table}' THEN '{name}'" for name, kind in KINDS.items())
    # Of most records the unit changed the row itself, which tells its kind without a look at it.
    found = " ".join(
        f"""WHEN EXISTS (SELECT 1 FROM "{kind.table}" r WHERE r.id = o.owner) THEN '{name}'"""
        for name, kind in KINDS.items()
    )
    parts = of_parts("c", unit.unit)
    rows = connection.execute(
        f"SELECT CASE own {names} ELSE CASE {found} ELSE '' END END, count(*) FROM ("
        "SELECT owner, max(CASE WHEN record = owner THEN kind END) AS own "
        f"FROM change c NOT INDEXED WHERE seq BETWEEN ? AND ? AND kind IN ({tables}) "
        f"AND {parts.text} GROUP BY owner) o "
        "WHERE own IS NOT 'activity_run' GROUP BY 1 ORDER BY 2 DESC, 1",
        (*unit.span, *parts.parameters),
    )
    return tuple((str(kind), int(number)) for kind, number in rows)
