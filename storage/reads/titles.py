"""How a record is named in SQL, and the reference that comes of it.

The first screen needs no more of records than this, so it stands apart from what reads all fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import NAME_FORMAT, PEOPLE, Reference, title_of

_NAME_FORMAT = f"(SELECT value FROM setting WHERE user_id IS NULL AND name = '{NAME_FORMAT}')"
"""Asked once in a statement, whatever number of names it reads."""


def title_columns(kind: str, alias: str) -> list[str]:
    """Return SQL for each of the columns that name the record under `alias`."""
    return [f'{alias}."{column}"' for column in KINDS[kind].title]


def title_parts_sql(kind: str, alias: str) -> str:
    """Return SQL, comma separated, for the parts of a record's title, see `title_of`."""
    columns = title_columns(kind, alias)
    if not KINDS[kind].is_client:
        return ", ".join(columns)
    nothing = " AND ".join(f"{column} = ''" for column in columns)
    fallback = (
        f"CASE WHEN {nothing} THEN coalesce((SELECT value FROM contact_point WHERE "
        f"record_kind = '{kind}' AND record_id = {alias}.id ORDER BY sort LIMIT 1), '') "
        f"ELSE '' END"
    )
    return ", ".join([*columns, fallback, *([_NAME_FORMAT] if kind in PEOPLE else [])])


def reference_sql(kind: str, alias: str) -> str:
    """Return SQL for a JSON array that `reference_in` reads."""
    parts = title_parts_sql(kind, alias)
    return f"json_array('{kind}', hex({alias}.id), {alias}.deleted_at IS NOT NULL, {parts})"


def reference_in(parts: list[Any]) -> Reference:
    """Return the reference that a JSON array of `reference_sql` stands for."""
    kind, key, is_deleted, *title = parts
    return reference_of(kind, bytes.fromhex(key), title, is_deleted)


def reference_of(
    kind: str, key: bytes, title: Sequence[str | None], is_deleted: object = False
) -> Reference:
    """Return the reference to a stored key, with what `title_parts_sql` has selected."""
    return Reference(kind, UUID(bytes=key), title_of(kind, title), bool(is_deleted))
