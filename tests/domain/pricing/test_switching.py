"""Prices with and without tax of a whole document: there and back again, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from priced_documents import DOCUMENTS, VAT_10, VAT_20, line

from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from domain.pricing.switching import switched
from domain.pricing.totals import price


def typed(document: Document) -> Document:
    """Return a document without what it remembers of the other kind of prices."""
    return replace(
        document,
        lines=tuple(
            replace(
                one,
                other_price=None,
                other_net_amount=None,
                other_gross_price=None,
                allowances_charges=forgetful(one.allowances_charges),
            )
            for one in document.lines
        ),
        allowances_charges=forgetful(document.allowances_charges),
    )


def forgetful(some: tuple[AllowanceCharge, ...]) -> tuple[AllowanceCharge, ...]:
    return tuple(replace(one, other_amount=None, other_base=None) for one in some)


@pytest.mark.row("TAX-03")
@given(DOCUMENTS, st.integers(1, 3))
def test_there_and_back_again_restores_every_figure(document: Document, times: int) -> None:
    back = document
    for _time in range(times):
        there = switched(back)
        assert there.prices_include_tax is not document.prices_include_tax
        back = switched(there)
    assert typed(back) == document
    assert price(back) == price(document)


@given(DOCUMENTS, st.integers(1, 3))
def test_the_other_side_stays_the_same_as_well(document: Document, times: int) -> None:
    there = again = switched(document)
    for _time in range(times):
        again = switched(switched(again))
    assert again == there


def test_a_price_is_converted_by_the_taxes_of_its_line() -> None:
    document = Document((line("100", VAT_20), line("9.99", VAT_10), line("5", ())), currency="EUR")
    there = switched(document)
    assert [one.unit_price for one in there.lines] == [120, Decimal("10.989"), 5]
    back = switched(typed(there))
    assert [one.unit_price for one in back.lines] == [100, Decimal("9.99"), 5]


def test_a_price_without_an_end_keeps_four_decimals_more_than_the_currency() -> None:
    document = Document((line("100", VAT_20),), currency="EUR", prices_include_tax=True)
    there = switched(document)
    assert there.lines[0].unit_price == Decimal("83.333333")
    assert price(there).tax_inclusive == price(document).tax_inclusive == 100


def test_compound_and_withheld_taxes() -> None:
    taxes = (
        Tax("S", Decimal(10), "A"),
        Tax("S", Decimal(10), "B", is_compound=True),
        Tax("S", Decimal(50), "C", is_withheld=True),
    )
    there = switched(Document((Line(unit_price=Decimal(100), taxes=taxes),), currency="EUR"))
    assert there.lines[0].unit_price == 121
    assert price(there).tax_exclusive == 100
    assert price(there).retained == 50


def test_a_tax_that_says_for_itself_is_not_switched() -> None:
    fixed = Tax("S", Decimal(20), is_included=True)
    document = Document((Line(unit_price=Decimal(120), taxes=(fixed,)),), currency="EUR")
    assert switched(document).lines[0].unit_price == 120
    assert price(document).tax_exclusive == price(switched(document)).tax_exclusive == 100


def test_amounts_of_discounts_are_converted_and_percentages_stay() -> None:
    document = Document(
        (
            Line(
                unit_price=Decimal(100),
                taxes=VAT_20,
                allowances_charges=(AllowanceCharge(Decimal(10)),),
            ),
            line("90", VAT_10),
        ),
        (
            AllowanceCharge(Decimal(18)),
            AllowanceCharge(percent=Decimal(3)),
            AllowanceCharge(Decimal(5), taxes=VAT_10, is_charge=True),
        ),
        currency="EUR",
    )
    there = switched(document)
    assert there.lines[0].allowances_charges[0].amount == 12
    split, percent, charge = there.allowances_charges
    assert (split.amount, charge.amount) == (Decimal("20.7"), Decimal("5.5"))
    assert (percent.amount, percent.percent) == (None, 3)


def test_what_is_typed_on_the_other_side_counts_from_then_on() -> None:
    there = switched(Document((line("100", VAT_20),), currency="EUR"))
    repriced = replace(there.lines[0], unit_price=Decimal(60), other_price=None)
    back = switched(replace(there, lines=(repriced,)))
    assert back.lines[0].unit_price == 50


def test_a_stated_net_amount_is_restored() -> None:
    stated = Line(net_amount=Decimal("48.33"), gross_price=Decimal("0.1973"), taxes=VAT_20)
    there = switched(Document((stated,), currency="EUR"))
    assert there.lines[0].net_amount == Decimal("58")
    back = switched(there).lines[0]
    assert (back.net_amount, back.gross_price) == (Decimal("48.33"), Decimal("0.1973"))
