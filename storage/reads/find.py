"""Finds records by the first letters of their words, or by what a phone or an address begins with.

No match is ranked before it is found: the first few hundred documents that match are read by
prefix, and ordered here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

from domain.records.kinds import KINDS
from storage.reads.known_words import LAST, KnownWords
from storage.reads.marks import among_kinds

CANDIDATES = 100
"""How many documents are looked at in each way before the best are chosen."""

SCANNED = 2000
"""How many matches are looked at for those of certain kinds."""

FEW = 40
"""With fewer of these kinds among them, all matches are looked at, whatever that takes."""

CANDIDATES_BY_DIGITS = 2000
"""How many phones are looked at for the one whose client also has certain words."""

INDEXED_LETTERS = 3
"""Up to so many letters the full-text index keeps beginnings of words beside whole words."""

EXPANDED = 40
"""With up to so many words a longer beginning is looked up as these words.

The index would gather all documents of all of them before it gives the first.
"""

Wanted = Sequence[Sequence[str]]
"""Words that must all occur, each as the beginning of a word: for each its possible spellings."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found, and the phone or address by which, where it was by one.

    `field` names the custom field that holds it, "" for another one.
    """

    kind: str
    key: bytes
    point: str = ""
    point_type: str = ""
    field: str = ""


class _Document(NamedTuple):
    kind: str
    key: bytes
    text: str


def find_by_words(
    connection: sqlite3.Connection, wanted: Wanted, kinds: Sequence[str], limit: int
) -> list[Found]:
    """Return records in which all wanted words occur, the best first.

    Words that stand in a record whole count more than beginnings, and names more than the rest.
    """
    if not wanted:
        return []
    names = {document.key: document for document in _by_name(connection, wanted, kinds)}
    others = {document.key: document for document in _by_document(connection, wanted, kinds)}
    documents = sorted(
        (others | names).values(),
        key=lambda document: _rank(document, wanted, kinds, is_name=document.key in names),
    )
    return [Found(document.kind, document.key) for document in documents[:limit]]


def occur(text: str, wanted: Wanted) -> bool:
    """Return whether all wanted words begin words of a folded text."""
    padded = f" {text}"
    return all(any(f" {word}" in padded for word in spellings) for spellings in wanted)


_NAME_COLUMNS = {
    "contact": ("folded_name", " "),
    "company": ("folded_title", ""),
    "lead": ("folded_name", " "),
    "invoice": ("folded_title", " "),
    "quote": ("folded_title", " "),
    "product": ("folded_name", " "),
    "section": ("folded_name", " "),
}
"""Indexed search forms of names, and what stands between their words.

That of a person begins with the surname, that of a company has no legal form.
"""


def _by_name(
    connection: sqlite3.Connection, wanted: Wanted, kinds: Sequence[str]
) -> Iterator[_Document]:
    """Return documents of records whose name begins with one of the words.

    Of a common surname with an initial behind it, both together are looked up as well.
    """
    singles = [word for spellings in wanted for word in spellings]
    pairs = [
        (first, second)
        for one, other in permutations(wanted, 2)
        for first in one
        for second in other
        if len(first) > 1 and len(second) == 1
    ]
    for kind in kinds:
        if kind not in _NAME_COLUMNS:
            continue
        column, blank = _NAME_COLUMNS[kind]
        beginnings = [first + blank + second for first, second in pairs]
        # One letter begins so many names that it says nothing beside another word.
        beginnings += [word for word in singles if len(word) > 1 or len(wanted) == 1]
        for beginning in beginnings:
            rows = connection.execute(
                f"SELECT d.kind, d.id, d.text FROM (SELECT id, {column} AS name FROM {kind} "
                f"WHERE {column} >= ? AND {column} < ? AND deleted_at IS NULL "
                f"ORDER BY {column} LIMIT {CANDIDATES}) r "
                f"JOIN search_doc d ON d.kind = ? AND d.id = r.id",
                (beginning, beginning + LAST, kind),
            )
            yield from (
                document for row in rows if occur((document := _Document(*row)).text, wanted)
            )


def _by_document(
    connection: sqlite3.Connection, wanted: Wanted, kinds: Sequence[str]
) -> Iterator[_Document]:
    """Return documents that hold the words; beginnings of words only if few hold them whole."""
    # One letter begins a good part of all words: it narrows what the others have found.
    telling = [spellings for spellings in wanted if max(map(len, spellings)) > 1] or wanted[:1]
    for query in queries(KnownWords(connection), telling):
        query, count = among_kinds(query, kinds), 0
        for documents in _matches(connection, query, kinds):
            yield from (document for document in documents if occur(document.text, wanted))
            count += len(documents)
        if count >= CANDIDATES:
            break


def queries(known: KnownWords, wanted: Wanted) -> Iterator[str]:
    """Return full-text queries: for the words as they stand, then for words that begin so."""
    yield _query([[f'"{word}"' for word in spellings] for spellings in wanted])
    yield _query(
        [[term for word in spellings for term in _beginning(known, word)] for spellings in wanted]
    )


def _query(groups: Iterable[Iterable[str]]) -> str:
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def _beginning(known: KnownWords, word: str) -> list[str]:
    words = known.all_beginning_with(word, EXPANDED) if len(word) > INDEXED_LETTERS else []
    return [f'"{one}"' for one in words] or [f'"{word}"*']


def _matches(
    connection: sqlite3.Connection, query: str, kinds: Sequence[str]
) -> Iterator[list[_Document]]:
    """Return the oldest documents that match, then the newest; all where few of these fit."""
    marks = ", ".join("?" for _ in kinds)
    is_any = len(kinds) == len(KINDS)
    only = "" if is_any else f"WHERE d.kind IN ({marks})"

    def read(direction: str, scanned: int) -> list[_Document]:
        # Matches are counted before the join, for those of other kinds may stand before them all.
        rows = connection.execute(
            "SELECT d.kind, d.id, d.text FROM (SELECT rowid FROM search_fts WHERE search_fts "
            f"MATCH ? ORDER BY rowid {direction} LIMIT {scanned}) f CROSS JOIN search_doc d "
            f"ON d.rowid = f.rowid {only} LIMIT {CANDIDATES}",
            (query, *(() if is_any else kinds)),
        )
        return [_Document(*row) for row in rows]

    if is_any:
        yield (oldest := read("ASC", CANDIDATES))
        if len(oldest) == CANDIDATES:
            yield read("DESC", CANDIDATES)
        return
    yield (oldest := read("ASC", SCANNED))
    yield (newest := read("DESC", SCANNED))
    if len(oldest) + len(newest) < FEW:
        yield read("ASC", -1)


def _rank(
    document: _Document, wanted: Wanted, kinds: Sequence[str], *, is_name: bool
) -> tuple[int, bool, int, str]:
    """Sort whole words first, then names that begin with a word: a surname, a title."""
    text = document.text
    whole = set(text.split())
    missing = sum(whole.isdisjoint(spellings) for spellings in wanted)
    begins = is_name or any(text.startswith(tuple(spellings)) for spellings in wanted)
    return missing, not begins, kinds.index(document.kind), text


def find_by_points(
    connection: sqlite3.Connection,
    beginnings: Iterable[tuple[str, str]],
    kinds: Sequence[str],
    limit: int,
    wanted: Wanted = (),
) -> list[Found]:
    """Return clients with a phone or an address that begins so, and in which the words occur.

    `beginnings` are pairs of a column of `contact_point` (`e164`, `national`, `reversed`, `folded`)
    and what it begins with. Phones in custom fields have the first three, too.
    """
    found: dict[bytes, Found] = {}
    most = CANDIDATES_BY_DIGITS if wanted else max(CANDIDATES, limit)
    for column, beginning in beginnings:
        for table in ("contact_point", "custom_phone"):
            if table == "custom_phone" and column not in _CUSTOM_COLUMNS:
                continue
            rows = connection.execute(
                _points_sql(table, column, len(kinds)), (beginning, beginning + LAST, *kinds, most)
            )
            for kind, key, point, type_, field, text in rows:
                if occur(text, wanted):
                    found.setdefault(key, Found(kind, key, point, type_, field))
                if len(found) >= limit:
                    return list(found.values())
    return list(found.values())


_CUSTOM_COLUMNS = frozenset({"e164", "national", "reversed"})


def _points_sql(table: str, column: str, kinds: int) -> str:
    """Return SQL for what begins so in a column, of so many kinds of clients."""
    which = "p.type, ''" if table == "contact_point" else "'phone', p.field"
    # What has no document is in the bin.
    return (
        f"SELECT p.record_kind, p.record_id, coalesce(p.e164, p.value), {which}, d.text FROM "
        f"(SELECT * FROM {table} WHERE {column} >= ? AND {column} < ? "
        f"AND +record_kind IN ({', '.join('?' * kinds)}) ORDER BY {column} LIMIT ?) p "
        f"JOIN search_doc d ON d.kind = p.record_kind AND d.id = p.record_id"
    )
