"""The records that activities concern, and how records are called, for many keys at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.portions import portions
from storage.reads.titles import reference_in, reference_sql


def read_concerned(
    connection: sqlite3.Connection, activities: Sequence[UUID]
) -> Iterator[tuple[str, UUID]]:
    """Return the kinds and keys of what these activities concern, the main one of each first."""
    for some in portions(activities):
        marks = ", ".join("?" for _key in some)
        rows = connection.execute(
            "SELECT record_kind, record_id FROM activity_link "
            f"WHERE activity_id IN ({marks}) ORDER BY activity_id, sort, id",
            tuple(key.bytes for key in some),
        )
        yield from ((kind, UUID(bytes=key)) for kind, key in rows)


def read_references(
    connection: sqlite3.Connection, keys: Iterable[UUID], kinds: Iterable[str] = tuple(KINDS)
) -> dict[UUID, Reference]:
    """Return the records of these kinds with these keys, in no order, also those in the bin."""
    found: dict[UUID, Reference] = {}
    wanted = dict.fromkeys(keys)
    for kind in kinds:
        for some in portions([key for key in wanted if key not in found]):
            marks = ", ".join("?" for _key in some)
            rows = connection.execute(
                f'SELECT {reference_sql(kind, "t")} FROM "{KINDS[kind].table}" t '
                f"WHERE t.id IN ({marks})",
                tuple(key.bytes for key in some),
            )
            references = [reference_in(json.loads(read)) for (read,) in rows]
            found |= {one.id: one for one in references}
    return found
