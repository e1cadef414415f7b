"""The steps of an explanation in words, in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.i18n import N_, _
from domain.money import format_amount, format_number
from domain.pricing.explain import Figure, Rule, Step, explain
from domain.pricing.model import UNTAXED_CATEGORIES, Document, TaxSubtotal, Totals
from domain.pricing.workings import Levy

_FORMS: dict[Rule, str] = {
    Rule.PRODUCT: "{quantity} × {price}",
    Rule.PRODUCT_PER: N_("{quantity} × {price} for {of}"),
    Rule.STATED: N_("as the line states it"),
    Rule.ALLOWANCE: "{name}",
    Rule.ALLOWANCE_PERCENT: N_("{name}, {percent} % of {base}"),
    Rule.CHARGE: "{name}",
    Rule.CHARGE_PERCENT: N_("{name}, {percent} % of {base}"),
    Rule.LINES: "{lines}",
    Rule.ALLOWANCE_PART: N_("{name}, part of {of}"),
    Rule.CHARGE_PART: N_("{name}, part of {of}"),
    Rule.TAX_ON_TOP: N_("{tax}: {percent} % of {base}"),
    Rule.TAX_WITHIN: N_("{tax}: {percent}/{of} of {base}"),
    Rule.NO_TAX: N_("{tax}: nothing on {base}"),
    Rule.TAX_TAKEN_OUT: N_("{tax} within the prices"),
    Rule.TAX_BEFORE: N_("the taxes before it"),
    Rule.TOTAL: "{total}",
    Rule.WITHHELD: N_("withheld by the payer"),
    Rule.PREPAID: N_("paid before"),
    Rule.ROUNDING: N_("rounding that is agreed on"),
    Rule.CASH_ROUNDING: N_("rounding to coins of {of}"),
}

_TOTALS: dict[Figure, str] = {
    Figure.LINE_TOTAL: N_("Sum of the lines"),
    Figure.ALLOWANCE_TOTAL: N_("Discounts on the whole"),
    Figure.CHARGE_TOTAL: N_("Charges on the whole"),
    Figure.TAX_EXCLUSIVE: N_("Total without tax"),
    Figure.TAX_TOTAL: N_("Taxes"),
    Figure.TAX_INCLUSIVE: N_("Total with tax"),
    Figure.RETAINED: N_("Withheld taxes"),
    Figure.PAYABLE: N_("To pay"),
}


_SELDOM = frozenset({Figure.ALLOWANCE_TOTAL, Figure.CHARGE_TOTAL, Figure.RETAINED})
"""Totals that are told of only where there are any."""


def paragraphs(document: Document, totals: Totals) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield all that a document comes to: each line, row of taxes and total, with its steps."""
    for at, line in enumerate(totals.lines):
        yield _paragraph(document, totals, Figure.LINE, at, line.total)
    for at, row in enumerate(totals.tax_breakdown):
        yield _paragraph(document, totals, Figure.TAXABLE, at, row.taxable)
        yield _paragraph(document, totals, Figure.TAX, at, row.tax)
    for figure in _TOTALS:
        amount: Decimal = getattr(totals, figure)
        if amount or figure not in _SELDOM:
            yield _paragraph(document, totals, figure, 0, amount)


def heading(document: Document, totals: Totals, figure: Figure, place: int = 0) -> str:
    """Return what a figure is called: a total, or something of the line or row at a place."""
    if figure is Figure.LINE:
        name = document.lines[place].name
        text = _("Line {number}").format(number=place + 1)
        return f"{text}, {name}" if name else text
    if figure in _TOTALS:
        return _(_TOTALS[figure])
    row = totals.tax_breakdown[place]
    tax = f"{_tax(row)} {format_number(row.rate)} %"
    return _("What {tax} is charged on").format(tax=tax) if figure is Figure.TAXABLE else tax


def _paragraph(
    document: Document, totals: Totals, figure: Figure, place: int, amount: Decimal
) -> tuple[str, tuple[str, ...]]:
    title = heading(document, totals, figure, place)
    steps = explain(document, totals, figure, place)
    shown = format_amount(amount, document.currency)
    return f"{title}: {shown}", tuple(said(step, document.currency) for step in steps)


def said(step: Step, currency: str) -> str:
    """Return a step in words: `VAT: 19 % of 131.35 € = 24.9565, rounded 24.96 €`."""
    form = _(_FORMS[step.rule]).format(
        quantity=_number(step.quantity),
        price=_number(step.price),
        percent=_number(step.percent),
        base=_amount(step.base, currency),
        of=_of(step, currency),
        lines=_lines(step),
        name=step.name or _usual_name(step),
        tax=_tax(step.levy),
        total=_(_TOTALS[step.total]) if step.total else "",
    )
    amount = format_amount(step.amount, currency)
    if step.exact is None:
        return f"{form} = {amount}"
    return _("{step} = {exact}, rounded {amount}").format(
        step=form, exact=format_number(step.exact), amount=amount
    )


def _number(number: Decimal | None) -> str:
    return "" if number is None else format_number(number)


def _amount(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else format_amount(amount, currency)


def _of(step: Step, currency: str) -> str:
    """Return what a step is a part of: parts of 120 and base quantities are no money."""
    if step.rule in (Rule.TAX_WITHIN, Rule.PRODUCT_PER):
        return _number(step.of)
    return _amount(step.of, currency)


def _usual_name(step: Step) -> str:
    is_charge = step.rule in (Rule.CHARGE, Rule.CHARGE_PERCENT, Rule.CHARGE_PART)
    return _("charge") if is_charge else _("discount")


def _tax(levy: Levy | TaxSubtotal | None) -> str:
    """Return what a tax is called, with the VAT category of what is not taxed."""
    if levy is None:
        return ""
    name = levy.name or _("VAT")
    return f"{name} ({levy.category})" if levy.category in UNTAXED_CATEGORIES else name


def _lines(step: Step) -> str:
    """Return which lines a step is about: `line 3, Chair`, `lines 1–3, 7`."""
    if len(step.lines) == 1:
        text = _("line {number}").format(number=step.lines[0])
        return f"{text}, {step.name}" if step.name else text
    return _("lines {numbers}").format(numbers=ranges_of(step.lines))


def ranges_of(numbers: tuple[int, ...]) -> str:
    """Return rising numbers with what follows one another drawn together: `1–3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(
        str(first) if first == last else f"{first}\u2013{last}" for first, last in runs
    )
