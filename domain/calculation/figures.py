"""What a calculation comes to, by the rules of `domain.pricing`, and what the calculator shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from domain.calculation.lines import Calculation, Line, LineKind
from domain.calculation.margins import (
    Margin,
    before_discount,
    discount_weight,
    line_discount,
    margin,
)
from domain.pricing import model
from domain.pricing.exact import exactly, unit_of
from domain.pricing.switching import switched
from domain.pricing.totals import price, total_of_line


@dataclass(frozen=True)
class Figures:
    """What a calculation comes to.

    `document` is what was priced, `keys` are those of the lines that it holds. `nets` has what each
    line comes to, `sums` each sub-total, by the keys of lines; both are in prices as typed.
    """

    document: model.Document
    totals: model.Totals
    keys: tuple[int, ...]
    nets: Mapping[int, Decimal]
    sums: Mapping[int, Decimal]

    @cached_property
    def goods(self) -> Decimal:
        """What all lines come to before any discount, in prices as they are typed."""
        return before_discount(self.totals)

    @cached_property
    def line_discount(self) -> Decimal:
        """The discounts of the lines together."""
        return line_discount(self.totals)

    @cached_property
    def weight(self) -> Decimal | None:
        """All discounts in percent of what it comes to without them; None of nothing."""
        return discount_weight(self.totals)

    @cached_property
    def margin(self) -> Margin | None:
        """What is earned where purchase prices are known; None where none is."""
        return margin(self.document, self.totals)


class Pricer:
    """Prices the states of a calculation; lines that stayed the same are not made anew."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Line, model.Line]] = {}
        self._last: tuple[Calculation, Figures] | None = None

    def figures(self, calculation: Calculation) -> Figures:
        """Return what a calculation comes to."""
        if self._last is None or self._last[0] is not calculation:
            self._last = (calculation, self._figures(calculation))
        return self._last[1]

    def _figures(self, calculation: Calculation) -> Figures:
        priced = [line for line in calculation.lines if is_priced(line)]
        document = replace(document_of(calculation), lines=tuple(map(self._line, priced)))
        totals = price(document)
        keys = tuple([line.key for line in priced])
        nets = {key: one.total for key, one in zip(keys, totals.lines, strict=True)}
        return Figures(document, totals, keys, nets, _sums(calculation, nets))

    def _line(self, line: Line) -> model.Line:
        made = self._made.get(line.key)
        if made is None or made[0] is not line:
            made = self._made[line.key] = (line, priced_line(line))
        return made[1]


def is_priced(line: Line) -> bool:
    """Say whether a line counts: it is sold, and has a price."""
    return line.price is not None and line.kind is LineKind.ITEM


def document_of(calculation: Calculation) -> model.Document:
    """Return what concerns all lines as `domain.pricing` takes it, without the lines."""
    return model.Document(
        allowances_charges=calculation.discounts,
        taxes=calculation.taxes,
        currency=calculation.currency,
        prices_include_tax=calculation.with_tax,
        prepaid=calculation.paid,
        rounding_amount=calculation.rounding,
    )


def priced_line(line: Line) -> model.Line:
    """Return a line as `domain.pricing` takes it; without a price it costs nothing."""
    return model.Line(
        quantity=line.count,
        unit_price=line.price or model.ZERO,
        base_quantity=line.base_quantity,
        allowances_charges=line.discounts,
        taxes=line.taxes,
        name=line.name,
        gross_price=line.list_price,
        purchase_price=line.purchase_price,
        other_price=line.other_price,
        other_gross_price=line.other_list_price,
        key=line.key,
    )


def with_priced(line: Line, priced: model.Line) -> Line:
    """Return a line with what `domain.pricing` says of its prices, discounts and taxes."""
    return replace(
        line,
        price=None if line.price is None else priced.unit_price,
        discounts=priced.allowances_charges,
        taxes=priced.taxes,
        list_price=priced.gross_price,
        other_price=priced.other_price,
        other_list_price=priced.other_gross_price,
    )


@exactly
def gross_of(line: Line, currency: str) -> Decimal | None:
    """Return what a line costs before its discounts, None where it has no price."""
    if not is_priced(line):
        return None
    unit = unit_of(model.Document(currency=currency).minor_digits)
    return total_of_line(priced_line(line), unit).amount


def with_other_prices(calculation: Calculation) -> Calculation:
    """Return a calculation whose prices are with tax instead of without it, or without.

    What was typed in that kind of prices is there again (see `domain.pricing.switching`).
    """
    lines = calculation.lines
    document = switched(replace(document_of(calculation), lines=tuple(map(priced_line, lines))))
    return replace(
        calculation,
        lines=tuple(map(with_priced, lines, document.lines)),
        discounts=document.allowances_charges,
        with_tax=document.prices_include_tax,
    )


def without_other_prices(calculation: Calculation) -> Calculation:
    """Return a calculation that has forgotten what was typed in the other kind of prices."""
    lines = tuple(
        replace(line, other_price=None, other_list_price=None) for line in calculation.lines
    )
    return replace(calculation, lines=lines)


def _sums(calculation: Calculation, nets: Mapping[int, Decimal]) -> Mapping[int, Decimal]:
    """Return what stands above each sub-total, up to the one before it."""
    sums: dict[int, Decimal] = {}
    running = model.ZERO
    for line in calculation.lines:
        if line.kind is LineKind.SUBTOTAL:
            sums[line.key], running = running, model.ZERO
        else:
            running += nets.get(line.key, model.ZERO)
    return sums
