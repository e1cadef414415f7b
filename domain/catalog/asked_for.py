"""What is typed to pick a product: how many, and words of what is wanted (FEATURES CAT-14)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.errors import BadInput
from domain.money import parse_decimal

_COUNTED = re.compile(r"\s*(\d[\d.,]*)(?:\s+|\s*[*×])(?=\S|$)(.*)", re.DOTALL)


class AskedFor(NamedTuple):
    """A quantity, None where none is typed, and the words that are looked for."""

    quantity: Decimal | None
    text: str


class Taken(NamedTuple):
    """A product that was picked, and how many of it; None where no quantity was typed."""

    product: UUID
    quantity: Decimal | None = None


def read_asked_for(typed: str) -> AskedFor:
    """Return what “3 chair” or “2,5* cable” asks for; a number alone is a word, such as a code."""
    found = _COUNTED.fullmatch(typed)
    if found is None:
        return AskedFor(None, typed.strip())
    quantity = read_quantity(found[1])
    if quantity is None:
        return AskedFor(None, typed.strip())
    return AskedFor(quantity, found[2].strip())


def read_quantity(typed: str) -> Decimal | None:
    """Return the quantity that digits say, None for what is no number, or nothing."""
    try:
        quantity = parse_decimal(typed)
    except BadInput:
        return None
    return quantity if quantity > 0 else None
