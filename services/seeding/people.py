"""Draws made-up people: names whose parts agree, and how they are spelled in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final, NamedTuple

from domain.text import fold
from services.seeding import names
from services.seeding.phone_numbers import PLANS, NumberPlan
from services.seeding.rows import pick
from services.seeding.words import ENGLISH, POLISH, RUSSIAN, Business


class Word(NamedTuple):
    """A word as shown, folded for search, and in Latin letters for addresses."""

    text: str
    folded: str
    latin: str


class Naming(NamedTuple):
    """Names that go together; `patronymics` is empty where a language has none."""

    firsts: tuple[Word, ...]
    patronymics: tuple[Word, ...]
    surnames: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """All words of a language, ready for use. `naming` is that of men, then that of women."""

    business: Business
    naming: tuple[Naming, Naming]
    plans: tuple[NumberPlan, ...]
    beginnings: tuple[Word, ...]
    endings: tuple[Word, ...]


def to_words(texts: Iterable[str]) -> tuple[Word, ...]:
    """Return words with their other spellings."""
    from anyascii import anyascii

    return tuple(
        Word(text, fold(text), "".join(filter(str.isalnum, anyascii(text).lower())))
        for text in texts
    )


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages: Russian, Polish, English."""
    russian = (
        Naming(
            to_words(names.RUSSIAN_MEN),
            to_words(names.FATHERS),
            to_words(names.RUSSIAN_SURNAMES),
        ),
        Naming(
            to_words(names.RUSSIAN_WOMEN),
            to_words(map(names.feminine_patronymic, names.FATHERS)),
            to_words(map(names.feminine_surname, names.RUSSIAN_SURNAMES)),
        ),
    )
    polish = (
        Naming(to_words(names.POLISH_MEN), (), to_words(names.POLISH_SURNAMES)),
        Naming(
            to_words(names.POLISH_WOMEN),
            (),
            to_words(map(names.feminine_surname, names.POLISH_SURNAMES)),
        ),
    )
    english = (
        Naming(to_words(names.ENGLISH_MEN), (), to_words(names.ENGLISH_SURNAMES)),
        Naming(to_words(names.ENGLISH_WOMEN), (), to_words(names.ENGLISH_SURNAMES)),
    )
    return (
        _language(RUSSIAN, russian, "RU"),
        _language(POLISH, polish, "PL"),
        _language(ENGLISH, english, "GB", "GB", "US"),
    )


def _language(business: Business, naming: tuple[Naming, Naming], *regions: str) -> Language:
    return Language(
        business,
        naming,
        tuple(PLANS[region] for region in regions),
        to_words(business.beginnings),
        to_words(business.endings),
    )


LANGUAGE_TURNS: Final = tuple("RPE".index(letter) for letter in "RRPRERRPRRERPRRPRERP")
"""The place in `languages()` of each of twenty companies, over and over."""


class Person(NamedTuple):
    """A drawn name; `folded` is the search form of surname, first name and patronymic."""

    first: str
    middle: str
    last: str
    folded: str
    latin_first: str
    latin_last: str


def draw_person(random: Random, language: Language) -> Person:
    """Return a man or a woman of a language."""
    firsts, patronymics, surnames = language.naming[random.random() < 0.5]
    first, last = pick(random, firsts), pick(random, surnames)
    if not patronymics:
        folded = f"{last.folded} {first.folded}"
        return Person(first.text, "", last.text, folded, first.latin, last.latin)
    middle = pick(random, patronymics)
    folded = f"{last.folded} {first.folded} {middle.folded}"
    return Person(first.text, middle.text, last.text, folded, first.latin, last.latin)
