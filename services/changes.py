"""Notices what is written to the database, by this process or any other."""

from __future__ import annotations

from services.context import Context


class ChangeWatch:
    """Remembers how far the change log was read. Use it from one thread."""

    def __init__(self, context: Context) -> None:
        self._connection = context.database.reader()
        self._version = self._data_version()
        self._seq = self._last_seq()

    def changed_kinds(self) -> frozenset[str]:
        """Return the tables that were written since the last call; a look costs microseconds."""
        version = self._data_version()
        if version == self._version:
            return frozenset()
        self._version = version
        rows = self._connection.execute(
            "SELECT DISTINCT kind FROM change WHERE seq > ?", (self._seq,)
        ).fetchall()
        self._seq = self._last_seq()
        return frozenset(kind for (kind,) in rows)

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _last_seq(self) -> int:
        row = self._connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
        return int(row[0])
