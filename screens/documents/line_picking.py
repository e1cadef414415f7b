"""Picks products of the catalog for the lines that are edited (FEATURES CAT-13, CAT-14, B18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.calculation.figures import with_other_prices
from domain.calculation.kept import line_of as editable
from domain.calculation.lines import Calculation, Line
from domain.catalog.asked_for import Taken
from domain.i18n import _
from screens.catalog.product_picker import ProductPicker
from services.catalog.selling import SoldLine, line_of

if TYPE_CHECKING:
    from screens.documents.lines_screen import LinesScreen


def pick_products(screen: LinesScreen) -> ProductPicker:
    """Open the picker, put in what is taken there, and return it."""
    calculation = screen.editing.calculation
    picker = ProductPicker(
        _("Products for {title}").replace("{title}", screen.content.title),
        currency=calculation.currency,
        day=screen.priced_on(),
        text=None,
        makes_new=screen.makes_products,
    )

    def put(taken: list[Taken] | None) -> None:
        if taken:
            _put(screen, taken)

    screen.app.push_screen(picker, put)
    return picker


def _put(screen: LinesScreen, taken: Sequence[Taken]) -> None:
    """Put the lines in at once, so that what is typed next is typed behind them."""
    context, day = screen.context, screen.priced_on()
    currency = screen.editing.calculation.currency
    sold = screen.read(
        lambda: [line_of(context, o.product, currency, o.quantity, day=day) for o in taken]
    )
    if sold is None:
        return
    lines = _in_its_prices(screen.editing.calculation, [editable(one.line, 0) for one in sold])
    asks = len(taken) == 1 and taken[0].quantity is None
    screen.grid.put(lines, asks_quantity=asks)
    screen.say(_said_of(sold), "error" if any(one.sentence for one in sold) else "information")


def _in_its_prices(calculation: Calculation, lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines of the catalog, whose prices are without tax, in prices as those beside them."""
    if not calculation.with_tax:
        return lines
    alone = replace(calculation, lines=tuple(lines), discounts=(), with_tax=False)
    return with_other_prices(alone).lines


def _said_of(sold: Sequence[SoldLine]) -> str:
    """Return what is missing of the lines, "" where nothing is."""
    return " ".join(f"{one.line.name}: {one.sentence}" for one in sold if one.sentence)
