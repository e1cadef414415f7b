"""Finds activities, deals and documents by their clients as well, whom lists show with them.

These lists say who each is with, and where that person works. So a word may stand in those names
instead of in the record itself, and a client may be named by the company.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.query.tree import And, Clause, Equals, HasWords, Node, Not, Or, Query, Words
from domain.records.computed_fields import CLIENT, COMPUTED_FIELDS
from domain.records.fields import Field, FieldRegistry

_CONTACTS: Final = {
    "activity": "contacts",
    "deal": "contacts",
    "invoice": "contact",
    "quote": "contact",
}
"""The fields of the people with whom activities, deals and documents are, by kind."""


def with_clients(query: Query, fields: FieldRegistry) -> Query:
    """Return a query of records with clients that asks these as well; any other as it is."""
    if query.kind not in _CONTACTS:
        return query
    return replace(query, root=_Widening(query.kind, fields).node(query.root))


class _Widening:
    """Widens the nodes of one query."""

    def __init__(self, kind: str, fields: FieldRegistry) -> None:
        contacts = fields.get(kind, _CONTACTS[kind])
        client = next(field for field in COMPUTED_FIELDS[kind] if field.name == CLIENT)
        self._client = (client,)
        self._company: tuple[Field, ...] = (contacts, fields.get("contact", "companies"))

    def node(self, node: Node) -> Node:
        """Return what a node becomes."""
        match node:
            case And(parts):
                return And(tuple(self.node(part) for part in parts))
            case Or(parts):
                return Or(tuple(self.node(part) for part in parts))
            case Not(part):
                return Not(self.node(part))
            case Words(words=words, is_phrase=False):
                named = (HasWords(words),)
                return Or((node, Clause(self._client, named), Clause(self._company, named)))
            case Clause(path, tests) if path == self._client:
                texts = tuple(test for test in tests if isinstance(test, HasWords | Equals))
                return Or((node, Clause(self._company, texts))) if texts else node
        return node
