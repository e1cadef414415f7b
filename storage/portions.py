"""Many keys in portions that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from uuid import UUID

KEYS_AT_ONCE: Final = 500
"""Keys in one statement: below the number of parameters that every SQLite build allows."""


def portions(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Return all keys in their order, at most KEYS_AT_ONCE at a time."""
    rest = iter(keys)
    while some := list(islice(rest, KEYS_AT_ONCE)):
        yield some
