"""Brings a query into the form in which the fewest questions are asked of each record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.query.tree import And, Clause, Node, Not, Or, Test, Words


def simplified(node: Node) -> Node:
    """Return a node that the same records pass.

    What is turned round twice stands as it is, all that is left out is left out together, words
    that must all be found are one, and so are values that one field may have.
    """
    match node:
        case And(parts):
            return _all([simplified(part) for part in parts])
        case Or(parts):
            return _one([simplified(part) for part in parts])
        case Not(part):
            inner = simplified(part)
            return inner.part if isinstance(inner, Not) else Not(inner)
    return node


def _all(parts: Iterable[Node]) -> Node:
    left: list[Node] = []
    left_out: list[Node] = []
    for part in parts:
        for one in part.parts if isinstance(part, And) else (part,):
            if isinstance(one, Not):
                left_out.append(one.part)
            else:
                left.append(one)
    left = _with_words_together(left)
    if left_out:
        left.append(Not(_one(left_out)))
    return left[0] if len(left) == 1 else And(tuple(left))


def _one(parts: Iterable[Node]) -> Node:
    left: list[Node] = []
    asked: dict[tuple[object, ...], list[Test]] = {}
    for part in parts:
        for one in part.parts if isinstance(part, Or) else (part,):
            if not isinstance(one, Clause):
                left.append(one)
            elif one.path in asked:
                asked[one.path] += one.tests
            else:
                asked[one.path] = [*one.tests]
                left.append(one)
    left = [
        Clause(one.path, tuple(dict.fromkeys(asked[one.path]))) if isinstance(one, Clause) else one
        for one in left
    ]
    return left[0] if len(left) == 1 else Or(tuple(left))


def _with_words_together(parts: Sequence[Node]) -> list[Node]:
    """Return parts that must all hold, single words made one: the index then looks once."""
    single = [part for part in parts if isinstance(part, Words) and part.is_plain]
    if len(single) < 2:
        return [*parts]
    together = Words("", tuple(word for part in single for word in part.words))
    return [together, *(part for part in parts if part not in single)]
