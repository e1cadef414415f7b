"""Notices what is written to the database, by this process or any other."""

from __future__ import annotations

from domain.records.kinds import KINDS
from services.context import Context
from storage.reads.rings import ring_state


def last_change(context: Context) -> int:
    """Return the number of the last change of the log; what is read after that includes it."""
    row = context.database.reader().execute("SELECT max(seq) FROM change").fetchone()
    return int(row[0] or 0)


class ChangeWatch:
    """Remembers how far the change log was read. Use it from one thread."""

    def __init__(self, context: Context) -> None:
        self._connection = context.database.reader()
        self._user = context.actor.user_id
        self._version = self._data_version()
        self._last = self._last_change()
        self._rings = ring_state(self._connection, self._user)

    def changed_kinds(self) -> frozenset[str]:
        """Return the tables that were written since the last call; a look costs microseconds.

        `ring` is among them where a call rang for the acting person, or was taken. Where a backup
        was brought back meanwhile, these are all kinds of records.
        """
        version = self._data_version()
        if version == self._version:
            return frozenset()
        self._version = version
        seen, self._last = self._last, self._last_change()
        if self._record(seen[0]) != seen[1]:
            return frozenset(KINDS)  # another file was brought back in place of this one
        rows = self._connection.execute(
            "SELECT DISTINCT kind FROM change WHERE seq > ? AND seq <= ?", (seen[0], self._last[0])
        )
        return frozenset(kind for (kind,) in rows) | self._ringing()

    def _ringing(self) -> frozenset[str]:
        """Return `ring` where the calls that ring have changed, which no log tells."""
        seen, self._rings = self._rings, ring_state(self._connection, self._user)
        return frozenset() if self._rings == seen else frozenset({"ring"})

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _last_change(self) -> tuple[int, bytes | None]:
        """Return the number of the last change, and the key of the record that it changed."""
        row = self._connection.execute(
            "SELECT seq, record FROM change ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return row or (0, None)

    def _record(self, seq: int) -> bytes | None:
        row = self._connection.execute("SELECT record FROM change WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None
