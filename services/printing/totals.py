"""The totals under the lines of a document, and the table of its rates of tax, as texts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.currencies import MINOR_DIGITS
from domain.exchange import at_rate
from domain.pricing.exact import EXACT
from domain.pricing.model import AllowanceCharge, TaxSubtotal
from services.printing.blocks import Column, Row, RowKind, Sum, Table
from services.printing.document import DocumentKind
from services.printing.figures import Figures, total_of
from services.printing.language import NO_BREAK_SPACE


def sums_of(figures: Figures) -> tuple[Sum, ...]:
    """Return the totals, from the sum of the lines to what is payable.

    Taxes stand between totals without and with them where prices are without tax; where prices
    contain it, they are told of what is payable. Nothing is told of a tax that is hidden
    (FEATURES TAX-03).
    """
    rows = [*_before_tax(figures), *_taxes(figures), *_behind_tax(figures)]
    return (*rows, Sum(_grand_label(figures), figures.money(figures.totals.payable), True))


def _before_tax(figures: Figures) -> Iterator[Sum]:
    """The sum of the lines, with the discounts and charges of the document behind it."""
    words = figures.language.words
    yield Sum(words.pgettext("document", "Total"), figures.amount(figures.line_total))
    for change, amount in figures.changes:
        yield Sum(_change_label(figures, change), figures.amount(amount))
    if figures.changes and not figures.has_gross_amounts:
        yield Sum(words.gettext("Total without tax"), figures.amount(figures.totals.tax_exclusive))


def _taxes(figures: Figures) -> Iterator[Sum]:
    """Each tax; `Without VAT` where there is none on anything."""
    words, totals = figures.language.words, figures.totals
    if not figures.document.is_tax_shown:
        return
    charged = [tax for tax in totals.tax_breakdown if not tax.is_withheld]
    if not any(tax.tax for tax in charged):
        yield Sum(words.gettext("Without VAT"), "\u2013")
        return
    for tax in charged:
        yield Sum(_tax_label(figures, tax), figures.amount(tax.tax))
    if not figures.has_gross_amounts:
        yield Sum(words.gettext("Total with tax"), figures.amount(totals.tax_inclusive))


def _behind_tax(figures: Figures) -> Iterator[Sum]:
    """What is withheld, what was paid before, and the rounding to coins."""
    words, totals = figures.language.words, figures.totals
    for tax in totals.tax_breakdown:
        if tax.is_withheld:
            label = words.gettext("{tax} withheld").format(tax=_tax_name(figures, tax))
            yield Sum(label, figures.amount(-tax.tax))
    if totals.prepaid:
        yield Sum(words.gettext("Paid before"), figures.amount(-totals.prepaid))
    if totals.rounding_amount:
        yield Sum(words.pgettext("document", "Rounding"), figures.amount(totals.rounding_amount))


def _grand_label(figures: Figures) -> str:
    words, kind = figures.language.words, figures.document.kind
    if kind is DocumentKind.INVOICE:
        return words.gettext("Total to pay")
    if kind is DocumentKind.CREDIT_NOTE:
        return words.gettext("Total to be returned")
    return words.gettext("In all")


def _change_label(figures: Figures, change: AllowanceCharge) -> str:
    words = figures.language.words
    label = change.reason or (
        words.pgettext("document", "Surcharge")
        if change.is_charge
        else words.pgettext("document", "Discount")
    )
    if change.percent is None or change.amount is not None:
        return label
    return f"{label} {figures.language.percent(change.percent)}"


def _tax_label(figures: Figures, tax: TaxSubtotal) -> str:
    """Return what a tax is called under the total, `including` it where prices contain it."""
    name = _tax_name(figures, tax)
    if figures.has_gross_amounts:
        return figures.language.words.gettext("Including {tax}").format(tax=name)
    return name


def _tax_name(figures: Figures, tax: TaxSubtotal) -> str:
    name = tax.name or figures.language.words.pgettext("document", "VAT")
    rate = figures.rate([tax]).removeprefix(f"{tax.name}{NO_BREAK_SPACE}")
    return f"{name} {rate}"


def rate_label(figures: Figures, tax: TaxSubtotal) -> str:
    """Return what a row of the table of rates is called: by the name of the tax, or its rate."""
    return _tax_name(figures, tax) if tax.name else figures.rate([tax])


def local_amount(figures: Figures, tax: Decimal) -> Decimal:
    """Return a tax in the currency in which it is told as well."""
    local = figures.document.local_tax
    assert local is not None
    return at_rate(tax, local.rate, local.currency)


def local_text(figures: Figures, amount: Decimal) -> str:
    """Return an amount in that currency as it stands in a column, with its own decimals."""
    local = figures.document.local_tax
    assert local is not None
    return figures.language.amount(amount, MINOR_DIGITS.get(local.currency, 2))


def local_heading(figures: Figures) -> str:
    """Return what the column of taxes in another currency is called."""
    local = figures.document.local_tax
    assert local is not None
    return figures.language.words.gettext("Tax in {currency}").format(currency=local.currency)


def rate_table(figures: Figures) -> Table:
    """Return net, tax and gross by rate, with their sums, as Polish invoices have them."""
    words, totals = figures.language.words, figures.totals
    taxes = [tax for tax in totals.tax_breakdown if not tax.is_withheld]
    amounts = [
        *((tax.taxable, tax.tax, EXACT.add(tax.taxable, tax.tax)) for tax in taxes),
        (totals.tax_exclusive, totals.tax_total, totals.tax_inclusive),
    ]
    labels = [*(rate_label(figures, tax) for tax in taxes), words.pgettext("document", "Total")]
    rows = [[label, *map(figures.amount, row)] for label, row in zip(labels, amounts, strict=True)]
    headings = [
        words.pgettext("document", "Tax rate"),
        words.pgettext("document", "Net"),
        words.pgettext("document", "Tax"),
        words.pgettext("document", "Gross"),
    ]
    if figures.document.local_tax is not None:
        headings.append(local_heading(figures))
        local = [local_amount(figures, tax.tax) for tax in taxes]
        for row, amount in zip(rows, [*local, total_of(local)], strict=True):
            row.append(local_text(figures, amount))
    kinds = [RowKind.ITEM] * len(taxes) + [RowKind.TOTAL]
    return Table(
        tuple(Column(heading) for heading in headings),
        tuple(Row(tuple(row), kind) for row, kind in zip(rows, kinds, strict=True)),
        is_narrow=True,
    )
