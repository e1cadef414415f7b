"""Exact arithmetic: no digit is lost on the way, and what is rounded is rounded half up, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

EXACT = Context(prec=2_000, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX)
"""Holds every sum and product of numbers of some hundred digits; divisions go through `ratio`."""

_ZERO = Decimal(0)


def exactly(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function reckon in `EXACT`, whatever the context of its caller is."""

    @wraps(function)
    def within(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return within


def unit_of(digits: int) -> Decimal:
    """Return the smallest amount with so many decimals."""
    return Decimal((0, (1,), -digits))


def units_in(amount: Decimal, unit: Decimal) -> int:
    """Return how many whole units an amount is. Runs within `EXACT`."""
    return int(amount.scaleb(-unit.adjusted()))


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return so many percent of an amount, not rounded. Runs within `EXACT`."""
    return (amount * percent).scaleb(-2)


def rounded(number: Decimal, unit: Decimal) -> Decimal:
    """Return a number rounded half up, away from zero, to the decimals of a unit; never -0.

    Runs within `EXACT`.
    """
    return number.quantize(unit) + _ZERO


def ratio(dividend: Decimal, divisor: Decimal, unit: Decimal) -> Decimal:
    """Return a quotient rounded half up, away from zero, to whole units; never -0.

    Runs within `EXACT`. Raises ZeroDivisionError.
    """
    above, over = dividend.as_integer_ratio()
    times, below = (divisor * unit).as_integer_ratio()
    above, below = above * below, over * times
    units = (2 * abs(above) + abs(below)) // (2 * abs(below))
    return Decimal(units if (above < 0) == (below < 0) else -units) * unit + _ZERO


def trimmed(number: Decimal) -> Decimal:
    """Return a number without zeros behind its last decimal. Runs within `EXACT`."""
    short = number.normalize()
    return short.quantize(1) if short.adjusted() >= 0 and short == short.to_integral() else short


def split(
    amount: Decimal,
    weights: Sequence[Decimal],
    unit: Decimal,
    tie: Callable[[int], Any] = lambda _at: 0,
) -> list[Decimal]:
    """Return the parts of an amount by weight: they add up to it, each is in whole units.

    Each part is cut towards zero; the units that are left go where most was cut off (largest
    remainder), among equals to the greater weight, then to the lesser of what `tie` tells of the
    place, then to the first.
    So the parts of -amount are those of amount with the other sign. Weights that come to nothing
    count by their size, and where all are zero, alike. Amount and weights are in whole units, and
    there is a weight. Runs within `EXACT`.
    """
    units, counts = units_in(amount, unit), [units_in(weight, unit) for weight in weights]
    if not sum(counts):
        counts = [abs(count) for count in counts] if any(counts) else [1] * len(counts)
    whole = sum(counts)
    parts, cut = [], []
    for count in counts:
        part, rest = divmod(abs(units * count), abs(whole))
        sign = -1 if (units * count < 0) != (whole < 0) else 1
        parts.append(sign * part)
        cut.append(sign * rest)
    if left := units - sum(parts):
        step = 1 if left > 0 else -1
        order = sorted(
            range(len(parts)),
            key=lambda at: (-step * cut[at], -abs(counts[at]), tie(at), at),
        )
        for at in order[: abs(left)]:
            parts[at] += step
    return [part * unit + _ZERO for part in parts]
