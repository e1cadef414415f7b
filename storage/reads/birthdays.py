"""Reads the contacts of one person who were born on a day of the year, along one index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.records.references import Reference
from storage.reads.titles import reference_of, title_parts_sql


@dataclass(frozen=True, slots=True)
class Born:
    """A contact, the company where that one works, and the birth date in canonical form."""

    contact: Reference
    company: str
    birth_date: str


def read_born_on(
    connection: sqlite3.Connection, user: UUID, days: Sequence[str], limit: int
) -> list[Born]:
    """Return contacts of `user` who were born on one of these days, each written `MM-DD`.

    The condition on the form of the date is that of the index, so that it is used.
    """
    marks = ", ".join("?" for _ in days)
    rows = connection.execute(
        "SELECT r.id, r.birth_date, coalesce((SELECT c.title FROM contact_company w JOIN company c "
        "ON c.id = w.company_id WHERE w.contact_id = r.id ORDER BY w.sort LIMIT 1), ''), "
        f"{title_parts_sql('contact', 'r')} FROM contact r WHERE r.responsible_id = ? "
        f"AND substr(r.birth_date, -5) IN ({marks}) "
        "AND r.birth_date GLOB '*-[0-9][0-9]-[0-9][0-9]' AND r.deleted_at IS NULL LIMIT ?",
        (user.bytes, *days, limit),
    )
    return [
        Born(reference_of("contact", key, title), company, day)
        for key, day, company, *title in rows
    ]
