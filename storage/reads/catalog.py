"""The tree of sections: what is in one, what is above it, how much is below it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from domain.records.references import Reference
from storage.portions import portions
from storage.reads.titles import reference_of, title_parts_sql

_ABOVE: Final = (
    "WITH RECURSIVE above(id, distance) AS (SELECT :section, 0 UNION SELECT s.parent_id, "
    "a.distance + 1 FROM above a JOIN section s ON s.id = a.id WHERE s.parent_id IS NOT NULL) "
)
"""The keys of a section and of all above it, with how far above they are."""


class StoredSection(NamedTuple):
    """A section as the tree shows it; `has_sections` says whether there is one within it."""

    id: UUID
    name: str
    has_sections: bool = False


def read_sections(connection: sqlite3.Connection, parent: UUID | None) -> list[StoredSection]:
    """Return the sections right within one, or those at the top, in their order."""
    rows = connection.execute(
        "SELECT s.id, s.name, EXISTS (SELECT 1 FROM section c WHERE c.parent_id = s.id "
        "AND c.deleted_at IS NULL) FROM section s WHERE s.parent_id IS ? "
        "AND s.deleted_at IS NULL ORDER BY s.sort, s.folded_name, s.id",
        (parent.bytes if parent else None,),
    )
    return [StoredSection(UUID(bytes=key), name, bool(has)) for key, name, has in rows]


def read_path(connection: sqlite3.Connection, section: UUID) -> list[StoredSection]:
    """Return a section with all above it, the outermost first; nothing where it is not there."""
    rows = connection.execute(
        f"{_ABOVE} SELECT s.id, s.name FROM above a JOIN section s ON s.id = a.id "
        "ORDER BY a.distance DESC",
        {"section": section.bytes},
    )
    return [StoredSection(UUID(bytes=key), name) for key, name in rows]


def read_paths(
    connection: sqlite3.Connection, sections: Iterable[UUID]
) -> dict[UUID, list[StoredSection]]:
    """Return the path of each of some sections, as `read_path` does; it reads each name once."""
    names: dict[UUID, tuple[str, UUID | None]] = {}
    wanted = list(dict.fromkeys(sections))
    missing = set(wanted)
    while missing:
        found: set[UUID] = set()
        for some in portions(sorted(missing)):
            marks = ", ".join("?" for _key in some)
            for key, name, parent in connection.execute(
                f"SELECT id, name, parent_id FROM section WHERE id IN ({marks})",
                [key.bytes for key in some],
            ):
                above = UUID(bytes=parent) if parent else None
                names[UUID(bytes=key)] = (name, above)
                if above is not None:
                    found.add(above)
        missing = found - names.keys()
    paths: dict[UUID, list[StoredSection]] = {}
    for key in wanted:
        path: list[StoredSection] = []
        at: UUID | None = key
        while at is not None and at in names:
            path.append(StoredSection(at, names[at][0]))
            at = names[at][1]
        paths[key] = path[::-1]
    return paths


def read_below(connection: sqlite3.Connection, section: UUID) -> list[UUID]:
    """Return the keys of a section and of all sections below it, in no order."""
    rows = connection.execute(
        "SELECT s.id FROM section_within w CROSS JOIN section s ON s.id = w.section_id "
        "WHERE w.above_id = ? AND s.deleted_at IS NULL",
        (section.bytes,),
    )
    return [UUID(bytes=key) for (key,) in rows]


def count_products(
    connection: sqlite3.Connection, sections: Sequence[UUID], *, with_inactive: bool = False
) -> dict[UUID, int]:
    """Return how many products are in each of some sections and below it."""
    counts = dict.fromkeys(sections, 0)
    only = "" if with_inactive else "AND p.is_active"
    for some in portions(list(counts)):
        marks = ", ".join("?" for _key in some)
        rows = connection.execute(
            "SELECT w.above_id, count(*) FROM section_within w CROSS JOIN product p "
            f"ON p.section_id = w.section_id WHERE w.above_id IN ({marks}) "
            f"AND p.deleted_at IS NULL {only} GROUP BY w.above_id",
            [key.bytes for key in some],
        )
        counts |= {UUID(bytes=top): count for top, count in rows}
    return counts


def read_properties(
    connection: sqlite3.Connection, section: UUID | None
) -> dict[str, StoredSection | None]:
    """Return the names of the properties that products of a section have, in no order.

    Beside each stands the section that gives it, the nearest one, None for a property of all
    products: a custom field that no section names (FEATURES CAT-10).
    """
    rows = connection.execute(
        f"{_ABOVE} SELECT f.name, s.id, s.name FROM field_definition f "
        "LEFT JOIN section_property p ON p.field_id = f.id "
        "LEFT JOIN above a ON a.id = p.section_id LEFT JOIN section s ON s.id = a.id "
        "WHERE f.kind = 'product' AND f.deleted_at IS NULL "
        "AND (p.id IS NULL OR a.id IS NOT NULL) ORDER BY f.sort, f.id, a.distance",
        {"section": section.bytes if section else None},
    )
    found: dict[str, StoredSection | None] = {}
    for name, key, title in rows:
        found.setdefault(name, StoredSection(UUID(bytes=key), title) if key else None)
    return found


SOLD_BY: Final = "r.issued_at IS NOT NULL AND r.kind = 'invoice'"
"""The condition that an invoice `r` sells something: a draft does not, nor a credit note."""

_SOLD_IN: Final = (
    ("deal", "r.created_at", "TRUE"),
    ("invoice", "r.issued_at", SOLD_BY),
    ("lead", "r.created_at", "TRUE"),
)
"""Where products are sold: the kind of records, since when one counts, and which ones do."""


def read_sales(
    connection: sqlite3.Connection, product: UUID
) -> list[tuple[str, int, int, Reference]]:
    """Return in how many records of each kind a product has lines, when that was last, and where.

    The moment is that of the newest of these records, as stored. Of invoices those count that are
    issued.
    """
    found = []
    for kind, moment, counts in _SOLD_IN:
        # SQLite gives the other columns of the row that has the largest moment.
        count, at, key, *title = connection.execute(
            f"SELECT count(DISTINCT r.id), max({moment}), r.id, {title_parts_sql(kind, 'r')} "
            f'FROM line_item x CROSS JOIN "{kind}" r ON r.id = x.record_id '
            f"WHERE x.product_id = ? AND x.record_kind = '{kind}' AND r.deleted_at IS NULL "
            f"AND {counts}",
            (product.bytes,),
        ).fetchone()
        if count:
            found.append((kind, count, at, reference_of(kind, key, title)))
    return found
