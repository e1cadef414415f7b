"""Takes a query apart into what it asks of single fields and the rest, and puts it together.

A panel of fields and the line of the filter thus write the same language (FEATURES CONT-05).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import BadInput
from domain.i18n import _
from domain.query import tokens
from domain.query.errors import QueryError
from domain.query.printing import quote, to_text
from domain.query.tree import And, Clause, Node, Or, Query
from domain.records.fields import Field

Read = Callable[[str], Query]
"""Reads the text of a query about records of one kind."""


@dataclass(frozen=True, slots=True)
class PanelTexts:
    """What a filter asks for: by the names of fields, as it is typed behind each, and the rest."""

    of_fields: Mapping[str, str]
    rest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query: its text, and what it means."""

    text: str
    node: Node


def taken_apart(text: str, read: Read, names: Collection[str]) -> PanelTexts:
    """Return what a query asks of the fields of these names, and all else as it is typed.

    What holds of a field in one of several cases only, or twice, or of a linked record, is left in
    the rest. Raises QueryError.
    """
    query = read(text)
    if isinstance(query.root, Or):
        return PanelTexts({}, text)
    found: dict[str, str] = {}
    rest: list[str] = []
    for part, span in zip(query.parts, query.spans, strict=False):
        typed = text[span].strip()
        name = tokens.NAME.match(typed) or tokens.WORD_AND_SIGN.match(typed)
        if name and isinstance(part, Clause) and part.name in names and part.name not in found:
            end = name.end("colon") if name["colon"] else name.end("name")
            found[part.name] = typed[end:].strip()
        else:
            rest.append(typed)
    return PanelTexts(found, " ".join(rest))


def put_together(parts: Sequence[Part], read: Read) -> str:
    """Return the text of a query that asks for all parts, as they are typed wherever possible."""
    texts = [
        f"({part.text})" if isinstance(part.node, Or) and len(parts) > 1 else part.text
        for part in parts
    ]
    text, nodes = " ".join(filter(None, texts)), _flat([part.node for part in parts])
    try:
        is_read_so = _flat(read(text).parts) == nodes
    except QueryError:
        is_read_so = False
    # A value may draw in the words that follow it, unless it stands in quotation marks.
    return text if is_read_so else to_text(And(nodes))


def _flat(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return the nodes, in the place of those that must all hold what these consist of."""
    return tuple(n for node in nodes for n in (node.parts if isinstance(node, And) else (node,)))


def read_clause(field: Field, name: str, typed: str, read: Read) -> Part:
    """Return what a text typed behind a field asks of it, which is called `name` in the query.

    Blanks and signs need no quotation marks here. Raises BadInput that names the field.
    """
    values = ",".join(_quoted(value.strip()) for value in typed.split(",") if value.strip())
    fault: QueryError | None = None
    for value in (typed, values):
        text = f"{name}:{value}"
        try:
            root = read(text).root
        except QueryError as error:
            fault = fault or error
            continue
        if isinstance(root, Clause) and root.path == (field,):
            return Part(text, root)
    raise BadInput(str(fault) if fault else _("This cannot be looked for here."), field.name)


def _quoted(value: str) -> str:
    """Return a value in quotation marks where it would not be read as one without them."""
    return value if tokens.VALUE.fullmatch(value) else quote(value)
