"""What is typed to pick a product: how many, and words of what is wanted (FEATURES CAT-14).

A number before the words, set apart by a blank, is a quantity. Whatever else could be one, as in
“10pcs chair”, “3x chair” and “chair 3”, is a word first, for names and codes have numbers too; it
says how many only where no product has that word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.key_layouts import in_other_layout
from domain.money import parse_decimal
from domain.text import fold

SPOKEN_UNITS: Final = frozenset("x х × * шт штук штуки pc pcs szt kg кг g г m м l л".split())
"""What people type behind a number to say that it counts, whatever units the catalog has."""

_NUMBER = r"(?P<number>[-\u2212]?\d[\d.,]*)"
_UNIT = r"(?P<unit>[^\W\d_]+\.?|[*×])"
_COUNTED = re.compile(rf"\s*{_NUMBER}(?:\s+|\s*[*×]\s*(?=[^\W\d]))(?P<text>.*)", re.DOTALL)
_WITH_UNIT = re.compile(rf"\s*{_NUMBER}\s*{_UNIT}(?P<text>(?<=[*×]).*|\s.*|)", re.DOTALL)
_BEHIND = re.compile(
    rf"(?P<text>.*[^\W\d_]{{2}}.*?)\s+(?:[xх×*]\s*)?{_NUMBER}(?:\s*{_UNIT})?\s*", re.DOTALL
)
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])")
_MOST_DIGITS = 6
"""Longer numbers behind the words are codes."""


class AskedFor(NamedTuple):
    """A quantity, None where none is typed, and the words that are looked for."""

    quantity: Decimal | None
    text: str


NOTHING_ASKED: Final = AskedFor(None, "")
"""What no text asks for."""


class Readings(NamedTuple):
    """What a text may ask for, the likeliest first, and what it asks for where nothing is found."""

    likely: tuple[AskedFor, ...]
    unfound: AskedFor


class Taken(NamedTuple):
    """A product that was picked, and how many of it; None where no quantity was typed."""

    product: UUID
    quantity: Decimal | None = None


def read_asked_for(typed: str, units: Collection[str] = SPOKEN_UNITS) -> Readings:
    """Return what “3 chair”, “10pcs chair”, “2,5* cable” or “chair 3” may ask for.

    A number alone is a word, such as a code. `units` are folded names, without a point. Quantities
    that are nothing or less are returned as they are typed: `check_quantity` tells of them.
    """
    plain = AskedFor(None, typed.strip())
    counted = tuple(_counted(typed, units))
    if counted:
        return Readings(counted, counted[-1])
    with_unit = _found(_WITH_UNIT, typed, units)
    if with_unit is not None:
        apart = AskedFor(None, _GLUED.sub(" ", plain.text))
        return Readings(tuple(dict.fromkeys((plain, apart, with_unit))), with_unit)
    behind = _found(_BEHIND, typed, units)
    if behind is not None and len(str(behind.quantity)) <= _MOST_DIGITS:
        return Readings((plain, behind), plain)
    return Readings((plain,), plain)


def _counted(typed: str, units: Collection[str]) -> Iterator[AskedFor]:
    """Give what a number before the words asks for, the unit behind it being a word first."""
    asked = _found(_COUNTED, typed, units)
    if asked is not None:
        yield asked
        with_unit = _found(_WITH_UNIT, typed, units)
        if with_unit is not None:
            yield with_unit


def _found(pattern: re.Pattern[str], typed: str, units: Collection[str]) -> AskedFor | None:
    found = pattern.fullmatch(typed)
    if found is None:
        return None
    unit = found.groupdict().get("unit")
    if unit and not _is_unit(unit, units):
        return None
    try:
        return AskedFor(parse_decimal(found["number"]), found["text"].strip())
    except BadInput:
        return None


def _is_unit(word: str, units: Collection[str]) -> bool:
    folded = fold(word).rstrip(".")
    return folded in units or in_other_layout(folded) in units


def read_quantity(typed: str) -> Decimal:
    """Return the quantity that digits say. Raises BadInput for what is no number, or nothing."""
    return check_quantity(parse_decimal(typed))


def check_quantity(quantity: Decimal) -> Decimal:
    """Return a quantity that can be sold. Raises BadInput where it is nothing or less."""
    if quantity <= 0:
        raise BadInput(_("The quantity must be more than 0."))
    return quantity
