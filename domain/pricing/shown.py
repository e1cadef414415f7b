"""Net, tax and gross of each line, for columns that add up to the totals to the last unit.

Taxes are computed on all lines together, so a line has no tax of its own: it gets its part of it by
largest remainder. Allowances and charges of the document are spread over the lines that they
concern. Where they are shown in rows of their own, show the lines of the document without them:
`replace(document, allowances_charges=())`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.pricing.exact import exactly, split, unit_of
from domain.pricing.model import ZERO, Document, Line, ShownLine, Totals
from domain.pricing.workings import Basket, Charged


@exactly
def shown_lines(document: Document, totals: Totals) -> tuple[ShownLine, ...]:
    """Return what stands in the columns of each line, in their order.

    The sums are `tax_exclusive`, `tax_total` and `tax_inclusive` of the totals, except for what
    concerns no line, such as a charge under a tax that no line bears.
    """
    columns = _Columns(document, totals)
    for basket in totals.workings.baskets:
        if places := columns.places[basket.bearing]:
            columns.take_taxes_out(basket, places)
    for charged in totals.workings.charged:
        if not charged.levy.is_included and not charged.levy.is_withheld and charged.tax:
            columns.put_on_top(charged)
    return tuple(
        [
            ShownLine(net, tax, net + tax)
            for net, tax in zip(columns.nets, columns.taxes, strict=True)
        ]
    )


class _Columns:
    """The columns while they are filled: a net and a tax for each line."""

    def __init__(self, document: Document, totals: Totals) -> None:
        self.lines, self.totals = document.lines, totals.lines
        self.bearings = totals.workings.bearings
        self.unit = unit_of(document.minor_digits)
        self.nets = [ZERO] * len(self.lines)
        self.taxes = [ZERO] * len(self.lines)
        self.places = {basket.bearing: list[int]() for basket in totals.workings.baskets}
        """Which lines are in each basket, by what it bears."""
        for at, bears in enumerate(self.bearings):
            self.places[bears].append(at)

    def take_taxes_out(self, basket: Basket, places: list[int]) -> None:
        """Give each line its part of what its basket comes to, and of the net in that."""
        parts = [self.totals[at].total for at in places]
        if basket.total != basket.lines:
            more = self._split(basket.total - basket.lines, parts, places)
            parts = [part + own for part, own in zip(parts, more, strict=True)]
        nets = self._split(basket.net, parts, places) if basket.net != basket.total else parts
        for at, part, net in zip(places, parts, nets, strict=True):
            self.nets[at], self.taxes[at] = net, part - net

    def put_on_top(self, charged: Charged) -> None:
        """Give each line its part of a tax; what has no line keeps its own."""
        borne: list[int | None] = []
        for basket in charged.baskets:
            borne += self.places[basket.bearing] or [None]
        alone = iter([basket.net for basket in charged.baskets if not self.places[basket.bearing]])
        weights = [next(alone) if at is None else self.nets[at] for at in borne]
        for at, part in zip(borne, self._split(charged.tax, weights, borne), strict=True):
            if at is not None:
                self.taxes[at] += part

    def _split(
        self, amount: Decimal, weights: Sequence[Decimal], places: Sequence[int | None]
    ) -> list[Decimal]:
        """Split an amount; among equals what a line says decides, not where it stands."""

        def tie(number: int) -> tuple[object, ...]:
            at = places[number]
            return (0,) if at is None else (1, self.bearings[at], *_content(self.lines[at]))

        return split(amount, weights, self.unit, tie)


def _content(line: Line) -> tuple[object, ...]:
    changes = map(repr, line.allowances_charges)
    return line.name, line.quantity, line.unit_price, line.base_quantity, *changes
