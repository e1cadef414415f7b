"""What a calculation comes to, by the rules of `domain.pricing`, and what the calculator shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from domain.calculation.lines import Calculation, Line, LineKind
from domain.pricing import model
from domain.pricing.exact import exactly, unit_of
from domain.pricing.totals import price, total_of_line

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Margin:
    """What is left of the net after the purchase prices of the lines that have one.

    `percent` is of the net of these lines. `known` of `priced` lines have a purchase price.
    """

    amount: Decimal
    percent: Decimal | None
    cost: Decimal
    known: int
    priced: int

    @property
    def is_whole(self) -> bool:
        """Whether every line with a price has a purchase price, too."""
        return self.known == self.priced


@dataclass(frozen=True, slots=True)
class Figures:
    """What a calculation comes to.

    `document` is what was priced: `item_keys` are the keys of the lines that it holds. `goods` is
    what all lines cost before any discount, `discount` what goes off that, of lines and of the
    whole, less charges, `weight` that in percent of `goods`; all three are in prices as they are
    typed. `nets` has what each line comes to, `sums` each sub-total, by the keys of lines.
    """

    document: model.Document
    totals: model.Totals
    item_keys: tuple[int, ...]
    goods: Decimal
    discount: Decimal
    weight: Decimal | None
    margin: Margin | None
    nets: Mapping[int, Decimal]
    sums: Mapping[int, Decimal]


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

    def document(self, calculation: Calculation) -> model.Document:
        """Return the lines with a price, and what concerns all, as `domain.pricing` takes them."""
        return model.Document(
            lines=tuple([self._line(line) for line in calculation.lines if is_priced(line)]),
            allowances_charges=calculation.discounts,
            taxes=calculation.taxes,
            currency=calculation.currency,
            prices_include_tax=calculation.with_tax,
            prepaid=calculation.paid,
            rounding_amount=calculation.rounding,
        )

    def _line(self, line: Line) -> model.Line:
        made = self._made.get(line.key)
        if made is None or made[0] is not line:
            made = self._made[line.key] = (line, priced_line(line))
        return made[1]

    @exactly
    def gross(self, calculation: Calculation, line: Line) -> Decimal | None:
        """Return what a line costs before its discounts, None where it has no price."""
        if not is_priced(line):
            return None
        document = model.Document(currency=calculation.currency)
        return total_of_line(priced_line(line), unit_of(document.minor_digits)).amount

    @exactly
    def _figures(self, calculation: Calculation) -> Figures:
        document = self.document(calculation)
        totals = price(document)
        keys = tuple([line.key for line in calculation.lines if is_priced(line)])
        nets = {key: one.total for key, one in zip(keys, totals.lines, strict=True)}
        goods = sum((one.amount for one in totals.lines), model.ZERO)
        left = totals.line_total - totals.allowance_total + totals.charge_total
        discount = goods - left
        return Figures(
            document,
            totals,
            keys,
            goods,
            discount,
            _share(discount, goods),
            _margin(calculation, totals, nets),
            nets,
            _sums(calculation, nets),
        )


def is_priced(line: Line) -> bool:
    """Say whether a line counts: it is sold, and has a price."""
    return line.price is not None and line.kind is LineKind.ITEM


def priced_line(line: Line) -> model.Line:
    """Return a line that has a price as `domain.pricing` takes it."""
    assert line.price is not None
    return model.Line(
        quantity=line.count,
        unit_price=line.price,
        base_quantity=line.base_quantity,
        allowances_charges=line.discounts,
        taxes=line.taxes,
        name=line.name,
        gross_price=line.list_price,
        purchase_price=line.purchase_price,
        other_price=line.other_price,
        key=line.key,
    )


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a part in percent of the whole, to two decimals; None of nothing. Runs in `EXACT`."""
    if not whole:
        return None
    return (part * 100 / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) + model.ZERO


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


def _margin(
    calculation: Calculation, totals: model.Totals, nets: Mapping[int, Decimal]
) -> Margin | None:
    """Return what is earned on the lines whose purchase price is known. Runs in `EXACT`.

    These get their share of the net of the whole, by what each line comes to.
    """
    known = [one for one in calculation.lines if one.purchase_price is not None and is_priced(one)]
    if not known:
        return None
    cost = model.ZERO
    for line in known:
        assert line.purchase_price is not None
        cost += line.count * line.purchase_price
    net = totals.tax_exclusive
    if len(known) < len(nets):
        part = sum((nets[line.key] for line in known), model.ZERO)
        net = net * part / totals.line_total if totals.line_total else model.ZERO
    unit = totals.tax_exclusive
    amount, cost = (net - cost).quantize(unit), cost.quantize(unit)
    return Margin(amount, _share(net - cost, net), cost, len(known), len(nets))
