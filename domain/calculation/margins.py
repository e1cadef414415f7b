"""What a calculator tells beside the totals: the weight of all discounts, and what is earned."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.pricing.exact import exactly, ratio, rounded, unit_of
from domain.pricing.model import ZERO, Document, Totals
from domain.pricing.shown import shown_lines

PERCENT_UNIT = Decimal("0.01")
"""Percentages that are shown have two decimals."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What is earned: net less purchases, and how much of the net that is, in percent.

    `unknown` are the numbers, from 1, of lines without a purchase price; they count on neither
    side. `percent` is None where there is no net.
    """

    amount: Decimal
    percent: Decimal | None
    unknown: tuple[int, ...]


@exactly
def before_discount(totals: Totals) -> Decimal:
    """Return what all lines come to without any discount of theirs, in prices of the document."""
    return sum((line.total + line.allowance_total for line in totals.lines), ZERO)


@exactly
def line_discount(totals: Totals) -> Decimal:
    """Return the discounts of all lines together."""
    return sum((line.allowance_total for line in totals.lines), ZERO)


@exactly
def discount_weight(totals: Totals) -> Decimal | None:
    """Return all discounts in percent of what it comes to without them; None where that is 0."""
    whole = before_discount(totals)
    off = line_discount(totals) + totals.allowance_total
    return ratio(off * 100, whole, PERCENT_UNIT) if whole else None


@exactly
def margin(document: Document, totals: Totals) -> Margin | None:
    """Return what is earned on the lines whose purchase prices are known; None where none is."""
    if all(line.purchase_price is None for line in document.lines):
        return None
    unit = unit_of(document.minor_digits)
    net = bought = ZERO
    unknown = []
    lines = zip(document.lines, shown_lines(document, totals), strict=True)
    for number, (line, shown) in enumerate(lines, 1):
        if line.purchase_price is None:
            unknown.append(number)
            continue
        net += shown.net
        bought += rounded(line.quantity * line.purchase_price, unit)
    earned = rounded(net - bought, unit)
    percent = ratio(earned * 100, net, PERCENT_UNIT) if net else None
    return Margin(earned, percent, tuple(unknown))
