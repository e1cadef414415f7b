"""Lines as they are kept and as they are priced say the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.invoicing.content import (
    Terms,
    allowances_in,
    allowances_out,
    kept_line,
    priced_document,
    priced_line,
    taxes_in,
    taxes_out,
)
from domain.parts import LineItem
from domain.pricing.model import AllowanceCharge, Line, Tax
from domain.pricing.totals import price

numbers = st.decimals(0, 10**6, places=3)
taxes = st.builds(
    Tax,
    category=st.sampled_from(("S", "Z", "E", "L")),
    rate=st.decimals(0, 100, places=2),
    name=st.sampled_from(("", "GST")),
    is_withheld=st.booleans(),
    is_compound=st.booleans(),
    is_included=st.sampled_from((None, True, False)),
)
allowances = st.builds(
    AllowanceCharge,
    amount=st.none() | numbers,
    percent=st.none() | numbers,
    base=st.none() | numbers,
    is_charge=st.booleans(),
    reason=st.sampled_from(("", "Regular client")),
    taxes=st.none() | st.tuples(taxes),
    tax_category=st.sampled_from(("", "S")),
    other_amount=st.none() | numbers,
).filter(lambda one: one != AllowanceCharge())
lines = st.builds(
    Line,
    quantity=numbers,
    unit_price=numbers,
    base_quantity=st.decimals(1, 100, places=1),
    allowances_charges=st.lists(allowances, max_size=3).map(tuple),
    taxes=st.lists(taxes, max_size=2).map(tuple),
    name=st.sampled_from(("Chair", "Стул")),
    gross_price=st.none() | numbers,
    purchase_price=st.none() | numbers,
    other_price=st.none() | numbers,
)


@given(lines)
def test_a_priced_line_comes_back_from_how_it_is_kept(line: Line) -> None:
    assert priced_line(kept_line(line)) == line


@given(st.lists(allowances, max_size=4).map(tuple), st.lists(taxes, max_size=3).map(tuple))
def test_allowances_and_taxes_come_back_from_json(
    some: tuple[AllowanceCharge, ...], rates: tuple[Tax, ...]
) -> None:
    assert allowances_in(allowances_out(some)) == some
    assert taxes_in(taxes_out(rates)) == rates


def test_a_plain_line_keeps_discount_and_tax_in_columns() -> None:
    line = Line(
        unit_price=Decimal(100),
        allowances_charges=(AllowanceCharge(percent=Decimal(5)), AllowanceCharge(Decimal(7))),
        taxes=(Tax("S", Decimal(20)),),
    )
    kept = kept_line(line)
    assert (kept.discount, kept.discount_is_amount, kept.tax) == (5, False, 20)
    assert kept.allowances == '[{"amount": "7"}]'
    assert kept.taxes == ""


@pytest.mark.row("DOC-13")
def test_only_products_with_a_price_are_priced() -> None:
    items = [
        LineItem(name="Chair", quantity=Decimal(2), price=Decimal(50)),
        LineItem(kind="comment", name="red"),
        LineItem(kind="subtotal"),
        LineItem(name="Lamp", price=Decimal(7)),
        LineItem(name="as agreed"),
        LineItem(kind="subtotal"),
    ]
    document = priced_document(items, Terms("EUR"))
    assert [line.key for line in document.lines] == [0, 3]
    assert price(document).line_total == 107


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}', '[{"amount": "x"}]', '[{"rate": "NaN"}]'])
def test_damaged_json_is_refused_by_a_sentence(text: str) -> None:
    with pytest.raises(BadInput):
        (taxes_in if "rate" in text else allowances_in)(text)
