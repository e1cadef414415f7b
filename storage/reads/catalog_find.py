"""Finds products by the first letters of their words, narrowed down to a section (CAT-15)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

from storage.reads.find import CANDIDATES, Wanted, occur, queries
from storage.reads.known_words import LAST, KnownWords
from storage.reads.marks import among_kinds
from storage.reads.section_tests import BELOW
from storage.reads.sql import Sql, all_of

FEW: Final = 2000
"""Up to so many products of a section are read one by one; of more, the index tells which."""


class FoundProduct(NamedTuple):
    """A product with the words by which it is found."""

    key: bytes
    text: str


def offered(section: UUID | None, *, with_inactive: bool) -> Sql:
    """Return the condition that the product `r` is offered, in a section and below it."""
    pieces = [Sql("r.deleted_at IS NULL")]
    if not with_inactive:
        pieces.append(Sql("r.is_active"))
    if section is not None:
        # Below one section each comes once, so that none need be compared with the others.
        start, _mark, end = BELOW.replace("UNION", "UNION ALL").partition("{sections}")
        pieces.append(
            Sql("SELECT ?", (section.bytes,)).within(f"r.section_id IN ({start}", f"{end})")
        )
    return all_of(pieces)


def find_products(
    connection: sqlite3.Connection, wanted: Wanted, only: Sql, limit: int, *, in_section: bool
) -> list[bytes]:
    """Return the keys of products that pass `only` and in which all wanted words occur.

    The best come first: words that stand there whole, then names that begin with one of them.
    """
    if not wanted:
        return []
    names = {one.key: one for one in _by_name(connection, wanted, only)}
    found = names | {one.key: one for one in _others(connection, wanted, only, in_section)}

    def rank(one: FoundProduct) -> tuple[int, bool, str]:
        whole = set(one.text.split())
        missing = sum(whole.isdisjoint(spellings) for spellings in wanted)
        return missing, one.key not in names, one.text

    return [one.key for one in sorted(found.values(), key=rank)[:limit]]


def _by_name(connection: sqlite3.Connection, wanted: Wanted, only: Sql) -> Iterator[FoundProduct]:
    for spellings in wanted:
        for word in spellings:
            rows = connection.execute(
                "SELECT d.id, d.text FROM (SELECT r.id FROM product r INDEXED BY product_by_name "
                f"WHERE r.folded_name >= ? AND r.folded_name < ? AND {only.text} "
                f"ORDER BY r.folded_name LIMIT {CANDIDATES}) r "
                "JOIN search_doc d ON d.kind = 'product' AND d.id = r.id",
                (word, word + LAST, *only.parameters),
            )
            yield from (one for one in map(FoundProduct._make, rows) if occur(one.text, wanted))


def _others(
    connection: sqlite3.Connection, wanted: Wanted, only: Sql, in_section: bool
) -> Iterator[FoundProduct]:
    if in_section and (few := _few(connection, only)) is not None:
        yield from (one for one in few if occur(one.text, wanted))
        return
    telling = [spellings for spellings in wanted if max(map(len, spellings)) > 1] or wanted[:1]
    for query in queries(KnownWords(connection), telling):
        rows = connection.execute(
            "SELECT d.id, d.text FROM search_fts f CROSS JOIN search_doc d ON d.rowid = f.rowid "
            "CROSS JOIN product r ON r.id = d.id WHERE search_fts MATCH ? AND d.kind = 'product' "
            f"AND {only.text} LIMIT {CANDIDATES}",
            (among_kinds(query, ("product",)), *only.parameters),
        ).fetchall()
        yield from (one for one in map(FoundProduct._make, rows) if occur(one.text, wanted))
        if len(rows) == CANDIDATES:
            return


def _few(connection: sqlite3.Connection, only: Sql) -> list[FoundProduct] | None:
    """Return all products of a section, None where they are many."""
    rows = connection.execute(
        "SELECT d.id, d.text FROM product r INDEXED BY product_of_section "
        "JOIN search_doc d ON d.kind = 'product' AND d.id = r.id "
        f"WHERE {only.text} LIMIT {FEW + 1}",
        only.parameters,
    ).fetchall()
    return None if len(rows) > FEW else [FoundProduct._make(row) for row in rows]


_RECENT: Final = (
    "SELECT x.product_id FROM change c JOIN change_unit u ON u.seq = c.unit "
    "JOIN line_item x ON x.id = c.record JOIN product r ON r.id = x.product_id "
    "WHERE u.actor = ? AND c.unit > ? AND c.kind = 'line_item' AND c.op = 'I' AND {only} "
    "ORDER BY c.seq DESC LIMIT ?"
)
RECENT_UNITS: Final = 20_000
"""So many steps back the lines are looked for that somebody has added."""


def read_recent(connection: sqlite3.Connection, user: UUID, only: Sql, limit: int) -> list[bytes]:
    """Return the products that somebody has put on lines of late, the last one first."""
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM change_unit").fetchone()
    rows = connection.execute(
        _RECENT.format(only=only.text),
        (user.bytes, last - RECENT_UNITS, *only.parameters, limit * 10),
    )
    return list(dict.fromkeys(key for (key,) in rows))[:limit]


def read_frequent(connection: sqlite3.Connection, only: Sql, limit: int) -> list[bytes]:
    """Return the products that are on the most lines of all, the first of them first."""
    rows = connection.execute(
        "SELECT r.id FROM (SELECT product_id, count(*) AS number FROM line_item "
        "INDEXED BY line_item_of_product WHERE product_id IS NOT NULL GROUP BY product_id) x "
        f"JOIN product r ON r.id = x.product_id WHERE {only.text} "
        "ORDER BY x.number DESC, r.folded_name LIMIT ?",
        (*only.parameters, limit),
    )
    return [key for (key,) in rows]
