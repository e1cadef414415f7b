"""Every figure tells the steps that lead to it, and they add up to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from priced_documents import DOCUMENTS, EXEMPT, VAT_10, VAT_20, line

from domain.pricing.explain import Figure, Rule, explain
from domain.pricing.model import AllowanceCharge, Document, Line, Tax, Totals
from domain.pricing.say import heading, paragraphs, ranges_of, said
from domain.pricing.totals import price

TOTALS = [figure for figure in Figure if figure not in (Figure.LINE, Figure.TAXABLE, Figure.TAX)]


def words(document: Document, figure: Figure, place: int = 0) -> list[str]:
    steps = explain(document, price(document), figure, place)
    return [said(step, document.currency).replace("\u00a0", " ") for step in steps]


def come_to(document: Document, totals: Totals, figure: Figure, place: int = 0) -> Decimal:
    return sum((step.amount for step in explain(document, totals, figure, place)), Decimal(0))


@pytest.mark.row("DOC-11")
@given(DOCUMENTS)
def test_the_steps_of_every_figure_add_up_to_it(document: Document) -> None:
    totals = price(document)
    for figure in TOTALS:
        assert come_to(document, totals, figure) == getattr(totals, figure)
    for place, total in enumerate(totals.lines):
        assert come_to(document, totals, Figure.LINE, place) == total.total
    for place, row in enumerate(totals.tax_breakdown):
        assert come_to(document, totals, Figure.TAXABLE, place) == row.taxable
        assert come_to(document, totals, Figure.TAX, place) == row.tax


@given(DOCUMENTS)
def test_what_was_rounded_is_at_most_half_a_unit_away(document: Document) -> None:
    totals, half = price(document), Decimal("0.5").scaleb(-document.minor_digits)
    for figure in (Figure.TAX_TOTAL, Figure.RETAINED):
        for step in explain(document, totals, figure):
            if step.exact is not None:
                assert abs(step.exact - step.amount) <= half


@pytest.mark.row("DOC-11")
def test_a_line_tells_product_discount_and_rounding() -> None:
    document = Document(
        (
            Line(
                Decimal("2.5"),
                Decimal("379.013"),
                allowances_charges=(
                    AllowanceCharge(percent=Decimal("2.5")),
                    AllowanceCharge(Decimal(7), is_charge=True, reason="Packing"),
                ),
            ),
            Line(Decimal(4), Decimal(100), base_quantity=Decimal(3)),
            Line(net_amount=Decimal("48.33")),
        ),
        currency="EUR",
    )
    assert words(document, Figure.LINE, 0) == [
        "2.5 × 379.013 = 947.5325, rounded 947.53 €",
        "discount, 2.5 % of 947.53 € = -23.68825, rounded -23.69 €",
        "Packing = 7 €",
    ]
    assert words(document, Figure.LINE, 1) == ["4 × 100 for 3 = 133.333333, rounded 133.33 €"]
    assert words(document, Figure.LINE, 2) == ["as the line states it = 48.33 €"]


@pytest.mark.row("DOC-11", "TAX-01")
def test_a_tax_tells_its_rate_and_on_what() -> None:
    document = Document(
        (line("100", VAT_20), line("50", VAT_10), line("10.01", VAT_20), line("1", EXEMPT)),
        (AllowanceCharge(Decimal(10), reason="Regular client"),),
        currency="EUR",
    )
    totals = price(document)
    assert heading(document, totals, Figure.TAX, 0) == "VAT 20 %"
    assert words(document, Figure.TAXABLE, 0) == [
        "lines 1, 3 = 110.01 €",
        "Regular client, part of 10 € = -6.83 €",
    ]
    assert words(document, Figure.TAX, 0) == ["VAT: 20 % of 103.18 € = 20.636, rounded 20.64 €"]
    assert words(document, Figure.TAX, 2) == ["VAT (E): nothing on 0.94 € = 0 €"]
    included = replace(document, prices_include_tax=True)
    assert words(included, Figure.TAX, 1) == ["VAT: 10/110 of 46.89 € = 4.262727, rounded 4.26 €"]
    assert words(included, Figure.TAX_EXCLUSIVE)[-3:] == [
        "VAT within the prices = -4.26 €",
        "line 4 = 1 €",
        "Regular client, part of 10 € = -0.06 €",
    ]


def test_the_payment_tells_what_goes_off_and_comes_on() -> None:
    taxes = (*VAT_20, Tax("S", Decimal(15), "IRPF", is_withheld=True))
    document = Document(
        (Line(unit_price=Decimal("100.01"), taxes=taxes),),
        currency="EUR",
        prepaid=Decimal(20),
        cash_rounding=Decimal("0.05"),
    )
    assert words(document, Figure.PAYABLE) == [
        "Total with tax = 120.01 €",
        "withheld by the payer = -15 €",
        "paid before = -20 €",
        "rounding to coins of 0.05 € = -0.01 €",
    ]
    agreed = replace(document, cash_rounding=None, rounding_amount=Decimal("0.99"))
    assert words(agreed, Figure.PAYABLE)[-1] == "rounding that is agreed on = 0.99 €"
    assert words(document, Figure.RETAINED) == ["IRPF: 15 % of 100.01 € = 15.0015, rounded 15 €"]


def test_a_compound_tax_tells_the_taxes_before_it() -> None:
    city = Tax("S", Decimal(2), "City", is_compound=True)
    document = Document((line("10.01", VAT_20),), taxes=(city,), currency="EUR")
    steps = explain(document, price(document), Figure.TAXABLE, 1)
    assert [step.rule for step in steps] == [Rule.LINES, Rule.TAX_BEFORE]
    assert words(document, Figure.TAXABLE, 1)[1] == "the taxes before it = 2 €"
    assert words(document, Figure.TAX, 1) == ["City: 2 % of 12.01 € = 0.2402, rounded 0.24 €"]


def test_all_of_a_document_is_told_in_order() -> None:
    document = Document(
        (line("100", VAT_20, name="Chair"),),
        (AllowanceCharge(percent=Decimal(5)),),
        currency="EUR",
    )
    told = [title.replace("\u00a0", " ") for title, _steps in paragraphs(document, price(document))]
    assert told == [
        "Line 1, Chair: 100 €",
        "What VAT 20 % is charged on: 95 €",
        "VAT 20 %: 19 €",
        "Sum of the lines: 100 €",
        "Discounts on the whole: 5 €",
        "Total without tax: 95 €",
        "Taxes: 19 €",
        "Total with tax: 114 €",
        "To pay: 114 €",
    ]


def test_there_is_no_line_beyond_the_last() -> None:
    document = Document((line("1"),))
    with pytest.raises(IndexError):
        explain(document, price(document), Figure.LINE, 1)


def test_numbers_that_follow_one_another_are_drawn_together() -> None:
    assert ranges_of((1, 2, 3, 7, 9, 10)) == "1–3, 7, 9–10"
