"""Products as they are offered while somebody types: what they cost in the currency of a sale."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domain.catalog.asked_for import NOTHING_ASKED, SPOKEN_UNITS, AskedFor, read_asked_for
from domain.catalog.units import UNITS
from domain.exchange import Rates
from domain.records.values import Money
from domain.text import fold
from services.catalog.picking import (
    PickedProduct,
    first_of_section,
    picked_product,
    recent_and_frequent,
    search_products,
)
from services.catalog.prices import Asked, asked_by
from services.catalog.tree import SectionHit, find_sections
from services.context import Context
from services.currencies.rates import rates_within
from services.formats.catalog_values import UNIT_CODES
from storage.latest import LatestRead
from storage.reads.dictionary_values import read_choices

MOST: Final = 50
"""So many products are offered for a text."""

MOST_SECTIONS: Final = 3
"""So many sections are offered above them."""

_LEAST_LETTERS: Final = 2
"""A letter alone tells no section from the others; digits are those of codes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A product, and what it costs in the currency of the sale (FEATURES CAT-13)."""

    product: PickedProduct
    asked: Asked

    @property
    def key(self) -> UUID:
        """What names the product in a list."""
        return self.product.id


@dataclass(frozen=True, slots=True)
class Offers:
    """What a text may mean: products, the best first, and sections in which more of them are.

    `asked` is how the text was read.
    """

    products: Sequence[Offer]
    sections: Sequence[SectionHit] = ()
    asked: AskedFor = NOTHING_ASKED


class TypingOffers:
    """Offers products for one text at a time: a new one ends the search for the one before.

    Prices are in `currency` by the rates of `day`, or in their own without one. Close it when it is
    no longer needed.
    """

    def __init__(self, context: Context, currency: str = "", day: date | None = None) -> None:
        self._context = context
        self._currency = currency
        self._day = day or context.now().date()
        self._rates: Rates | None = None
        self._units: frozenset[str] | None = None
        self._reads = LatestRead(context.database.path)

    def find(self, typed: str, section: UUID | None = None) -> Offers | None:
        """Return what is asked for, or None where a later text has come meanwhile.

        How many are wanted may be typed as well (`read_asked_for`). Without words that is what was
        sold of late and what sells most; within a `section`, all that is there and below, by name.
        Raises as `search_products`.
        """
        return self._reads.run(lambda connection: self._find(connection, typed, section))

    def one(self, product: UUID) -> Offer | None:
        """Return the offer of a product that may have been added just now, None where it is gone.

        A later search ends this one.
        """

        def read(connection: sqlite3.Connection) -> list[Offer]:
            found = picked_product(self._context, product, connection=connection)
            return self._priced(connection, [found] if found else [])

        return next(iter(self._reads.run(read) or ()), None)

    def close(self) -> None:
        """End the search that runs."""
        self._reads.close()

    def _find(self, connection: sqlite3.Connection, typed: str, section: UUID | None) -> Offers:
        context = self._context
        sections: Sequence[SectionHit] = ()
        asked = self._read(connection, typed, section)
        text = asked.text
        if text:
            found = search_products(context, text, section, MOST, connection=connection)
            if sum(map(str.isalpha, text)) >= _LEAST_LETTERS:
                sections = find_sections(
                    context, text, MOST_SECTIONS, connection, is_forgiving=not found
                )
        elif section is not None:
            found = first_of_section(context, section, MOST, connection=connection)
        else:
            found = recent_and_frequent(context, connection=connection)
        return Offers(self._priced(connection, found), sections, asked)

    def _read(self, connection: sqlite3.Connection, typed: str, section: UUID | None) -> AskedFor:
        """Return what a text asks for: the likeliest reading by which there are products."""
        if self._units is None:
            names = (one.shown_in(UNITS) for one in read_choices(connection, UNITS))
            known = {*UNIT_CODES, *names}
            self._units = SPOKEN_UNITS | {fold(name).rstrip(".") for name in known}
        likely, unfound = read_asked_for(typed, self._units)
        if len(likely) == 1:
            return unfound
        for is_forgiving in (False, True):
            for asked in likely:
                if not asked.text or search_products(
                    self._context,
                    asked.text,
                    section,
                    1,
                    is_forgiving=is_forgiving,
                    connection=connection,
                ):
                    return asked
        return unfound

    def _priced(
        self, connection: sqlite3.Connection, found: Sequence[PickedProduct]
    ) -> list[Offer]:
        return [Offer(one, self._asked(connection, one.price)) for one in found]

    def _asked(self, connection: sqlite3.Connection, price: Money | None) -> Asked:
        if price is None or not self._currency or price.currency == self._currency:
            return Asked(price, price)
        if self._rates is None:
            self._rates = rates_within(connection, self._day)
        return asked_by(self._context, self._rates, price, self._currency, self._day)
