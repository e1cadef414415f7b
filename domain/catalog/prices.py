"""Types of prices: the one that is asked, the one that was paid, and others (FEATURES CAT-13)."""

from __future__ import annotations

from typing import Final

from domain.i18n import N_

PRICE_TYPES: Final = "price_type"
"""The dictionary of types. A price is kept under the code of its type."""

BASE: Final = "base"
"""The type of the price that is asked where nobody says otherwise."""

PURCHASE: Final = "purchase"
"""The type of what the product costs us, from which the margin follows."""

SHIPPED_TYPES: Final = {
    BASE: N_("Base price"),
    PURCHASE: N_("Purchase price"),
    "wholesale": N_("Wholesale price"),
}
"""The types that every database comes with, by code, with labels as message ids."""

SYSTEM_TYPES: Final = frozenset({BASE, PURCHASE})
"""Those which the program cannot do without."""


FIRST_LABELS: Final = SHIPPED_TYPES | {BASE: N_("Price")}
"""How the fields of these prices are called until somebody renames the types."""


def price_field(price_type: str) -> str:
    """Return the name of the field of products that holds the price of a type."""
    return "price" if price_type == BASE else f"price_{price_type}"
