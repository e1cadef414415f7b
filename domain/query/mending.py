"""Reads a query that was written when there were fields that are gone by now."""

from __future__ import annotations

from datetime import datetime

from domain.query.errors import QueryError
from domain.query.names import Options, field_spellings, slug
from domain.query.parser import parse_query
from domain.query.tree import EVERYTHING, And, Clause, Node, Not, Or, Query
from domain.records.computed_fields import fields_of
from domain.records.fields import Custom, Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS

_GUESSES = (FieldType.TEXT, FieldType.MONEY, FieldType.MOMENT)
"""Types that a field may have had: each reads other values."""


def parse_known(
    text: str,
    kind: str,
    registry: FieldRegistry,
    now: datetime,
    options: Options,
    *,
    region: str = "RU",
) -> tuple[Query, tuple[str, ...]]:
    """Return what a query asks of the fields that there are, and the names of those there are not.

    A condition on a field that is gone falls away, the others stay. Raises QueryError where
    something else is wrong.
    """
    try:
        return parse_query(text, kind, registry, now, options, region=region), ()
    except QueryError as error:
        gone = text[error.position : error.position + error.length]
        lacking = [name for name in KINDS if gone and not _is_known(registry, name, gone)]
        if not lacking:
            raise
        for type_ in _GUESSES:
            supplied = registry
            for name in lacking:
                supplied = supplied.with_field(Field(name, gone, gone, type_, Custom()))
            try:
                query, others = parse_known(text, kind, supplied, now, options, region=region)
            except QueryError:
                continue
            root = _without(query.root, gone) or EVERYTHING
            return Query(kind, root, now), (gone, *others)
        raise


def _is_known(registry: FieldRegistry, kind: str, name: str) -> bool:
    return any(slug(name) in field_spellings(field) for field in fields_of(registry, kind))


def _without(node: Node, gone: str) -> Node | None:
    """Return a node without its conditions on a field, None where nothing is left of it."""
    match node:
        case And(parts) | Or(parts):
            left = [found for part in parts if (found := _without(part, gone)) is not None]
            if len(left) < 2:
                return left[0] if left else (node if not parts else None)
            return type(node)(tuple(left))
        case Not(part):
            inner = _without(part, gone)
            return None if inner is None else Not(inner)
        case Clause(path) if any(step.name == gone for step in path):
            return None
    return node
