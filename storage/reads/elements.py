"""The records that activities concern, and how they are called, for many keys at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference, title_of
from storage.reads.titles import title_parts_sql

_AT_ONCE: Final = 500
"""Keys in one statement: below the number of parameters that every SQLite build allows."""


def read_concerned(
    connection: sqlite3.Connection, activities: Sequence[UUID]
) -> Iterator[tuple[str, UUID]]:
    """Return the kinds and keys of what these activities concern, the main one of each first."""
    for some in _portions(activities):
        marks = ", ".join("?" for _key in some)
        rows = connection.execute(
            "SELECT record_kind, record_id FROM activity_link "
            f"WHERE activity_id IN ({marks}) ORDER BY activity_id, sort, id",
            tuple(key.bytes for key in some),
        )
        yield from ((kind, UUID(bytes=key)) for kind, key in rows)


def read_references(
    connection: sqlite3.Connection, kind: str, keys: Sequence[UUID]
) -> list[Reference]:
    """Return the records of a kind with these keys, in their order; what is in the bin is not."""
    found: dict[UUID, Reference] = {}
    for some in _portions(keys):
        marks = ", ".join("?" for _key in some)
        rows = connection.execute(
            f'SELECT r.id, {title_parts_sql(kind, "r")} FROM "{KINDS[kind].table}" r '
            f"WHERE r.id IN ({marks}) AND r.deleted_at IS NULL",
            tuple(key.bytes for key in some),
        )
        for key, *parts in rows:
            found[UUID(bytes=key)] = Reference(kind, UUID(bytes=key), title_of(kind, parts))
    return [found[key] for key in keys if key in found]


def _portions(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
