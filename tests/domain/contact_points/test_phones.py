"""Phone numbers: any spelling, several in a text, shown, found by any part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contact_points.phones import (
    Phone,
    digits,
    format_phone,
    parse_phone,
    phone_search_keys,
    split_phones,
)

MOBILE = "+79161234567"


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("8 916 123-45-67", MOBILE),
        ("+7(916)123-45-67", MOBILE),
        ("+7 (8) 916 123 45 67", MOBILE),
        ("8.916.123.45.67", MOBILE),
        ("916 123 45 67", MOBILE),
        ("79161234567", MOBILE),
        ("+8 916 123-45-67", MOBILE),
        ("８（９１６）１２３－４５－６７", MOBILE),
        ("\u202a+7\u00a0916\u00a0123\u201145\u201167\u202c", MOBILE),
        ("8 916 123-45-67 Anna, after 6", MOBILE),
        ("Anna: 8 916 123-45-67 (12.05.1990)", MOBILE),
        ("0049 30 12345678", "+493012345678"),
        ("+0049 30 12345678", "+493012345678"),
        ("810 49 30 12345678", "+493012345678"),
        ("+49 30 / 12345678", "+493012345678"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("(+48) 22 123 45 67", "+48221234567"),
        ("48 22 123 45 67", "+48221234567"),
        ("+39 06 698 12345", "+390669812345"),
        ("tel:+1-418-656-9254;ext=102", "+14186569254"),
        ("tel:656-9254;phone-context=+1-418", "+14186569254"),
        ("8-800-555-35-35", "+78005553535"),
    ],
)
def test_any_spelling(typed: str, e164: str) -> None:
    phone = parse_phone(typed)
    assert phone.e164 == e164
    assert phone.value == typed
    assert phone.is_valid


@pytest.mark.parametrize("typed", ["8 916 000 99 88", "600 700 800 12"])
def test_the_beginning_of_a_longer_number_is_not_taken_for_the_whole(typed: str) -> None:
    assert parse_phone(typed, "PL") == Phone(typed)
    assert split_phones(typed, "PL") == [Phone(typed)]


def test_the_region_decides_what_a_number_without_country_code_is() -> None:
    assert parse_phone("22 123 45 67", "PL").e164 == "+48221234567"
    assert parse_phone("8 029 123-45-67", "BY").e164 == "+375291234567"
    assert parse_phone("22 123 45 67", "RU").e164 is None
    assert parse_phone("+48 22 123 45 67", "nowhere").e164 == "+48221234567"
    assert parse_phone("22 123 45 67", "nowhere").e164 is None


def test_the_parts_that_are_searched() -> None:
    phone = parse_phone("8 495 123-45-67 доб. 12")
    assert phone == Phone("8 495 123-45-67 доб. 12", "+74951234567", "4951234567", "12")
    assert phone.reversed_digits == "76543215947"
    assert parse_phone("123-45-67").reversed_digits == "7654321"


@pytest.mark.parametrize(
    "typed",
    ["8 495 123-45-67 доб. 12", "8 495 123-45-67 (доб.12)", "8 495 123-45-67, ext 12",
     "8 495 123-45-67 ext.: 12", "8 495 123-45-67 wew. 12", "8 495 123-45-67x12",
     "8 495 123-45-67 #12", "+74951234567,,12", "84951234567 вн. 12", "tel:+74951234567;ext=12",
     "8 495 123-45-67 Extension 12, Oleg"],
)  # fmt: skip
def test_extensions(typed: str) -> None:
    phone = parse_phone(typed)
    assert (phone.e164, phone.extension) == ("+74951234567", "12")


@pytest.mark.parametrize(
    "typed",
    ["3/10/1984", "12.05.1990", "1984-10-03", "10.12.85", "abc", "", "8 916", "1/2/3/4/5",
     "123-45-67 доб. 5", "call me"],
)  # fmt: skip
@pytest.mark.parametrize("region", ["RU", "DE", "PL"])
def test_what_is_no_number_is_kept_as_typed(typed: str, region: str) -> None:
    phone = parse_phone(typed, region)
    assert (phone.value, phone.e164, phone.national, phone.is_valid) == (typed, None, None, False)


def test_a_card_number_is_no_phone() -> None:
    assert not parse_phone("4276 1234 5678 9012").is_valid
    assert split_phones("4276 1234 5678 9012") == [Phone("4276 1234 5678 9012")]


def test_several_numbers_in_a_cell() -> None:
    cell = "8 916 123-45-67, +48 22 123 45 67; 123-45-67 доб. 5 / 8(495)1234567"
    assert split_phones(cell) == [
        Phone("8 916 123-45-67", MOBILE, "9161234567"),
        Phone("+48 22 123 45 67", "+48221234567", "221234567"),
        Phone("123-45-67 доб. 5", extension="5"),
        Phone("8(495)1234567", "+74951234567", "4951234567"),
    ]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("8 916 123-45-67 8 495 123 45 67", ["8 916 123-45-67", "8 495 123 45 67"]),
        ("8(495)123-45-67/8(916)123-45-67", ["8(495)123-45-67", "8(916)123-45-67"]),
        ("8 916 123-45-67 / 8 495 123 45 67", ["8 916 123-45-67", "8 495 123 45 67"]),
        ("8 916 123-45-67\u20288 495 123 45 67", ["8 916 123-45-67", "8 495 123 45 67"]),
        ("+79161234567+79161234568", ["+79161234567", "+79161234568"]),
        ("8 916 123-45-67\n+48221234567", ["8 916 123-45-67", "+48221234567"]),
        ("моб 8 916 123-45-67 и 8 495 123 45 67", ["моб 8 916 123-45-67", "8 495 123 45 67"]),
        ("8 916 123-45-67 Anna, after 6, раб. 8 495 123-45-67 (Oleg)",
         ["8 916 123-45-67 Anna, after 6", "раб. 8 495 123-45-67 (Oleg)"]),
        ("8 495 123-45-67/68", ["8 495 123-45-67/68"]),
        ("8 916 123-45-67 доб. 12, 8 495 123 45 67, доб. 3",
         ["8 916 123-45-67 доб. 12", "8 495 123 45 67, доб. 3"]),
        ("8 916 123-45-67, кв. 12345", ["8 916 123-45-67, кв. 12345"]),
        (", 8 916 123-45-67 ,", ["8 916 123-45-67"]),
        ("123-45-67, 765-43-21", ["123-45-67", "765-43-21"]),
        ("ask Anna, or Oleg", ["ask Anna, or Oleg"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_words_and_separators_between_numbers(cell: str, values: list[str]) -> None:
    assert [phone.value for phone in split_phones(cell)] == values


CELLS = st.lists(
    st.sampled_from(
        ["8 916 123-45-67", "+48 22 123 45 67", "123-45-67", "0049 30 12345678", "(495)", "12",
         "Anna", "раб.", "доб. 5", "3/10/1984", "+", "/", ",", ";", "(", ")", "-", "\n", "и", "ext",
         ";ext=7", "tel:", "4276 1234 5678 9012"]
    )
).map(" ".join)  # fmt: skip


@given(st.text() | CELLS, st.sampled_from(["RU", "PL", "DE", "US", "", "??"]))
def test_any_text_is_read_and_kept(text: str, region: str) -> None:
    assert parse_phone(text, region).value == text.strip()
    phones = split_phones(text, region)
    assert phones
    assert "".join(digits(phone.value) for phone in phones) == digits(text)
    for phone in phones:
        assert phone.e164 is None or phone.e164[1:].endswith(phone.national or "?")
        assert phone_search_keys(phone.value, region) is not None


@given(st.integers(9000000000, 9999999999), st.sampled_from(["8", "+7", "7", "8-", "+7 ("]))
def test_ways_to_dial_one_number_agree(national: int, prefix: str) -> None:
    phone, other = parse_phone(f"{prefix}{national}"), parse_phone(f"+7{national}")
    assert (phone.e164, phone.national) == (other.e164, other.national)


@given(CELLS)
def test_a_valid_number_is_read_again_from_what_is_shown(cell: str) -> None:
    for phone in split_phones(cell):
        if phone.e164:
            assert parse_phone(phone.e164).e164 == phone.e164
            assert parse_phone(format_phone(phone.e164)).e164 == phone.e164
            assert parse_phone(format_phone(phone.e164, "RU"), "RU").e164 == phone.e164


def test_shown() -> None:
    assert format_phone(MOBILE) == "+7 916 123-45-67"
    assert format_phone(MOBILE, "RU") == "8 (916) 123-45-67"
    assert format_phone("+48221234567", "RU") == "+48 22 123 45 67"
    assert format_phone("123-45-67") == "123-45-67"


def test_digits_of_any_script() -> None:
    assert digits("+7 (９１６) ١٢٣ x²") == "7916123"
    assert digits("+7 (916) a") == "7916"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("916 12", ["91612"]),
        ("8916123", ["916123", "8916123"]),
        ("+7 916 12", ["791612"]),
        ("4567", ["4567"]),
        ("45-67", ["4567"]),
        ("0049 30", ["4930", "004930"]),
        ("810 49 30", ["4930", "8104930"]),
        ("8 916 123-45-67", ["79161234567", "9161234567", "89161234567"]),
        ("9161234567", ["79161234567", "9161234567"]),
        ("8", []),
        ("+", []),
        ("", []),
        ("Ivanov 12", []),
    ],
)
def test_search_keys(typed: str, keys: list[str]) -> None:
    assert phone_search_keys(typed) == keys


@given(st.integers(3, 11), st.integers(9000000000, 9999999999))
def test_every_beginning_and_end_of_a_number_finds_it(length: int, national: int) -> None:
    stored = parse_phone(f"+7{national}")
    for typed in (f"8{national}"[:length], f"+7{national}"[: length + 1], f"{national}"[-length:]):
        keys = phone_search_keys(typed)
        haystacks = (f"7{national}", str(national))
        assert any(text.startswith(key) for key in keys for text in haystacks) or any(
            stored.reversed_digits.startswith(key[::-1]) for key in keys
        )
