"""Statuses of quotes and invoices by what they mean (FEATURES INV-07)."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from domain.invoicing.kinds import STATUSES
from domain.shipped import shipped_id


def meaning_of(connection: sqlite3.Connection, status: UUID | None) -> str:
    """Return what a status means, "" for none."""
    row = connection.execute(
        "SELECT meaning FROM dictionary_value WHERE id = ?", (status.bytes if status else None,)
    ).fetchone()
    return str(row[0]) if row else ""


def status_id(kind: str, code: str) -> UUID:
    """Return the key of a shipped status of quotes or invoices."""
    return shipped_id(STATUSES[kind], code)
