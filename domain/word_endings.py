"""Endings that words take in Russian and Polish sentences, so that any form finds the others.

Words are folded, as `domain.text.words` gives them. What is left of a word is a beginning of its
other forms, not always its stem: it is looked for as the beginning of a word.
"""

from __future__ import annotations

from typing import Final

_LEAST: Final = 3
"""Letters that stay, for shorter beginnings say nothing."""

_RUSSIAN: Final = (
    "ыми ими ого его ому ему ами ями ая яя ое ее ые ие ый ий ую юю ой ей ых их ым им ом ем ам ям "
    "ах ях ов ев ью а я о е ы и у ю ь й"
).split()
_POLISH: Final = (
    "ymi imi ego emu ami ach owi iem ych ich ej ym im om em ow ie a e i y o u"
).split()
_ENDINGS: Final = tuple(sorted((*_RUSSIAN, *_POLISH), key=len, reverse=True))


def without_ending(word: str) -> str:
    """Return a word without its ending: “красную” is “красн”, “szafę” is “szaf”."""
    if not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending)
    return word
