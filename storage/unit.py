"""A unit: one use case, or a part of one, written in one transaction under one author."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any, TypeVar
from uuid import UUID

import sqlmodel
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from domain.actors import Actor
from domain.errors import Cancelled, UnusableFile
from domain.i18n import _
from storage.connection import WRITING_CACHE_KIB, CrmConnection, connect, explain_known
from storage.database import Database
from storage.field_registry import read_fields, redefined_fields
from storage.guards import explain_refusal
from storage.search import refresh_documents
from storage.values import moment_out

ModelT = TypeVar("ModelT", bound=SQLModel)

TURN_SECONDS = 0.12
"""A pause between parts: SQLite lets those who wait look at least every tenth of a second."""

_IS_TAKEN_BACK = (
    "SELECT 1 FROM change_unit u JOIN change_unit v ON v.undoes = u.seq "
    "WHERE u.seq = ?1 OR u.part_of = ?1 LIMIT 1"
)
"""Whether a unit, or another part of its use case, was reverted."""

_STEPS_BETWEEN_LOOKS = 10_000
"""Instructions of SQLite's machine between two looks at whether somebody has ended a unit."""


class Unit:
    """What a use case writes with.

    `session` holds SQLModel objects, `seq` is the number of the unit in the log, and `actor` its
    author. Reads inside the use case go through `connection`, which sees what was written so far.
    With `first`, the number of an earlier unit, it is another part of that use case. At its end
    `has_changed` tells whether anything was changed at all.
    `is_cancelled`, where it is set, says whether the person has ended the use case: it is asked
    while the search documents are written, and nothing is changed then.
    """

    def __init__(
        self,
        session: sqlmodel.Session,
        database: Database,
        actor: Actor,
        verb: str,
        undoes: int | None = None,
        first: int | None = None,
    ) -> None:
        self.is_cancelled: Callable[[], bool] | None = None
        self.session = session
        self.actor = actor
        self.first = first
        self.has_changed = False
        self._database = database
        self._begin(verb, undoes)

    def _begin(self, verb: str, undoes: int | None) -> None:
        driver = self.session.connection().connection.driver_connection
        assert isinstance(driver, CrmConnection)
        self._driver, self._verb, self._is_open = driver, verb, True
        self.seq = driver.unit = _begin(driver, self.actor, verb, undoes, self.first)

    def finish(self) -> None:
        """Write what is left, and for good."""
        self.has_changed = _finish(self, self._database)
        # The connection returns to the pool with the commit, and is then another's.
        self._driver.unit = None
        self.session.commit()
        self._is_open = False

    def give_up(self) -> None:
        """Leave everything as it was before, or before this part of the use case."""
        if not self._is_open:
            return
        self._driver.unit = None
        if self._driver.in_transaction:
            self._driver.rollback()  # a COMMIT that a foreign key refuses leaves it open

    def go_on(self) -> None:
        """Write what there is so far for good, let others have their turn, and go on in a new part.

        All parts are undone together. Raises Cancelled where somebody has done that meanwhile.
        """
        self.finish()
        if self.has_changed and self.first is None:
            self.first = self.seq
        give_turn()
        self._begin(self._verb, None)
        first = self.first
        if first is not None and self._driver.execute(_IS_TAKEN_BACK, (first,)).fetchone():
            raise Cancelled(_("Ended: what was written so far has been undone meanwhile."))

    @property
    def connection(self) -> CrmConnection:
        """The connection of this transaction, with everything written so far flushed to it."""
        self.session.flush()
        return self._driver

    def add(self, row: ModelT) -> ModelT:
        """Put a new row into the transaction and return it."""
        self.session.add(row)
        return row

    def date_back(self, moment: datetime) -> None:
        """Let the log say that this was written at an earlier moment, as the first of all.

        The units before it are dated back as well: the clock never runs backwards.
        """
        clock = moment_out(moment) // 1000 << 16
        self.connection.execute(
            "UPDATE change_unit SET clock = ? + seq WHERE seq <= ?", (clock, self.seq)
        )

    def get(self, model: type[ModelT], key: UUID) -> ModelT | None:
        """Return the row with this key, or None."""
        return self.session.get(model, key)

    def insert_many(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows given in stored form, all with the same columns, in one statement."""
        if not rows:
            return
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        self.connection.executemany(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})',
            [tuple(row[name] for name in names) for row in rows],
        )


def make_engine(path: Path) -> Engine:
    """Return an engine whose transactions all begin with BEGIN IMMEDIATE.

    The tables are mapped here, for that takes long, and in a transaction others would have to wait.
    A deferred transaction that turns to writing fails at once when another process writes, instead
    of waiting its turn.
    """
    import_module("storage.tables")
    configure_mappers()
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, cache_kib=WRITING_CACHE_KIB),
        poolclass=QueuePool,
        max_overflow=0,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def give_turn() -> None:
    """Wait between two parts of a use case, so that others can write."""
    sleep(TURN_SECONDS)


@contextmanager
def open_unit(
    database: Database,
    actor: Actor,
    verb: str,
    undoes: int | None = None,
    first: int | None = None,
) -> Iterator[Unit]:
    """Open a unit, and commit it at the end of the block. See `Database.write`."""
    try:
        with sqlmodel.Session(database.engine, expire_on_commit=False) as session:
            unit = Unit(session, database, actor, verb, undoes, first)
            try:
                yield unit
                unit.finish()
            except BaseException:
                unit.give_up()
                raise
    except DBAPIError as error:
        cause = error.orig
        if isinstance(cause, sqlite3.IntegrityError) and (refused := explain_refusal(cause)):
            raise refused from error
        if isinstance(cause, sqlite3.IntegrityError) or not isinstance(
            cause, sqlite3.DatabaseError
        ):
            raise
        if (sentence := explain_known(cause, database.path)) is None:
            raise  # a wrong statement is a fault of the program, not of the file
        raise UnusableFile(sentence) from error
    except sqlite3.IntegrityError as error:
        if refused := explain_refusal(error):
            raise refused from error
        raise
    except sqlite3.DatabaseError as error:
        if (sentence := explain_known(error, database.path)) is None:
            raise
        raise UnusableFile(sentence) from error


def _begin(
    driver: CrmConnection, actor: Actor, verb: str, undoes: int | None, first: int | None
) -> int:
    """Write the unit's row and return its number."""
    last = driver.execute("SELECT clock FROM change_unit ORDER BY seq DESC LIMIT 1").fetchone()
    now = time.time_ns() // 1_000_000 << 16
    cursor = driver.execute(
        "INSERT INTO change_unit(clock, device, actor, verb, undoes, part_of) "
        "SELECT ?, value, ?, ?, ?, ? FROM meta WHERE name = 'device'",
        (max(now, last[0] + 1 if last else 0), actor.user_id.bytes, verb, undoes, first),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _finish(unit: Unit, database: Database) -> bool:
    """Forget a unit that changed nothing; else bring the search documents up to date.

    Return whether it changed anything.
    """
    driver = unit.connection
    if not driver.execute("SELECT 1 FROM change WHERE unit = ? LIMIT 1", (unit.seq,)).fetchone():
        driver.execute("DELETE FROM change_unit WHERE seq = ?", (unit.seq,))
        return False
    redefined = redefined_fields(driver, unit.seq)
    fields = read_fields(driver) if redefined else database.fields
    with _until_cancelled(driver, unit.is_cancelled):
        refresh_documents(driver, fields, unit.seq, redefined)
    return True


@contextmanager
def _until_cancelled(
    driver: CrmConnection, is_cancelled: Callable[[], bool] | None
) -> Iterator[None]:
    """End what is done inside, raising Cancelled, as soon as it is cancelled."""
    if is_cancelled is None:
        yield
        return
    driver.set_progress_handler(is_cancelled, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if is_cancelled():
            raise Cancelled(_("Ended. Nothing was changed.")) from error
        raise
    finally:
        driver.set_progress_handler(None, 0)
