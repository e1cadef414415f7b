"""The columns of a line grid: which there are, which fit, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.calculation.lines import Cell, Line, discounts_text, rate_of
from domain.i18n import N_, _, pgettext
from domain.money import format_figure, format_number, price_figure
from widgets.lists.columns import Column, fit

GAP = 1
"""Blank cells between two columns."""

NUMBER_CELLS = 4
"""Cells of the number of a line, with the sign of the cursor before it."""

NO_VALUE = "–"

COLUMNS: dict[Cell, Column] = {
    Cell.NAME: Column(Cell.NAME, N_("Item"), 11, weight=1, priority=9),
    Cell.QUANTITY: Column(Cell.QUANTITY, N_("Qty"), 7, align="right", priority=7),
    Cell.UNIT: Column(Cell.UNIT, N_("Unit"), 5, priority=1),
    Cell.PRICE: Column(Cell.PRICE, N_("Price"), 12, align="right", priority=6),
    Cell.DISCOUNT: Column(Cell.DISCOUNT, N_("Disc."), 9, align="right", priority=4),
    Cell.NET: Column(Cell.NET, N_("Net"), 13, align="right", priority=8),
    Cell.TAX: Column(Cell.TAX, N_("VAT"), 6, align="right", priority=2),
}
"""All columns, in their order."""

REPRICED = "*"
"""Stands behind a price that is not the first one."""


def fitted(columns: Sequence[Cell], width: int, current: Cell) -> list[tuple[Cell, int]]:
    """Return the columns that fit beside the number, with their widths; the current one is there.

    Where there is no room for all, the less important ones are left out.
    """
    found = [COLUMNS[cell] for cell in columns]
    wanted = [one._replace(priority=99) if one.name == current else one for one in found]
    room = width - NUMBER_CELLS - GAP
    return [(Cell(column.name), cells) for column, cells in fit(wanted, room, GAP)]


def title_of(cell: Cell, *, with_tax: bool) -> str:
    """Return the title of a column; that of prices says whether they contain tax.

    That of units is a message of its own, which fits its five cells in any language.
    """
    if cell is Cell.NET and with_tax:
        return _("With VAT")
    if cell is Cell.UNIT:
        return pgettext("column", "Unit")
    return _(COLUMNS[cell].title)


def cell_text(line: Line, cell: Cell, currency: str, net: Decimal | None) -> str:
    """Return what stands in a cell of a line that is sold, when nobody types into it."""
    match cell:
        case Cell.NAME:
            return line.name
        case Cell.QUANTITY:
            return "" if line.quantity is None else format_number(line.quantity)
        case Cell.UNIT:
            return line.unit
        case Cell.PRICE:
            return _price_text(line, currency)
        case Cell.DISCOUNT:
            return discounts_text(line.discounts)
        case Cell.NET:
            return "" if net is None else format_figure(net, currency)
        case Cell.TAX:
            return f"{format_number(rate_of(line.taxes))} %" if line.taxes else NO_VALUE


def _price_text(line: Line, currency: str) -> str:
    if line.price is None:
        return ""
    text = price_figure(line.price, currency)
    return f"{text}{REPRICED}" if line.was_repriced else text
