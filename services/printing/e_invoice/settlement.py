"""The money of an EN 16931 invoice in CII syntax: how it is paid, taxes, discounts, totals."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from domain.bank_codes import bare, is_iban, is_swift
from domain.pricing.exact import EXACT
from domain.pricing.model import ZERO, AllowanceCharge, Tax, Totals
from services.printing.document import DocumentKind
from services.printing.e_invoice.elements import (
    add,
    add_amount,
    add_change,
    add_day,
    add_subtotal,
    rate_of,
)
from services.printing.figures import Figures, total_of

_CREDIT_TRANSFER: Final = "30"
_SEPA_TRANSFER: Final = "58"


class _NetChange(NamedTuple):
    """What a discount (below zero) or charge of the document changes at one rate, without tax."""

    change: AllowanceCharge
    tax: Tax
    amount: Decimal

    @property
    def is_charge(self) -> bool:
        """Whether it makes the document dearer."""
        return self.amount > 0 if self.amount else self.change.is_charge


def settle(node: Element, figures: Figures) -> None:
    """Fill the settlement of a document, from the means of payment to the totals."""
    document, digits = figures.document, figures.digits
    add(node, "ram:PaymentReference", document.number)  # BT-83
    add(node, "ram:InvoiceCurrencyCode", figures.priced.currency)  # BT-5
    _payment_means(node, figures)
    taxes = {Tax(one.category, rate_of(one)): one.tax for one in figures.totals.tax_breakdown}
    for tax, taxable in _taxable(figures.totals).items():
        add_subtotal(node, tax, taxable, taxes[tax], digits)
    changes = _net_changes(figures)
    for one in changes:
        add_change(
            node, one.change, abs(one.amount), digits, is_charge=one.is_charge, tax=one.tax
        )  # BG-20, BG-21
    if document.kind is DocumentKind.INVOICE:
        terms = add(node, "ram:SpecifiedTradePaymentTerms")
        add_day(add(terms, "ram:DueDateDateTime"), document.due or document.day)  # BT-9
    _summation(node, figures, changes)
    if document.correction:
        reference = add(node, "ram:InvoiceReferencedDocument")  # BG-3
        add(reference, "ram:IssuerAssignedID", document.correction.number)  # BT-25
        issued = add(reference, "ram:FormattedIssueDateTime")
        add(issued, "qdt:DateTimeString", f"{document.correction.day:%Y%m%d}", format="102")


def _payment_means(parent: Element, figures: Figures) -> None:
    """Append the account to pay to (BG-16), where there is one."""
    seller = figures.document.seller
    if not seller.account:
        return
    has_iban = is_iban(seller.account)
    is_sepa = has_iban and figures.priced.currency == "EUR"
    node = add(parent, "ram:SpecifiedTradeSettlementPaymentMeans")
    add(node, "ram:TypeCode", _SEPA_TRANSFER if is_sepa else _CREDIT_TRANSFER)  # BT-81
    account = add(node, "ram:PayeePartyCreditorFinancialAccount")
    if has_iban:
        add(account, "ram:IBANID", bare(seller.account))  # BT-84
    else:
        add(account, "ram:ProprietaryID", seller.account)
    if is_swift(seller.bank_code):
        institution = add(node, "ram:PayeeSpecifiedCreditorFinancialInstitution")
        add(institution, "ram:BICID", bare(seller.bank_code))  # BT-86


def _net_changes(figures: Figures) -> list[_NetChange]:
    """Return what each discount and charge of the document does at each rate, without tax."""
    found = []
    for change, (before, after) in zip(
        figures.priced.allowances_charges, pairwise(figures.stages), strict=True
    ):
        bases = _taxable(before)
        for tax, taxable in _taxable(after).items():
            amount = EXACT.subtract(taxable, bases.get(tax, ZERO))
            if amount or tax not in bases:  # a row of the breakdown must come from something
                found.append(_NetChange(change, tax, amount))
    return found


def _taxable(totals: Totals) -> dict[Tax, Decimal]:
    """Return what each tax is on; a category without tax has one row, whatever its rates say."""
    found: dict[Tax, Decimal] = {}
    for one in totals.tax_breakdown:
        tax = Tax(one.category, rate_of(one))
        found[tax] = EXACT.add(found.get(tax, ZERO), one.taxable)
    return found


def _summation(parent: Element, figures: Figures, changes: list[_NetChange]) -> None:
    """Append the totals (BG-22)."""
    totals, digits = figures.totals, figures.digits
    charges = [one.amount for one in changes if one.is_charge]
    allowances = [abs(one.amount) for one in changes if not one.is_charge]
    node = add(parent, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    lines = total_of(item.shown.net for item in figures.items)
    add_amount(node, "ram:LineTotalAmount", lines, digits)  # BT-106
    if charges:
        add_amount(node, "ram:ChargeTotalAmount", total_of(charges), digits)  # BT-108
    if allowances:
        add_amount(node, "ram:AllowanceTotalAmount", total_of(allowances), digits)  # BT-107
    add_amount(node, "ram:TaxBasisTotalAmount", totals.tax_exclusive, digits)  # BT-109
    currency = figures.priced.currency
    add_amount(node, "ram:TaxTotalAmount", totals.tax_total, digits, currencyID=currency)  # BT-110
    if totals.rounding_amount:
        add_amount(node, "ram:RoundingAmount", totals.rounding_amount, digits)  # BT-114
    add_amount(node, "ram:GrandTotalAmount", totals.tax_inclusive, digits)  # BT-112
    if totals.prepaid:
        add_amount(node, "ram:TotalPrepaidAmount", totals.prepaid, digits)  # BT-113
    add_amount(node, "ram:DuePayableAmount", totals.payable, digits)  # BT-115
