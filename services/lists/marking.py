"""All records that a list shows, marked as such instead of one by one (FEATURES MASS-05)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.reading import count, record_list_source
from storage.portions import portions
from storage.reads.sql import Sql


@dataclass(frozen=True, slots=True)
class AllOf:
    """All records that a list shows, but for those of `without`, and with those of `added`.

    Whoever comes to fit the filter later is meant, too.
    """

    query: RecordQuery
    without: frozenset[UUID] = frozenset()
    added: frozenset[UUID] = frozenset()

    def select_keys(self, listed: Sql) -> Sql:
        """Return what selects their keys, given what selects those of the list."""
        marks = ", ".join("?" for _key in self.without)
        added = ", ".join("?" for _key in self.added)
        keys = (key.bytes for key in (*self.without, *self.added))
        return Sql(
            f"SELECT id FROM ({listed.text}) WHERE id NOT IN ({marks}) "
            f'UNION SELECT id FROM "{KINDS[self.query.kind].table}" WHERE id IN ({added})',
            (*listed.parameters, *keys),
        )


Which = Sequence[UUID] | RecordQuery | AllOf
"""Records that were marked, by their keys, or all that a list shows."""


def listed_among(context: Context, query: RecordQuery, keys: Collection[UUID]) -> set[UUID]:
    """Return those of the keys whose records a list shows. Raises as `record_list_source`."""
    listed = record_list_source(context, query).select_keys(of_few=True)
    found: set[UUID] = set()
    for some in portions(keys):
        marks = ", ".join("?" for _key in some)
        rows = context.database.reader().execute(
            f"SELECT id FROM ({listed.text}) WHERE id IN ({marks})",
            (*listed.parameters, *(key.bytes for key in some)),
        )
        found.update(UUID(bytes=key) for (key,) in rows)
    return found


def count_hidden(context: Context, which: Sequence[UUID] | AllOf, shown: RecordQuery) -> int:
    """Return how many of the marked records a list does not show; this may take a second."""
    if not isinstance(which, AllOf):
        return len(which) - len(listed_among(context, shown, which))
    hidden = len(which.added) - len(listed_among(context, shown, which.added))
    if which.query.shows_as(shown):
        return hidden
    both = replace(
        shown,
        filter=_both(which.query.filter, shown.filter),
        within=_both(which.query.within, shown.within),
    )
    left_out = len(which.without) - len(listed_among(context, both, which.without))
    return hidden + count(context, which.query) - count(context, both) - left_out


def keys_of_marked(context: Context, which: Sequence[UUID] | AllOf) -> list[UUID]:
    """Return the keys of the marked records, in no order; a million take a second or two."""
    if not isinstance(which, AllOf):
        return list(which)
    keys = record_list_source(context, which.query).keys()
    return [*(key for key in keys if key not in which.without), *which.added]


def _both(first: str, second: str) -> str:
    """Return the filter that both filters pass."""
    return " ".join(f"({text})" for text in (first, second) if text.strip())
