"""What a line of products costs: discount, tax, and rounding to the currency (FEATURES DEAL-05)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.currencies import MINOR_DIGITS
from domain.parts import LineItem, sums

AMOUNTS = st.decimals(0, 10**9, places=4)
PERCENTS = st.decimals(0, 100, places=3)
CURRENCIES = st.sampled_from(["PLN", "JPY", "BHD", "CLF", "RUB"])


def half_up(amount: Fraction, currency: str) -> Fraction:
    """Round as the rule says it, in fractions: half away from zero."""
    scale = 10 ** MINOR_DIGITS[currency]
    units = int(abs(amount) * scale + Fraction(1, 2))
    return Fraction(units if amount >= 0 else -units, scale)


@pytest.mark.row("DEAL-05")
@pytest.mark.parametrize(
    ("line", "amount"),
    [
        (LineItem(price=Decimal(100), quantity=Decimal(40), currency="PLN"), "4000"),
        (LineItem(price=Decimal(100), currency="PLN", tax=Decimal(23)), "123"),
        (LineItem(price=Decimal("0.125"), quantity=Decimal(1), currency="PLN"), "0.13"),
        (
            LineItem(price=Decimal(100), quantity=Decimal(2), currency="PLN", discount=Decimal(10)),
            "180",
        ),
        (
            LineItem(
                price=Decimal(100),
                quantity=Decimal(2),
                currency="PLN",
                discount=Decimal(15),
                discount_is_amount=True,
                tax=Decimal(8),
            ),
            "199.8",
        ),
        (LineItem(price=Decimal("99.5"), currency="JPY", tax=Decimal(10)), "110"),
    ],
)
def test_a_line_is_rounded_to_its_currency(line: LineItem, amount: str) -> None:
    assert line.amount == Decimal(amount)


@pytest.mark.row("DEAL-05")
@given(AMOUNTS, AMOUNTS, PERCENTS, PERCENTS, CURRENCIES, st.booleans())
def test_a_line_is_exact_up_to_its_roundings(
    price: Decimal,
    quantity: Decimal,
    discount: Decimal,
    tax: Decimal,
    currency: str,
    is_amount: bool,
) -> None:
    line = LineItem(
        price=price,
        quantity=quantity,
        currency=currency,
        discount=discount,
        discount_is_amount=is_amount,
        tax=tax,
    )
    whole = half_up(Fraction(price) * Fraction(quantity), currency)
    off = Fraction(discount) if is_amount else whole * Fraction(discount) / 100
    net = whole - half_up(off, currency)
    assert line.net is not None
    assert line.amount is not None
    assert Fraction(line.net) == net
    assert Fraction(line.amount) == net + half_up(net * Fraction(tax) / 100, currency)


@given(
    st.lists(
        st.builds(
            LineItem,
            price=AMOUNTS,
            quantity=AMOUNTS,
            currency=CURRENCIES,
            tax=st.none() | st.sampled_from([Decimal(8), Decimal(23)]),
        )
    )
)
def test_sums_have_each_tax_once_in_any_order(items: list[LineItem]) -> None:
    assert sums(tuple(items)) == sums(tuple(reversed(items)))
    assert sums(tuple(items)).keys() == {item.currency for item in items}
    for currency, total in sums(tuple(items)).items():
        nets: dict[Decimal, Fraction] = {}
        for item in items:
            if item.currency == currency and item.net is not None:
                rate = item.tax or Decimal(0)
                nets[rate] = nets.get(rate, Fraction(0)) + Fraction(item.net)
        taxed = (net + half_up(net * Fraction(rate) / 100, currency) for rate, net in nets.items())
        assert Fraction(total) == sum(taxed)


def test_a_line_is_read_out_with_its_discount_and_tax() -> None:
    line = LineItem(
        name="Chair",
        quantity=Decimal(2),
        unit="pcs",
        price=Decimal(100),
        currency="EUR",
        discount=Decimal("12.5"),
        tax=Decimal(20),
    )
    assert str(line) == "Chair, 2 pcs × 100\u00a0€, discount 12.5 %, tax 20 %"
    assert line.discount_text == "12.5%"


def test_a_price_is_read_out_with_all_decimals_that_count() -> None:
    nail = LineItem(name="Nail", quantity=Decimal(500), price=Decimal("0.1973"), currency="EUR")
    assert str(nail).replace("\xa0", " ") == "Nail, 500 × 0.1973 €"
