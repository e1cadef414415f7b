"""What is typed into the calculator: a discount on the whole, or a figure that one is to make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from domain.calculation.figures import (
    Figures,
    Pricer,
    is_priced,
    with_other_prices,
    without_other_prices,
)
from domain.calculation.lines import Calculation, Line, discounts_text, new_discounts
from domain.cells import CellError, read_discounts, read_number, read_outcome
from domain.i18n import _
from domain.money import format_figure, round_amount
from domain.pricing.discounts import with_discount
from domain.pricing.exact import exactly, split, unit_of
from domain.pricing.model import ZERO, AllowanceCharge
from domain.pricing.solving import Goal, Reached, solve


class Whole(StrEnum):
    """A figure of the whole that is typed into: the others follow, the discount makes it so."""

    DISCOUNT = "discount"
    WEIGHT = "weight"
    NET = "net"
    TOTAL = "total"
    MARGIN = "margin"
    ROUNDING = "rounding"
    PAYABLE = "payable"


class Offer(NamedTuple):
    """A calculation that comes near what is wanted, and what it comes to."""

    total: Decimal
    rounding: Decimal
    calculation: Calculation


class Solved(NamedTuple):
    """What was typed, as a calculation; or None and what comes near it, the nearest first."""

    calculation: Calculation | None
    offers: tuple[Offer, ...] = ()


_GOALS = {
    Whole.NET: Goal.TAX_EXCLUSIVE,
    Whole.MARGIN: Goal.TAX_EXCLUSIVE,
    Whole.TOTAL: Goal.TAX_INCLUSIVE,
    Whole.PAYABLE: Goal.PAYABLE,
}


def solved(calculation: Calculation, figures: Figures, whole: Whole, text: str) -> Solved:
    """Return the calculation in which a figure of the whole is what was typed.

    `figures` are those of the calculation. Where no discount makes it so, the nearest totals are
    offered, and what is to be paid also with a rounding amount (EN 16931 BT-114). Raises CellError.
    """
    if whole is Whole.DISCOUNT:
        discounts = new_discounts(read_discounts(text), calculation.discounts)
        return Solved(replace(calculation, discounts=discounts))
    if whole is Whole.ROUNDING:
        return Solved(replace(calculation, rounding=read_number(text) or ZERO))
    if whole is Whole.WEIGHT:
        return Solved(_weighing(calculation, figures, text))
    wanted = _wanted(calculation, figures, whole, text)
    if wanted is None:
        return Solved(calculation)
    if not figures.keys:
        raise CellError(_("There is nothing yet that a discount could go off."), 0)
    document = figures.document
    if whole is Whole.PAYABLE:
        # The rounding that made an earlier figure right is of no use to another one.
        calculation = replace(calculation, rounding=ZERO)
        document = replace(document, rounding_amount=ZERO)
    found = solve(document, _GOALS[whole], wanted)
    if found.exact is not None:
        return Solved(_with(calculation, found.exact))
    near = [one for one in (found.below, found.above) if one is not None]
    near.sort(key=lambda one: abs(one.gap))
    offers = [Offer(one.total, ZERO, _with(calculation, one)) for one in near]
    if whole is Whole.PAYABLE and near:
        rounded = replace(_with(calculation, near[0]), rounding=near[0].gap)
        offers.append(Offer(wanted, near[0].gap, rounded))
    return Solved(None, tuple(offers))


def _wanted(calculation: Calculation, figures: Figures, whole: Whole, text: str) -> Decimal | None:
    """Return what a total is to be, in whole minor units; None for an empty cell."""
    if not text.strip():
        return None
    if whole is Whole.MARGIN:
        return _net_for_margin(calculation, figures, text)
    number = read_number(text)
    return None if number is None else round_amount(number, calculation.currency)


def _net_for_margin(calculation: Calculation, figures: Figures, text: str) -> Decimal:
    """Return the net that leaves a margin: an amount, or in percent of the net."""
    margin = figures.margin
    if margin is None or margin.unknown:
        raise CellError(_("Not every line has a purchase price, so the margin is not known."), 0)
    cost = figures.totals.tax_exclusive - margin.amount
    found = read_outcome(text)
    if not found.is_percent:
        return round_amount(cost + found.number, calculation.currency)
    if found.number >= 100:
        raise CellError(_("A margin is less than 100% of the net."), 0)
    net = Fraction(cost) * 100 / (100 - Fraction(found.number))
    return round_amount(Decimal(net.numerator) / Decimal(net.denominator), calculation.currency)


def _weighing(calculation: Calculation, figures: Figures, text: str) -> Calculation:
    """Return the calculation in which all discounts together are so many percent."""
    percent = read_outcome(text).number if text.strip() else ZERO
    if not 0 <= percent <= 100:
        raise CellError(_("A discount is from 0% to 100%."), 0)
    off = round_amount(figures.goods * percent / 100, calculation.currency)
    if off < figures.line_discount:
        said = _("The discounts of the lines are {sum} already: take these back first.")
        sum_ = format_figure(figures.line_discount, calculation.currency)
        raise CellError(said.format(sum=sum_), 0)
    document = with_discount(figures.document, amount=off - figures.line_discount)
    return replace(calculation, discounts=document.allowances_charges)


def _with(calculation: Calculation, reached: Reached) -> Calculation:
    return replace(calculation, discounts=reached.document.allowances_charges)


def into_lines(calculation: Calculation) -> Calculation:
    """Return a calculation whose discounts stand in the lines alone.

    For what keeps none on the whole, such as a deal. A single percentage stands in every line, if
    these have no discounts of their own, and is rounded in each; else each line gets its part in
    money (largest remainder), which leaves the totals as they were.
    """
    if not calculation.discounts:
        return calculation
    only = calculation.discounts[0]
    priced = [line for line in calculation.lines if is_priced(line)]
    if discounts_text(calculation.discounts) == discounts_text([_percent(only)]) and not any(
        line.discounts for line in priced
    ):
        return _discounted(calculation, lambda _line: (_percent(only),))
    return _split_into_lines(calculation)


def without_terms(calculation: Calculation) -> Calculation:
    """Return a calculation as a deal keeps it: prices without tax, and discounts in the lines.

    Its total with tax is the same, or the nearest one that there is without tax in the prices.
    Taxes of the payer's place, what was paid and a rounding amount are left out, also of the total.
    """
    bare = calculation
    if calculation.with_tax:
        bare = without_other_prices(with_other_prices(calculation))
    bare = replace(bare, taxes=(), rounding=ZERO, paid=ZERO)
    wanted = _total(bare if calculation.taxes else calculation)
    for spread in (into_lines(bare), _split_into_lines(bare)):
        if _total(spread) == wanted:
            return spread
    document = Pricer().figures(spread).document
    found = solve(document, Goal.TAX_INCLUSIVE, wanted)
    near = [one for one in (found.exact, found.below, found.above) if one is not None]
    if not document.lines or not near:
        return spread
    return _split_into_lines(_with(spread, min(near, key=lambda one: abs(one.gap))))


def _total(calculation: Calculation) -> Decimal:
    return Pricer().figures(calculation).totals.tax_inclusive


def _split_into_lines(calculation: Calculation) -> Calculation:
    parts = _parts(Pricer().figures(calculation))
    return _discounted(calculation, lambda line: parts.get(line.key, line.discounts))


def _percent(one: AllowanceCharge) -> AllowanceCharge:
    return AllowanceCharge(percent=one.percent, is_charge=one.is_charge)


def _discounted(
    calculation: Calculation, discounts: Callable[[Line], tuple[AllowanceCharge, ...]]
) -> Calculation:
    lines = tuple(
        replace(line, discounts=discounts(line)) if is_priced(line) else line
        for line in calculation.lines
    )
    return replace(calculation, lines=lines, discounts=())


@exactly
def _parts(figures: Figures) -> dict[int, tuple[AllowanceCharge, ...]]:
    """Return the discount that each line has with its part of those of the whole."""
    totals, unit = figures.totals, unit_of(figures.document.minor_digits)
    found: dict[int, tuple[AllowanceCharge, ...]] = {}
    for basket in totals.workings.baskets:
        bears = totals.workings.bearings
        places = [at for at, bearing in enumerate(bears) if bearing == basket.bearing]
        if not places or basket.total == basket.lines:
            continue
        lines = [totals.lines[at] for at in places]
        shares = split(basket.total - basket.lines, [one.total for one in lines], unit)
        for at, line, share in zip(places, lines, shares, strict=True):
            if not share:
                continue
            off = line.allowance_total - line.charge_total - share
            found[figures.keys[at]] = _amount(off)
    return found


def _amount(off: Decimal) -> tuple[AllowanceCharge, ...]:
    return (AllowanceCharge(amount=abs(off), is_charge=off < 0),) if off else ()


def offer_texts(offers: Sequence[Offer], currency: str) -> list[str]:
    """Return what each offer is, as it is read out."""
    texts = []
    for one in offers:
        total = format_figure(one.total, currency)
        if one.rounding:
            sign = "+" if one.rounding > 0 else ""
            rounding = f"{sign}{format_figure(one.rounding, currency)}"
            texts.append(_("{total}, rounded by {rounding}").format(total=total, rounding=rounding))
        else:
            texts.append(_("nearest: {total}").format(total=total))
    return texts
