"""Reads the calls that ring, and those that nobody took, for one person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference
from storage.reads.titles import reference_of, title_parts_sql
from storage.values import moment_in, moment_out

RingRow = tuple[UUID, str, str | None, datetime]
"""Key, number as the exchange gave it, E.164 where it is a number, and the moment in UTC."""

RingState = tuple[int | None, int | None]

_CLIENTS = 5
"""How many clients with one number are named."""


def read_rings(
    connection: sqlite3.Connection, user: UUID, since: datetime, until: datetime
) -> Iterator[RingRow]:
    """Return the rings from `since` up to `until`, excluded, that were not taken, in order."""
    rows = connection.execute(
        "SELECT id, phone, e164, at FROM ring WHERE user_id = ? AND at >= ? AND at < ? "
        "AND taken_at IS NULL ORDER BY at, id",
        (user.bytes, moment_out(since), moment_out(until)),
    )
    for key, phone, e164, at in rows:
        yield UUID(bytes=key), phone, e164, moment_in(at)


def clients_with(connection: sqlite3.Connection, e164: str) -> Iterator[Reference]:
    """Return the clients who have this number, at most a few, those in the bin left out."""
    for kind in (name for name, kind in KINDS.items() if kind.is_client):
        rows = connection.execute(
            f"SELECT r.id, {title_parts_sql(kind, 'r')} FROM (SELECT record_id "
            "FROM contact_point WHERE e164 = ?1 AND +record_kind = ?2 UNION SELECT record_id "
            "FROM custom_phone WHERE e164 = ?1 AND +record_kind = ?2) p "
            f"JOIN {kind} r ON r.id = p.record_id WHERE r.deleted_at IS NULL LIMIT {_CLIENTS}",
            (e164, kind),
        )
        for key, *title in rows:
            yield reference_of(kind, key, title)


def ring_state(connection: sqlite3.Connection, user: UUID) -> RingState:
    """Return what changes with every ring of a person and with every one that is taken."""
    row = connection.execute(
        "SELECT (SELECT max(at) FROM ring WHERE user_id = ?1), "
        "(SELECT max(taken_at) FROM ring WHERE user_id = ?1)",
        (user.bytes,),
    ).fetchone()
    return row[0], row[1]
