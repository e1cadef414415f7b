"""What an amount is worth in another currency (FEATURES CUR-01, CUR-03).

A rate holds from its day on, until there is a newer one of the same two currencies. Amounts are
converted through as few rates as will do, so rates of several banks, which count in different
currencies, serve together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from domain.currencies import MINOR_DIGITS
from domain.money import MOST_DECIMALS

MOST_NOMINAL: Final = 1_000_000
"""Units of a currency that a rate may be given for at most."""


class ExchangeRate(NamedTuple):
    """From `day` on, `nominal` units of `currency` cost `value` units of `base`, which is > 0."""

    currency: str
    base: str
    day: date
    nominal: int
    value: Decimal

    @property
    def of_one(self) -> Fraction:
        """What one unit of the currency costs."""
        return Fraction(self.value) / self.nominal


class Converted(NamedTuple):
    """What amounts of several currencies come to in one, and what could not be counted in.

    `left_out` has the amounts by currency of which there is no rate.
    """

    amount: Decimal
    left_out: Mapping[str, Decimal]


class Rates:
    """Exchange rates of all days.

    `rates` come in any order; of several of the same two currencies and day the last one holds.
    """

    def __init__(self, rates: Iterable[ExchangeRate] = ()) -> None:
        by_day: dict[tuple[str, str], dict[date, Fraction]] = {}
        for rate in rates:
            by_day.setdefault((rate.currency, rate.base), {})[rate.day] = rate.of_one
        self._known = {
            pair: (sorted(days), [days[day] for day in sorted(days)])
            for pair, days in by_day.items()
        }
        self._beside: dict[str, list[str]] = {}
        for one, other in self._known:
            self._beside.setdefault(one, []).append(other)
            self._beside.setdefault(other, []).append(one)

    def factor(self, currency: str, into: str, day: date) -> Fraction | None:
        """Return what one unit is worth in another currency on a day, None where nothing tells."""
        waiting = deque([(currency, Fraction(1))])
        seen = {currency}
        while waiting:
            at, worth = waiting.popleft()
            if at == into:
                return worth
            for other in self._beside.get(at, ()):
                step = None if other in seen else self._step(at, other, day)
                if step is not None:
                    seen.add(other)
                    waiting.append((other, worth * step))
        return None

    def convert(self, amount: Decimal, currency: str, into: str, day: date) -> Decimal | None:
        """Return an amount in another currency by the rates of a day, None where nothing tells.

        It is rounded half-up to the decimals of that currency.
        """
        factor = self.factor(currency, into, day)
        return None if factor is None else at_rate(amount, factor, into)

    def convert_price(self, price: Decimal, currency: str, into: str, day: date) -> Decimal | None:
        """Return a unit price in another currency, None where nothing tells.

        It has as many decimals beyond those of its currency as it had before, so that what costs
        less than the smallest coin does not come to nothing or twice as much, and six at most.
        """
        factor = self.factor(currency, into, day)
        if factor is None:
            return None
        decimals = len(f"{price:f}".partition(".")[2].rstrip("0"))
        further = max(0, decimals - MINOR_DIGITS.get(currency, 2))
        most = MOST_DECIMALS - MINOR_DIGITS.get(into, 2)
        return _rounded(Fraction(price) * factor, into, min(further, most))

    def total(self, amounts: Mapping[str, Decimal], into: str, day: date) -> Converted:
        """Return what amounts by currency come to in one; rounded once, at the end."""
        whole, left_out = Fraction(0), dict[str, Decimal]()
        for currency, amount in amounts.items():
            factor = self.factor(currency, into, day)
            if factor is None:
                left_out[currency] = amount
            else:
                whole += Fraction(amount) * factor
        return Converted(_rounded(whole, into), left_out)

    def day_of(self, currency: str, into: str, day: date) -> date | None:
        """Return from which day the rate of two currencies is, None where none is kept of both."""
        found = [self._newest(currency, into, day), self._newest(into, currency, day)]
        return max((one[0] for one in found if one is not None), default=None)

    def currencies(self) -> Iterator[str]:
        """Return the codes of all currencies that a rate names, in order."""
        yield from sorted(self._beside)

    def _step(self, one: str, other: str, day: date) -> Fraction | None:
        """Return what `one` costs in `other` by the newer of the rates either way."""
        straight = self._newest(one, other, day)
        back = self._newest(other, one, day)
        if straight is None or (back is not None and back[0] > straight[0]):
            return None if back is None else 1 / back[1]
        return straight[1]

    def _newest(self, currency: str, base: str, day: date) -> tuple[date, Fraction] | None:
        days, values = self._known.get((currency, base), ([], []))
        place = bisect_right(days, day)
        return (days[place - 1], values[place - 1]) if place else None


def at_rate(amount: Decimal, rate: Fraction, into: str) -> Decimal:
    """Return an amount at a rate, rounded half-up to the decimals of the other currency."""
    return _rounded(Fraction(amount) * rate, into)


def _rounded(amount: Fraction, currency: str, further: int = 0) -> Decimal:
    """Return a fraction rounded half away from zero to the decimals of a currency, and `further`
    ones."""
    places = MINOR_DIGITS.get(currency, 2) + further
    scaled = amount * 10**places
    units = int(abs(scaled) + Fraction(1, 2))
    return Decimal(-units if scaled < 0 else units).scaleb(-places)
