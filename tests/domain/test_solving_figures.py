"""The calculator backwards: figures of the whole that are typed, and what makes them so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.calculation.figures import Figures, Pricer
from domain.calculation.lines import Calculation, Line, discounts_text
from domain.calculation.solving import Whole, into_lines, offer_texts, solved, without_terms
from domain.cells import CellError
from domain.pricing.model import AllowanceCharge, Tax

VAT = (Tax("S", Decimal(20)),)
LOW = (Tax("S", Decimal(10)),)


def chairs(**changes: object) -> Calculation:
    lines = (
        Line(1, name="Chair", quantity=Decimal(20), price=Decimal(12400), taxes=VAT),
        Line(2, name="Delivery", price=Decimal(5000), taxes=LOW),
    )
    return Calculation("RUB", lines, **changes)  # type: ignore[arg-type]


def figures(calculation: Calculation) -> Figures:
    return Pricer().figures(calculation)


def typed(calculation: Calculation, whole: Whole, text: str) -> Calculation:
    found = solved(calculation, figures(calculation), whole, text).calculation
    assert found is not None
    return found


@pytest.mark.row("DOC-11", "DOC-12")
def test_a_discount_on_the_whole_and_its_weight() -> None:
    made = typed(chairs(), Whole.DISCOUNT, "-500")
    assert figures(made).totals.line_total - figures(made).totals.allowance_total == 252500
    made = typed(made, Whole.WEIGHT, "10%")
    assert figures(made).totals.allowance_total == 25300
    assert figures(made).weight == 10
    assert typed(made, Whole.DISCOUNT, "") == chairs()
    with pytest.raises(CellError, match="from 0% to 100%"):
        typed(made, Whole.WEIGHT, "120")


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize(
    ("whole", "text"),
    [(Whole.TOTAL, "300 000"), (Whole.PAYABLE, "=3*100000"), (Whole.NET, "250000")],
)
def test_a_total_is_made_what_is_wanted(whole: Whole, text: str) -> None:
    made = typed(chairs(), whole, text)
    totals = figures(made).totals
    name = {Whole.TOTAL: "tax_inclusive", Whole.PAYABLE: "payable", Whole.NET: "tax_exclusive"}
    assert getattr(totals, name[whole]) == Decimal(250000 if whole is Whole.NET else 300000)
    assert typed(made, whole, "") == made


def test_what_no_discount_reaches_is_offered_as_near_as_can_be() -> None:
    one = Calculation("RUB", (Line(1, price=Decimal("1.00"), taxes=VAT),))
    found = solved(one, figures(one), Whole.PAYABLE, "1,17")
    assert found.calculation is None
    assert {str(offer.total) for offer in found.offers} == {"1.16", "1.17", "1.18"}
    *_near, rounded = found.offers
    totals = figures(rounded.calculation).totals
    assert (str(totals.payable), abs(totals.rounding_amount)) == ("1.17", Decimal("0.01"))
    assert "1.17, rounded by" in offer_texts(found.offers, "RUB")[-1]
    nothing = Calculation("RUB")
    with pytest.raises(CellError, match="nothing yet"):
        typed(nothing, Whole.TOTAL, "5")


def test_a_margin_is_wanted_in_money_or_percent() -> None:
    lines = (Line(1, price=Decimal(200), purchase_price=Decimal(90), taxes=VAT),)
    made = typed(Calculation("RUB", lines), Whole.MARGIN, "10%")
    assert figures(made).totals.tax_exclusive == 100
    made = typed(made, Whole.MARGIN, "60")
    assert figures(made).totals.tax_exclusive == 150
    with pytest.raises(CellError, match="less than 100%"):
        typed(made, Whole.MARGIN, "100%")
    with pytest.raises(CellError, match="purchase price"):
        typed(chairs(), Whole.MARGIN, "5")


def test_a_percentage_goes_into_every_line() -> None:
    made = into_lines(typed(chairs(), Whole.DISCOUNT, "5%"))
    assert [discounts_text(line.discounts) for line in made.lines] == ["5%", "5%"]
    assert made.discounts == ()


prices = st.decimals(min_value="0.01", max_value=5000, places=2)
taxes = st.sampled_from([VAT, LOW, (), (Tax("Z", Decimal(0)),)])
discounts = st.sampled_from(
    [(), (AllowanceCharge(percent=Decimal(7)),), (AllowanceCharge(amount=Decimal("0.01")),)]
)
lines = st.builds(
    Line,
    key=st.just(0),
    price=prices,
    quantity=st.sampled_from([None, Decimal(2), Decimal("1.5")]),
    taxes=taxes,
    discounts=discounts,
)


@st.composite
def calculations(draw: st.DrawFn) -> Calculation:
    """A calculation of some lines, with prices with or without tax."""
    made = draw(st.lists(lines, min_size=1, max_size=6))
    keyed = tuple(
        Line(key, price=m.price, quantity=m.quantity, taxes=m.taxes, discounts=m.discounts)
        for key, m in enumerate(made, 1)
    )
    return Calculation("RUB", keyed, with_tax=draw(st.booleans()))


@given(calculations(), prices, st.sampled_from([Whole.TOTAL, Whole.NET, Whole.PAYABLE]))
def test_a_total_is_reached_or_its_neighbours_are(
    calculation: Calculation, wanted: Decimal, whole: Whole
) -> None:
    name = {Whole.TOTAL: "tax_inclusive", Whole.PAYABLE: "payable", Whole.NET: "tax_exclusive"}
    found = solved(calculation, figures(calculation), whole, f"{wanted:f}")
    if found.calculation is not None:
        assert getattr(figures(found.calculation).totals, name[whole]) == wanted
        return
    assert found.offers
    for offer in found.offers:
        totals = figures(offer.calculation).totals
        assert getattr(totals, name[whole]) == offer.total


@given(calculations(), st.sampled_from(["-0,5", "3%", "+1", "2%; -0,3"]))
def test_discounts_in_the_lines_come_to_the_same(calculation: Calculation, text: str) -> None:
    whole = typed(calculation, Whole.DISCOUNT, text)
    before = figures(whole).totals
    spread = into_lines(whole)
    after = figures(spread).totals
    assume("%" not in text or any(line.discounts for line in calculation.lines))
    assert after.tax_breakdown == before.tax_breakdown
    assert after.payable == before.payable


@given(calculations(), st.sampled_from(["", "-0,5", "3%", "+1", "2%; -0,3"]))
def test_a_deal_keeps_the_total_of_a_quote(calculation: Calculation, text: str) -> None:
    whole = typed(calculation, Whole.DISCOUNT, text)
    made = without_terms(whole)
    assert (made.discounts, made.with_tax) == ((), False)
    gap = abs(figures(made).totals.tax_inclusive - figures(whole).totals.tax_inclusive)
    # Not every total with tax is one of prices without it, such as 0.03 at 20 %.
    assert gap <= (Decimal("0.01") if whole.with_tax else 0)
