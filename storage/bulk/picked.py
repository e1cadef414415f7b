"""The records that a bulk change is about, in a table of the connection alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.ids import new_id
from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.reads.sql import Sql
from storage.reads.titles import reference_of, title_parts_sql

PICKED = "(SELECT id FROM temp.picked_now)"
"""The records of the portion that is being changed, to stand behind IN."""

PORTION = 2_000
"""Records that are changed between two looks at whether somebody has ended it."""


class Picked:
    """The records of one kind that were picked, changed in portions.

    Those that are gone are counted as such: in the bin, or with `from_bin` no longer there.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        kind: str,
        which: Sequence[UUID] | Sql,
        *,
        from_bin: bool = False,
    ) -> None:
        self._connection, self._table = connection, KINDS[kind].table
        self._kind = kind
        self._is_there = f"r.deleted_at IS {'NOT ' if from_bin else ''}NULL"
        connection.create_function("crm_new_id", 0, lambda: new_id().bytes)
        connection.execute("DROP TABLE IF EXISTS temp.picked")
        connection.execute("CREATE TEMP TABLE picked(n INTEGER PRIMARY KEY, id BLOB UNIQUE)")
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS picked_now(id BLOB PRIMARY KEY) WITHOUT ROWID"
        )
        if isinstance(which, Sql):
            # In the order of their keys, which is that of the table, so that pages are read once.
            connection.execute(
                f"INSERT INTO temp.picked(id) {which.text} ORDER BY 1", which.parameters
            )
        else:
            connection.executemany(
                "INSERT OR IGNORE INTO temp.picked(id) VALUES (?)",
                ((key.bytes,) for key in sorted(which)),
            )
        there = f'EXISTS (SELECT 1 FROM "{self._table}" r WHERE r.id = p.id AND {self._is_there})'
        self.gone, self.gone_names = self._leave_out(f"NOT {there}")

    def leave_out(self, condition: Sql, names: int) -> tuple[int, list[Reference]]:
        """Drop the records aliased `r` that pass a condition; return how many, and the first."""
        return self._leave_out(
            f'EXISTS (SELECT 1 FROM "{self._table}" r WHERE r.id = p.id AND {condition.text})',
            condition.parameters,
            names,
        )

    def _leave_out(
        self, condition: str, parameters: Sequence[object] = (), names: int = 5
    ) -> tuple[int, list[Reference]]:
        rows = self._connection.execute(
            f"SELECT r.id, {title_parts_sql(self._kind, 'r')} FROM temp.picked p "
            f'JOIN "{self._table}" r ON r.id = p.id WHERE {condition} ORDER BY p.n LIMIT ?',
            (*parameters, names),
        ).fetchall()
        found = [reference_of(self._kind, key, title) for key, *title in rows]
        cursor = self._connection.execute(
            f"DELETE FROM temp.picked AS p WHERE {condition}", parameters
        )
        return cursor.rowcount, found

    def arrange(self, ordered: Sql) -> None:
        """Take the records in the order in which `ordered` selects their keys.

        It may look at `temp.picked`; whom it does not select is dropped.
        """
        self._connection.execute(
            "CREATE TEMP TABLE arranged(n INTEGER PRIMARY KEY, id BLOB UNIQUE)"
        )
        self._connection.execute(
            f"INSERT INTO temp.arranged(id) {ordered.text}", ordered.parameters
        )
        self._connection.execute("DROP TABLE temp.picked")
        self._connection.execute("ALTER TABLE temp.arranged RENAME TO picked")

    def keys(self) -> list[bytes]:
        """Return the keys of the records that are to be changed."""
        return [key for (key,) in self._connection.execute("SELECT id FROM temp.picked")]

    def count(self) -> int:
        """Return how many records are to be changed."""
        return int(self._connection.execute("SELECT count(*) FROM temp.picked").fetchone()[0])

    def portions(self) -> Iterator[int]:
        """Put one portion after the other where `PICKED` finds it; give the number of each."""
        last = 0
        while True:
            self._connection.execute("DELETE FROM temp.picked_now")
            cursor = self._connection.execute(
                "INSERT INTO temp.picked_now SELECT id FROM temp.picked WHERE n > ? "
                "ORDER BY n LIMIT ?",
                (last, PORTION),
            )
            if not cursor.rowcount:
                return
            (last,) = self._connection.execute(
                "SELECT max(n) FROM temp.picked WHERE id IN temp.picked_now"
            ).fetchone()
            yield cursor.rowcount

    def touch(self, since: int, now: int) -> int:
        """Mark as changed those of the portion that the log has after `since`; return how many."""
        cursor = self._connection.execute(
            f'UPDATE "{self._table}" SET updated_at = ? WHERE id IN {PICKED} '
            "AND id IN (SELECT owner FROM change WHERE seq > ?)",
            (now, since),
        )
        return cursor.rowcount

    def close(self) -> None:
        """Drop the tables."""
        for name in ("picked", "picked_now"):
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
