"""Reads what surrounds a client: open deals, and the people of the same companies and deals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from domain.money import from_millionths
from domain.records.references import Reference
from domain.records.values import Choice, Point
from storage.reads.labels import choice_label
from storage.reads.titles import reference_of, title_parts_sql

_NEARBY = 200
"""How many deals or people of one company are looked at before some are chosen."""


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal in progress: its amount and currency, "" where none, and the stage where it stands."""

    deal: Reference
    amount: Decimal | None
    currency: str
    stage: Choice | None
    stage_id: UUID | None
    pipeline_id: UUID | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody, or a company, that can be talked to instead: with a position, and phones."""

    record: Reference
    detail: str
    phones: tuple[Point, ...]


_DEALS_OF = {
    "contact": "SELECT deal_id AS id, 0 AS distance FROM deal_contact WHERE contact_id = :key "
    "UNION ALL SELECT * FROM (SELECT d.id, 1 FROM contact_company w "
    f"JOIN deal d ON d.company_id = w.company_id WHERE w.contact_id = :key LIMIT {_NEARBY})",
    "company": f"SELECT * FROM (SELECT id, 0 AS distance FROM deal WHERE company_id = :key "
    f"LIMIT {_NEARBY})",
    "deal": "SELECT :key AS id, 0 AS distance",
}
"""The deals of a client by its kind, its own before those of its company."""


def read_open_deals(
    connection: sqlite3.Connection, kind: str, key: UUID, limit: int
) -> list[OpenDeal]:
    """Return the deals in progress of a record, its own first, then the newest first."""
    if kind not in _DEALS_OF:
        return []
    rows = connection.execute(
        f"SELECT d.id, d.amount, d.currency, s.id, s.pipeline_id, s.code, s.name, s.meaning, "
        f"{title_parts_sql('deal', 'd')} FROM ({_DEALS_OF[kind]}) o JOIN deal d ON d.id = o.id "
        "LEFT JOIN stage s ON s.id = d.stage_id WHERE d.deleted_at IS NULL "
        "AND coalesce(s.meaning, 'in_progress') = 'in_progress' "
        "GROUP BY d.id ORDER BY min(o.distance), d.id DESC LIMIT :limit",
        {"key": key.bytes, "limit": limit},
    )
    return [_open_deal(*row) for row in rows]


def _open_deal(
    key: bytes,
    amount: int | None,
    currency: str,
    stage: bytes | None,
    pipeline: bytes | None,
    code: str,
    name: str,
    meaning: str,
    *title: str,
) -> OpenDeal:
    return OpenDeal(
        reference_of("deal", key, title),
        None if amount is None else from_millionths(amount),
        currency,
        Choice(code, choice_label("stage", code, name), meaning) if stage else None,
        UUID(bytes=stage) if stage else None,
        UUID(bytes=pipeline) if pipeline else None,
    )


def read_stages(
    connection: sqlite3.Connection, pipeline: UUID, present: UUID | None
) -> list[tuple[UUID, Choice]]:
    """Return the stages of a pipeline in their order: those in use, and that which is `present`."""
    rows = connection.execute(
        "SELECT id, code, name, meaning FROM stage WHERE pipeline_id = ? "
        "AND (is_active OR id = ?) ORDER BY sort",
        (pipeline.bytes, present.bytes if present else None),
    )
    return [
        (UUID(bytes=key), Choice(code, choice_label("stage", code, name), meaning))
        for key, code, name, meaning in rows
    ]


def read_colleagues(
    connection: sqlite3.Connection,
    client: Reference,
    companies: Sequence[UUID],
    deals: Sequence[UUID],
    limit: int,
) -> list[Colleague]:
    """Return the people of these deals and companies but the client, then the companies that have
    phones."""
    people = dict.fromkeys(
        key
        for table, column, owners in (
            ("deal_contact", "deal_id", deals),
            ("contact_company", "company_id", companies),
        )
        for key in _contacts(connection, table, column, owners)
        if key != client.id.bytes
    )
    found = [*_colleagues(connection, "contact", list(people)[:_NEARBY])][:limit]
    firms = [key.bytes for key in companies if key != client.id]
    return found + [one for one in _colleagues(connection, "company", firms) if one.phones]


def _contacts(
    connection: sqlite3.Connection, table: str, column: str, owners: Sequence[UUID]
) -> Iterable[bytes]:
    for owner in owners:
        rows = connection.execute(
            f"SELECT contact_id FROM {table} WHERE {column} = ? ORDER BY sort, rowid LIMIT ?",
            (owner.bytes, _NEARBY),
        )
        for (key,) in rows:
            yield key


def _colleagues(
    connection: sqlite3.Connection, kind: str, keys: Iterable[bytes]
) -> Iterable[Colleague]:
    detail = "r.position" if kind == "contact" else "''"
    for key in keys:
        row = connection.execute(
            f"SELECT {detail}, {title_parts_sql(kind, 'r')} FROM {kind} r "
            "WHERE r.id = ? AND r.deleted_at IS NULL",
            (key,),
        ).fetchone()
        if row is not None:
            record = reference_of(kind, key, row[1:])
            yield Colleague(record, row[0], tuple(_phones(connection, kind, key)))


def _phones(connection: sqlite3.Connection, kind: str, key: bytes) -> Iterable[Point]:
    rows = connection.execute(
        "SELECT value, label, e164, is_valid FROM contact_point "
        "WHERE record_kind = ? AND record_id = ? AND type = 'phone' ORDER BY sort",
        (kind, key),
    )
    for value, label, e164, is_valid in rows:
        yield Point(value, label, e164, bool(is_valid))
