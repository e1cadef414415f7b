"""Amounts in other currencies."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange import ExchangeRate, Rates

TODAY = date(2026, 11, 26)
EARLIER = TODAY - timedelta(days=30)


def rate(currency: str, base: str, value: str, day: date = TODAY, nominal: int = 1) -> ExchangeRate:
    return ExchangeRate(currency, base, day, nominal, Decimal(value))


@pytest.mark.row("CUR-01")
def test_a_rate_counts_so_many_units_as_its_nominal_says() -> None:
    rates = Rates([rate("AMD", "RUB", "22.3221", nominal=100)])
    assert rates.convert(Decimal(1000), "AMD", "RUB", TODAY) == Decimal("223.22")


def test_a_rate_holds_until_there_is_a_newer_one() -> None:
    rates = Rates([rate("USD", "RUB", "90", EARLIER), rate("USD", "RUB", "100")])
    assert rates.convert(Decimal(1), "USD", "RUB", TODAY - timedelta(days=1)) == Decimal(90)
    assert rates.convert(Decimal(1), "USD", "RUB", TODAY + timedelta(days=9)) == Decimal(100)
    assert rates.convert(Decimal(1), "USD", "RUB", EARLIER - timedelta(days=1)) is None


def test_rates_of_two_banks_serve_together() -> None:
    rates = Rates([rate("EUR", "PLN", "4.4"), rate("EUR", "RUB", "110"), rate("KZT", "RUB", "0.2")])
    assert rates.convert(Decimal(44), "PLN", "KZT", TODAY) == Decimal(5500)


def test_of_two_rates_either_way_the_newer_one_holds() -> None:
    rates = Rates([rate("EUR", "RUB", "100", EARLIER), rate("RUB", "EUR", "0.008")])
    assert rates.convert(Decimal(1), "EUR", "RUB", TODAY) == Decimal(125)
    assert rates.convert(Decimal(1), "EUR", "RUB", EARLIER) == Decimal(100)


def test_an_amount_is_rounded_half_up_to_the_decimals_of_its_new_currency() -> None:
    rates = Rates([rate("EUR", "JPY", "175.5"), rate("EUR", "USD", "1.005")])
    assert rates.convert(Decimal(1), "EUR", "JPY", TODAY) == Decimal(176)
    assert rates.convert(Decimal(-1), "EUR", "JPY", TODAY) == Decimal(-176)
    assert rates.convert(Decimal(1), "EUR", "USD", TODAY) == Decimal("1.01")


@pytest.mark.row("CUR-03")
def test_a_price_below_the_smallest_coin_keeps_its_further_decimals() -> None:
    rates = Rates([rate("EUR", "PLN", "4.2512"), rate("EUR", "JPY", "175.5")])
    assert rates.convert_price(Decimal("0.0049"), "EUR", "PLN", TODAY) == Decimal("0.0208")
    assert rates.convert_price(Decimal("0.1973000"), "EUR", "JPY", TODAY) == Decimal("34.63")
    assert rates.convert_price(Decimal("12.50"), "EUR", "PLN", TODAY) == Decimal("53.14")
    assert rates.convert_price(Decimal("0.0049"), "EUR", "EUR", TODAY) == Decimal("0.0049")
    assert rates.convert_price(Decimal(1), "EUR", "USD", TODAY) is None
    # More than six decimals no price can have.
    assert rates.convert_price(Decimal("0.12345"), "JPY", "EUR", TODAY) == Decimal("0.000703")


@pytest.mark.row("CUR-04")
def test_a_total_tells_what_it_leaves_out() -> None:
    rates = Rates([rate("USD", "EUR", "0.9")])
    total = rates.total({"USD": Decimal(10), "EUR": Decimal(1), "KZT": Decimal(7)}, "EUR", TODAY)
    assert total.amount == Decimal(10)
    assert total.left_out == {"KZT": Decimal(7)}


CODES = ("EUR", "USD", "RUB", "PLN", "JPY")
RATES = st.lists(
    st.builds(
        ExchangeRate,
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sampled_from((1, 10, 100)),
        st.decimals("0.0001", "10000", places=4),
    ).filter(lambda rate: rate.currency != rate.base),
    max_size=12,
)


@given(RATES, st.sampled_from(CODES), st.sampled_from(CODES), st.dates(date(2026, 1, 1)))
def test_there_and_back_again_is_worth_the_same(
    known: list[ExchangeRate], one: str, other: str, day: date
) -> None:
    rates = Rates(known)
    there, back = rates.factor(one, other, day), rates.factor(other, one, day)
    assert (there is None) == (back is None)
    if there is not None:
        assert there > 0
        assert rates.factor(one, one, day) == 1


@given(RATES, st.decimals("-1000000", "1000000", places=2))
def test_what_is_in_the_wanted_currency_stays_as_it_is(
    known: list[ExchangeRate], amount: Decimal
) -> None:
    assert Rates(known).convert(amount, "EUR", "EUR", date(2026, 6, 1)) == amount
