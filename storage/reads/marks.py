"""A word in the search documents of a kind that nobody types, so that the index tells them apart.

Most documents are those of clients. Kinds that are looked for alone are marked, for what stands
among the others would else have to be read and left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MARKED: Final = frozenset({"product", "section"})
_SIGN: Final = "§"
"""No word of a text has it, see `domain.text.words`."""


def mark_sql(kind: str) -> str:
    """Return SQL that puts the mark of a kind behind the words of a document, "" for none."""
    return f" || ' {_SIGN}{kind}'" if kind in _MARKED else ""


def among_kinds(query: str, kinds: Sequence[str]) -> str:
    """Return a full-text query narrowed to documents of some kinds, where all of these are marked.

    Of other kinds it is left as it is.
    """
    if not kinds or not _MARKED.issuperset(kinds):
        return query
    marks = " OR ".join(f'"{_SIGN}{kind}"' for kind in kinds)
    return f"({marks}) AND {query}"
