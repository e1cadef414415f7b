"""How a figure came about: a list of steps that add up to it.

`explain(document, totals, Figure.TAX_TOTAL)` gives the steps of a total, `Figure.LINE` with the
place of a line those of that line, `Figure.TAXABLE` and `Figure.TAX` with the place of a row those
of that row of the tax breakdown. `say.py: said(step, currency)` puts a step into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal, localcontext
from enum import StrEnum

from domain.pricing.exact import exactly, percent_of, unit_of
from domain.pricing.model import ONE, ZERO, AllowanceCharge, Document, Line, Totals
from domain.pricing.totals import amount_of
from domain.pricing.workings import (
    HUNDRED,
    Basket,
    Charged,
    Levy,
    alike_within,
    included_weights,
    rows_of,
    tax_on,
    taxes_within,
)

SHOWN_DIGITS = 4
"""Decimals beyond those of the currency that are shown of a figure before it is rounded."""


class Figure(StrEnum):
    """What is explained: a total, under its name in `Totals`, or something of a line or a row."""

    LINE_TOTAL = "line_total"
    ALLOWANCE_TOTAL = "allowance_total"
    CHARGE_TOTAL = "charge_total"
    TAX_EXCLUSIVE = "tax_exclusive"
    TAX_TOTAL = "tax_total"
    TAX_INCLUSIVE = "tax_inclusive"
    RETAINED = "retained"
    PAYABLE = "payable"
    LINE = "line"
    TAXABLE = "taxable"
    TAX = "tax"


class Rule(StrEnum):
    """What a step does."""

    PRODUCT = "product"
    PRODUCT_PER = "product_per"
    STATED = "stated"
    ALLOWANCE = "allowance"
    ALLOWANCE_PERCENT = "allowance_percent"
    CHARGE = "charge"
    CHARGE_PERCENT = "charge_percent"
    LINES = "lines"
    ALLOWANCE_PART = "allowance_part"
    CHARGE_PART = "charge_part"
    TAX_ON_TOP = "tax_on_top"
    TAX_WITHIN = "tax_within"
    NO_TAX = "no_tax"
    TAX_TAKEN_OUT = "tax_taken_out"
    TAX_BEFORE = "tax_before"
    TOTAL = "total"
    WITHHELD = "withheld"
    PREPAID = "prepaid"
    ROUNDING = "rounding"
    CASH_ROUNDING = "cash_rounding"


@dataclass(frozen=True, slots=True)
class Step:
    """A step to a figure: by which rule, from what, and what it adds to the figure (`amount`).

    `exact` is what was rounded to the amount, cut off behind some decimals; None where nothing
    was. `lines` are numbers of lines from 1. `levy` is the tax that it is about, `total` the figure
    that is taken over. `of` is what a part was cut from, or what `percent` is a part of.
    """

    rule: Rule
    amount: Decimal
    exact: Decimal | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    base: Decimal | None = None
    percent: Decimal | None = None
    of: Decimal | None = None
    lines: tuple[int, ...] = ()
    name: str = ""
    levy: Levy | None = None
    total: Figure | None = None


@exactly
def explain(document: Document, totals: Totals, figure: Figure, place: int = 0) -> tuple[Step, ...]:
    """Return the steps of a figure; `place` is that of the line or row, from 0.

    The amounts of the steps add up to the figure. Raises IndexError for a place that is not there.
    """
    return tuple(_Explained(document, totals).steps(figure, place))


class _Explained:
    """A document and its totals while they are explained."""

    def __init__(self, document: Document, totals: Totals) -> None:
        self.document, self.totals = document, totals
        self.unit = unit_of(document.minor_digits)

    def steps(self, figure: Figure, place: int) -> Iterator[Step]:
        """Return the steps of a figure."""
        rows = rows_of(self.totals.workings.charged)
        match figure:
            case Figure.LINE:
                return self._line(place)
            case Figure.LINE_TOTAL:
                return self._lines()
            case Figure.ALLOWANCE_TOTAL | Figure.CHARGE_TOTAL:
                return self._allowances_charges(is_charge=figure is Figure.CHARGE_TOTAL)
            case Figure.TAX_EXCLUSIVE:
                return self._nets(self.totals.workings.baskets)
            case Figure.TAX_TOTAL | Figure.RETAINED:
                return self._taxes(
                    one
                    for row in rows.values()
                    for one in row
                    if one.levy.is_withheld is (figure is Figure.RETAINED)
                )
            case Figure.TAX:
                return self._taxes(list(rows.values())[place])
            case Figure.TAXABLE:
                return self._taxable(list(rows.values())[place])
            case Figure.TAX_INCLUSIVE:
                return self._sum(Figure.TAX_EXCLUSIVE, Figure.TAX_TOTAL)
            case Figure.PAYABLE:
                return self._payable()

    def _line(self, place: int) -> Iterator[Step]:
        line, total = self.document.lines[place], self.totals.lines[place]
        if line.net_amount is not None:
            yield Step(Rule.STATED, total.total, self._exact(line.net_amount, total.total))
            return
        yield self._product(line, total.amount)
        for one in line.allowances_charges:
            yield self._allowance_charge(one, total.amount)

    def _product(self, line: Line, amount: Decimal) -> Step:
        whole = line.quantity * line.unit_price
        if line.base_quantity == ONE:
            exact = self._exact(whole, amount)
            return Step(Rule.PRODUCT, amount, exact, quantity=line.quantity, price=line.unit_price)
        return Step(
            Rule.PRODUCT_PER,
            amount,
            self._exact_ratio(whole, line.base_quantity, amount),
            quantity=line.quantity,
            price=line.unit_price,
            of=line.base_quantity,
        )

    def _allowance_charge(self, one: AllowanceCharge, usual_base: Decimal) -> Step:
        amount = amount_of(one, usual_base, self.unit)
        sign = 1 if one.is_charge else -1
        if one.amount is not None or one.percent is None:
            rule = Rule.CHARGE if one.is_charge else Rule.ALLOWANCE
            exact = None if one.amount is None else self._exact(sign * one.amount, sign * amount)
            return Step(rule, sign * amount, exact, name=one.reason)
        base = usual_base if one.base is None else one.base
        return Step(
            Rule.CHARGE_PERCENT if one.is_charge else Rule.ALLOWANCE_PERCENT,
            sign * amount,
            self._exact(sign * percent_of(base, one.percent), sign * amount),
            base=base,
            percent=one.percent,
            name=one.reason,
        )

    def _lines(self) -> Iterator[Step]:
        for number, (line, total) in enumerate(
            zip(self.document.lines, self.totals.lines, strict=True), 1
        ):
            yield Step(Rule.LINES, total.total, lines=(number,), name=line.name)

    def _allowances_charges(self, *, is_charge: bool) -> Iterator[Step]:
        for one in self.document.allowances_charges:
            if one.is_charge is is_charge:
                step = self._allowance_charge(one, self.totals.line_total)
                yield step if is_charge else _without_sign(step)

    def _nets(self, baskets: Iterable[Basket]) -> Iterator[Step]:
        """Yield what baskets come to without tax: lines, parts of discounts, less taxes within."""
        for some in alike_within(baskets).values():
            for basket in some:
                numbers = tuple(
                    number
                    for number, bears in enumerate(self.totals.workings.bearings, 1)
                    if bears == basket.bearing
                )
                if numbers:
                    yield Step(Rule.LINES, basket.lines, lines=numbers)
                yield from self._parts(basket)
            for levy, tax in taxes_within(some, self.unit):
                if tax:
                    yield Step(Rule.TAX_TAKEN_OUT, -tax, levy=levy)

    def _parts(self, basket: Basket) -> Iterator[Step]:
        """Yield what discounts and charges of the document are on a basket."""
        for one, applied in zip(
            self.document.allowances_charges, self.totals.allowances_charges, strict=True
        ):
            for borne, part in applied.parts:
                if borne == basket.bearing and part:
                    yield Step(
                        Rule.CHARGE_PART if one.is_charge else Rule.ALLOWANCE_PART,
                        part if one.is_charge else -part,
                        of=applied.amount,
                        name=one.reason,
                    )

    def _taxes(self, charged: Iterable[Charged]) -> Iterator[Step]:
        for one in charged:
            if one.levy.is_included:
                for some in alike_within(one.baskets).values():
                    yield self._within(one.levy, some)
            elif one.levy.percent:
                exact = percent_of(one.taxable, one.levy.percent)
                yield Step(
                    Rule.TAX_ON_TOP,
                    one.tax,
                    self._exact(exact, one.tax),
                    base=one.taxable,
                    percent=one.levy.percent,
                    levy=one.levy,
                )
            else:
                yield Step(Rule.NO_TAX, one.tax, base=one.taxable, levy=one.levy)

    def _within(self, levy: Levy, baskets: list[Basket]) -> Step:
        """Return how a tax is taken out of prices that contain the same taxes."""
        weights = included_weights(baskets[0].within)
        whole = sum((weight for _levy, weight in weights), HUNDRED)
        weight, amount = dict(weights)[levy], tax_on(levy, baskets, self.unit)
        total = sum((basket.total for basket in baskets), ZERO)
        if not weight:
            return Step(Rule.NO_TAX, amount, base=total, levy=levy)
        return Step(
            Rule.TAX_WITHIN,
            amount,
            self._exact_ratio(total * weight, whole, amount),
            base=total,
            percent=weight,
            of=whole,
            levy=levy,
        )

    def _taxable(self, row: list[Charged]) -> Iterator[Step]:
        for one in row:
            steps = list(self._nets(one.baskets))
            yield from steps
            earlier = one.taxable - sum((step.amount for step in steps), ZERO)
            if earlier:
                yield Step(Rule.TAX_BEFORE, earlier, levy=one.levy)

    def _sum(self, *figures: Figure) -> Iterator[Step]:
        for figure in figures:
            yield Step(Rule.TOTAL, getattr(self.totals, figure), total=figure)

    def _payable(self) -> Iterator[Step]:
        totals, coin = self.totals, self.document.cash_rounding
        yield from self._sum(Figure.TAX_INCLUSIVE)
        if totals.retained:
            yield Step(Rule.WITHHELD, -totals.retained)
        if totals.prepaid:
            yield Step(Rule.PREPAID, -totals.prepaid)
        if coin:
            yield Step(Rule.CASH_ROUNDING, totals.rounding_amount, of=coin)
        elif totals.rounding_amount:
            yield Step(Rule.ROUNDING, totals.rounding_amount)

    def _exact(self, exact: Decimal, amount: Decimal) -> Decimal | None:
        """Return what was rounded, cut off behind some decimals, None where nothing was."""
        if exact == amount:
            return None
        return exact.quantize(self.unit.scaleb(-SHOWN_DIGITS), ROUND_DOWN)

    def _exact_ratio(self, above: Decimal, below: Decimal, amount: Decimal) -> Decimal | None:
        """Return a quotient that was rounded, like `_exact`."""
        if above == amount * below:
            return None
        with localcontext(prec=100, rounding=ROUND_DOWN):
            return self._exact(above / below, amount)


def _without_sign(step: Step) -> Step:
    """Return a discount as it counts in the sum of discounts."""
    exact = None if step.exact is None else -step.exact
    return replace(step, amount=-step.amount, exact=exact)
