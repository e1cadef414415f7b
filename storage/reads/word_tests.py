"""Conditions on the words of a record, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.query.tree import Words
from domain.records.fields import FieldRegistry
from domain.records.kinds import KINDS
from storage.reads.among import ALL_PHONES, Found, by_any_words, by_digits, by_words, either
from storage.reads.sql import ALWAYS, Sql, all_of, any_of
from storage.reads.stored_tests import has_digits
from storage.search import document_sql

_PEOPLE: Final = frozenset({"contact", "lead"})

_FEW: Final = 20
"""For how many words a document is read through, rather than a set made of all that have them."""

_PERSON: Final = (
    "' ' || crm_words(r.last_name || ' ' || r.first_name || ' ' || r.middle_name) || ' '"
)
"""The words of the name of the person `r`, with blanks around each."""


class WordTests:
    """Compiles words that are looked for in records of a kind, aliased `r`.

    Records that are in the bin have no search document: with `in_bin` it is composed on the way.
    """

    def __init__(self, fields: FieldRegistry, kind: str, *, in_bin: bool) -> None:
        self._fields, self._kind, self._in_bin = fields, kind, in_bin

    def found(self, node: Words) -> Found:
        """Look for words in the search document, and for a phone by its digits."""
        found = self._in_document(_stand(node))
        if node.is_phrase and self._kind in _PEOPLE:
            # A name is one in whatever order it is said.
            named = [Sql(f"instr({_PERSON}, ?) > 0", (f" {word} ",)) for word in node.words]
            found = any_of([found, all_of(named)])
        among = by_words(self._kind, node.words, whole=node.is_phrase)
        by_word = Found(found, among, None if node.is_phrase else ALWAYS)
        if not (node.keys and KINDS[self._kind].is_client):
            return by_word
        digits = has_digits(self._kind, "r", node.keys, ALL_PHONES)
        among = by_digits(self._kind, node.keys, ALL_PHONES)
        return either([by_word, Found(digits, among, ALWAYS)])

    def found_any(self, nodes: Sequence[Words]) -> Found:
        """Look for plain words of which those of one node are enough: the document is read once."""
        among = by_any_words(self._kind, [node.words for node in nodes])
        if len(nodes) > _FEW and not self._in_bin:
            found = among.sql.within("r.id IN (", ")")
        else:
            found = self._in_document(any_of(_stand(node) for node in nodes))
        return Found(found, among, ALWAYS)

    def _in_document(self, asked: Sql) -> Sql:
        """Return that the search document `d` of a record passes a condition."""
        if self._in_bin:
            composed = f"(SELECT {document_sql(self._fields, self._kind)} AS text)"
            return asked.within(f"EXISTS (SELECT 1 FROM {composed} d WHERE ", ")")
        kept = f"d.kind = '{self._kind}' AND d.id = r.id"
        return asked.within(f"EXISTS (SELECT 1 FROM search_doc d WHERE {kept} AND ", ")")


def _stand(node: Words) -> Sql:
    """Return that all words of a node stand in the document `d`."""
    wanted = [" ".join(node.words)] if node.is_phrase else node.words
    end = " " if node.is_phrase else ""
    return all_of(
        Sql("instr(' ' || d.text || ' ', ?) > 0", (f" {word}{end}",))
        for word in dict.fromkeys(wanted)
    )
