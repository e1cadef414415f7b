"""Elements of an EN 16931 invoice in CII syntax that stand in several places of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from domain.pricing.model import UNTAXED_CATEGORIES, ZERO, AllowanceCharge, Tax, TaxSubtotal
from domain.pricing.writing import plain
from domain.text import strip_control

_REASONS: Final = {
    "E": ("Exempt from VAT", ""),
    "AE": ("Reverse charge", "VATEX-EU-AE"),
    "K": ("Intra-Community supply", "VATEX-EU-IC"),
    "G": ("Export outside the EU", "VATEX-EU-G"),
    "O": ("Not subject to VAT", "VATEX-EU-O"),
}
"""Why there is no tax, as text and as code of the list VATEX, by category of VAT."""


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Append an element, its name with the prefix of its namespace, and return it."""
    node = SubElement(parent, name, attributes)
    if text:
        node.text = strip_control(text)
    return node


def add_amount(parent: Element, name: str, amount: Decimal, digits: int, **more: str) -> None:
    """Append an amount with the decimals of the document."""
    add(parent, name, f"{amount:.{digits}f}", **more)


def add_day(parent: Element, day: date) -> None:
    """Append a day, in format 102 of UNTDID 2379."""
    add(parent, "udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def add_tax(node: Element, tax: Tax) -> None:
    """Fill a tax of a line, a discount or a charge: type, category, rate."""
    add(node, "ram:TypeCode", "VAT")
    add(node, "ram:CategoryCode", tax.category)
    _rate(node, tax)


def add_subtotal(parent: Element, tax: Tax, taxable: Decimal, amount: Decimal, digits: int) -> None:
    """Append a row of the breakdown (BG-23): a tax, on what, how much."""
    reason, code = _REASONS.get(tax.category, ("", ""))
    node = add(parent, "ram:ApplicableTradeTax")
    add_amount(node, "ram:CalculatedAmount", amount, digits)  # BT-117
    add(node, "ram:TypeCode", "VAT")
    if reason:
        add(node, "ram:ExemptionReason", reason)  # BT-120
    add_amount(node, "ram:BasisAmount", taxable, digits)  # BT-116
    add(node, "ram:CategoryCode", tax.category)  # BT-118
    if code:
        add(node, "ram:ExemptionReasonCode", code)  # BT-121
    _rate(node, tax)


def rate_of(tax: Tax | TaxSubtotal) -> Decimal:
    """Return the rate of a tax, nil where its category is not taxed."""
    return ZERO if tax.category in UNTAXED_CATEGORIES else tax.rate


def _rate(node: Element, tax: Tax) -> None:
    """Append the rate (BT-119, 152); what is not subject to VAT has none."""
    if tax.category != "O":
        add(node, "ram:RateApplicablePercent", plain(rate_of(tax)))


def add_change(
    parent: Element,
    change: AllowanceCharge,
    amount: Decimal,
    digits: int,
    *,
    is_charge: bool,
    tax: Tax | None = None,
) -> None:
    """Append a discount or charge of a line, or of a document, where it belongs to a tax."""
    node = add(parent, "ram:SpecifiedTradeAllowanceCharge")
    add(add(node, "ram:ChargeIndicator"), "udt:Indicator", str(is_charge).lower())
    if change.percent is not None and change.amount is None:
        add(node, "ram:CalculationPercent", plain(change.percent))
    add_amount(node, "ram:ActualAmount", amount, digits)
    add(node, "ram:Reason", change.reason or ("Charge" if is_charge else "Discount"))
    if tax is not None:
        add_tax(add(node, "ram:CategoryTradeTax"), tax)
