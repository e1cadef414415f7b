"""Which of two rows of a list stands before the other, told from their places."""

from __future__ import annotations

from collections.abc import Sequence

from domain.records.record_rows import Place
from storage.reads.sort_keys import SortKey


def compare_places(place: Place, other: Place, keys: Sequence[SortKey]) -> int:
    """Return -1, 0 or 1 as one place stands before, at or after the other, as SQLite has it."""
    for value, other_value, key in zip(place, other, keys, strict=True):
        if value == other_value:
            continue
        if value is None or other_value is None:
            return 1 if value is None else -1
        less = _rank(value) < _rank(other_value)
        return 1 if less == key.descending else -1
    return 0


def _rank(value: str | int | float | bytes) -> tuple[int, float, str, bytes]:
    """Return what orders values as SQLite does: numbers, then text, then bytes."""
    match value:
        case str():
            return 1, 0, value, b""
        case bytes():
            return 2, 0, "", value
    return 0, value, "", b""
