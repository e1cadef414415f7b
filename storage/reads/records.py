"""Reads single records of any kind through the field registry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from domain.records.fields import Field
from domain.records.kinds import KINDS
from domain.records.references import title_of
from domain.records.values import RecordView, Value
from storage.reads.titles import title_parts_sql


def read_record(
    connection: sqlite3.Connection, kind: str, key: UUID, fields: Sequence[Field]
) -> RecordView | None:
    """Return one record with the given fields, also from the bin; None when there is none."""
    row = connection.execute(
        f"SELECT {_select(kind, fields)}, r.deleted_at IS NOT NULL "
        f'FROM "{KINDS[kind].table}" r WHERE r.id = ?',
        (key.bytes,),
    ).fetchone()
    return _view(kind, _decoders(fields), row[:-1], bool(row[-1])) if row else None


def read_title(connection: sqlite3.Connection, kind: str, key: UUID) -> str | None:
    """Return the title of a record, None when there is no such record."""
    row = connection.execute(
        f'SELECT {title_parts_sql(kind, "r")} FROM "{KINDS[kind].table}" r WHERE r.id = ?',
        (key.bytes,),
    ).fetchone()
    return title_of(kind, row) if row else None


def read_user_name(connection: sqlite3.Connection, user: UUID) -> str | None:
    """Return the name of a user, or the login of one without; None when there is no such user."""
    row = connection.execute(
        "SELECT coalesce(nullif(name, ''), login) FROM \"user\" WHERE id = ?", (user.bytes,)
    ).fetchone()
    return str(row[0]) if row else None


def _select(kind: str, fields: Sequence[Field]) -> str:
    # The fields' SQL is loaded with the first record, after the first screen is painted.
    from storage.reads.field_sql import field_sql

    return ", ".join(["r.id", title_parts_sql(kind, "r"), *(field_sql(f) for f in fields)])


_Decoders = list[tuple[str, Callable[[Any], Value]]]
"""The names of fields, each with what turns its column into a value."""


def _decoders(fields: Sequence[Field]) -> _Decoders:
    from storage.reads.field_sql import decoder

    return [(field.name, decoder(field)) for field in fields]


def _view(
    kind: str, decoders: _Decoders, row: Sequence[Any], is_deleted: bool = False
) -> RecordView:
    first = len(row) - len(decoders)
    values = {name: decode(raw) for (name, decode), raw in zip(decoders, row[first:], strict=True)}
    return RecordView(
        kind, UUID(bytes=row[0]), title_of(kind, tuple(row[1:first])), values, is_deleted
    )
