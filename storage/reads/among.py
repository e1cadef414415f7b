"""Sets of keys that an index gives at once: supersets of the records which pass a condition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.query.tree import Chosen, During
from storage.reads.sql import Sql
from storage.values import moment_out


@dataclass(frozen=True, slots=True)
class Among:
    """SQL that selects keys, and how narrow the set is likely to be, the narrowest first."""

    DIGITS: ClassVar[int] = 0
    WORDS: ClassVar[int] = 1
    LINKS: ClassVar[int] = 2
    STAGE: ClassVar[int] = 3
    CHANGED: ClassVar[int] = 4

    sql: Sql
    rank: int


def first_of(sets: Iterable[Among | None]) -> Among | None:
    """Return the set that is likely to be the narrowest, None where there is none."""
    known = [one for one in sets if one is not None]
    return min(known, key=lambda one: one.rank, default=None)


def union(sets: Iterable[Among | None]) -> Among | None:
    """Return all keys of several sets, None where one of them is not known."""
    known: list[Among] = []
    for one in sets:
        if one is None:
            return None
        known.append(one)
    if len(known) < 2:
        return known[0] if known else None
    return Among(
        Sql(
            " UNION ALL ".join(f"SELECT * FROM ({one.sql.text})" for one in known),
            tuple(parameter for one in known for parameter in one.sql.parameters),
        ),
        max(one.rank for one in known),
    )


def by_words(kind: str, words: Sequence[str], *, whole: bool = False) -> Among:
    """Return the records of a kind in whose search document every word begins a word.

    With `whole` it is a word of it.
    """
    wanted = " AND ".join(f'"{word}"{"" if whole else "*"}' for word in dict.fromkeys(words))
    # The join starts at the full-text index: from the index of kinds it would search it per record.
    return Among(
        Sql(
            "SELECT d.id FROM search_fts f CROSS JOIN search_doc d ON d.rowid = f.rowid "
            f"WHERE search_fts MATCH ? AND +d.kind = '{kind}'",
            (wanted,),
        ),
        Among.WORDS,
    )


def by_digits(kind: str, keys: Sequence[str]) -> Among:
    """Return the clients with a phone that begins or ends with one of these runs of digits."""
    ranges = [
        (column, digits)
        for key in keys
        for column, digits in (("national", key), ("e164", f"+{key}"), ("reversed", key[::-1]))
    ]
    return Among(
        Sql(
            " UNION ALL ".join(
                f"SELECT record_id FROM contact_point WHERE {column} >= ? AND {column} < ? "
                f"AND +record_kind = '{kind}'"
                for column, _digits in ranges
            ),
            tuple(bound for _column, digits in ranges for bound in (digits, digits + ":")),
        ),
        Among.DIGITS,
    )


def by_change(table: str, test: During) -> Among | None:
    """Return the records that were last changed in a period."""
    if test.start is None and test.end is None:
        return None
    bounds = [
        (sign, moment_out(bound))
        for sign, bound in ((">=", test.start), ("<", test.end))
        if bound is not None
    ]
    where = " AND ".join(f"updated_at {sign} ?" for sign, _bound in bounds)
    return Among(
        Sql(f'SELECT id FROM "{table}" WHERE {where}', tuple(bound for _sign, bound in bounds)),
        Among.CHANGED,
    )


def by_stage(table: str, column: str, test: Chosen) -> Among:
    """Return the records that are at a stage."""
    return Among(
        Sql(
            f'SELECT id FROM "{table}" WHERE "{column}" IN '
            "(SELECT id FROM stage WHERE coalesce(nullif(code, ''), name) = ?)",
            (test.code,),
        ),
        Among.STAGE,
    )
