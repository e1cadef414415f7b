"""Exchange rates of the demo: plausible ones of half a year, every second week."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.exchange import ExchangeRate

DAYS_BETWEEN: Final = 14
"""Days from one rate to the next; the last one is that of today."""

RATES: Final = """
EUR|RUB|91.42|91.87|92.65|93.10|92.48|93.96|94.71|94.20|95.38|96.02|95.44|96.31|96.85
USD|RUB|80.15|80.72|81.20|81.94|81.03|82.11|82.86|82.30|83.02|83.71|83.15|83.64|84.02
EUR|PLN|4.2615|4.2570|4.2482|4.2535|4.2660|4.2718|4.2651|4.2590|4.2544|4.2483|4.2512|4.2405|4.2368
EUR|GBP|0.8562|0.8581|0.8604|0.8617|0.8640|0.8655|0.8671|0.8648|0.8690|0.8712|0.8735|0.8760|0.8794
"""
"""Currency, the currency in which it is counted, and its rates, the oldest first."""


def demo_rates(now: datetime) -> list[ExchangeRate]:
    """Return the rates up to the day of a local moment."""
    rates = []
    for line in RATES.strip().splitlines():
        currency, base, *values = line.split("|")
        for age, value in enumerate(reversed(values)):
            day = now.date() - timedelta(days=age * DAYS_BETWEEN)
            rates.append(ExchangeRate(currency, base, day, 1, Decimal(value)))
    return rates
