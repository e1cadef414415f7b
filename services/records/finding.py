"""Find records by whatever is known of them (FEATURES SRCH-01)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from domain.kinds import KINDS
from domain.phones import phone_search_keys
from services.context import Context
from storage.reads.find import Hit, find_by_digits, find_by_words

CLIENTS = tuple(name for name, kind in KINDS.items() if kind.is_client)
"""Kinds that can be called."""


def find_records(
    context: Context,
    text: str,
    kinds: Sequence[str] = tuple(KINDS),
    limit: int = 20,
    connection: sqlite3.Connection | None = None,
) -> list[Hit]:
    """Return the records that `text` may mean, the best first.

    Text of digits is read as a phone in any spelling, its first or its last digits; other text by
    the first letters of words. A search that should be interruptible brings its own connection.
    """
    connection = connection or context.database.reader()
    hits: list[Hit] = []
    clients = [kind for kind in kinds if kind in CLIENTS]
    keys = phone_search_keys(text, context.region)
    if keys and clients:
        hits = find_by_digits(connection, _prefixes(keys), clients, limit)
    if len(hits) < limit:
        seen = {hit.id for hit in hits}
        more = find_by_words(connection, text, kinds, limit)
        hits += [hit for hit in more if hit.id not in seen]
    return hits[:limit]


def _prefixes(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return the columns of a contact point and what they begin with, the likeliest first."""
    for key in keys:
        yield "national", key
        yield "e164", f"+{key}"
        yield "reversed", key[::-1]
