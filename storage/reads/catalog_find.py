"""Finds products by the first letters of their words, narrowed down to a section (CAT-15)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

from storage.reads.find import CANDIDATES, Wanted, occur, queries
from storage.reads.known_words import LAST, KnownWords
from storage.reads.marks import among_kinds
from storage.reads.sql import Sql, all_of

FEW: Final = 2500
"""Up to so many products of a section are read one by one; of more, the index tells which."""


class FoundProduct(NamedTuple):
    """A product with the words by which it is found, and its folded name."""

    key: bytes
    text: str
    name: str


def offered(*, with_inactive: bool) -> Sql:
    """Return the condition that the product `r` is offered."""
    return Sql(f"r.deleted_at IS NULL{'' if with_inactive else ' AND r.is_active'}")


class ProductFinder:
    """Finds products that pass `only`, in a section and below it where one is given.

    The products of a small section are read once and serve for whatever is looked for among them.
    """

    def __init__(self, connection: sqlite3.Connection, only: Sql, section: UUID | None) -> None:
        self._connection, self._only, self._section = connection, only, section
        self._few = None if section is None else self._read_few(section)

    def find(self, wanted: Wanted, limit: int) -> list[bytes]:
        """Return the keys of products in which all wanted words occur.

        The best come first: words that stand there whole, then names that begin with one of them.
        """
        if not wanted:
            return []
        found = {one.key: one for one in self._candidates(wanted) if occur(one.text, wanted)}
        beginnings = tuple(word for spellings in wanted for word in spellings)

        def rank(one: FoundProduct) -> tuple[int, bool, str]:
            whole = set(one.text.split())
            missing = sum(whole.isdisjoint(spellings) for spellings in wanted)
            return missing, not one.name.startswith(beginnings), one.text

        return [one.key for one in sorted(found.values(), key=rank)[:limit]]

    def _candidates(self, wanted: Wanted) -> Iterator[FoundProduct]:
        if self._few is not None:
            yield from self._few
            return
        for spellings in wanted:
            for word in spellings:
                yield from self._named(word)
        yield from self._with_words(wanted)

    def _named(self, word: str) -> Iterator[FoundProduct]:
        """Return products whose names begin with a word, of a section those of any below it."""
        source, parameters = "product r INDEXED BY product_by_name WHERE ", tuple[object, ...]()
        if self._section is not None:
            source = f"{_WITHIN} AND "
            parameters = (self._section.bytes,)
        rows = self._connection.execute(
            "SELECT d.id, d.text, r.folded_name FROM (SELECT r.id, r.folded_name "
            f"FROM {source} r.folded_name >= ? AND r.folded_name < ? AND {self._only.text} "
            f"LIMIT {CANDIDATES}) r JOIN search_doc d ON d.kind = 'product' AND d.id = r.id",
            (*parameters, word, word + LAST, *self._only.parameters),
        )
        return map(FoundProduct._make, rows)

    def _with_words(self, wanted: Wanted) -> Iterator[FoundProduct]:
        only = self._only
        if self._section is not None:
            inside = Sql(
                "EXISTS (SELECT 1 FROM section_within w "
                "WHERE w.section_id = r.section_id AND w.above_id = ?)",
                (self._section.bytes,),
            )
            only = all_of([only, inside])
        telling = [spellings for spellings in wanted if max(map(len, spellings)) > 1] or wanted[:1]
        for query in queries(KnownWords(self._connection), telling):
            rows = self._connection.execute(
                "SELECT d.id, d.text, r.folded_name FROM search_fts f "
                "CROSS JOIN search_doc d ON d.rowid = f.rowid "
                "CROSS JOIN product r ON r.id = d.id WHERE search_fts MATCH ? "
                f"AND d.kind = 'product' AND {only.text} LIMIT {CANDIDATES}",
                (among_kinds(query, ("product",)), *only.parameters),
            ).fetchall()
            yield from map(FoundProduct._make, rows)
            if len(rows) == CANDIDATES:
                return

    def _read_few(self, section: UUID) -> list[FoundProduct] | None:
        """Return all products of a section that are offered, None where they are many."""
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {_WITHIN} LIMIT {FEW + 1})", (section.bytes,)
        ).fetchone()
        if count > FEW:
            return None
        rows = self._connection.execute(
            "SELECT d.id, d.text, r.folded_name FROM section_within w "
            "CROSS JOIN product r INDEXED BY product_of_section ON r.section_id = w.section_id "
            "CROSS JOIN search_doc d ON d.kind = 'product' AND d.id = r.id "
            f"WHERE w.above_id = ? AND {self._only.text}",
            (section.bytes, *self._only.parameters),
        )
        return list(map(FoundProduct._make, rows))


_WITHIN: Final = (
    "section_within w CROSS JOIN product r INDEXED BY product_of_section "
    "ON r.section_id = w.section_id WHERE w.above_id = ?"
)
"""The products in a section and below it, section by section."""


_RECENT: Final = (
    "SELECT x.product_id FROM (SELECT id, product_id FROM line_item WHERE product_id IS NOT NULL "
    "ORDER BY id DESC LIMIT {lines}) x CROSS JOIN change c ON c.record = x.id AND c.op = 'I' "
    "CROSS JOIN change_unit u ON u.seq = c.unit AND u.actor = ? "
    "CROSS JOIN product r ON r.id = x.product_id WHERE {only} ORDER BY x.id DESC LIMIT ?"
)
RECENT_LINES: Final = 1000
"""Among so many of the newest lines those are looked for that somebody has added."""


def read_recent(connection: sqlite3.Connection, user: UUID, only: Sql, limit: int) -> list[bytes]:
    """Return the products that somebody has put on lines of late, the last one first."""
    rows = connection.execute(
        _RECENT.format(lines=RECENT_LINES, only=only.text),
        (user.bytes, *only.parameters, limit * 10),
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


def read_first(
    connection: sqlite3.Connection, only: Sql, limit: int, section: UUID | None = None
) -> list[bytes]:
    """Return the first products that pass `only`, of a section and below it or of all, by name."""
    source = "product r WHERE"
    parameters: tuple[bytes, ...] = ()
    if section is not None:
        source, parameters = f"{_WITHIN} AND", (section.bytes,)
    rows = connection.execute(
        f"SELECT r.id FROM {source} {only.text} ORDER BY r.folded_name, r.id LIMIT ?",
        (*parameters, *only.parameters, limit),
    )
    return [key for (key,) in rows]
