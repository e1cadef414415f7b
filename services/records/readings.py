"""The ways to read what was typed into a search, beside the letters as they stand (SRCH-01).

A reading is, for each word, the spellings one of which must occur. Whether words occur is asked of
the index first, which costs less than to search for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from domain.key_layouts import in_other_layout
from domain.spelling import has_other_script, other_script, slips
from domain.text import fold, words
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


class Reader:
    """Reads one text in several ways."""

    def __init__(self, text: str, known: KnownWords) -> None:
        self._text = text
        self._known = known
        # An apostrophe stands for a soft sign: Grigor'ev is Григорьев.
        self._typed = list(dict.fromkeys(words(fold(text).replace("'", ""))))
        self._spellings: dict[str, list[str]] = {}

    def readings(self, *, is_lost: bool) -> Iterator[tuple[Reading, Wanted]]:
        """Return the readings that may find something, the likeliest first.

        `is_lost` tells whether the letters as they stand find nothing.
        """
        if wanted := self._in_other_layout():
            yield "layout", wanted
        if wanted := self._in_other_script():
            yield "script", wanted
        if wanted := self._with_slips(is_lost=is_lost):
            yield "slip", wanted

    def _in_other_layout(self) -> Wanted:
        """Return the words that the same keys give in the other layout, if they all occur."""
        typed = words(in_other_layout(self._text))
        occurring = self._known.beginnings(typed)
        return [[word] for word in typed] if all(word in occurring for word in typed) else []

    def _in_other_script(self) -> Wanted:
        """Return the words as they stand or in the other script: `ivanov` as `иванов`.

        Empty where a word occurs in neither, or no word in the other.
        """
        wanted = [[*self._as_typed(word), *self._others(word)] for word in self._typed]
        return wanted if any(map(self._others, self._typed)) and all(wanted) else []

    def _with_slips(self, *, is_lost: bool) -> Wanted:
        """Return the words as they stand or with a slip forgiven, two in a long word.

        A slip is looked for in words that do not occur. In others too where there is but one, or
        where nothing was found.
        """
        doubtful = [word for word in self._typed if not self._as_typed(word)]
        if is_lost or len(self._typed) == 1:
            doubtful += sorted(filter(self._as_typed, self._typed), key=len, reverse=True)
        near = {word: self._near(word) for word in doubtful[:MOST_SLIPS]}
        wanted = [
            [*self._as_typed(word), *self._others(word), *near.get(word, [])]
            for word in self._typed
        ]
        return wanted if any(near.values()) and all(wanted) else []

    @cached_property
    def _occurring(self) -> set[str]:
        return self._known.beginnings(self._typed)

    def _as_typed(self, word: str) -> list[str]:
        return [word] if word in self._occurring else []

    def _others(self, word: str) -> list[str]:
        """Return the spellings of a word in the other script with which a known word begins."""
        if word not in self._spellings:
            is_spelled = has_other_script(word)
            self._spellings[word] = _spellings(word, self._known) if is_spelled else []
        return self._spellings[word]

    def _near(self, word: str) -> list[str]:
        """Return the beginnings of known words from which a word differs by a slip, or by two."""
        occurring = self._known.beginnings([word[:end] for end in range(1, len(word) + 1)])
        right = max(map(len, occurring), default=0)
        near = sorted(self._known.beginnings(slips(word, right)))
        if not near and len(word) >= TWO_SLIPS and word.isalpha():
            near = _two_slips_away(word, self._known)
        return near[:MOST_SPELLINGS]


def _spellings(word: str, known: KnownWords) -> list[str]:
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


def _two_slips_away(word: str, known: KnownWords) -> list[str]:
    from rapidfuzz.distance import OSA  # needed only for what nothing else explains

    beginnings = {
        other[:length]
        for other in known.beginning_with(word[:RIGHT_LETTERS], NEAR_WORDS)
        for length in range(len(word) - 2, len(word) + 3)
    }
    distances = {other: OSA.distance(word, other, score_cutoff=2) for other in beginnings}
    return sorted(
        (other for other, distance in distances.items() if distance <= 2),
        key=lambda other: (distances[other], other),
    )
