"""The steps in which a record, and what belongs to it, was changed: which there are, in order."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple
from uuid import UUID

_OWNERS: Final = {
    "contact": "SELECT :key UNION SELECT deal_id FROM deal_contact WHERE contact_id = :key",
    "company": "SELECT :key UNION SELECT id FROM deal WHERE company_id = :key",
}
"""Whose changes stand in the history of a record `:key`: its own, and those of its deals."""


class Step(NamedTuple):
    """A unit of the log as far as it concerns one record: its rows from `first` to `last`.

    `moment` is in microseconds of UTC since 1970.
    """

    moment: int
    unit: int
    owner: bytes
    first: int
    last: int


def read_steps(connection: sqlite3.Connection, kind: str, key: UUID) -> list[Step]:
    """Return the steps in the history of a record, in no order."""
    owners = _OWNERS.get(kind, "SELECT :key")
    rows = connection.execute(
        "SELECT u.clock, c.unit, c.owner, min(c.seq), max(c.seq) FROM change c "
        f"JOIN change_unit u ON u.seq = c.unit WHERE c.owner IN ({owners}) "
        "GROUP BY c.owner, c.unit",
        {"key": key.bytes},
    )
    return [Step((clock >> 16) * 1000, *rest) for clock, *rest in rows]
