"""The reader of names typed in one piece behind `domain.names.person_names.parse_name`."""

from __future__ import annotations

import re

from domain.names import name_words as vocabulary
from domain.names.person_names import PersonName
from domain.text import fold

_COMPOUND_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_CAPITALS_AT_LEAST = 3
_FATHER_ENDINGS = ("евич", "ович", "evich", "ovich")


def read_name(text: str) -> PersonName:
    """Return the parts of a name; `domain.names.person_names.parse_name` describes the rules."""
    head, _comma, tail = text.partition(",")
    before, after = _split(head), _split(tail)
    if not before or not after:
        return _ordered(before or after)
    if _is_remark(before, after):
        return _ordered(before, remark=after)
    prefix, given, suffix = _without_titles(after)
    return PersonName(" ".join(before), given[0], " ".join(given[1:]), prefix, suffix)


def _split(text: str) -> list[str]:
    """Return the words of a name, initials that were typed together as one word each."""
    found: list[str] = []
    for word in text.replace(",", " ").split():
        found += re.findall(r".\.", word) if _COMPOUND_INITIALS.fullmatch(word) else [word]
    return found


def _plain(word: str) -> str:
    return fold(word).replace(".", "")


def _is_remark(before: list[str], after: list[str]) -> bool:
    """Say whether what follows the comma is no first name: "Jr.", a post, a company."""
    if all(_plain(word) in vocabulary.SUFFIXES for word in after):
        return True
    if after[0][0].islower() and not before[0][0].islower():
        return True
    particles = any(fold(word) in vocabulary.PARTICLES for word in before)
    return len(before) > 2 and not particles


def _without_titles(name: list[str]) -> tuple[str, list[str], str]:
    """Return prefix, name and suffix; at least one word is left as the name."""
    start, end = 0, len(name)
    while start < end - 1 and _plain(name[start]) in vocabulary.PREFIXES:
        start += 1
    while end - 1 > start and _plain(name[end - 1]) in vocabulary.SUFFIXES:
        end -= 1
    return " ".join(name[:start]), name[start:end], " ".join(name[end:])


def _ordered(typed: list[str], remark: list[str] | None = None) -> PersonName:
    """Return the parts of a name without commas; `remark` goes behind its suffix."""
    prefix, name, suffix = _without_titles(typed)
    last, first, middle = _last_first_middle(name)
    suffix = " ".join(filter(None, (suffix, *(remark or ()))))
    return PersonName(" ".join(last), " ".join(first), " ".join(middle), prefix, suffix)


def _last_first_middle(name: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the words of surname, first name and middle names."""
    count = len(name)
    if count < 2:
        return [], name, []
    if count > 2 and fold(name[-1]) in vocabulary.TURKIC_PATRONYMICS:
        return name[:-3], name[-3:-2], name[-2:]
    inside = next((i for i in range(1, count - 1) if _is_patronymic(name[i])), None)
    if inside is not None:
        return name[inside + 1 :], name[:inside], name[inside : inside + 1]
    if count > 2 and _is_patronymic(name[-1]):
        return name[:-2], name[-2:-1], name[-1:]
    if count == 2 and _is_certain_patronymic(name[1]):
        return [], name[:1], name[1:]
    if _surname_is_first(name):
        return name[:1], name[1:2], name[2:]
    for index in range(1, count - 1):
        if fold(name[index]) in vocabulary.PARTICLES:
            return name[index:], name[:1], name[1:index]
    return name[-1:], name[:1], name[1:-1]


def _surname_is_first(name: list[str]) -> bool:
    others = name[1:]
    if _INITIAL.fullmatch(name[0]):
        return False
    if len(others) > 1 and all(_INITIAL.fullmatch(word) for word in others):
        return True
    if _is_surname(name[0]) and not any(_is_surname(word) for word in others):
        return True
    in_capitals = len(name[0]) >= _CAPITALS_AT_LEAST and name[0].isupper()
    return in_capitals and not any(word.isupper() and len(word) > 1 for word in others)


def _is_surname(word: str) -> bool:
    ending = fold(word).rpartition("-")[2]
    return ending not in vocabulary.NOT_SURNAMES and bool(vocabulary.SURNAME.fullmatch(ending))


def _is_patronymic(word: str) -> bool:
    return bool(vocabulary.PATRONYMIC.fullmatch(fold(word)))


def _is_certain_patronymic(word: str) -> bool:
    """Say whether a patronymic is none of the surnames in -ович: "Роман Абрамович"."""
    folded = fold(word)
    if not vocabulary.PATRONYMIC.fullmatch(folded):
        return False
    for ending in _FATHER_ENDINGS:
        if folded.endswith(ending):
            return folded.removesuffix(ending) in vocabulary.FATHERS
    return True
