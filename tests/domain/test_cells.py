"""What is typed into a cell: numbers, arithmetic, discounts, changes of a price."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.cells import (
    CellError,
    Discount,
    Outcome,
    changed_by,
    read_discounts,
    read_number,
    read_outcome,
    read_price,
    read_rate,
)


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", "3"),
        ("2,5", "2.5"),
        ("1 200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("=1200*0.9", "1080"),
        ("=(2+3)*4", "20"),
        ("=1 200,50*2", "2401"),
        ("= 1'000 + 1.000,5", "2000.5"),
        ("=1200-10%", "1080"),
        ("=1200+10%+10%", "1452"),
        ("=1000*10%", "100"),
        ("=2*-3", "-6"),
        ("=-(2+3)", "-5"),
        ("=0.1*0.1*0.1", "0.001"),
        ("=1/8", "0.125"),
        ("=100/3", "33.3333333333"),
        ("=-200/3", "-66.6666666667"),
        ("=6×7", "42"),
        ("=10−4", "6"),
        ("=12:4", "3"),
    ],
)
def test_numbers_and_arithmetic(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("=12*/3", 4, "a number is missing at 5"),
        ("=", 1, "a number is missing at 2"),
        ("=(1+2", 1, "the “(” at 2 is not closed"),
        ("=1+2)", 4, "nothing is opened before the “)” at 5"),
        ("=2(3)", 2, "a sign such as + or * is missing at 3"),
        ("=2 + x", 5, "the “x” at 6 cannot be counted with"),
        ("=1/(2-2)", 2, "divides by zero at 3"),
        ("=5%+3", 3, "percent and a number do not add up at 4"),
        ("=1,2,3*2", 1, "“1,2,3” is not understood as a number"),
        ("1200*0.9", 4, "arithmetic begins with =, as in =1200*0.9"),
        ("abc", 0, "“abc” is not understood as a number"),
        ("=" + "(" * 60, 31, "nested too deep at 32"),
        ("=" + "9" * 300, 200, "too long for a cell"),
        ("=" + "*".join(["99999999"] * 20), 0, "too many digits"),
    ],
)
def test_what_is_not_understood_is_said_and_pointed_at(typed: str, place: int, said: str) -> None:
    with pytest.raises(CellError) as caught:
        read_outcome(typed)
    assert said in str(caught.value)
    assert caught.value.place == place


def test_percent_is_told_from_a_number() -> None:
    assert read_outcome("12,5%") == Outcome(Decimal("12.5"), is_percent=True)
    assert read_outcome("=10%+5%") == Outcome(Decimal(15), is_percent=True)
    with pytest.raises(CellError, match="no percent"):
        read_number("10%")
    assert read_number("  ") is None


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize(
    ("typed", "discounts"),
    [
        ("10%", [Discount(Decimal(10))]),
        ("-10 %", [Discount(Decimal(10))]),
        ("-500", [Discount(Decimal(500), is_amount=True)]),
        ("−500", [Discount(Decimal(500), is_amount=True)]),
        ("500", [Discount(Decimal(500), is_amount=True)]),
        ("=1200*0.1", [Discount(Decimal(120), is_amount=True)]),
        ("=5%+2%", [Discount(Decimal(7))]),
        ("5%; -100", [Discount(Decimal(5)), Discount(Decimal(100), is_amount=True)]),
        ("+300", [Discount(Decimal(300), is_amount=True, is_charge=True)]),
        ("+150%", [Discount(Decimal(150), is_charge=True)]),
        ("0", []),
        ("", []),
        (" ; ", []),
    ],
)
def test_discounts(typed: str, discounts: list[Discount]) -> None:
    assert list(read_discounts(typed)) == discounts


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("120%", 0, "at most 100%"),
        ("=5-10", 0, "less than nothing"),
        ("5%; =2+*3", 7, "a number is missing at"),
    ],
)
def test_discounts_that_cannot_be_meant(typed: str, place: int, said: str) -> None:
    with pytest.raises(CellError, match=said) as caught:
        read_discounts(typed)
    assert caught.value.place == place


@pytest.mark.row("DOC-14")
def test_a_price_is_typed_or_changed_by_percent() -> None:
    assert read_price("1 240", None) == 1240
    assert read_price("+10%", Decimal(1240)) == 1364
    assert read_price("-12,5%", Decimal("99.99")) == Decimal("87.49125")
    assert read_price("=1200*0.9", Decimal(5)) == 1080
    assert read_price("", Decimal(5)) is None
    with pytest.raises(CellError, match="no price yet"):
        read_price("+10%", None)
    with pytest.raises(CellError, match="A price is no percent"):
        read_price("10%", Decimal(5))


def test_a_rate_of_tax() -> None:
    assert read_rate("20") == read_rate("20 %") == 20
    assert read_rate("") is read_rate("-") is None
    assert read_rate("0") == 0
    with pytest.raises(CellError, match="from 0 to 100"):
        read_rate("120")


numbers = st.decimals(min_value=0, max_value=99999, places=2)


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A text of arithmetic without percent, and what it comes to."""
    if not depth or draw(st.booleans()):
        number = draw(numbers)
        text = f"{number:f}".replace(".", draw(st.sampled_from(".,")))
        return text, Fraction(number)
    (left, one), (right, other) = draw(sums(depth - 1)), draw(sums(depth - 1))
    sign = draw(st.sampled_from("+-*/" if other else "+-*"))
    value = {"+": one + other, "-": one - other, "*": one * other}.get(sign)
    blank = draw(st.sampled_from(["", " "]))
    text = f"({left}){blank}{sign}{blank}({right})"
    return text, one / other if value is None else value


@given(sums())
def test_arithmetic_is_exact(made: tuple[str, Fraction]) -> None:
    text, value = made
    assume(len(text) < 200 and 0 <= abs(value) < 10**20)
    outcome = read_outcome(f"={text}")
    assert abs(Fraction(outcome.number) - value) <= Fraction(1, 2 * 10**10)
    if value.denominator in (1, 2, 4, 5, 8, 10, 100):
        assert Fraction(outcome.number) == value


@given(numbers, numbers)
def test_taking_percent_off_is_exact(price: Decimal, percent: Decimal) -> None:
    assert (
        Fraction(changed_by(price, -percent)) == Fraction(price) * (100 - Fraction(percent)) / 100
    )


@given(st.text(alphabet="0123456789=+-*/()%.,; ax−×", max_size=30))
def test_whatever_is_typed_is_read_or_said(text: str) -> None:
    places = []
    for reader in (read_outcome, read_number, read_discounts, read_rate):
        try:
            reader(text)
        except CellError as error:
            places.append(error.place)
    assert all(0 <= place <= len(text) for place in places)
