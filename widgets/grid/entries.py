"""What stands in the calculator: figures of the whole, some of which can be typed into."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from domain.calculation.editing import Editing
from domain.calculation.figures import Figures
from domain.calculation.lines import Calculation, discounts_text
from domain.calculation.solving import Whole
from domain.i18n import _
from domain.money import format_figure, format_number, plain_number
from domain.pricing.model import TaxSubtotal


class Entry(NamedTuple):
    """A line of the calculator: what names it, its label, its figure, and how that is typed.

    `whole` is what is typed into it, None where it follows from the others; `is_main` is a sum.
    """

    name: str
    label: str
    text: str
    whole: Whole | None = None
    typed: str = ""
    is_main: bool = False


def entries_of(editing: Editing) -> list[Entry]:
    """Return the lines of the calculator, as the calculation is shown."""
    return [*_entries(editing.shown, editing.figures)]


def _entries(calculation: Calculation, figures: Figures) -> Iterator[Entry]:
    totals = figures.totals

    def figure(amount: Decimal) -> str:
        return format_figure(amount, calculation.currency)

    yield Entry("goods", _("Goods"), figure(figures.goods))
    if figures.line_discount:
        yield Entry("line_discount", _("Discounts of lines"), figure(-figures.line_discount))
    off = totals.charge_total - totals.allowance_total
    typed = discounts_text(calculation.discounts)
    yield Entry("discount", _("Discount"), figure(off), Whole.DISCOUNT, typed)
    if (weight := figures.weight) is not None:
        text = f"{format_number(weight)} %"
        yield Entry("weight", _("in all"), text, Whole.WEIGHT, f"{plain_number(weight)}%")
    has_taxes = bool(totals.tax_breakdown)
    if calculation.shows_tax and has_taxes:
        net = totals.tax_exclusive
        yield Entry("net", _("Net"), figure(net), Whole.NET, plain_number(net))
        for place, row in enumerate(totals.tax_breakdown):
            if not row.is_withheld:
                yield Entry(f"tax {place}", _tax_label(row), figure(row.tax))
    total = totals.tax_inclusive
    label = _("Total with VAT") if has_taxes and not calculation.shows_tax else _("Total")
    yield Entry("total", label, figure(total), Whole.TOTAL, plain_number(total), is_main=True)
    yield from _payment(calculation, figures)
    if (margin := figures.margin) is not None:
        percent = "" if margin.percent is None else f" · {format_number(margin.percent)} %"
        sign = "≈ " if margin.unknown else ""
        text = f"{sign}{figure(margin.amount)}{percent}"
        whole = None if margin.unknown else Whole.MARGIN
        yield Entry("margin", _("Margin"), text, whole, plain_number(margin.amount))
    yield Entry("payable", _("= make it"), "", Whole.PAYABLE)


def _payment(calculation: Calculation, figures: Figures) -> Iterator[Entry]:
    totals, currency = figures.totals, calculation.currency
    for place, row in enumerate(totals.tax_breakdown):
        if row.is_withheld:
            yield Entry(f"tax {place}", _tax_label(row), format_figure(-row.tax, currency))
    if totals.rounding_amount:
        amount = totals.rounding_amount
        text = format_figure(amount, currency)
        yield Entry("rounding", _("Rounding"), text, Whole.ROUNDING, plain_number(amount))
    if totals.prepaid:
        yield Entry("paid", _("Paid"), format_figure(-totals.prepaid, currency))
    if totals.payable != totals.tax_inclusive:
        yield Entry("due", _("To be paid"), format_figure(totals.payable, currency), is_main=True)


def _tax_label(row: TaxSubtotal) -> str:
    name = row.name or _("VAT")
    return f"{name} {format_number(row.rate)} %"


def summary_of(editing: Editing) -> list[str]:
    """Return the figures that matter most, as short texts: for a pane that is folded."""
    discount = editing.figures.totals.allowance_total
    left_out = _DETAILS if discount else _DETAILS | {Whole.DISCOUNT}
    return [
        f"{entry.label} {entry.text}" for entry in entries_of(editing) if entry.name not in left_out
    ]


_DETAILS = frozenset({"weight", "payable"})
"""What a folded calculator does not show."""
