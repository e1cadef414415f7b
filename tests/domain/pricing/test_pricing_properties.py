"""What holds for every document: exactness, order, addition, signs, and splitting."""

from __future__ import annotations

import decimal
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from priced_documents import DOCUMENTS, EXEMPT, LINES, TAXES, VAT_10, VAT_20, line

from domain.pricing.exact import EXACT, ratio, split, unit_of
from domain.pricing.model import AllowanceCharge, Document, Line, ShownLine, Tax, Totals
from domain.pricing.shown import shown_lines
from domain.pricing.totals import price

CENT = Decimal("0.01")


def total(amounts: Sequence[Decimal]) -> Decimal:
    with decimal.localcontext(EXACT):
        return sum(amounts, Decimal(0))


@pytest.mark.row("DOC-11")
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(document: Document, random: object) -> None:
    lines = list(document.lines)
    random.shuffle(lines)  # type: ignore[attr-defined]
    other = replace(document, lines=tuple(lines))
    before, after = price(document), price(other)
    assert replace(after, lines=before.lines) == before
    assert columns(other, after) == columns(document, before)


def columns(document: Document, totals: Totals) -> Counter[tuple[Line, ShownLine]]:
    shown = shown_lines(document, totals)
    return Counter(zip(document.lines, shown, strict=True))


@pytest.mark.row("DOC-11")
@given(DOCUMENTS)
def test_totals_are_sums_of_what_is_shown(document: Document) -> None:
    totals = price(document)
    assert total([one.total for one in totals.lines]) == totals.line_total
    charged = [row.tax for row in totals.tax_breakdown if not row.is_withheld]
    withheld = [row.tax for row in totals.tax_breakdown if row.is_withheld]
    assert total(charged) == totals.tax_total
    assert total(withheld) == totals.retained
    assert totals.tax_exclusive + totals.tax_total == totals.tax_inclusive
    paid = totals.tax_inclusive - totals.retained - totals.prepaid + totals.rounding_amount
    assert paid == totals.payable
    unit = unit_of(document.minor_digits)
    for amount in (totals.line_total, totals.tax_exclusive, totals.tax_total, totals.payable):
        assert amount == amount.quantize(unit)
        assert str(amount) != "-0.00"


@given(DOCUMENTS)
def test_what_is_included_stays_what_the_client_saw(document: Document) -> None:
    totals = price(replace(document, prices_include_tax=True))
    seen = totals.line_total - totals.allowance_total + totals.charge_total
    assert totals.tax_inclusive == seen


@pytest.mark.row("DOC-11")
@given(DOCUMENTS)
def test_the_columns_of_lines_add_up(document: Document) -> None:
    # What no line bears has no line to stand in.
    borne = {one.taxes for one in document.lines}
    changes = tuple(
        one for one in document.allowances_charges if one.taxes is None or one.taxes in borne
    )
    assume(document.lines)
    document = replace(document, allowances_charges=changes)
    totals = price(document)
    shown = shown_lines(document, totals)
    assert total([one.net for one in shown]) == totals.tax_exclusive
    assert total([one.tax for one in shown]) == totals.tax_total
    assert total([one.gross for one in shown]) == totals.tax_inclusive
    assert all(one.net + one.tax == one.gross for one in shown)


@given(DOCUMENTS)
def test_minus_everything_is_the_mirror(document: Document) -> None:
    mirror = replace(
        document,
        lines=tuple(
            replace(
                one,
                quantity=-one.quantity,
                allowances_charges=mirrored(one.allowances_charges),
            )
            for one in document.lines
        ),
        allowances_charges=mirrored(document.allowances_charges),
        prepaid=-document.prepaid,
        rounding_amount=-document.rounding_amount,
    )
    before, after = price(document), price(mirror)
    for name in ("line_total", "tax_exclusive", "tax_total", "tax_inclusive", "retained"):
        assert getattr(after, name) == -getattr(before, name)
    assert after.payable == -before.payable
    assert [(row.category, row.rate, row.taxable, row.tax) for row in after.tax_breakdown] == [
        (row.category, row.rate, -row.taxable, -row.tax) for row in before.tax_breakdown
    ]


def mirrored(some: Sequence[AllowanceCharge]) -> tuple[AllowanceCharge, ...]:
    return tuple(
        replace(
            one,
            amount=None if one.amount is None else -one.amount,
            base=None if one.base is None else -one.base,
        )
        for one in some
    )


@given(st.lists(LINES, max_size=6), st.booleans(), st.booleans())
def test_a_discount_of_all_leaves_no_tax(
    lines: list[Line], prices_include_tax: bool, is_on_lines: bool
) -> None:
    everything = AllowanceCharge(percent=Decimal(100))
    if is_on_lines:
        free = tuple(replace(one, allowances_charges=(everything,)) for one in lines)
        document = Document(free, prices_include_tax=prices_include_tax)
    else:
        document = Document(tuple(lines), (everything,), prices_include_tax=prices_include_tax)
    totals = price(document)
    assert totals.tax_exclusive == totals.tax_inclusive == totals.payable == 0
    if is_on_lines or all(one.quantity >= 0 for one in lines):
        assert {row.tax for row in totals.tax_breakdown} <= {Decimal(0)}


@given(DOCUMENTS)
def test_the_context_of_the_caller_does_not_matter(document: Document) -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        context.rounding = decimal.ROUND_UP
        context.traps[decimal.Inexact] = True
        rough = price(document)
        shown = shown_lines(document, rough)
    assert rough == price(document)
    assert shown == shown_lines(document, rough)


@given(st.lists(TAXES, min_size=1, max_size=4), st.integers(-10_000, 10_000))
def test_amounts_without_a_tax_of_their_own_are_split_to_the_last_unit(
    taxes: list[tuple[Tax, ...]], units: int
) -> None:
    lines = tuple(line("33.33", one) for one in taxes)
    discount = AllowanceCharge(amount=units * CENT)
    (applied,) = price(Document(lines, (discount,))).allowances_charges
    assert total([part for _bears, part in applied.parts]) == applied.amount == units * CENT


@given(
    st.integers(-(10**6), 10**6),
    st.lists(st.integers(-(10**5), 10**5), min_size=1, max_size=12),
)
def test_splitting_never_loses_a_unit(units: int, weights: list[int]) -> None:
    amounts = [weight * CENT for weight in weights]
    with decimal.localcontext(EXACT):
        parts = split(units * CENT, amounts, CENT)
        assert sum(parts) == units * CENT
        assert [-part for part in split(-units * CENT, amounts, CENT)] == parts
        whole = sum(amounts)
        if whole:
            for part, weight in zip(parts, amounts, strict=True):
                assert abs(part * whole - units * CENT * weight) < CENT * abs(whole)


@given(st.decimals(-1000, 1000, places=6), st.decimals(places=3, min_value=1, max_value=999))
def test_quotients_are_rounded_half_away_from_zero(above: Decimal, below: Decimal) -> None:
    with decimal.localcontext(EXACT):
        found = ratio(above, below, CENT)
        assert found == found.quantize(CENT)
        assert abs(found * below - above) <= below * CENT / 2
        assert ratio(-above, below, CENT) == ratio(above, -below, CENT) == -found
        assert ratio(below * CENT / 2, below, CENT) == CENT


def test_without_lines_an_amount_of_the_document_still_counts() -> None:
    totals = price(Document((), (AllowanceCharge(Decimal(5), is_charge=True),)))
    assert (totals.line_total, totals.charge_total, totals.payable) == (0, 5, 5)
    assert totals.tax_breakdown == ()


def test_lines_that_cancel_out_share_a_discount_by_their_size() -> None:
    lines = (line("30", VAT_20), line("10", VAT_10, "-3"))
    totals = price(Document(lines, (AllowanceCharge(Decimal(10)),)))
    assert [(row.rate, row.taxable) for row in totals.tax_breakdown] == [(20, 25), (10, -35)]


def test_a_category_is_looked_for_in_lines_and_not_in_the_tax_of_the_place() -> None:
    place = (Tax("S", Decimal(7), "Sales tax"),)
    discount = AllowanceCharge(Decimal(5), tax_category="S")
    totals = price(Document((line("30", VAT_20), line("30", EXEMPT)), (discount,), place))
    assert [(row.name, row.category, row.taxable) for row in totals.tax_breakdown] == [
        ("", "S", 25),
        ("", "E", 30),
        ("Sales tax", "S", 55),
    ]


def test_equal_lines_show_equal_tax_but_for_the_last_unit() -> None:
    document = Document(tuple(line("0.11", VAT_20) for _number in range(4)))
    shown = shown_lines(document, price(document))
    assert [one.tax for one in shown] == [CENT * 3, CENT * 2, CENT * 2, CENT * 2]


def test_an_exempt_line_shows_no_tax() -> None:
    document = Document((line("1", EXEMPT), line("0.03", VAT_20)))
    shown = shown_lines(document, price(document))
    assert [(one.net, one.tax) for one in shown] == [(1, 0), (Decimal("0.03"), CENT)]
