"""How a record came into being: made by somebody by hand, or out of a lead."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.reads.titles import reference_of, title_parts_sql
from storage.values import moment_in

_FROM_LEADS = frozenset({"contact", "company", "deal"})
"""Kinds that leads are converted into."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made a record, and when (UTC); the lead it came from, if any (FEATURES LEAD-10).

    `main_contact` is the first of the people of a company.
    """

    author: str
    created_at: datetime
    lead: Reference | None = None
    main_contact: Reference | None = None


def read_origin(connection: sqlite3.Connection, kind: str, key: UUID) -> Origin:
    """Return the origin of a record that there is."""
    lead = "r.lead_id" if kind in _FROM_LEADS else "NULL"
    author, created_at, lead_id = connection.execute(
        f"SELECT coalesce(nullif(u.name, ''), u.login, ''), r.created_at, {lead} "
        f'FROM "{KINDS[kind].table}" r LEFT JOIN "user" u ON u.id = r.created_by WHERE r.id = ?',
        (key.bytes,),
    ).fetchone()
    return Origin(
        author,
        moment_in(created_at),
        _reference(connection, "lead", lead_id) if lead_id else None,
        _main_contact(connection, key) if kind == "company" else None,
    )


def _reference(connection: sqlite3.Connection, kind: str, key: bytes) -> Reference | None:
    row = connection.execute(
        f'SELECT {title_parts_sql(kind, "r")}, r.deleted_at IS NOT NULL FROM "{kind}" r '
        "WHERE r.id = ?",
        (key,),
    ).fetchone()
    if row is None:
        return None
    return reference_of(kind, key, row[:-1], row[-1])


def _main_contact(connection: sqlite3.Connection, company: UUID) -> Reference | None:
    """Return the contact for whom this is the main company, else any, the one of longest standing.

    A link is main by the lowest `sort` of its contact.
    """
    row = connection.execute(
        "SELECT w.contact_id FROM contact_company w JOIN contact c ON c.id = w.contact_id "
        "WHERE w.company_id = ? AND c.deleted_at IS NULL ORDER BY w.sort, w.id LIMIT 1",
        (company.bytes,),
    ).fetchone()
    return _reference(connection, "contact", row[0]) if row else None
