"""What custom fields are called, and money and numbers as people type and read them."""

from __future__ import annotations

from decimal import Decimal
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import i18n
from domain.errors import BadInput
from domain.money import format_number, parse_money
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.custom_fields import CUSTOM_TYPES, check_name, name_from, type_named
from domain.records.fields import FieldType


@pytest.mark.row("CF-04")
@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("1200", "1200", "EUR"),
        ("1 200,50 PLN", "1200.50", "PLN"),
        ("PLN 1 200,50", "1200.50", "PLN"),
        ("€5", "5", "EUR"),
        ("-3,50 zł", "-3.50", "PLN"),
        ("15 000 ₽", "15000", "RUB"),
        ("15000 руб.", "15000", "RUB"),
        (",5 usd", "0.5", "USD"),
        ("5 RUR", "5", "RUB"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, amount: str, currency: str) -> None:
    assert parse_money(typed, "EUR") == (Decimal(amount), currency)


@pytest.mark.parametrize("typed", ["", "PLN", "5 pieces", "$5 PLN", "five zł", "5 5,5 5 zł", "5%"])
def test_what_is_no_money_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_money(typed, "EUR")


@given(st.text(max_size=20))
def test_any_text_is_money_or_refused(typed: str) -> None:
    try:
        amount, currency = parse_money(typed, "EUR")
    except BadInput:
        return
    assert amount.is_finite()
    assert len(currency) == 3


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_number_is_shown_with_all_its_decimals(number: Decimal) -> None:
    assert Decimal(format_number(number).replace("\u00a0", "")) == number


def test_a_number_has_the_sign_of_the_language() -> None:
    assert format_number(Decimal("-1200.50")) == "-1\u00a0200.5"
    i18n.install("ru", NullTranslations())
    try:
        assert format_number(Decimal("1200.5")) == "1\u00a0200,5"
    finally:
        i18n.install("en", None)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Car", "car"),
        ("Цвет машины", "tsvet_mashiny"),
        ("Źródło", "zrodlo"),
        ("2nd phone", "field_2nd_phone"),
        ("№", "no"),
        ("日本", "riben"),
    ],
)
def test_a_label_gives_a_name_in_latin_letters(label: str, name: str) -> None:
    assert name_from(label) == name


@given(st.text(min_size=1, max_size=80))
def test_every_name_made_of_a_label_is_allowed_or_taken(label: str) -> None:
    sentence = ""
    try:
        check_name(BUILTIN_FIELDS, "contact", name_from(label))
    except BadInput as error:
        sentence = str(error)
    assert "is no name for a field" not in sentence


@pytest.mark.row("CF-04")
def test_types_are_named_as_people_name_them() -> None:
    for type_ in CUSTOM_TYPES:
        assert type_named(type_.value) is type_
    for text, type_ in (("int", FieldType.INTEGER), ("url", FieldType.SITE), ("link", "record")):
        assert type_named(text) is FieldType(type_)
    with pytest.raises(BadInput, match="no type of fields “planet”"):
        type_named("planet")
