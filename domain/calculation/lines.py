"""The lines of a calculation, and what is typed into their cells (FEATURES DOC-12 to DOC-14).

A calculation is a frozen value, so each step of editing makes another one and undo keeps the old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from domain.cells import (
    BETWEEN,
    CellError,
    Discount,
    read_discounts,
    read_number,
    read_price,
    read_rate,
)
from domain.i18n import _
from domain.invoicing import kinds
from domain.money import plain_number
from domain.pricing.exact import exactly, percent_of
from domain.pricing.model import ONE, STANDARD, ZERO, AllowanceCharge, Tax


class LineKind(StrEnum):
    """What a line is: something that is sold, a remark, or the sum of the lines above it."""

    ITEM = kinds.LINE
    COMMENT = kinds.COMMENT
    SUBTOTAL = kinds.SUBTOTAL


COMMENT_SIGN = "#"
SUBTOTAL_SIGN = "="
"""These begin a comment, and the name of a sub-total, where they are typed as the item."""

_SIGNS = {LineKind.COMMENT: COMMENT_SIGN, LineKind.SUBTOTAL: SUBTOTAL_SIGN}

ZERO_RATED = "Z"
"""The VAT category of a rate of nothing."""


class Cell(StrEnum):
    """A cell of a line, in the order in which Enter and Tab go through them."""

    NAME = "name"
    QUANTITY = "quantity"
    UNIT = "unit"
    PRICE = "price"
    DISCOUNT = "discount"
    NET = "net"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `key` tells it from the others of its calculation as long as that is edited.

    Without a `quantity` it is one. `price` is that of `base_quantity` units, `list_price` what it
    was before somebody changed it, `purchase_price` what a unit costs oneself without tax,
    `other_price` and `other_list_price` what these were in prices of the other kind, with tax or
    without (`domain.pricing.switching`).
    `details` are the printed properties of the product, `code` is its article number. `product` is
    the key of that, `kept` that of the row in which the line is stored.
    """

    key: int
    kind: LineKind = LineKind.ITEM
    name: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    discounts: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    base_quantity: Decimal = ONE
    list_price: Decimal | None = None
    purchase_price: Decimal | None = None
    other_price: Decimal | None = None
    other_list_price: Decimal | None = None
    details: str = ""
    code: str = ""
    product: UUID | None = None
    kept: UUID | None = None

    @property
    def is_item(self) -> bool:
        """Whether the line is something that is sold."""
        return self.kind is LineKind.ITEM

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into the line."""
        is_said = self.name or self.quantity is not None or self.price is not None
        return self.is_item and not is_said

    @property
    def was_repriced(self) -> bool:
        """Whether the price is another one than it was at first."""
        return self.list_price is not None and self.list_price != self.price

    @property
    def count(self) -> Decimal:
        """The quantity, one where none was typed."""
        return ONE if self.quantity is None else self.quantity


@dataclass(frozen=True, slots=True)
class Calculation:
    """Lines in their order, and what concerns all of them.

    `discounts` are those on the whole, `taxes` those of the payer's place, `rounding` is an amount
    that is added to what is to be paid (EN 16931 BT-114), `paid` what was paid already. With
    `with_tax` the prices contain the tax. `shows_tax` concerns what is seen alone (FEATURES
    TAX-03).
    """

    currency: str
    lines: tuple[Line, ...] = ()
    discounts: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    with_tax: bool = False
    shows_tax: bool = True
    rounding: Decimal = ZERO
    paid: Decimal = ZERO


def cells_of(line: Line) -> tuple[Cell, ...]:
    """Return the cells of a line that can be typed into."""
    return tuple(Cell) if line.is_item else (Cell.NAME,)


def typed_text(line: Line, cell: Cell) -> str:
    """Return the value of a cell as it would be typed, "" for none, and for a net."""
    match cell:
        case Cell.NAME:
            sign = _SIGNS.get(line.kind)
            return f"{sign} {line.name}".rstrip() if sign else line.name
        case Cell.UNIT:
            return line.unit
        case Cell.DISCOUNT:
            return discounts_text(line.discounts)
        case Cell.TAX:
            return "" if not line.taxes else plain_number(rate_of(line.taxes))
        case Cell.QUANTITY | Cell.PRICE:
            number = line.quantity if cell is Cell.QUANTITY else line.price
            return "" if number is None else plain_number(number)
        case Cell.NET:
            return ""


def rate_of(taxes: Sequence[Tax]) -> Decimal:
    """Return the rate of the VAT among taxes, or else of the first of them."""
    return next((tax.rate for tax in taxes if not tax.name), taxes[0].rate)


def discounts_text(discounts: Sequence[AllowanceCharge]) -> str:
    """Return discounts and charges as they are typed: `10%`, `-500`, `5%; +300`, "" for none."""
    return f"{BETWEEN} ".join(_discount_text(one) for one in discounts)


def _discount_text(one: AllowanceCharge) -> str:
    if one.amount is None:
        return f"{'+' if one.is_charge else ''}{plain_number(one.percent or ZERO)}%"
    return f"{'+' if one.is_charge else '-'}{plain_number(one.amount)}"


def new_discounts(
    found: Sequence[Discount], present: Sequence[AllowanceCharge] = ()
) -> tuple[AllowanceCharge, ...]:
    """Return the discounts that were typed; what stood there in the same words stays as it is."""
    left = {_discount_text(one): one for one in present}
    made = []
    for one in found:
        discount = AllowanceCharge(
            amount=one.number if one.is_amount else None,
            percent=None if one.is_amount else one.number,
            is_charge=one.is_charge,
        )
        made.append(left.get(_discount_text(discount), discount))
    return tuple(made)


def with_typed(line: Line, cell: Cell, text: str, gross: Decimal | None = None) -> Line:
    """Return a line with what was typed into a cell. Raises CellError.

    `gross` is what the line costs before its discounts; a net is typed as what is to be left of it,
    or as what goes off what is left now: `-500`.
    """
    match cell:
        case Cell.NAME:
            return _named(line, text)
        case Cell.QUANTITY:
            return replace(line, quantity=read_number(text))
        case Cell.UNIT:
            return replace(line, unit=text.strip())
        case Cell.PRICE:
            return with_price(line, read_price(text, line.price))
        case Cell.DISCOUNT:
            discounts = new_discounts(read_discounts(text), line.discounts)
            return replace(line, discounts=_fitting(discounts, gross))
        case Cell.NET:
            return replace(line, discounts=_net_typed(line, text, gross))
        case Cell.TAX:
            return with_rate(line, read_rate(text))


def with_price(line: Line, price: Decimal | None) -> Line:
    """Return a line with another price, the first one kept beside it (FEATURES DOC-14).

    What was typed into a line that is neither a product's nor stored is no first price.
    """
    if price == line.price:
        return line
    first = line.list_price
    if first is None and (line.product or line.kept):
        first = line.price
    return replace(line, price=price, other_price=None, list_price=first)


def with_rate(line: Line, rate: Decimal | None) -> Line:
    """Return a line with another rate of VAT, None for no tax; other taxes of it stay."""
    others = tuple(tax for tax in line.taxes if tax.name)
    present = [tax for tax in line.taxes if not tax.name]
    if rate is None:
        return replace(line, taxes=others)
    if present and present[0].rate == rate:
        return line
    return replace(line, taxes=(Tax(STANDARD if rate else ZERO_RATED, rate), *others))


def _named(line: Line, text: str) -> Line:
    """Return a line under another name; its first sign says which kind it is of."""
    name = text.strip()
    for kind, sign in _SIGNS.items():
        if name.startswith(sign):
            if line.price is not None or line.product is not None:
                said = _("This line has a price, so it can be nothing else: add another line.")
                raise CellError(said, text.index(sign))
            return replace(line, kind=kind, name=name.removeprefix(sign).strip())
    return replace(line, kind=LineKind.ITEM, name=name)


def _fitting(
    discounts: tuple[AllowanceCharge, ...], gross: Decimal | None
) -> tuple[AllowanceCharge, ...]:
    """Return discounts that the line can bear, each and together. Raises CellError."""
    if gross is None or not discounts:
        return discounts
    is_too_much = any(
        one.amount is not None and not one.is_charge and one.amount > abs(gross)
        for one in discounts
    )
    if is_too_much or (gross > 0 and _left_by(discounts, gross) < 0):
        said = _("A discount is at most what the line costs, {sum}.")
        raise CellError(said.format(sum=plain_number(gross)), 0)
    return discounts


@exactly
def _left_by(discounts: tuple[AllowanceCharge, ...], gross: Decimal) -> Decimal:
    """Return what discounts leave of what a line costs."""
    left = gross
    for one in discounts:
        amount = one.amount
        if amount is None:
            amount = percent_of(gross if one.base is None else one.base, one.percent or ZERO)
        left += amount if one.is_charge else -amount
    return left


def _net_typed(line: Line, text: str, gross: Decimal | None) -> tuple[AllowanceCharge, ...]:
    """Return the discounts that make a net what was typed. Raises CellError."""
    goes_off = text.strip().startswith(("-", "\u2212")) and "%" not in text
    if gross is None or gross <= 0 or not goes_off:
        return _left_of(gross, read_number(text))
    return _fitting((*line.discounts, *new_discounts(read_discounts(text))), gross)


def _left_of(gross: Decimal | None, net: Decimal | None) -> tuple[AllowanceCharge, ...]:
    """Return the discount that leaves so much of what a line costs. Raises CellError."""
    if net is None:
        return ()
    if gross is None:
        raise CellError(_("The line has no price yet: type that first."), 0)
    if not 0 <= net <= gross:
        said = _("A discount leaves from 0 to {sum}. To make it dearer, change the price.")
        raise CellError(said.format(sum=plain_number(gross)), 0)
    return (AllowanceCharge(amount=gross - net),) if gross != net else ()
