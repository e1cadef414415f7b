"""Prices without tax of a whole document turned into prices with tax, and back.

What was typed is kept: a price that was 100 without tax and shows as 120 with it is 100 again on
the way back, however it was rounded in between.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from domain.pricing.exact import exactly, ratio, trimmed, unit_of
from domain.pricing.model import ZERO, AllowanceCharge, Document, Line, Tax
from domain.pricing.totals import total_of_line
from domain.pricing.workings import HUNDRED, bearing, included_weights

MORE_DIGITS = 4
"""Decimals that a converted price has beyond those of the currency, so that totals stay near."""


class _Factor(NamedTuple):
    """By what an amount is multiplied, and divided, to be one of the other kind of prices."""

    times: Decimal
    over: Decimal


@exactly
def switched(document: Document) -> Document:
    """Return a document with the other kind of prices: with tax instead of without, or without.

    Prices and amounts of allowances and charges are those that were typed in that kind, where they
    were, and else converted: prices to four decimals more than the currency has, amounts to its
    own. Only taxes that follow the document (`Tax.is_included` is None) make a difference.
    """
    switch = _Switch(document)
    lines = tuple([switch.line(line) for line in document.lines])
    allowances_charges = tuple(
        [
            switch.allowance_charge(one, switch.factor_on_document(one))
            for one in document.allowances_charges
        ]
    )
    return replace(
        document,
        lines=lines,
        allowances_charges=allowances_charges,
        prices_include_tax=not document.prices_include_tax,
    )


class _Switch:
    """The conversion of one document, with its factors by taxes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.unit = unit_of(document.minor_digits)
        self.fine_unit = unit_of(document.minor_digits + MORE_DIGITS)
        self._known: dict[tuple[Tax, ...], _Factor] = {}

    def line(self, line: Line) -> Line:
        """Return a line in the other kind of prices."""
        factor = self.factor(line.taxes)
        return replace(
            line,
            unit_price=self._other(line.unit_price, line.other_price, factor, self.fine_unit)
            or ZERO,
            other_price=line.unit_price,
            net_amount=self._other(line.net_amount, line.other_net_amount, factor, self.unit),
            other_net_amount=line.net_amount,
            gross_price=self._other(
                line.gross_price, line.other_gross_price, factor, self.fine_unit
            ),
            other_gross_price=line.gross_price,
            allowances_charges=tuple(
                self.allowance_charge(one, factor) for one in line.allowances_charges
            ),
        )

    def allowance_charge(self, one: AllowanceCharge, factor: _Factor) -> AllowanceCharge:
        """Return an allowance or charge in the other kind of prices; a percentage stays."""
        return replace(
            one,
            amount=self._other(one.amount, one.other_amount, factor, self.unit),
            other_amount=one.amount,
            base=self._other(one.base, one.other_base, factor, self.unit),
            other_base=one.base,
        )

    def factor(self, taxes: tuple[Tax, ...]) -> _Factor:
        """Return the factor of what bears some taxes."""
        found = self._known.get(taxes)
        if found is None:
            found = self._known[taxes] = _Factor(
                self._gross(taxes, prices_include_tax=not self.document.prices_include_tax),
                self._gross(taxes, prices_include_tax=self.document.prices_include_tax),
            )
        return found

    def factor_on_document(self, one: AllowanceCharge) -> _Factor:
        """Return the factor of an allowance or charge of the document: of its taxes, or of lines.

        That of one which is split over lines is between theirs, as much of each as they come to.
        """
        if one.taxes is not None:
            return self.factor(one.taxes)
        here = there = Fraction(0)
        for line in self.document.lines:
            if not one.tax_category or one.tax_category in {tax.category for tax in line.taxes}:
                factor = self.factor(line.taxes)
                total = Fraction(total_of_line(line, self.unit).total)
                here += total
                there += total * Fraction(factor.times) / Fraction(factor.over)
        if not here or not there:
            return self.factor(())
        share = there / here
        return _Factor(Decimal(share.numerator), Decimal(share.denominator))

    def _other(
        self, typed: Decimal | None, other: Decimal | None, factor: _Factor, unit: Decimal
    ) -> Decimal | None:
        """Return what a value is in the other kind of prices, None where there is none."""
        if typed is None or other is not None or factor.times == factor.over:
            return typed if other is None else other
        return trimmed(ratio(typed * factor.times, factor.over, unit))

    def _gross(self, taxes: tuple[Tax, ...], *, prices_include_tax: bool) -> Decimal:
        """Return what 100 without any tax is in prices of a kind."""
        bears = bearing((*taxes, *self.document.taxes), prices_include_tax=prices_include_tax)
        return sum((weight for _levy, weight in included_weights(bears)), HUNDRED)
