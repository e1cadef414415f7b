"""What the line below a grid says of the cell under the cursor."""

from __future__ import annotations

from decimal import Decimal

from domain.calculation.editing import Editing, Place
from domain.calculation.lines import Cell, Line
from domain.cells import CellError, read_outcome
from domain.i18n import _
from domain.money import format_number, price_figure
from domain.pricing.model import ZERO

_DOT = " · "
_TENTH = Decimal("0.1")


def details_of(editing: Editing, place: Place) -> str:
    """Return what is known of a line beside its cells: the first price, what is earned on it."""
    line = editing.line_at(place)
    if line is None:
        return _("Type to add a line; # begins a comment, = a sub-total.")
    if not line.is_item:
        return line.name
    currency = editing.calculation.currency
    said = [line.name, *_of_price(line, currency), *_of_purchase(editing, line, currency)]
    return _DOT.join(filter(None, said))


def _of_price(line: Line, currency: str) -> list[str]:
    if not line.was_repriced or line.list_price is None or line.price is None:
        return []
    first = price_figure(line.list_price, currency)
    if not line.list_price:
        return [_("the price was {first}").format(first=first)]
    change = (line.price - line.list_price) * 100 / line.list_price
    percent = f"{'+' if change > 0 else ''}{format_number(change.quantize(_TENTH))}"
    return [_("the price was {first} ({percent} %)").format(first=first, percent=percent)]


def _of_purchase(editing: Editing, line: Line, currency: str) -> list[str]:
    if line.purchase_price is None:
        return []
    return [_("bought for {price}").format(price=price_figure(line.purchase_price, currency))]


def typed_details(cell: Cell, text: str) -> str:
    """Return what the arithmetic that is being typed comes to, "" where it is none."""
    if cell in (Cell.NAME, Cell.UNIT) or not text.lstrip().startswith("="):
        return ""
    try:
        outcome = read_outcome(text)
    except CellError:
        return ""
    return f"= {format_number(outcome.number + ZERO)}{' %' if outcome.is_percent else ''}"
