"""What is typed to pick a product: how many, and words of what is wanted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.asked_for import read_asked_for, read_quantity


@pytest.mark.row("CAT-14")
@pytest.mark.parametrize(
    ("typed", "quantity", "text"),
    [
        ("3 кофта", "3", "кофта"),
        ("2,5 cable red", "2.5", "cable red"),
        ("2.5*cable", "2.5", "cable"),
        ("12×lamp", "12", "lamp"),
        ("3 ", "3", ""),
        ("3", None, "3"),
        ("4601234567893", None, "4601234567893"),
        ("60×60", "60", "60"),
        ("кофта 3", None, "кофта 3"),
        ("0 lamp", None, "0 lamp"),
        ("3m cable", None, "3m cable"),
        ("1.2.3 lamp", None, "1.2.3 lamp"),
        ("", None, ""),
    ],
)
def test_a_number_before_the_words_says_how_many(
    typed: str, quantity: str | None, text: str
) -> None:
    asked = read_asked_for(typed)
    assert asked == (Decimal(quantity) if quantity else None, text)


@given(st.text())
def test_any_text_can_be_typed(text: str) -> None:
    asked = read_asked_for(text)
    assert asked.quantity is None or asked.quantity > 0
    assert asked.text in text


@pytest.mark.parametrize("typed", ["", ",", "x", "0", "-1"])
def test_what_is_no_number_is_no_quantity(typed: str) -> None:
    assert read_quantity(typed) is None
