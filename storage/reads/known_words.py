"""The words that occur in the search documents, read from the full-text index over them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

LAST = "\U0010ffff"
"""Comes after every letter: what begins with a text lies between it and the text with this."""

_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.known_word "
    "USING fts5vocab(main, search_fts, instance)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.known_word_once "
    "USING fts5vocab(main, search_fts, row)",
)
"""Views of the index: a row for each place of a word, and a row for each word.

To seek in the first costs least, for the second counts the places of the word that it finds.
"""


class KnownWords:
    """Tells which words occur."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for table in _TABLES:
            connection.execute(table)

    def beginnings(self, texts: Collection[str]) -> set[str]:
        """Return those of `texts` with which a word begins; each costs one look into the index."""
        if not texts:
            return set()
        # In order, so that one look ends near the next one.
        rows = self._connection.execute(
            "SELECT value, (SELECT term FROM temp.known_word WHERE term >= value LIMIT 1) "
            "FROM json_each(?)",
            (json.dumps(sorted(texts)),),
        )
        return {text for text, word in rows if word is not None and word.startswith(text)}

    def all_beginning_with(self, text: str, most: int) -> list[str]:
        """Return the words that begin so, or none of them if there are more than `most`.

        Each word costs one look, however often it occurs.
        """
        rows = self._connection.execute(
            "WITH RECURSIVE word(term) AS ("
            "SELECT (SELECT term FROM temp.known_word WHERE term >= ?1 LIMIT 1) UNION ALL "
            "SELECT (SELECT term FROM temp.known_word WHERE term >= word.term || char(1) LIMIT 1) "
            "FROM word WHERE word.term < ?2 LIMIT ?3) SELECT term FROM word WHERE term < ?2",
            (text, text + LAST, most + 2),
        )
        found = [word for (word,) in rows]
        return found if len(found) <= most else []

    def beginning_with(self, text: str, limit: int) -> list[str]:
        """Return the first words that begin so, in alphabetical order."""
        rows = self._connection.execute(
            "SELECT term FROM temp.known_word_once WHERE term >= ? AND term < ? LIMIT ?",
            (text, text + LAST, limit),
        )
        return [word for (word,) in rows]
