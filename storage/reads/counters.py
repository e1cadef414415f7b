"""Counts the open activities of one person, in all and by the records that they concern."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from domain.agenda import Span
from storage.values import moment_out

_OPEN = (
    "SELECT id FROM activity WHERE done_at IS NULL AND deleted_at IS NULL AND responsible_id = ?"
)
_DUE = f"{_OPEN} AND due_at < ? UNION ALL {_OPEN} AND due_at IS NULL AND due_on < ?"
"""Two ranges of one index; an OR of them would walk over all that is open."""


def count_activities(
    connection: sqlite3.Connection, user: UUID, until: Span | None
) -> dict[str, int]:
    """Return the numbers of open activities by the kind of record that they concern, and for "".

    With `until` only those count that are due before the end of that span.
    """
    chosen: str = _OPEN
    parameters: tuple[bytes | int | str, ...] = (user.bytes,)
    if until is not None:
        chosen = _DUE
        end, end_day = moment_out(until.end), until.end_day.isoformat()
        parameters = (user.bytes, end, user.bytes, end_day)
    (every,) = connection.execute(f"SELECT count(*) FROM ({chosen})", parameters).fetchone()
    counts = connection.execute(
        "SELECT l.record_kind, count(DISTINCT l.activity_id) "
        f"FROM ({chosen}) a JOIN activity_link l ON l.activity_id = a.id GROUP BY l.record_kind",
        parameters,
    )
    return dict(counts) | {"": every}
