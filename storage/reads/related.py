"""The records that a card lists beside its own: which they are, in SQL, and how many."""

from __future__ import annotations

import sqlite3
from typing import Final
from uuid import UUID

from domain.card_tabs import TASKS
from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.reads.catalog import SOLD_BY
from storage.reads.sql import Condition, Sql
from storage.reads.timeline import activities_of
from storage.reads.titles import reference_of, title_parts_sql

_RELATED: Final = {
    ("contact", "deals"): "SELECT deal_id FROM deal_contact WHERE contact_id = ?",
    ("company", "deals"): "SELECT id FROM deal WHERE company_id = ?",
    ("company", "contacts"): "SELECT contact_id FROM contact_company WHERE company_id = ?",
    ("deal", "contacts"): "SELECT contact_id FROM deal_contact WHERE deal_id = ?",
    ("contact", "companies"): "SELECT company_id FROM contact_company WHERE contact_id = ?",
    **{
        (kind, f"{table}s"): f"SELECT id FROM {table} WHERE {kind}_id = ?"
        for kind in ("contact", "company", "deal")
        for table in ("invoice", "quote")
    },
    ("invoice", "credits"): "SELECT id FROM invoice WHERE credited_id = ?",
    ("quote", "quote_invoices"): "SELECT id FROM invoice WHERE quote_id = ?",
    ("product", "deals"): "SELECT record_id FROM line_item "
    "WHERE product_id = ? AND record_kind = 'deal'",
    ("product", "product_invoices"): "SELECT r.id FROM line_item x CROSS JOIN invoice r "
    f"ON r.id = x.record_id WHERE x.product_id = ? AND x.record_kind = 'invoice' AND {SOLD_BY}",
    ("product", "leads"): "SELECT record_id FROM line_item "
    "WHERE product_id = ? AND record_kind = 'lead'",
    ("section", "products"): "SELECT id FROM product WHERE section_id = ?",
    ("section", "sections"): "SELECT id FROM section WHERE parent_id = ?",
    **{
        (kind, "leads"): "SELECT lead_id FROM lead_result "
        f"WHERE record_kind = '{kind}' AND record_id = ?"
        for kind in ("contact", "company", "deal")
    },
}
"""The keys of the records that a tab lists, by the kind of the card and the name of the tab."""


def related_condition(kind: str, key: UUID, tab: str) -> Condition:
    """Return the condition that holds for the records that a tab of a card lists."""
    if tab == TASKS:
        own = activities_of(kind, key)
        keys = own.within("SELECT id FROM activity WHERE kind = 'task' AND id IN (", ")")
    else:
        keys = Sql(_RELATED[kind, tab], (key.bytes,))
    return Condition(f"r.id IN ({keys.text})", keys.parameters, among=keys)


def count_related(
    connection: sqlite3.Connection, kind: str, key: UUID, tab: str, shown: str
) -> int:
    """Return how many records of the kind `shown` a tab lists."""
    condition = related_condition(kind, key, tab)
    row = connection.execute(
        f'SELECT count(*) FROM "{KINDS[shown].table}" r '
        f"WHERE r.deleted_at IS NULL AND {condition.sql}",
        condition.parameters,
    ).fetchone()
    return int(row[0])


def read_people(connection: sqlite3.Connection, company: UUID) -> list[Reference]:
    """Return all contacts of a company that are not in the bin, by name."""
    condition = related_condition("company", company, "contacts")
    rows = connection.execute(
        f"SELECT r.id, {title_parts_sql('contact', 'r')} FROM contact r "
        f"WHERE r.deleted_at IS NULL AND {condition.sql} ORDER BY r.folded_name, r.id",
        condition.parameters,
    )
    return [reference_of("contact", key, title) for key, *title in rows]
