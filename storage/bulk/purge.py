"""Deletes records for good, with all that belongs to them or points to them.

What they held is taken out of the change log as well, where else everybody with the file could
still read it: the log tells that they were and went, and nothing more (FEATURES HIST-06).
"""

from __future__ import annotations

import sqlite3

from storage.bulk.picked import PICKED
from storage.pairs import PAIR_TABLES
from storage.tables import MODELS


def purge_picked(connection: sqlite3.Connection, kind: str, table: str) -> int:
    """Delete the records of the portion; return how many.

    Rows that belong to them go, too; where another record points to one, it points to none.
    """
    _note_rows(connection, kind)
    for pair in PAIR_TABLES:
        connection.execute(
            f'DELETE FROM "{pair}" WHERE record_kind = ? AND record_id IN {PICKED}', (kind,)
        )
    connection.execute(
        f"DELETE FROM draft WHERE record_kind = ? AND record_id IN {PICKED}", (kind,)
    )
    for name, model in MODELS.items():
        for column in model.__table__.columns:  # type: ignore[attr-defined]  # made by SQLModel
            if not any(key.column.table.name == table for key in column.foreign_keys):
                continue
            where = f'WHERE "{column.name}" IN {PICKED}'
            if column.nullable:
                connection.execute(f'UPDATE "{name}" SET "{column.name}" = NULL {where}')
            else:
                connection.execute(f'DELETE FROM "{name}" {where}')
    count = connection.execute(f'DELETE FROM "{table}" WHERE id IN {PICKED}').rowcount
    _forget_values(connection)
    return count


def purge_files(connection: sqlite3.Connection, which: str) -> None:
    """Delete files with their versions; `which` is a statement that gives the keys of the files."""
    _begin_noting(connection)
    connection.execute(f"INSERT INTO temp.purged {which}")
    connection.execute(
        "INSERT INTO temp.purged SELECT id FROM attachment_version WHERE attachment_id IN "
        "(SELECT id FROM temp.purged)"
    )
    for table in ("attachment_version", "attachment"):
        connection.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM temp.purged)")
    _forget_values(connection)


def digests_of_picked(connection: sqlite3.Connection, kind: str) -> set[str]:
    """Return the SHA-256 of all files of the records of the portion, and of their versions."""
    rows = connection.execute(
        f"SELECT sha256 FROM attachment WHERE record_kind = ?1 AND record_id IN {PICKED} UNION "
        f"SELECT sha256 FROM attachment_version WHERE record_kind = ?1 AND record_id IN {PICKED}",
        (kind,),
    )
    return {digest for (digest,) in rows}


def _begin_noting(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS purged(id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM temp.purged")


def _note_rows(connection: sqlite3.Connection, kind: str) -> None:
    """Put into a table of the connection alone which rows of the log tell of these records.

    What the log keeps under the record itself is found by that; what was read of it in a file of
    another program is logged apart.
    """
    _begin_noting(connection)
    connection.execute(f"INSERT INTO temp.purged SELECT id FROM {PICKED}")
    connection.execute(
        "INSERT OR IGNORE INTO temp.purged SELECT id FROM import_record "
        f"WHERE record_kind = ? AND record_id IN {PICKED}",
        (kind,),
    )


def _forget_values(connection: sqlite3.Connection) -> None:
    """Leave of the noted rows in the log that they changed, and not from what."""
    connection.execute(
        "UPDATE change SET old = '{}' WHERE old IS NOT NULL AND seq IN ("
        "SELECT seq FROM change WHERE owner IN (SELECT id FROM temp.purged) UNION "
        "SELECT seq FROM change WHERE record IN (SELECT id FROM temp.purged))"
    )
