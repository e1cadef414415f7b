"""The ways to read what was typed into a search, beside the letters as they stand (SRCH-01).

A reading is, for each word, the spellings one of which must occur. Whether words occur is asked of
the index first, which costs less than to search for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.key_layouts import in_other_layout
from domain.spelling import has_other_script, other_script, slips
from domain.text import words
from storage.reads.find import Wanted
from storage.reads.hits import Reading
from storage.reads.known_words import KnownWords

MOST_SPELLINGS = 24
"""How many spellings of a word are looked for at once."""

MOST_SLIPS = 2
"""In how many words of a text a slip is looked for."""

TWO_SLIPS = 8
"""Letters from which on two slips in a word are forgiven."""

RIGHT_LETTERS = 4
"""Letters at the beginning of such a word that are taken for right."""

NEAR_WORDS = 3000
"""How many words with that beginning are compared."""


def layout_reading(text: str, known: KnownWords) -> Wanted:
    """Return the words that the same keys give in the other keyboard layout, if they all occur."""
    typed = words(in_other_layout(text))
    return [[word] for word in typed] if known.beginnings(typed) >= set(typed) else []


def script_reading(typed: Sequence[str], known: KnownWords) -> Wanted:
    """Return the words as they stand or in the other script: `ivanov` as `иванов`.

    Empty where a word occurs in neither, or no word in the other.
    """
    spellings = [_in_other_script(word, known) for word in typed]
    as_typed = known.beginnings(typed)
    wanted = [
        [*([word] if word in as_typed else []), *others]
        for word, others in zip(typed, spellings, strict=True)
    ]
    return wanted if any(spellings) and all(wanted) else []


def slip_reading(typed: Sequence[str], known: KnownWords, *, is_lost: bool) -> Wanted:
    """Return the words as they stand or with a slip forgiven, two in a long word.

    A slip is looked for in words that do not occur. In others too where there is but one, or where
    `is_lost` says that nothing was found.
    """
    as_typed = known.beginnings(typed)
    doubtful = [word for word in typed if word not in as_typed]
    if is_lost or len(typed) == 1:
        doubtful += sorted((word for word in typed if word in as_typed), key=len, reverse=True)
    near = {word: _near(word, known) for word in doubtful[:MOST_SLIPS]}
    wanted = [
        [*([word] if word in as_typed else []), *near.get(word, []), *_scripts(word, known, near)]
        for word in typed
    ]
    return wanted if any(near.values()) and all(wanted) else []


def _scripts(word: str, known: KnownWords, near: dict[str, list[str]]) -> list[str]:
    """Return the spellings in the other script of a word that has no slip."""
    return [] if word in near else _in_other_script(word, known)


def _in_other_script(word: str, known: KnownWords) -> list[str]:
    """Return the spellings of a word in the other script with which a known word begins."""
    if not has_other_script(word):
        return []
    # By the place up to which the word is spelled: what that may have become so far.
    begun: dict[int, set[str]] = {0: {""}}
    for at in range(len(word)):
        longer: dict[int, set[str]] = {}
        for end, written in other_script(word, at):
            longer.setdefault(end, set()).update(before + written for before in begun.get(at, ()))
        occurring = known.beginnings(set().union(*longer.values()))
        for end, texts in longer.items():
            begun.setdefault(end, set()).update(texts & occurring)
    return sorted(begun.get(len(word), ()))[:MOST_SPELLINGS]


def _near(word: str, known: KnownWords) -> list[str]:
    """Return the beginnings of known words from which a word differs by a slip, or by two."""
    near = sorted(known.beginnings(slips(word)))
    if near or len(word) < TWO_SLIPS or not word.isalpha():
        return near[:MOST_SPELLINGS]
    from rapidfuzz.distance import OSA  # needed only for what nothing else explains

    beginnings = {
        other[:length]
        for other in known.beginning_with(word[:RIGHT_LETTERS], NEAR_WORDS)
        for length in range(len(word) - 2, len(word) + 3)
    }
    distances = {other: OSA.distance(word, other, score_cutoff=2) for other in beginnings}
    return sorted((o for o, d in distances.items() if d <= 2), key=distances.__getitem__)[
        :MOST_SPELLINGS
    ]


def readings(text: str, known: KnownWords, *, is_lost: bool) -> Iterator[tuple[Reading, Wanted]]:
    """Return the readings of a text that may find something, the likeliest first.

    `is_lost` tells whether the letters as they stand find nothing.
    """
    typed = list(dict.fromkeys(words(text)))
    if wanted := layout_reading(text, known):
        yield "layout", wanted
    if wanted := script_reading(typed, known):
        yield "script", wanted
    if wanted := slip_reading(typed, known, is_lost=is_lost):
        yield "slip", wanted
