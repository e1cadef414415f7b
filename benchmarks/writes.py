"""What the change log costs, and taking a large unit back.

The same statements run with the triggers of the log and without them, alternately.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.bases import Base, empty
from benchmarks.figures import Figure, compared
from domain.ids import new_id
from services.context import Context
from services.undo import undo
from storage.changelog import create_triggers, drop_triggers
from storage.connection import CrmConnection
from storage.values import now_micros

BULK_ROWS = 100_000
SINGLE_WRITES = 100

_INSERT = (
    "INSERT INTO contact(id, created_at, updated_at, first_name, last_name, folded_name) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
_UPDATE = "UPDATE contact SET position = ?, updated_at = ? WHERE id = ?"


def measure_change_log(base: Base, rounds: int) -> Iterator[Figure]:
    """Inserts and updates with the log beside the same without it; there is no budget.

    A single write is a transaction of its own, as a use case is, and so waits for the disk.
    """
    with base.copy() as context:
        for name, write in (
            ("insert", _single_inserts),
            ("update", _single_updates),
        ):
            yield compared(
                f"single {name} beside one without a log", _both(context, write, rounds), "ms"
            )
        for name, write in (("insert", _bulk_insert), ("update", _bulk_update)):
            yield compared(
                f"{BULK_ROWS:,} rows {name} beside it without a log",
                _both(context, write, max(1, rounds // 3)),
                "ms",
            )


def _both(
    context: Context, write: Callable[[CrmConnection], float], rounds: int
) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    connection = context.database.reader()
    connection.unit = _unit(connection)
    for _round in range(rounds):
        logged = write(connection)
        drop_triggers(connection)
        try:
            found.append((logged, write(connection)))
        finally:
            create_triggers(connection)
    return found


def _unit(connection: sqlite3.Connection) -> int:
    cursor = connection.execute(
        "INSERT INTO change_unit(clock, device, verb) SELECT max(clock) + 1, device, 'add_record' "
        "FROM change_unit"
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _contact(number: int) -> tuple[bytes, int, int, str, str, str]:
    now = now_micros()
    return new_id().bytes, now, now, "Anna", f"Nowak{number}", f"nowak{number} anna"


def _single(connection: sqlite3.Connection, write: Callable[[int], object]) -> float:
    """Return the median time of a write in milliseconds."""
    times: list[float] = []
    for number in range(SINGLE_WRITES):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        write(number)
        connection.execute("COMMIT")
        times.append((time.perf_counter() - started) * 1e3)
    return statistics.median(times)


def _single_inserts(connection: CrmConnection) -> float:
    return _single(connection, lambda number: connection.execute(_INSERT, _contact(number)))


def _single_updates(connection: CrmConnection) -> float:
    keys = _last_contacts(connection, SINGLE_WRITES)
    now = now_micros()
    return _single(
        connection,
        lambda number: connection.execute(_UPDATE, (f"Head {now}", now, keys[number])),
    )


def _bulk_insert(connection: CrmConnection) -> float:
    rows = [_contact(number) for number in range(BULK_ROWS)]
    return _timed(lambda: _transaction(connection, _INSERT, rows))


def _bulk_update(connection: CrmConnection) -> float:
    now = now_micros()
    rows = [(f"Head {now}", now, key) for key in _last_contacts(connection, BULK_ROWS)]
    return _timed(lambda: _transaction(connection, _UPDATE, rows))


def _last_contacts(connection: sqlite3.Connection, count: int) -> list[bytes]:
    rows = connection.execute("SELECT id FROM contact ORDER BY id DESC LIMIT ?", (count,))
    return [key for (key,) in rows]


def _transaction(
    connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[object, ...]]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(statement, rows)
    connection.execute("COMMIT")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def measure_undo() -> Iterator[Figure]:
    """A unit of 100,000 contacts and taking it back, search documents included; no budget."""
    with empty() as context:
        names = ("id", "created_at", "updated_at", "first_name", "last_name", "folded_name")

        def add() -> None:
            with context.database.write(context.actor, "import_contacts") as unit:
                rows = [
                    dict(zip(names, _contact(number), strict=True)) for number in range(BULK_ROWS)
                ]
                unit.insert_many("contact", rows)

        yield Figure(f"a unit that adds {BULK_ROWS:,} contacts", _timed(add) / 1e3, "s")
        yield Figure("undo of that unit", _timed(lambda: undo(context)) / 1e3, "s")
