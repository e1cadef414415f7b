"""A unit: one use case, written in one transaction under one author."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
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

_STEPS_BETWEEN_LOOKS = 10_000
"""Instructions of SQLite's machine between two looks at whether somebody has ended a unit."""


class Unit:
    """What a use case writes with.

    `session` holds SQLModel objects, `seq` is the number of the unit in the log, and `actor` its
    author. Reads inside the use case go through `connection`, which sees what was written so far.
    `is_cancelled`, where it is set, says whether the person has ended the use case: it is asked
    while the search documents are written, and nothing is changed then.
    """

    def __init__(
        self, session: sqlmodel.Session, driver: CrmConnection, actor: Actor, seq: int
    ) -> None:
        self.is_cancelled: Callable[[], bool] | None = None
        self.session = session
        self.actor = actor
        self.seq = seq
        self._driver = driver

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


@contextmanager
def open_unit(
    database: Database, actor: Actor, verb: str, undoes: int | None = None
) -> Iterator[Unit]:
    """Open a unit, and commit it at the end of the block. See `Database.write`."""
    try:
        with sqlmodel.Session(database.engine, expire_on_commit=False) as session:
            driver = session.connection().connection.driver_connection
            assert isinstance(driver, CrmConnection)
            try:
                driver.unit = _begin(driver, actor, verb, undoes)
                unit = Unit(session, driver, actor, driver.unit)
                yield unit
                _finish(unit, database)
                # The connection returns to the pool with the commit, and is then another's.
                driver.unit = None
                session.commit()
            except BaseException:
                driver.unit = None
                if driver.in_transaction:
                    driver.rollback()  # a COMMIT that a foreign key refuses leaves it open
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


def _begin(driver: CrmConnection, actor: Actor, verb: str, undoes: int | None) -> int:
    """Write the unit's row and return its number."""
    last = driver.execute("SELECT clock FROM change_unit ORDER BY seq DESC LIMIT 1").fetchone()
    now = time.time_ns() // 1_000_000 << 16
    cursor = driver.execute(
        "INSERT INTO change_unit(clock, device, actor, verb, undoes) "
        "SELECT ?, value, ?, ?, ? FROM meta WHERE name = 'device'",
        (max(now, last[0] + 1 if last else 0), actor.user_id.bytes, verb, undoes),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _finish(unit: Unit, database: Database) -> None:
    """Forget a unit that changed nothing; else bring the search documents up to date."""
    driver = unit.connection
    if not driver.execute("SELECT 1 FROM change WHERE unit = ? LIMIT 1", (unit.seq,)).fetchone():
        driver.execute("DELETE FROM change_unit WHERE seq = ?", (unit.seq,))
        return
    redefined = redefined_fields(driver, unit.seq)
    fields = read_fields(driver) if redefined else database.fields
    with _until_cancelled(driver, unit.is_cancelled):
        refresh_documents(driver, fields, unit.seq, redefined)


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
