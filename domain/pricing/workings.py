"""How the totals of a document come about: what bears which taxes, and what each tax is then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from domain.pricing.exact import percent_of, ratio, rounded, split
from domain.pricing.model import UNTAXED_CATEGORIES, ZERO, Tax

HUNDRED = Decimal(100)


class Levy(NamedTuple):
    """A tax as it is charged: `percent` is its rate, or nil where its category is not taxed."""

    category: str
    rate: Decimal
    name: str
    is_withheld: bool
    is_compound: bool
    is_included: bool
    is_of_document: bool
    percent: Decimal


Bearing = tuple[Levy, ...]
"""The taxes that a line bears, those of the document last."""


def bearing(
    taxes: Iterable[Tax], *, prices_include_tax: bool, is_of_document: bool = False
) -> Bearing:
    """Return what bears some taxes. Their order matters only where one of them is compound."""
    levies = [
        Levy(
            tax.category,
            tax.rate,
            tax.name,
            tax.is_withheld,
            tax.is_compound,
            not tax.is_withheld
            and (prices_include_tax if tax.is_included is None else tax.is_included),
            is_of_document,
            ZERO if tax.category in UNTAXED_CATEGORIES else tax.rate,
        )
        for tax in taxes
    ]
    if len(levies) > 1 and not any(levy.is_compound for levy in levies):
        levies.sort()
    return tuple(levies)


@dataclass(slots=True)
class Basket:
    """All that bears the same taxes.

    `lines` and `total` are what its lines come to, and these with allowances and charges of the
    document, in prices of the document. `net` is the total less its part of the taxes in prices.
    """

    bearing: Bearing
    lines: Decimal = ZERO
    total: Decimal = ZERO
    net: Decimal = ZERO

    @property
    def within(self) -> Bearing:
        """The taxes that its prices contain."""
        return tuple([levy for levy in self.bearing if levy.is_included])


@dataclass(frozen=True, slots=True)
class Charged:
    """What a tax comes to on all that bears it, and on what."""

    levy: Levy
    taxable: Decimal
    tax: Decimal
    baskets: tuple[Basket, ...]


@dataclass(frozen=True, slots=True)
class Workings:
    """What each line of a document bears, in their order, the baskets, and the taxes on them."""

    bearings: tuple[Bearing, ...]
    baskets: tuple[Basket, ...]
    charged: tuple[Charged, ...]


def included_weights(bears: Bearing) -> list[tuple[Levy, Decimal]]:
    """Return what the taxes in a price are in percent of its net; a compound one is on the others.

    Runs within `EXACT`.
    """
    weights: list[tuple[Levy, Decimal]] = []
    for levy in bears:
        if levy.is_included:
            weight = levy.percent
            if levy.is_compound:
                earlier = sum((other for _levy, other in weights), HUNDRED)
                weight = percent_of(earlier, levy.percent)
            weights.append((levy, weight))
    return weights


def rows_of(charged: Iterable[Charged]) -> dict[Levy, list[Charged]]:
    """Return what is in each row of a breakdown: a tax in prices and on top of others is one."""
    rows: dict[Levy, list[Charged]] = {}
    for one in charged:
        rows.setdefault(one.levy._replace(is_included=False), []).append(one)
    return rows


def _order(levy: Levy) -> tuple[object, ...]:
    """Return the place of a row in the breakdown: what is withheld last, higher rates first."""
    return (
        levy.is_withheld,
        levy.is_of_document,
        levy.is_compound,
        levy.name,
        -levy.rate,
        levy.category,
        levy.is_included,
    )


def alike_within(baskets: Iterable[Basket]) -> dict[Bearing, list[Basket]]:
    """Return baskets by the taxes that their prices contain."""
    alike: dict[Bearing, list[Basket]] = {}
    for basket in baskets:
        alike.setdefault(basket.within, []).append(basket)
    return alike


def taxes_within(baskets: list[Basket], unit: Decimal) -> list[tuple[Levy, Decimal]]:
    """Return the taxes that prices of baskets contain, all of them the same, each rounded once."""
    total = sum((basket.total for basket in baskets), ZERO)
    weights = included_weights(baskets[0].within)
    whole = sum((weight for _levy, weight in weights), HUNDRED)
    return [(levy, ratio(total * weight, whole, unit)) for levy, weight in weights]


def take_out_taxes(baskets: Iterable[Basket], unit: Decimal) -> None:
    """Give each basket its part of the taxes within prices, so that its net is left.

    They are rounded once on all whose prices contain the same taxes, whatever is on top of these,
    and split by largest remainder. Runs within `EXACT`.
    """
    for some in alike_within(baskets).values():
        some.sort(key=lambda basket: basket.bearing)
        totals = [basket.total for basket in some]
        for basket in some:
            basket.net = basket.total
        for _levy, tax in taxes_within(some, unit):
            for basket, part in zip(some, split(tax, totals, unit), strict=True):
                basket.net -= part


def charge(baskets: Iterable[Basket], unit: Decimal) -> tuple[Charged, ...]:
    """Return every tax on the baskets that bear it, in a fixed order.

    Those on top are rounded once on all of them; those in the prices were, basket by basket.
    """
    borne: dict[Levy, list[Basket]] = {}
    for basket in baskets:
        for levy in basket.bearing:
            borne.setdefault(levy, []).append(basket)
    found = []
    for levy in sorted(borne, key=_order):
        bearers = borne[levy]
        found.append(
            Charged(levy, taxable(levy, bearers, unit), tax_on(levy, bearers, unit), tuple(bearers))
        )
    return tuple(found)


def taxable(levy: Levy, baskets: list[Basket], unit: Decimal) -> Decimal:
    """Return what a tax is charged on: the net, and for a compound one the taxes before it, too.

    The net is that of these baskets by themselves.
    """
    base, earlier = ZERO, dict[Levy, list[Basket]]()
    for some in alike_within(baskets).values():
        base += sum((basket.total for basket in some), ZERO)
        base -= sum((tax for _levy, tax in taxes_within(some, unit)), ZERO)
    if levy.is_compound:
        for basket in baskets:
            for other in basket.bearing[: basket.bearing.index(levy)]:
                if not other.is_withheld:
                    earlier.setdefault(other, []).append(basket)
    return base + sum((tax_on(other, some, unit) for other, some in earlier.items()), ZERO)


def tax_on(levy: Levy, baskets: list[Basket], unit: Decimal) -> Decimal:
    """Return what a tax comes to on some baskets, by themselves."""
    if not levy.is_included:
        return rounded(percent_of(taxable(levy, baskets, unit), levy.percent), unit)
    return sum(
        (
            tax
            for some in alike_within(baskets).values()
            for other, tax in taxes_within(some, unit)
            if other == levy
        ),
        ZERO,
    )
