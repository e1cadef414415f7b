"""Exchange rates as they are kept: those in force on a day, or all of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

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
SELECT r.currency, r.base, r.day, r.nominal, r.value, r.id
FROM pair p JOIN exchange_rate r ON r.id = (
    SELECT x.id FROM exchange_rate x WHERE x.currency = p.currency AND x.base = p.base
    AND x.day <= ? AND x.id < ? ORDER BY x.day DESC LIMIT 1)
"""
_TAKEN_AWAY: Final = """
SELECT DISTINCT c.record FROM change c INDEXED BY change_deletions
JOIN change_unit u ON u.seq = c.unit
WHERE c.kind = 'exchange_rate' AND c.op = 'D' AND u.clock >= ? AND c.record < ?
"""
_ANY_KEY: Final = b"\xff" * 16
_COLUMNS: Final = ("currency", "base", "day", "nominal", "value")


def read_rates_on(
    connection: sqlite3.Connection, day: date, known_at: datetime | None = None
) -> Iterator[ExchangeRate]:
    """Return the newest rate of each two currencies that holds on a day, by their codes.

    With `known_at`, an aware moment, they are as they were then: those that have been added since
    are passed over, and what was corrected or taken away since is undone, by the change log.
    """
    if known_at is None:
        rows = connection.execute(_IN_FORCE, (day.isoformat(), _ANY_KEY))
        yield from (_rate(row[:-1]) for row in rows)
    else:
        yield from _rates_then(connection, day, known_at)


def _rates_then(
    connection: sqlite3.Connection, day: date, known_at: datetime
) -> Iterator[ExchangeRate]:
    # Keys begin with the millisecond in which they were made.
    first_later = first_id_after(known_at).bytes
    since = (int(known_at.timestamp() * 1000) + 1) << 16
    found: dict[tuple[str, str], ExchangeRate] = {}
    for *row, key in connection.execute(_IN_FORCE, (day.isoformat(), first_later)).fetchall():
        now = dict(zip(_COLUMNS, row, strict=True))
        rate = _rate(_values(now | _before(connection, key, since)))
        found[rate.currency, rate.base] = rate
    for (key,) in connection.execute(_TAKEN_AWAY, (since, first_later)).fetchall():
        rate = _rate(_values(_before(connection, key, since)))
        other = found.get((rate.currency, rate.base))
        if rate.day <= day and (other is None or other.day < rate.day):
            found[rate.currency, rate.base] = rate
    yield from found.values()


def _before(connection: sqlite3.Connection, key: bytes, since: int) -> dict[str, Any]:
    """Return what a rate said before a clock of the log, of columns that changed from then on."""
    values: dict[str, Any] = {}
    for (old,) in connection.execute(
        "SELECT c.old FROM change c JOIN change_unit u ON u.seq = c.unit WHERE c.record = ? "
        "AND c.kind = 'exchange_rate' AND c.op <> 'I' AND u.clock >= ? ORDER BY c.seq",
        (key, since),
    ):
        values = json.loads(old) | values
    return values


def _values(rate: Mapping[str, Any]) -> tuple[str, str, str, int, str]:
    currency, base, day, nominal, value = (rate[name] for name in _COLUMNS)
    return currency, base, day, nominal, value


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
