"""What becomes of prices whose type is deleted or taken out of use (FEATURES CAT-13, DICT-02)."""

from __future__ import annotations

import sqlite3

from domain.i18n import ngettext
from domain.text import spaced


def count_prices(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many products have a price of each type, those in the bin as well."""
    return dict(
        connection.execute("SELECT price_type, count(*) FROM product_price GROUP BY price_type")
    )


def move_prices(connection: sqlite3.Connection, old: str, new: str | None) -> None:
    """Give prices of one type another, or delete them with None.

    A product that has a price of the other type already keeps that.
    """
    if new is not None:
        connection.execute(
            "UPDATE product_price AS p SET price_type = ? WHERE price_type = ? AND NOT EXISTS "
            "(SELECT 1 FROM product_price o WHERE o.product_id = p.product_id "
            "AND o.price_type = ?)",
            (new, old, new),
        )
    connection.execute("DELETE FROM product_price WHERE price_type = ?", (old,))


def asked_for_prices(label: str, count: int) -> str:
    """Return the question where the prices go of a type that is deleted."""
    return ngettext(
        "{count} product has a price of the type “{label}”: say which type it gets, where the "
        "product has none of that, or that it is deleted.",
        "{count} products have a price of the type “{label}”: say which type these get, where a "
        "product has none of that, or that they are deleted.",
        count,
    ).format(count=spaced(count), label=label)


def said_of_hidden(label: str, count: int) -> str:
    """Return what is said of the prices of a type that was taken out of use."""
    return ngettext(
        "“{label}” is out of use; {count} price is hidden until it is in use again.",
        "“{label}” is out of use; {count} prices are hidden until it is in use again.",
        count,
    ).format(count=spaced(count), label=label)
