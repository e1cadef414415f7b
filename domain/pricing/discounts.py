"""The discount on a whole document, and what a calculator tells beside the totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.pricing.exact import exactly, ratio, rounded, unit_of
from domain.pricing.model import ZERO, AllowanceCharge, Document, Totals

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


def discount_of(document: Document) -> AllowanceCharge | None:
    """Return the discount on the whole: the first allowance or charge that is split over all."""
    at = _place(document)
    return None if at is None else document.allowances_charges[at]


def with_discount(
    document: Document, *, amount: Decimal | None = None, percent: Decimal | None = None
) -> Document:
    """Return a document with this discount on the whole in place of its own, or none.

    What is below zero makes it dearer and is a charge.
    """
    at, given = _place(document), amount if amount is not None else percent
    before = AllowanceCharge() if at is None else document.allowances_charges[at]
    others = list(document.allowances_charges)
    if at is not None:
        del others[at]
    if given:
        discount = replace(
            before,
            amount=None if amount is None else abs(amount),
            percent=abs(percent) if amount is None and percent is not None else None,
            base=None,
            is_charge=given < 0,
            other_amount=None,
            other_base=None,
        )
        others.insert(len(others) if at is None else at, discount)
    return replace(document, allowances_charges=tuple(others))


def _place(document: Document) -> int | None:
    for at, one in enumerate(document.allowances_charges):
        if one.taxes is None and not one.tax_category and one.base is None:
            return at
    return None


@exactly
def before_discount(totals: Totals) -> Decimal:
    """Return what all lines come to without any discount of theirs, in prices of the document."""
    return sum((line.total + line.allowance_total for line in totals.lines), ZERO)


@exactly
def discount_total(totals: Totals) -> Decimal:
    """Return all discounts, those of lines and those of the document."""
    return sum((line.allowance_total for line in totals.lines), totals.allowance_total)


@exactly
def discount_weight(totals: Totals) -> Decimal | None:
    """Return all discounts in percent of what it comes to without them; None where that is 0."""
    whole = before_discount(totals)
    return ratio(discount_total(totals) * 100, whole, PERCENT_UNIT) if whole else None


@exactly
def margin(document: Document, totals: Totals) -> Margin | None:
    """Return what is earned on the lines whose purchase prices are known; None where none is."""
    from domain.pricing.shown import shown_lines

    unit = unit_of(document.minor_digits)
    net = bought = ZERO
    unknown = []
    for number, (line, shown) in enumerate(
        zip(document.lines, shown_lines(document, totals), strict=True), 1
    ):
        if line.purchase_price is None:
            unknown.append(number)
            continue
        net += shown.net
        bought += rounded(line.quantity * line.purchase_price, unit)
    if len(unknown) == len(document.lines):
        return None
    earned = rounded(net - bought, unit)
    percent = ratio(earned * 100, net, PERCENT_UNIT) if net else None
    return Margin(earned, percent, tuple(unknown))
