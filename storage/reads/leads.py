"""What leads have become, what belongs to one, and who shares a phone or an address with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.reads.titles import reference_of, title_parts_sql


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """A client that has a phone or an address of the lead: which it is, by type and value."""

    client: UUID
    type: str
    value: str


BELONGINGS: Final = {
    "activities": "activity_link",
    "files": "attachment",
    "products": "line_item",
    "addresses": "address",
    "requisites": "requisites",
}
"""What moves along when a lead is converted, by the tables that hold it."""


def read_results_of(connection: sqlite3.Connection, lead: UUID) -> list[Reference]:
    """Return what a lead was converted into: the contact, the company and the deal, if any."""
    found = []
    for kind in ("contact", "company", "deal"):
        rows = connection.execute(
            f"SELECT r.id, {title_parts_sql(kind, 'r')}, r.deleted_at IS NOT NULL "
            f'FROM lead_result x JOIN "{KINDS[kind].table}" r ON r.id = x.record_id '
            "WHERE x.lead_id = ? AND x.record_kind = ?",
            (lead.bytes, kind),
        )
        found += [reference_of(kind, key, title, is_deleted) for key, *title, is_deleted in rows]
    return found


def read_leads_with_products(
    connection: sqlite3.Connection, deal: UUID, limit: int = 20
) -> list[tuple[Reference, int]]:
    """Return the leads that a deal, or one of its clients, came from, with how many products each.

    Those of the deal itself come first, then the newest; leads without products are left out.
    """
    rows = connection.execute(
        "WITH o(kind, id, distance) AS (SELECT 'deal', :deal, 0 "
        "UNION ALL SELECT 'contact', contact_id, 1 FROM deal_contact WHERE deal_id = :deal "
        "UNION ALL SELECT 'company', company_id, 1 FROM deal WHERE id = :deal), "
        "f AS (SELECT x.lead_id AS id, min(o.distance) AS distance FROM o JOIN lead_result x "
        "ON x.record_kind = o.kind AND x.record_id = o.id GROUP BY x.lead_id) "
        f"SELECT r.id, count(*), {title_parts_sql('lead', 'r')} FROM f JOIN lead r ON r.id = f.id "
        "JOIN line_item i ON i.record_kind = 'lead' AND i.record_id = r.id "
        "WHERE r.deleted_at IS NULL GROUP BY r.id ORDER BY f.distance, r.id DESC LIMIT :limit",
        {"deal": deal.bytes, "limit": limit},
    )
    return [(reference_of("lead", key, title), count) for key, count, *title in rows]


def count_belongings(connection: sqlite3.Connection, lead: UUID) -> dict[str, int]:
    """Return how much of each of BELONGINGS a lead has; what it has none of is left out."""
    counts = {}
    for name, table in BELONGINGS.items():
        only = " AND deleted_at IS NULL" if table == "attachment" else ""
        (count,) = connection.execute(
            f"SELECT count(*) FROM \"{table}\" WHERE record_kind = 'lead' AND record_id = ?{only}",
            (lead.bytes,),
        ).fetchone()
        if count:
            counts[name] = int(count)
    return counts


def read_shared_points(
    connection: sqlite3.Connection, lead: UUID, kind: str
) -> Iterator[SharedPoint]:
    """Give the clients of a kind that have a phone, e-mail or messenger of the lead, as written."""
    for column in POINT_COLUMNS:
        for key, type_, value in connection.execute(
            shared_points_sql(kind, column), (lead.bytes, kind)
        ):
            yield SharedPoint(UUID(bytes=key), type_, value)


POINT_COLUMNS: Final = ("e164", "reversed", "folded")
"""The columns by which points are compared; `reversed` only of what is no number."""


def shared_points_sql(kind: str, column: str) -> str:
    """Return SQL for the clients of a kind that agree with a lead in a column of their points."""
    only = {
        "e164": " AND p.type = 'phone'",
        "reversed": " AND p.type = 'phone' AND p.e164 IS NULL AND x.e164 IS NULL",
    }
    # In this order, and not by kind: else all points of all clients would be looked at.
    return (
        f"SELECT x.record_id, p.type, p.value FROM contact_point p "
        f"CROSS JOIN contact_point x ON x.{column} = p.{column} AND x.type = p.type "
        f'CROSS JOIN "{KINDS[kind].table}" r ON r.id = x.record_id '
        "WHERE p.record_kind = 'lead' AND p.record_id = ? AND p.type <> 'site' "
        f"AND +x.record_kind = ? AND r.deleted_at IS NULL{only.get(column, '')} ORDER BY p.sort"
    )
