"""How else a word may be written: in the letters of the other script, or with a slip of the hand.

Words are folded, as `domain.text.words` gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_LATIN_FORMS: Final = {
    "а": "a", "б": "b", "в": "v w", "г": "g h", "д": "d", "е": "e ye je ie yo jo io",
    "ж": "zh j rz z", "з": "z s", "и": "i y", "й": "y i j", "к": "k c", "л": "l", "м": "m",
    "н": "n hn", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t th", "у": "u w o", "ф": "f ph",
    "х": "kh h ch x", "ц": "ts c tz", "ч": "ch cz c tch", "ш": "sh sz s sch rz",
    "щ": "shch sch szcz sc", "ы": "y i", "э": "e", "ю": "yu ju iu u jo", "я": "ya ja ia a",
    "і": "i y", "є": "ye je ie e", "ья": "ya ia ja iya", "ье": "ye ie je e", "ью": "yu iu ju",
    "ий": "iy y i ij yi", "ый": "yy y iy yi", "ая": "aya aia aja a", "ия": "iya ia ija ya",
    "ай": "ay ai aj", "ей": "ey ei ej ay", "кс": "x ks", "дж": "dzh j g dz",
}  # fmt: skip
"""How Cyrillic letters are written in Latin ones, by Russian passports, Poles and habit.

The signs ь and ъ are written by nothing, `_SIGNS`.
"""

_SIGNS = "ьъ"
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")

_CYRILLIC_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюяіє"
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

SHORTEST_WITH_SLIP = 4
"""Shorter words are too like each other for a slip to be told."""


def _steps() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return what pieces of a word become in the other script: from Cyrillic, and from Latin."""
    to_latin = {piece: tuple(forms.split()) for piece, forms in _LATIN_FORMS.items()}
    to_latin |= dict.fromkeys(_SIGNS, ("",))
    to_cyrillic: dict[str, list[str]] = {}
    for piece, forms in _LATIN_FORMS.items():
        # Nothing in the Latin word tells where a sign stands: it may follow any consonant.
        written = [piece, *(piece + sign for sign in _SIGNS if piece[-1] in _CONSONANTS)]
        for form in forms.split():
            to_cyrillic.setdefault(form, []).extend(written)
    return to_latin, {form: tuple(pieces) for form, pieces in to_cyrillic.items()}


_TO_LATIN, _TO_CYRILLIC = _steps()
_LONGEST_PIECE = max(map(len, [*_TO_LATIN, *_TO_CYRILLIC]))


def other_script(word: str, at: int) -> Iterator[tuple[int, str]]:
    """Return how the letters of a word from a place on may be written in the other script.

    Each is the place where the piece ends and what it becomes; a digit stays as it is. Put together
    from 0 to the end of the word the pieces make all its spellings, far more than there are words,
    so whoever looks them up goes on only with beginnings that occur.
    """
    if at < len(word) and word[at].isdigit():
        yield at + 1, word[at]
    pieces = _TO_CYRILLIC if _alphabet(word) is _LATIN_ALPHABET else _TO_LATIN
    for end in range(at + 1, min(len(word), at + _LONGEST_PIECE) + 1):
        for written in pieces.get(word[at:end], ()):
            yield end, written


def are_one_name(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether these are the same words, in any order and either script."""
    if len(words) != len(others):
        return False
    left = list(others)
    for word in words:
        same = next((other for other in left if word == other or _is_other(word, other)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _is_other(word: str, other: str) -> bool:
    """Return whether `other` is one of the spellings of a word in the other script."""
    reached, ahead = {(0, 0)}, {(0, 0)}
    while ahead:
        at, end = ahead.pop()
        for next_at, written in other_script(word, at):
            place = (next_at, end + len(written))
            if place not in reached and other.startswith(written, end):
                reached.add(place)
                ahead.add(place)
    return (len(word), len(other)) in reached


def has_other_script(word: str) -> bool:
    """Return whether a word is of letters, and perhaps digits, that `other_script` knows."""
    alphabet = _alphabet(word)
    return bool(alphabet) and all(letter in alphabet or letter.isdigit() for letter in word)


def slips(word: str, right: int | None = None) -> set[str]:
    """Return what may have been meant: words that differ by one letter too many, too few or wrong,
    or by two neighbours swapped.

    None for a word that is short, holds a digit, or is of neither script. `right` is how many
    letters at the beginning occur so: the slip stands among them or in the letter behind them.
    """
    alphabet = _alphabet(word)
    if len(word) < SHORTEST_WITH_SLIP or not all(letter in alphabet for letter in word):
        return set()
    found: set[str] = set()
    for at in range(len(word) if right is None else min(right + 1, len(word))):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        found.add(before + after)
        if after:
            found.add(before + after[0] + letter + after[1:])
        found.update(before + other + after for other in alphabet)
        found.update(before + other + letter + after for other in alphabet)
    found.discard(word)
    return found


def _alphabet(word: str) -> str:
    """Return the alphabet that the first letter of a word belongs to, or ""."""
    letter = next(filter(str.isalpha, word), "")
    if letter and letter in _LATIN_ALPHABET:
        return _LATIN_ALPHABET
    return _CYRILLIC_ALPHABET if letter and letter in _CYRILLIC_ALPHABET else ""
