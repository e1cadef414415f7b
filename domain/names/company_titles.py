"""Titles of companies without what does not tell one company from another (FEATURES DUP-04)."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from domain.names.legal_forms import AFTER, BEFORE_OR_AFTER, LONGEST, WEAK
from domain.text import fold, words

_WORD = re.compile(r"[^\W_]+")


def without_legal_forms(title: str) -> list[str]:
    """Return the folded words of `title` without legal forms at its ends, or all of them."""
    every_word = kept = words(title)
    capitals = _words_in_capitals(title)
    while kept:
        if behind := _form_length(kept, AFTER, capitals, at_end=True):
            kept = kept[:-behind]
        elif before := _form_length(kept, BEFORE_OR_AFTER, capitals, at_end=False):
            kept = kept[before:]
        else:
            return kept
    return every_word


def _form_length(
    title: list[str], forms: AbstractSet[str], capitals: AbstractSet[str], *, at_end: bool
) -> int:
    """Return how many words at one end of the title are a legal form; the longest form counts.

    A form of several words is one that was written with points or blanks.
    """
    for length in range(min(LONGEST, len(title)), 0, -1):
        part = title[-length:] if at_end else title[:length]
        form = "".join(part)
        if form in forms and (length > 1 or form not in WEAK or form in capitals):
            return length
    return 0


def _words_in_capitals(title: str) -> frozenset[str]:
    """Return the folded words written with two capitals or more, none if the title is all so."""
    if title.isupper():
        return frozenset()
    return frozenset(fold(word) for word in _WORD.findall(title) if sum(map(str.isupper, word)) > 1)
