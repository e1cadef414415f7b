"""The contacts of a deal with their roles (FEATURES DEAL-17), and who else is likely (DEAL-08)."""

from __future__ import annotations

import json
import sqlite3
from uuid import UUID

from domain.records.references import Reference
from storage.reads.titles import reference_in, reference_sql


def read_deal_people(connection: sqlite3.Connection, deal: UUID) -> list[tuple[Reference, str]]:
    """Return the contacts of a deal that are not in the bin, each with its role, in their order."""
    rows = connection.execute(
        f"SELECT {reference_sql('contact', 't')}, l.role FROM deal_contact l "
        "JOIN contact t ON t.id = l.contact_id WHERE l.deal_id = ? AND t.deleted_at IS NULL "
        "ORDER BY l.sort, l.id",
        (deal.bytes,),
    )
    return [(reference_in(json.loads(raw)), role) for raw, role in rows]


def read_linked_clients(
    connection: sqlite3.Connection, kind: str, beside: UUID, limit: int
) -> list[Reference]:
    """Return the contacts (`kind`) of a company, or the companies of a contact, some of them."""
    other = "company" if kind == "contact" else "contact"
    rows = connection.execute(
        f"SELECT {reference_sql(kind, 't')} FROM contact_company l "
        f"JOIN {kind} t ON t.id = l.{kind}_id WHERE l.{other}_id = ? AND t.deleted_at IS NULL "
        "LIMIT ?",
        (beside.bytes, limit),
    )
    return [reference_in(json.loads(raw)) for (raw,) in rows]
