"""Amounts: typed, stored and shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.currencies import MINOR_DIGITS
from domain.errors import BadInput
from domain.i18n import install, language
from domain.money import (
    format_amount,
    from_millionths,
    parse_currency,
    parse_decimal,
    parse_money,
    short_amount,
    to_millionths,
)

NBSP = "\u00a0"


@pytest.fixture
def russian() -> Iterator[None]:
    before = language()
    install("ru", NullTranslations())
    yield
    install(before, NullTranslations())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", "1200"),
        ("1 200,50", "1200.50"),
        (f"1{NBSP}200,50", "1200.50"),
        ("1\u202f200\u202f300.5", "1200300.5"),
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("1.200.300,50", "1200300.50"),
        ("1,200,300", "1200300"),
        ("1.200.300", "1200300"),
        ("1'200.50", "1200.50"),
        ("1’200’300", "1200300"),
        ("1,200", "1.200"),
        ("1.200", "1.200"),
        ("1 200", "1200"),
        ("-500", "-500"),
        ("\u2212500,5", "-500.5"),
        ("- 500", "-500"),
        ("+7", "7"),
        (",5", "0.5"),
        ("-.5", "-0.5"),
        ("5,", "5"),
        ("１２", "12"),
        ("0,000001", "0.000001"),
    ],
)
def test_typed_numbers(text: str, number: str) -> None:
    assert parse_decimal(f" {text} ") == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "foo", "1e5", "NaN", "12 34", "1,200,50", "1.2.3", "1 200,300,400", "1,20,300",
     "--5", "5-", "10%", "1 200 ₽", "1" * 50],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(BadInput, match="not understood as a number"):
        parse_decimal(text)


@given(st.text())
def test_any_text_gives_a_number_or_a_sentence(text: str) -> None:
    with suppress(BadInput):
        assert parse_decimal(text).is_finite()


@given(st.integers(-(2**63), 2**63 - 1))
def test_stored_amounts_come_back(millionths: int) -> None:
    amount = from_millionths(millionths)
    assert to_millionths(amount) == millionths
    assert amount == Decimal(millionths).scaleb(-6)
    assert "E" not in str(amount)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_amounts_are_stored_exactly_or_refused(amount: Decimal) -> None:
    try:
        stored = to_millionths(amount)
    except BadInput:
        assert amount != amount.quantize(Decimal("0.000001"))
    else:
        assert from_millionths(stored) == amount


def test_stored_form_is_plain() -> None:
    assert str(from_millionths(100_000_000)) == "100"
    assert str(from_millionths(-1_500_000)) == "-1.5"
    assert str(from_millionths(0)) == "0"
    assert to_millionths(Decimal("1.5000000000")) == 1_500_000
    assert to_millionths(Decimal("1E+3")) == 1_000_000_000
    assert to_millionths(Decimal("0E+999999")) == 0
    assert to_millionths(Decimal("-0")) == 0


@pytest.mark.parametrize("text", ["0.0000001", "1.0000005", "1E-400"])
def test_more_than_six_decimals_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="six decimals"):
        to_millionths(Decimal(text))


@pytest.mark.parametrize(
    "text", ["9223372036854.775808", "-9223372036854.775809", "1E+999999", "NaN", "-Infinity"]
)
def test_amounts_beyond_64_bits_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="too large"):
        to_millionths(Decimal(text))


def test_currencies() -> None:
    assert parse_currency(" pln ") == "PLN"
    assert parse_currency("rur") == "RUB"
    for spoken in ("руб.", "₽", "рублей", "Р"):
        assert parse_currency(spoken) == "RUB"
    for spoken in ("zł", "złotych", "ZŁ"):
        assert parse_currency(spoken) == "PLN"
    assert (parse_currency("евро"), parse_currency("$")) == ("EUR", "USD")
    for code in ("", "XX", "ABC", "рубанок", "XAU"):
        with pytest.raises(BadInput, match="no currency"):
            parse_currency(code)


def test_minor_units_are_those_of_the_standard() -> None:
    digits = {"RUB": 2, "JPY": 0, "HUF": 2, "KWD": 3, "RSD": 2, "IQD": 3, "IRR": 2, "MGA": 2,
              "ISK": 0, "CLF": 4, "KZT": 2, "BYN": 2, "UAH": 2, "BGN": 2}  # fmt: skip
    assert {code: MINOR_DIGITS[code] for code in digits} == digits
    assert all(len(code) == 3 and code.isupper() for code in MINOR_DIGITS)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("214000", "RUB", "214 000 ₽"),
        ("8400.00", "PLN", "8 400 zł"),
        ("1234567.5", "EUR", "1 234 567.50 €"),
        ("-12900.005", "USD", "-12 900.01 $"),
        ("0.025", "CHF", "0.03 CHF"),
        ("-0.001", "RUB", "0 ₽"),
        ("1999.5", "JPY", "2 000 JPY"),
        ("1.2345", "KWD", "1.235 KWD"),
        ("999999999999999999999999999999.995", "EUR", "1" + " 000" * 10 + " €"),
    ],
)
def test_amounts_shown(amount: str, currency: str, shown: str) -> None:
    assert format_amount(Decimal(amount), currency) == shown.replace(" ", NBSP)


@pytest.mark.usefixtures("russian")
def test_the_decimal_sign_follows_the_language() -> None:
    assert format_amount(Decimal("1200.5"), "RUB") == f"1{NBSP}200,50{NBSP}₽"


@given(st.integers(-(10**15), 10**15))
def test_what_is_shown_can_be_typed(cents: int) -> None:
    shown = format_amount(Decimal(cents).scaleb(-2), "EUR").removesuffix(f"{NBSP}€")
    assert parse_decimal(shown) == Decimal(cents).scaleb(-2)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0 ₽"),
        ("980.50", "981 ₽"),
        ("-980", "-980 ₽"),
        ("999.6", "1 k ₽"),
        ("1000", "1 k ₽"),
        ("1234", "1.23 k ₽"),
        ("12345", "12.3 k ₽"),
        ("205200", "205 k ₽"),
        ("999499", "999 k ₽"),
        ("999500", "1 M ₽"),
        ("-8496000", "-8.5 M ₽"),
        ("12345678901", "12.3 bn ₽"),
    ],
)
def test_a_short_amount_has_three_digits(amount: str, shown: str) -> None:
    assert short_amount(Decimal(amount), "RUB").replace("\xa0", " ") == shown


@given(st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2))
def test_a_short_amount_is_short(amount: Decimal) -> None:
    assert len(short_amount(amount, "")) <= len("-1.23 bn ₽")


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("12,5 tys. zł", "12500", "PLN"),
        ("12 тыс руб", "12000", "RUB"),
        ("12к", "12000", "EUR"),
        ("1,5 млн", "1500000", "EUR"),
        ("300 złotych", "300", "PLN"),
        ("€ 5k", "5000", "EUR"),
        ("100 kr", None, ""),
        ("100 krzeseł", None, ""),
    ],
)
def test_amounts_as_they_are_spoken(typed: str, amount: str | None, currency: str) -> None:
    if amount is None:
        with pytest.raises(BadInput):
            parse_money(typed, "EUR")
    else:
        assert parse_money(typed, "EUR") == (Decimal(amount), currency)
