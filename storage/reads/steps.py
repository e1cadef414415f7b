"""The steps in which a record, and what belongs to it, was changed: which there are, in order."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple
from uuid import UUID

from storage.reads.sql import Sql

_DOCUMENTS: Final = "".join(
    f" UNION SELECT id FROM {table} WHERE {{0}}_id = :key" for table in ("invoice", "quote")
)
_OWNERS: Final = {
    "contact": "SELECT :key AS id UNION SELECT deal_id FROM deal_contact WHERE contact_id = :key"
    + _DOCUMENTS.format("contact"),
    "company": "SELECT :key AS id UNION SELECT id FROM deal WHERE company_id = :key"
    + _DOCUMENTS.format("company"),
    "deal": "SELECT :key AS id" + _DOCUMENTS.format("deal"),
}
"""Whose changes stand in the history of a record `:key`: its own, those of its deals, quotes and
invoices."""


def owners_of(kind: str, key: UUID) -> Sql:
    """Return what selects the keys of the records whose changes are in the history of one."""
    select = _OWNERS.get(kind, "SELECT :key AS id")
    return Sql(select.replace(":key", "?"), (key.bytes,) * select.count(":key"))


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
    owners = owners_of(kind, key)
    rows = connection.execute(
        "SELECT u.clock, c.unit, c.owner, min(c.seq), max(c.seq) FROM change c "
        f"JOIN change_unit u ON u.seq = c.unit WHERE c.owner IN ({owners.text}) "
        "GROUP BY c.owner, c.unit",
        owners.parameters,
    )
    return [Step((clock >> 16) * 1000, *rest) for clock, *rest in rows]


def read_step_of(connection: sqlite3.Connection, seq: int) -> Step:
    """Return the step to which the row `seq` of the log belongs."""
    clock, *rest = connection.execute(_STEP_OF, (seq,)).fetchone()
    return Step((clock >> 16) * 1000, *rest)


_STEP_OF: Final = (
    "SELECT u.clock, c.unit, c.owner, "
    "(SELECT p.seq FROM change p WHERE p.owner = c.owner AND p.seq >= (SELECT f.seq FROM change f "
    "WHERE f.unit = c.unit ORDER BY f.seq LIMIT 1) ORDER BY p.seq LIMIT 1), "
    "(SELECT p.seq FROM change p WHERE p.owner = c.owner AND p.seq <= (SELECT f.seq FROM change f "
    "WHERE f.unit = c.unit ORDER BY f.seq DESC LIMIT 1) ORDER BY p.seq DESC LIMIT 1) "
    "FROM change c JOIN change_unit u ON u.seq = c.unit WHERE c.seq = ?"
)
