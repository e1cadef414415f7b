"""Finds records by the first letters of their words, or by the digits of a phone.

No match is ranked before it is found: the first few hundred documents that match are read by
prefix, and ordered here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.kinds import KINDS
from domain.references import title_of
from domain.text import words
from storage.reads.titles import title_parts_sql

CANDIDATES = 100
"""How many documents are looked at before the best are chosen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its kind, key, title, and what else tells it apart."""

    kind: str
    id: UUID
    title: str
    detail: str = ""

    @property
    def key(self) -> UUID:
        """What names this hit in a list."""
        return self.id


def find_by_words(
    connection: sqlite3.Connection, text: str, kinds: Sequence[str], limit: int
) -> list[Hit]:
    """Return records in which every word of `text` begins a word, the best first.

    Words that stand in a record whole are looked up first, so that a short name is not buried under
    longer ones that begin so.
    """
    wanted = list(dict.fromkeys(words(text)))
    if not wanted:
        return []
    # A single letter begins a good part of all words: it narrows what the others have found.
    telling = [word for word in wanted if len(word) > 1] or wanted[:1]
    others = [word for word in wanted if word not in telling]
    found = _by_name(connection, telling, kinds)
    for ending in ("", "*"):
        query = " AND ".join(f'"{word}"{ending}' for word in telling)
        for row in _matches(connection, query, kinds):
            if all(f" {word}" in f" {row[2]}" for word in others):
                found.setdefault(row[1], row)
    rows = sorted(found.values(), key=lambda row: _rank(row[2], wanted, kinds.index(row[0])))
    return read_hits(connection, [(kind, key) for kind, key, _text in rows[:limit]])


_NAME_COLUMNS = {
    "contact": "folded_name",
    "company": "folded_title",
    "lead": "folded_name",
}
"""Indexed search forms of names; that of a person begins with the surname."""


def _by_name(
    connection: sqlite3.Connection, wanted: Sequence[str], kinds: Sequence[str]
) -> dict[bytes, tuple[str, bytes, str]]:
    """Return the documents of records whose name begins with one of the words."""
    found: dict[bytes, tuple[str, bytes, str]] = {}
    for kind in kinds:
        column = _NAME_COLUMNS.get(kind)
        for word in wanted if column else ():
            rows = connection.execute(
                f"SELECT d.kind, d.id, d.text FROM (SELECT id, {column} AS name FROM {kind} "
                f"WHERE {column} >= ? AND {column} < ? AND deleted_at IS NULL "
                f"ORDER BY {column} LIMIT ?) r JOIN search_doc d ON d.kind = ? AND d.id = r.id",
                (word, word + "\U0010ffff", CANDIDATES, kind),
            )
            for row in rows:
                if all(f" {other}" in f" {row[2]}" for other in wanted):
                    found.setdefault(row[1], row)
    return found


def _matches(
    connection: sqlite3.Connection, query: str, kinds: Sequence[str]
) -> list[tuple[str, bytes, str]]:
    marks = ", ".join("?" for _ in kinds)
    # The join starts at the full-text index: from the index of kinds it would search it per record.
    return connection.execute(
        "SELECT d.kind, d.id, d.text FROM search_fts f CROSS JOIN search_doc d "
        f"ON d.rowid = f.rowid WHERE search_fts MATCH ? AND +d.kind IN ({marks}) LIMIT ?",
        (query, *kinds, CANDIDATES),
    ).fetchall()


def find_by_digits(
    connection: sqlite3.Connection,
    prefixes: Iterable[tuple[str, str]],
    kinds: Sequence[str],
    limit: int,
) -> list[Hit]:
    """Return clients with a phone whose digits begin so.

    `prefixes` are pairs of a column of `contact_point` (`e164`, `national`, `reversed`) and the
    digits that it begins with.
    """
    found: dict[tuple[str, bytes], None] = {}
    marks = ", ".join("?" for _ in kinds)
    for column, digits in prefixes:
        rows = connection.execute(
            f"SELECT record_kind, record_id FROM contact_point WHERE {column} >= ? "
            f"AND {column} < ? AND +record_kind IN ({marks}) ORDER BY {column} LIMIT ?",
            (digits, digits + ":", *kinds, CANDIDATES),
        )
        for kind, key in rows:
            found.setdefault((kind, key))
        if len(found) >= limit:
            break
    # Some may be in the bin: a few more are read than are asked for.
    return read_hits(connection, list(found)[: 2 * limit])[:limit]


def read_hits(connection: sqlite3.Connection, keys: Sequence[tuple[str, bytes]]) -> list[Hit]:
    """Return what is shown of these records, in their order; those in the bin are left out."""
    hits = (_read_hit(connection, kind, key) for kind, key in keys)
    return [hit for hit in hits if hit is not None]


def _rank(text: str, wanted: Sequence[str], kind_order: int) -> tuple[int, int, int, str]:
    """Sort whole words first, then names that begin with a word: a surname, a title."""
    whole = set(text.split())
    missing = sum(1 for word in wanted if word not in whole)
    is_inside = not text.startswith(tuple(wanted))
    return missing, is_inside, kind_order, text


_PHONE = (
    "coalesce((SELECT coalesce(e164, value) FROM contact_point WHERE record_kind = '{kind}' "
    "AND record_id = r.id AND type IN ('phone', 'email') ORDER BY type DESC, sort LIMIT 1), '')"
)

_DETAILS = {
    "contact": "coalesce((SELECT c.title FROM contact_company w JOIN company c "
    "ON c.id = w.company_id WHERE w.contact_id = r.id ORDER BY w.sort LIMIT 1), '')",
    "lead": "r.company_title",
    "company": "coalesce((SELECT city FROM address WHERE record_kind = 'company' "
    "AND record_id = r.id ORDER BY sort LIMIT 1), '')",
    "deal": "coalesce((SELECT title FROM company WHERE id = r.company_id), '')",
    "activity": "''",
}


def _read_hit(connection: sqlite3.Connection, kind: str, key: bytes) -> Hit | None:
    phone = _PHONE.format(kind=kind) if KINDS[kind].is_client else "''"
    row = connection.execute(
        f"SELECT {_DETAILS[kind]}, {phone}, {title_parts_sql(kind, 'r')} "
        f'FROM "{KINDS[kind].table}" r WHERE r.id = ? AND r.deleted_at IS NULL',
        (key,),
    ).fetchone()
    if row is None:
        return None
    title = title_of(kind, row[2:])
    detail = " · ".join(part for part in row[:2] if part and part != title)
    return Hit(kind, UUID(bytes=key), title, detail)
