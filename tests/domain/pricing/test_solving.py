"""The discount that makes a total what is wanted: exact, or provably out of reach."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from priced_documents import OF_PLACE, TAXES, VAT_10, VAT_20, line

from domain.pricing.discounts import discount_of, with_discount
from domain.pricing.exact import unit_of
from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from domain.pricing.solving import Goal, solve
from domain.pricing.totals import price

REACH = 700
"""Units of discount that are tried one by one, on both sides of none."""

SMALL_LINES = st.builds(
    Line,
    quantity=st.integers(1, 3).map(Decimal),
    unit_price=st.integers(1, 100).map(lambda cents: Decimal(cents) / 100),
    taxes=TAXES,
)
SMALL = st.builds(
    Document,
    lines=st.lists(SMALL_LINES, min_size=1, max_size=3).map(tuple),
    taxes=OF_PLACE,
    currency=st.just("EUR"),
    prices_include_tax=st.booleans(),
    prepaid=st.sampled_from([Decimal(0), Decimal("0.40")]),
    cash_rounding=st.sampled_from([None, None, Decimal("0.05")]),
)


@pytest.mark.row("DOC-12")
@given(SMALL, st.sampled_from(list(Goal)), st.integers(-200, 200))
@settings(max_examples=12)
def test_a_total_is_reached_or_no_discount_reaches_it(
    document: Document, goal: Goal, cents: int
) -> None:
    wanted = getattr(price(document), goal) + Decimal(cents) / 100
    unit = unit_of(document.minor_digits)
    all_totals = {
        getattr(price(with_discount(document, amount=units * unit)), goal)
        for units in range(-REACH, REACH + 1)
    }
    solution = solve(document, goal, wanted)
    if wanted in all_totals:
        assert solution.exact is not None
        assert getattr(price(solution.exact.document), goal) == wanted
        assert solution.nearest == solution.exact
        return
    assert solution.exact is None
    assert solution.below is not None
    assert solution.above is not None
    assert solution.below.total == max(one for one in all_totals if one < wanted)
    assert solution.above.total == min(one for one in all_totals if one > wanted)


@pytest.mark.row("DOC-12")
def test_make_it_a_round_sum_in_all() -> None:
    document = Document((line("98765.43", VAT_20), line("4321.09", VAT_10)), currency="RUB")
    solution = solve(document, Goal.TAX_INCLUSIVE, Decimal(100_000))
    assert solution.exact is not None
    totals = price(solution.exact.document)
    assert totals.tax_inclusive == 100_000
    assert solution.exact.discount == totals.allowance_total
    assert solution.exact.gap == 0


@pytest.mark.row("DOC-12")
def test_a_gap_that_no_discount_closes_is_a_rounding_amount() -> None:
    document = Document((line("1.00", VAT_20),), currency="EUR")
    solution = solve(document, Goal.PAYABLE, Decimal("1.17"))
    assert solution.exact is None
    assert solution.below is not None
    assert solution.above is not None
    assert (solution.below.total, solution.below.discount) == (Decimal("1.16"), Decimal("0.03"))
    assert (solution.above.total, solution.above.discount) == (Decimal("1.18"), Decimal("0.02"))
    for reached in (solution.below, solution.above):
        totals = price(reached.closed)
        assert totals.payable == Decimal("1.17")
        assert totals.rounding_amount == reached.gap
        assert totals.tax_inclusive == reached.total
    assert solution.nearest == solution.below


def test_a_total_above_the_prices_is_a_charge() -> None:
    document = Document((line("100", VAT_20),), currency="EUR")
    reached = solve(document, Goal.TAX_EXCLUSIVE, Decimal(130)).exact
    assert reached is not None
    assert reached.discount == -30
    assert price(reached.document).charge_total == 30


def test_other_discounts_stay_and_that_on_the_whole_is_replaced() -> None:
    of_category = AllowanceCharge(Decimal(5), taxes=VAT_20)
    whole = AllowanceCharge(percent=Decimal(10), reason="Regular client")
    document = Document((line("100", VAT_20),), (of_category, whole), currency="EUR")
    reached = solve(document, Goal.TAX_EXCLUSIVE, Decimal(60)).exact
    assert reached is not None
    assert reached.document.allowances_charges == (
        of_category,
        AllowanceCharge(Decimal(35), reason="Regular client"),
    )
    without = with_discount(reached.document)
    assert discount_of(without) is None
    assert without.allowances_charges == (of_category,)


def test_freight_is_no_discount_and_what_makes_dearer_is_taken_back_again() -> None:
    freight = AllowanceCharge(Decimal(10), is_charge=True, reason="Freight")
    off = AllowanceCharge(Decimal(1), reason="Regular client")
    document = Document((line("100", VAT_20),), (freight, off), currency="EUR")
    dearer = solve(document, Goal.TAX_EXCLUSIVE, Decimal(120)).exact
    assert dearer is not None
    assert dearer.document.allowances_charges == (
        freight,
        AllowanceCharge(Decimal(10), is_charge=True),
    )
    cheaper = solve(dearer.document, Goal.TAX_EXCLUSIVE, Decimal(105)).exact
    assert cheaper is not None
    assert cheaper.document.allowances_charges == (freight, AllowanceCharge(Decimal(5)))


def test_a_sum_finer_than_the_currency_is_out_of_reach() -> None:
    solution = solve(Document((line("10", VAT_20),)), Goal.TAX_EXCLUSIVE, Decimal("9.995"))
    assert solution.exact is None
    assert solution.below is not None
    assert solution.above is not None
    assert (solution.below.total, solution.above.total) == (Decimal("9.99"), Decimal("10.00"))


def test_lines_that_all_but_cancel_out() -> None:
    vat_7 = (Tax("S", Decimal(7)),)
    document = Document((line("100", VAT_20), line("99.99", vat_7, "-1")), currency="EUR")
    solution = solve(document, Goal.TAX_INCLUSIVE, Decimal(12))
    assert solution.exact is None
    assert solution.below is not None
    assert solution.above is not None
    assert (solution.below.total, solution.below.discount) == (0, Decimal("0.01"))
    assert (solution.above.total, solution.above.discount) == (Decimal("13.01"), 0)


def test_an_empty_document_can_be_given_any_total() -> None:
    reached = solve(Document(currency="EUR"), Goal.PAYABLE, Decimal(7)).exact
    assert reached is not None
    assert price(reached.document).payable == 7
    assert replace(reached.document, allowances_charges=()) == Document(currency="EUR")
