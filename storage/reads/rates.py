"""Exchange rates as they are kept: those in force on a day, or all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from domain.exchange import ExchangeRate
from domain.ids import first_id_after

# Steps from one pair of currencies to the next in the index, whatever number of days each has.
_IN_FORCE: Final = """
WITH RECURSIVE pair(currency, base) AS (
    SELECT * FROM (SELECT currency, base FROM exchange_rate ORDER BY currency, base LIMIT 1)
    UNION ALL
    SELECT n.currency, n.base FROM pair p JOIN exchange_rate n ON n.id = (
        SELECT x.id FROM exchange_rate x WHERE (x.currency, x.base) > (p.currency, p.base)
        ORDER BY x.currency, x.base LIMIT 1)
)
SELECT r.currency, r.base, r.day, r.nominal, r.value FROM pair p JOIN exchange_rate r ON r.id = (
    SELECT x.id FROM exchange_rate x WHERE x.currency = p.currency AND x.base = p.base
    AND x.day <= ? AND x.id < ? ORDER BY x.day DESC LIMIT 1)
"""
_ANY_KEY: Final = b"\xff" * 16


def read_rates_on(
    connection: sqlite3.Connection, day: date, known_at: datetime | None = None
) -> Iterator[ExchangeRate]:
    """Return the newest rate of each two currencies that holds on a day, by their codes.

    With `known_at`, an aware moment, those that have been added since are passed over.
    """
    # Keys begin with the millisecond in which they were made.
    added = _ANY_KEY if known_at is None else first_id_after(known_at).bytes
    yield from map(_rate, connection.execute(_IN_FORCE, (day.isoformat(), added)))


def read_rates(connection: sqlite3.Connection, currency: str = "") -> Iterator[ExchangeRate]:
    """Return the rates of all days, the newest first: all of them, or those of one currency."""
    rows = connection.execute(
        "SELECT currency, base, day, nominal, value FROM exchange_rate "
        "WHERE ?1 IN ('', currency) ORDER BY day DESC, base, currency",
        (currency,),
    )
    yield from map(_rate, rows)


def _rate(row: tuple[str, str, str, int, str]) -> ExchangeRate:
    currency, base, day, nominal, value = row
    return ExchangeRate(currency, base, date.fromisoformat(day), nominal, Decimal(value))
