"""What is typed to pick a product: how many, and words of what is wanted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.asked_for import check_quantity, read_asked_for, read_quantity
from domain.errors import BadInput


def readings(typed: str) -> list[tuple[str | None, str]]:
    """Return what a text may ask for, what it asks for where nothing is found marked by a `!`."""
    found = read_asked_for(typed)
    return [
        (
            None if one.quantity is None else str(one.quantity),
            f"!{one.text}" if one == found.unfound else one.text,
        )
        for one in found.likely
    ]


@pytest.mark.row("CAT-14")
@pytest.mark.parametrize(
    ("typed", "quantity", "text"),
    [
        ("3 кофта", "3", "кофта"),
        ("2,5 cable red", "2.5", "cable red"),
        ("2.5*cable", "2.5", "cable"),
        ("12×lamp", "12", "lamp"),
        ("12 × lamp", "12", "lamp"),
        ("3 ", "3", ""),
        ("3", None, "3"),
        ("4601234567893", None, "4601234567893"),
        ("0 lamp", "0", "lamp"),
        ("-3 chair", "-3", "chair"),
        ("1.2.3 lamp", None, "1.2.3 lamp"),
        ("10em cable", None, "10em cable"),
        ("K 100", None, "K 100"),
        ("chair 4601234567893", None, "chair 4601234567893"),
        ("", None, ""),
        ("   ", None, ""),
    ],
)
def test_a_number_before_the_words_says_how_many(
    typed: str, quantity: str | None, text: str
) -> None:
    assert readings(typed)[-1] == (quantity, f"!{text}")


@pytest.mark.row("CAT-14")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10шт кофта", [(None, "10шт кофта"), (None, "10 шт кофта"), ("10", "!кофта")]),
        ("10in rjanf", [(None, "10in rjanf"), (None, "10 in rjanf"), ("10", "!rjanf")]),
        ("3x chair", [(None, "3x chair"), (None, "3 x chair"), ("3", "!chair")]),
        ("3m cable", [(None, "3m cable"), (None, "3 m cable"), ("3", "!cable")]),
        ("5 шт. кофта", [("5", "шт. кофта"), ("5", "!кофта")]),
        ("2,5 кг", [("2.5", "кг"), ("2.5", "!")]),
        ("60×60", [(None, "60×60"), ("60", "!60")]),
        ("кофта 3", [(None, "!кофта 3"), ("3", "кофта")]),
        ("кофта красная 3 шт", [(None, "!кофта красная 3 шт"), ("3", "кофта красная")]),
        ("chair x3", [(None, "!chair x3"), ("3", "chair")]),
    ],
)
def test_what_may_be_a_quantity_is_a_word_first(
    typed: str, expected: list[tuple[str | None, str]]
) -> None:
    assert readings(typed) == expected


@given(st.text())
def test_any_text_can_be_typed(text: str) -> None:
    found = read_asked_for(text)
    assert found.likely
    assert found.unfound in found.likely
    assert all(set(one.text) <= {*text, " "} for one in found.likely)


@pytest.mark.parametrize("typed", ["", ",", "x", "0", "-1", "1,,2"])
def test_what_is_no_number_is_no_quantity(typed: str) -> None:
    with pytest.raises(BadInput):
        read_quantity(typed)


def test_a_quantity_is_more_than_nothing() -> None:
    assert check_quantity(Decimal("0.5")) == Decimal("0.5")
    with pytest.raises(BadInput, match="more than 0"):
        check_quantity(Decimal(0))
