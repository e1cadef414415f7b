"""Loads very many rows at once: without the change log, and with indexes that are built afterwards.

This is for data without a history, such as a made-up base. The triggers and indexes are part of the
same transaction as the rows, so that no other process ever writes while they are away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.errors import UnusableFile
from services.seeding.rows import COLUMNS, Batch
from storage.connection import CrmConnection, connect, explain
from storage.database import Database

_CACHE_KIB = 256 * 1024
"""Memory for pages while loading; it also bounds what one sort of an index takes."""

_SORT_THREADS = 2


def insert_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    """Write the rows of a batch."""
    for table, rows in batch.rows.items():
        if rows:
            columns = COLUMNS[table]
            marks = ", ".join("?" for _column in columns)
            connection.executemany(
                f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', rows
            )


@contextmanager
def bulk_load(
    database: Database, on_indexes: Callable[[int, int], None], on_search: Callable[[], None]
) -> Iterator[CrmConnection]:
    """Open a transaction for rows of the tables of `COLUMNS`; nothing is kept if the block fails.

    At its end the indexes are built, `on_indexes` being told how many of how many stand, and after
    `on_search` the search documents. Rows must not break a reference: nothing checks them. Raises
    UnusableFile when the file cannot be written.
    """
    connection = connect(database.path, cache_kib=_CACHE_KIB)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"PRAGMA threads = {_SORT_THREADS}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            indexes = _strip(connection)
            yield connection
            on_indexes(0, len(indexes))
            for number, statement in enumerate(indexes, start=1):
                connection.execute(statement)
                on_indexes(number, len(indexes))
            on_search()
            _restore(connection, database)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise UnusableFile(explain(error, database.path)) from error
    finally:
        connection.close()


def _strip(connection: sqlite3.Connection) -> list[str]:
    """Drop all triggers and the indexes of the tables loaded; return SQL that makes the indexes."""
    from storage.changelog import drop_triggers

    drop_triggers(connection)
    tables = ", ".join(f"'{table}'" for table in COLUMNS)
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master "
        f"WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables}) ORDER BY rowid"
    ).fetchall()
    for name, _sql in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def _restore(connection: sqlite3.Connection, database: Database) -> None:
    """Bring back the triggers and the search index."""
    from storage.changelog import create_triggers
    from storage.search import rebuild_documents

    create_triggers(connection)
    rebuild_documents(connection, database.fields)
