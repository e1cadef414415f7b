"""The discount on the whole that makes a total what somebody wants ("make it 100 000 in all").

Discounts come in whole minor units, and taxes are rounded, so some totals cannot be reached. A
total is a straight line in the discount but for rounding, and rounding moves it by no more than can
be told from the number of taxes: so only few discounts come into question, and all are tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from domain.pricing.discounts import with_discount
from domain.pricing.exact import EXACT, exactly, unit_of, units_in
from domain.pricing.model import Document, Line, Totals
from domain.pricing.totals import price

MOST_TRIED = 5_000
"""Discounts that are tried. More come into question only where lines that are given back all but
make up for those that are sold."""


class Goal(StrEnum):
    """The total that is wanted, under its name in `Totals`."""

    TAX_EXCLUSIVE = "tax_exclusive"
    TAX_INCLUSIVE = "tax_inclusive"
    PAYABLE = "payable"


@dataclass(frozen=True, slots=True)
class Reached:
    """A discount on the whole, and what the total is with it.

    `gap` is what is missing to the wanted total: the rounding amount (BT-114) that would make the
    payment right; zero where it is reached. A discount below zero makes the document dearer.
    """

    discount: Decimal
    total: Decimal
    gap: Decimal
    document: Document

    @property
    def closed(self) -> Document:
        """The document with the gap as its rounding amount, so that the payment comes right."""
        with localcontext(EXACT):
            rounding = self.document.rounding_amount + self.gap
        return replace(self.document, rounding_amount=rounding, cash_rounding=None)


@dataclass(frozen=True, slots=True)
class Solution:
    """What reaches a wanted total: `exact`, or where no discount does, the nearest on each side.

    `below` is the greatest total under what is wanted, `above` the smallest over it; None where
    there is none.
    """

    exact: Reached | None
    below: Reached | None = None
    above: Reached | None = None

    @property
    def nearest(self) -> Reached | None:
        """The one that comes nearest, of two alike the lower total."""
        found = [one for one in (self.exact, self.below, self.above) if one is not None]
        return min(found, key=lambda one: (abs(one.gap), one.total), default=None)


@exactly
def solve(document: Document, goal: Goal, wanted: Decimal) -> Solution:
    """Return the discount on the whole with which a total is what is wanted, as near as can be.

    It takes the place of the discount that the document has on the whole; all else stays.
    """
    search = _Search(document, goal, wanted)

    def reached(units: int) -> Reached:
        discount, total = units * search.unit, found[units]
        return Reached(discount, total, wanted - total, with_discount(document, amount=discount))

    found: dict[int, Decimal] = {}
    for units in search.candidates():
        found[units] = search.total(units)
        if found[units] == wanted:
            return Solution(reached(units))
    below = [units for units in found if found[units] < wanted]
    above = [units for units in found if found[units] > wanted]
    return Solution(
        None,
        reached(max(below, key=lambda units: found[units])) if below else None,
        reached(min(above, key=lambda units: found[units])) if above else None,
    )


class _Search:
    """The totals of a document by its discount on the whole, in minor units."""

    def __init__(self, document: Document, goal: Goal, wanted: Decimal) -> None:
        self.unit = unit_of(document.minor_digits)
        self.goal = goal
        totals = price(document)
        self._small = _with_few_lines(document, totals)
        self._middle, slope = self._line_to(wanted)
        self._reach = MOST_TRIED // 2
        if slope:
            most = 5 * _most_moved_by_rounding(document, totals) / abs(slope)
            self._reach = min(self._reach, int(most) + 2)

    def total(self, units: int) -> Decimal:
        """Return the total with a discount."""
        totals = price(with_discount(self._small, amount=units * self.unit))
        total: Decimal = getattr(totals, self.goal)
        return total

    def candidates(self) -> list[int]:
        """Return the discounts that come into question, the likeliest first."""
        middle = round(self._middle)
        nearby = range(middle - self._reach, middle + self._reach + 1)
        return sorted(nearby, key=lambda units: abs(units - self._middle))

    def _line_to(self, wanted: Decimal) -> tuple[Fraction, Fraction]:
        """Return the discount that would do if nothing were rounded, and the total per unit of it.

        It is measured so far out that rounding no longer matters to what is near.
        """
        units = Fraction(wanted.scaleb(-self.unit.adjusted()))
        far = 1_000 * (abs(self._units(0)) + abs(int(units)) + 1_000)
        below, above = self._units(-far), self._units(far)
        slope = Fraction(above - below, 2 * far)
        return ((units - Fraction(above + below, 2)) / slope if slope else Fraction(0)), slope

    def _units(self, discount: int) -> int:
        return units_in(self.total(discount), self.unit)


def _with_few_lines(document: Document, totals: Totals) -> Document:
    """Return a document with the same totals and a line for each set of taxes."""
    taxes = dict(
        zip(totals.workings.bearings, (line.taxes for line in document.lines), strict=True)
    )
    return replace(
        document,
        lines=tuple(
            Line(unit_price=basket.lines, taxes=taxes[basket.bearing])
            for basket in totals.workings.baskets
            if basket.bearing in taxes
        ),
    )


def _most_moved_by_rounding(document: Document, totals: Totals) -> Fraction:
    """Return by how many units rounding can move a total at most.

    A part of the discount is less than a unit off, a tax no more than half a unit and what the
    taxes before it are off, and a payment in cash no more than a coin.
    """
    baskets = totals.workings.baskets
    roundings = 1 + len(baskets) + sum(len(basket.bearing) for basket in baskets)
    rates = [sum(abs(levy.percent) for levy in basket.bearing) for basket in baskets]
    growth = 1 + Fraction(max(rates, default=0)) / 100
    coin = Fraction(document.cash_rounding or 0) / Fraction(unit_of(document.minor_digits))
    return roundings * growth**2 + coin
