"""Lines of documents as they are kept, and as they are priced: each in the form of the other.

A line keeps its first plain discount and its first plain tax in columns of their own, as deals do,
and whatever is beyond that in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.kinds import LINE
from domain.parts import LineItem
from domain.pricing.model import ONE, AllowanceCharge, Document, Line, Tax

_NOTHING: Final = Decimal(0)
_NUMBERS: Final = ("amount", "percent", "base", "other_amount", "other_base")


@dataclass(frozen=True, slots=True)
class Terms:
    """What concerns a document as a whole and no line of it; see `domain.pricing.model.Document`.

    `taxes` are those of the payer's place.
    """

    currency: str = ""
    prices_include_tax: bool = False
    allowances_charges: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    prepaid: Decimal = _NOTHING
    rounding_amount: Decimal = _NOTHING


def priced_document(items: Sequence[LineItem], terms: Terms) -> Document:
    """Return a document as it is priced: its product lines that have a price, in their order.

    The `key` of each line is its place among the `items`.
    """
    return Document(
        lines=tuple(
            replace(priced_line(item), key=place)
            for place, item in enumerate(items)
            if item.kind == LINE and item.price is not None
        ),
        allowances_charges=terms.allowances_charges,
        taxes=terms.taxes,
        currency=terms.currency,
        prices_include_tax=terms.prices_include_tax,
        prepaid=terms.prepaid,
        rounding_amount=terms.rounding_amount,
    )


def priced_line(item: LineItem) -> Line:
    """Return a line as it is priced; without a quantity it is one."""
    allowances = allowances_in(item.allowances)
    if item.discount is not None:
        allowances = (plain_discount(item.discount, item.discount_is_amount), *allowances)
    taxes = taxes_in(item.taxes)
    if item.tax is not None:
        taxes = (Tax(tax_category(item), item.tax), *taxes)
    return Line(
        quantity=ONE if item.quantity is None else item.quantity,
        unit_price=item.price or _NOTHING,
        base_quantity=item.base_quantity or ONE,
        allowances_charges=allowances,
        taxes=taxes,
        name=item.name,
        gross_price=item.list_price,
        purchase_price=item.purchase_price,
        other_price=item.other_price,
    )


def kept_line(line: Line, like: LineItem | None = None) -> LineItem:
    """Return a priced line as it is kept; what pricing does not know is taken from `like`."""
    first, *others = line.allowances_charges or (None,)
    is_plain = first is not None and first == plain_discount(
        *((first.amount, True) if first.amount is not None else (first.percent, False))
    )
    own, *further = line.taxes or (None,)
    is_own = own is not None and own == Tax(own.category, own.rate)
    return replace(
        like or LineItem(),
        name=line.name,
        quantity=line.quantity,
        price=line.unit_price,
        base_quantity=None if line.base_quantity == ONE else line.base_quantity,
        discount=_worth(first) if is_plain else None,
        discount_is_amount=is_plain and first is not None and first.amount is not None,
        allowances=allowances_out(others if is_plain else line.allowances_charges),
        tax=own.rate if is_own and own is not None else None,
        tax_category=own.category if is_own and own is not None else "",
        taxes=taxes_out(further if is_own else line.taxes),
        list_price=line.gross_price,
        purchase_price=line.purchase_price,
        other_price=line.other_price,
    )


def plain_discount(value: Decimal | None, is_amount: bool) -> AllowanceCharge:
    """Return a discount on a line: an amount off the whole line, or so many percent."""
    return AllowanceCharge(amount=value) if is_amount else AllowanceCharge(percent=value)


def tax_category(item: LineItem) -> str:
    """Return the VAT category of a line; where none is said, that which its rate has."""
    return item.tax_category or ("S" if item.tax else "Z")


def allowances_in(text: str) -> tuple[AllowanceCharge, ...]:
    """Return the allowances and charges that JSON lists; "" are none. Raises BadInput."""
    return tuple(_allowance_in(one) for one in _list_in(text))


def allowances_out(some: Sequence[AllowanceCharge]) -> str:
    """Return allowances and charges in JSON, "" for none."""
    return _list_out([_allowance_out(one) for one in some])


def taxes_in(text: str) -> tuple[Tax, ...]:
    """Return the taxes that JSON lists; "" are none. Raises BadInput."""
    return tuple(_tax_in(one) for one in _list_in(text))


def taxes_out(some: Sequence[Tax]) -> str:
    """Return taxes in JSON, "" for none."""
    return _list_out([_tax_out(one) for one in some])


def _worth(one: AllowanceCharge | None) -> Decimal | None:
    assert one is not None
    return one.percent if one.amount is None else one.amount


def _allowance_out(one: AllowanceCharge) -> dict[str, object]:
    said: dict[str, object] = {
        name: f"{value:f}" for name in _NUMBERS if (value := getattr(one, name)) is not None
    }
    if one.is_charge:
        said["is_charge"] = True
    if one.reason:
        said["reason"] = one.reason
    if one.tax_category:
        said["tax_category"] = one.tax_category
    if one.taxes is not None:
        said["taxes"] = [_tax_out(tax) for tax in one.taxes]
    return said


def _allowance_in(said: Mapping[str, Any]) -> AllowanceCharge:
    taxes = said.get("taxes")
    return AllowanceCharge(
        **{name: _decimal(said[name]) for name in _NUMBERS if said.get(name) is not None},
        is_charge=bool(said.get("is_charge")),
        reason=str(said.get("reason") or ""),
        tax_category=str(said.get("tax_category") or ""),
        taxes=None if taxes is None else tuple(_tax_in(tax) for tax in taxes),
    )


def _tax_out(tax: Tax) -> dict[str, object]:
    said: dict[str, object] = {"category": tax.category, "rate": f"{tax.rate:f}"}
    if tax.name:
        said["name"] = tax.name
    for flag in ("is_withheld", "is_compound"):
        if getattr(tax, flag):
            said[flag] = True
    if tax.is_included is not None:
        said["is_included"] = tax.is_included
    return said


def _tax_in(said: Mapping[str, Any]) -> Tax:
    included = said.get("is_included")
    return Tax(
        str(said.get("category") or "S"),
        _decimal(said.get("rate") or 0),
        str(said.get("name") or ""),
        bool(said.get("is_withheld")),
        bool(said.get("is_compound")),
        None if included is None else bool(included),
    )


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadInput(_("“{text}” is not a number.").format(text=value))
    return number


def _list_in(text: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(text or "[]")
    except ValueError as error:
        raise BadInput(_("A list in JSON is expected.")) from error
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise BadInput(_("A list in JSON is expected."))
    return found


def _list_out(some: list[dict[str, object]]) -> str:
    return json.dumps(some, ensure_ascii=False) if some else ""
