"""How values are kept in SQLite, for both ways of access: SQL text and SQLModel objects.

A key is a 16-byte BLOB, a moment an integer of microseconds since 1970 in UTC, a day ISO text, an
amount an integer of millionths, so that indexes order all of them rightly and SQL adds up amounts
exactly.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def key_out(value: UUID) -> bytes:
    """Return the stored form of a key."""
    return value.bytes


def key_in(value: bytes) -> UUID:
    """Return the key that a stored one stands for."""
    return UUID(bytes=value)


def moment_out(value: datetime) -> int:
    """Return microseconds since 1970 in UTC of an aware moment. A naive one raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return (value - EPOCH) // _MICROSECOND


def moment_in(value: int) -> datetime:
    """Return the aware UTC moment that a stored one stands for."""
    return EPOCH + timedelta(microseconds=value)


def now_micros() -> int:
    """Return the present moment in the stored form."""
    return moment_out(datetime.now(UTC))


def custom_out(values: dict[str, object]) -> str:
    """Return custom fields as the JSON column keeps them: compact, sorted by name."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def custom_value_out(value: object) -> str:
    """Return one custom value as the change log writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
