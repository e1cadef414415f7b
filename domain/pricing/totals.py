"""What a document comes to: every line, every tax, every total.

The rules, those of EN 16931 and Peppol BIS 3:

1. Prices and quantities are exact. Quantity times price, by the base quantity, is rounded, and each
   allowance and charge by percent is, separately. The rest of a line is addition.
2. A tax is computed once at each rate, on all that bears it, and rounded once.
3. Prices with tax: all whose prices contain the same taxes is added up, the taxes in it are
   rounded, and the rest is the net. So net and tax are always what the client saw.
4. A compound tax is charged on the base and the rounded taxes before it; a withheld one goes off
   what is payable.
5. What was rounded is only added up. Rounding of the payment is an amount of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.pricing.exact import exactly, percent_of, ratio, rounded, split, unit_of
from domain.pricing.model import (
    ONE,
    ZERO,
    AllowanceCharge,
    AppliedAllowanceCharge,
    Document,
    Line,
    LineTotal,
    Tax,
    TaxSubtotal,
    Totals,
)
from domain.pricing.workings import (
    Basket,
    Bearing,
    Charged,
    Workings,
    bearing,
    charge,
    rows_of,
    take_out_taxes,
)


@exactly
def price(document: Document) -> Totals:
    """Return what a document comes to."""
    unit = unit_of(document.minor_digits)
    lines = tuple([total_of_line(line, unit) for line in document.lines])
    line_total = sum((line.total for line in lines), ZERO)
    bearings = _bearings(document)
    baskets: dict[Bearing, Basket] = {}
    for bears, line in zip(bearings, lines, strict=True):
        basket = baskets.get(bears)
        if basket is None:
            basket = baskets[bears] = Basket(bears)
        basket.lines += line.total
    applied = _apply(document, baskets, line_total, unit)
    take_out_taxes(baskets.values(), unit)
    charged = charge(baskets.values(), unit)
    return _add_up(
        document,
        lines,
        applied,
        Workings(bearings, tuple(baskets.values()), charged),
        unit,
    )


def total_of_line(line: Line, unit: Decimal) -> LineTotal:
    """Return what a line comes to. Runs within `exact.EXACT`."""
    whole = line.quantity * line.unit_price
    if line.base_quantity == ONE:
        amount = rounded(whole, unit)
    else:
        amount = ratio(whole, line.base_quantity, unit)
    if not line.allowances_charges and line.net_amount is None:
        return LineTotal(amount, ZERO, ZERO, amount)
    allowances = charges = ZERO
    for one in line.allowances_charges:
        if one.is_charge:
            charges += amount_of(one, amount, unit)
        else:
            allowances += amount_of(one, amount, unit)
    total = amount - allowances + charges
    if line.net_amount is not None:
        total = rounded(line.net_amount, unit)
    return LineTotal(amount, allowances, charges, total)


def amount_of(one: AllowanceCharge, base: Decimal, unit: Decimal) -> Decimal:
    """Return what an allowance or charge comes to, where its usual base is this one.

    Runs within `exact.EXACT`.
    """
    if one.amount is not None:
        return rounded(one.amount, unit)
    if one.percent is None:
        return ZERO
    return rounded(percent_of(base if one.base is None else one.base, one.percent), unit)


def _bearings(document: Document) -> tuple[Bearing, ...]:
    """Return what each line bears."""
    of_document = _of_document(document)
    known: dict[int, Bearing] = {}
    found = []
    for line in document.lines:
        bears = known.get(id(line.taxes))
        if bears is None:
            bears = bearing(line.taxes, prices_include_tax=document.prices_include_tax)
            bears = known[id(line.taxes)] = bears + of_document
        found.append(bears)
    return tuple(found)


def _of_document(document: Document) -> Bearing:
    return bearing(
        document.taxes, prices_include_tax=document.prices_include_tax, is_of_document=True
    )


def _apply(
    document: Document, baskets: dict[Bearing, Basket], line_total: Decimal, unit: Decimal
) -> tuple[AppliedAllowanceCharge, ...]:
    """Bring allowances and charges of the document into the baskets, and return what each is."""
    of_lines = sorted(baskets.values(), key=lambda basket: basket.bearing)
    for basket in of_lines:
        basket.total = basket.lines
    applied = []
    for one in document.allowances_charges:
        amount = amount_of(one, line_total, unit)
        bearers = _bearers(document, one, of_lines)
        weights = [baskets[bears].lines if bears in baskets else ZERO for bears in bearers]
        parts = list(zip(bearers, split(amount, weights, unit), strict=True))
        for bears, part in parts:
            basket = baskets.setdefault(bears, Basket(bears))
            basket.total += part if one.is_charge else -part
        applied.append(AppliedAllowanceCharge(amount, tuple(parts)))
    return tuple(applied)


def _bearers(document: Document, one: AllowanceCharge, of_lines: Sequence[Basket]) -> list[Bearing]:
    """Return what an allowance or charge of the document bears: one thing, or what lines do.

    Where no line bears a tax of its category, it bears that one, at no rate.
    """
    taxes = one.taxes
    if taxes is None:
        found = [
            basket.bearing
            for basket in of_lines
            if not one.tax_category
            or any(
                levy.category == one.tax_category and not levy.is_of_document
                for levy in basket.bearing
            )
        ]
        if found:
            return found
        taxes = (Tax(one.tax_category),) if one.tax_category else ()
    own = bearing(taxes, prices_include_tax=document.prices_include_tax)
    return [own + _of_document(document)]


def _add_up(
    document: Document,
    lines: tuple[LineTotal, ...],
    applied: tuple[AppliedAllowanceCharge, ...],
    workings: Workings,
    unit: Decimal,
) -> Totals:
    """Return the totals of what is rounded, by addition."""
    sums = {False: ZERO, True: ZERO}
    for one, done in zip(document.allowances_charges, applied, strict=True):
        sums[one.is_charge] += done.amount
    tax = {False: ZERO, True: ZERO}
    for row in workings.charged:
        tax[row.levy.is_withheld] += row.tax
    net = sum((basket.net for basket in workings.baskets), ZERO)
    prepaid = rounded(document.prepaid, unit)
    due = net + tax[False] - tax[True] - prepaid
    rounding = _rounding(document, due, unit)
    return Totals(
        line_total=rounded(sum((line.total for line in lines), ZERO), unit),
        allowance_total=rounded(sums[False], unit),
        charge_total=rounded(sums[True], unit),
        tax_exclusive=rounded(net, unit),
        tax_total=rounded(tax[False], unit),
        tax_breakdown=_breakdown(workings.charged, unit),
        tax_inclusive=rounded(net + tax[False], unit),
        retained=rounded(tax[True], unit),
        prepaid=prepaid,
        rounding_amount=rounding,
        payable=rounded(due + rounding, unit),
        lines=lines,
        allowances_charges=applied,
        workings=workings,
    )


def _rounding(document: Document, due: Decimal, unit: Decimal) -> Decimal:
    """Return what is added to the payment to make it payable in cash, or is agreed on."""
    if not document.cash_rounding:
        return rounded(document.rounding_amount, unit)
    coins = ratio(due, document.cash_rounding, ONE)
    return rounded(coins * document.cash_rounding - due, unit)


def _breakdown(charged: tuple[Charged, ...], unit: Decimal) -> tuple[TaxSubtotal, ...]:
    """Return the rows of the breakdown."""
    return tuple(
        [
            TaxSubtotal(
                category=levy.category,
                rate=levy.rate,
                taxable=rounded(sum((one.taxable for one in row), ZERO), unit),
                tax=rounded(sum((one.tax for one in row), ZERO), unit),
                name=levy.name,
                is_withheld=levy.is_withheld,
                is_compound=levy.is_compound,
            )
            for levy, row in rows_of(charged).items()
        ]
    )
