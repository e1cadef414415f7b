"""Dates of which a part may be unknown."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates.partial_date import age_on, format_partial_date, next_birthday, parse_partial_date
from domain.errors import BadInput


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1980-03-22", "1980-03-22"),
        ("1980-3-2", "1980-03-02"),
        ("1980/03/22", "1980-03-22"),
        ("19800322", "1980-03-22"),
        ("1980-03-22T00:00:00Z", "1980-03-22"),
        ("19531015T231000Z", "1953-10-15"),
        ("1980-03-22 00:00", "1980-03-22"),
        ("--0203", "--02-03"),
        ("--02-03", "--02-03"),
        ("--0229", "--02-29"),
        ("0000-03-22", "--03-22"),
        ("1604-03-22", "--03-22"),
        ("22.03.1980", "1980-03-22"),
        ("2.3.1980 0:00:00", "1980-03-02"),
        ("22.03.80", "1980-03-22"),
        ("22.03.05", "2005-03-22"),
        ("22.03", "--03-22"),
        ("22.03.", "--03-22"),
        ("22-03-1980", "1980-03-22"),
        ("22/03/1980", "1980-03-22"),
        ("3/22/1980", "1980-03-22"),
        ("3/4/1980", "1980-04-03"),
        ("22/03", "--03-22"),
        ("22 марта 1980 г.", "1980-03-22"),
        ("22 марта", "--03-22"),
        ("March 22, 1980", "1980-03-22"),
        ("22nd Mar 1980", "1980-03-22"),
        ("5 października 1980", "1980-10-05"),
        ("март 1980", "1980-03"),
        ("1980-03", "1980-03"),
        (" 1980 ", "1980"),
    ],
)
def test_dates_as_they_are_written(text: str, canonical: str) -> None:
    assert parse_partial_date(text) == canonical
    assert parse_partial_date(canonical) == canonical


def test_month_first_where_asked() -> None:
    assert parse_partial_date("3/4/1980", day_first=False) == "1980-03-04"
    assert parse_partial_date("22/4/1980", day_first=False) == "1980-04-22"
    assert parse_partial_date("3.4.1980", day_first=False) == "1980-04-03"


@pytest.mark.parametrize(
    "text",
    ["31.02.1980", "1981-02-29", "--0230", "0/0/00", "0.0.00", "1980-13", "0000", "13/13/1980"],
)
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(BadInput, match="There is no date") as error:
        parse_partial_date(text)
    assert text in str(error.value)


@pytest.mark.parametrize("text", ["", "soon", "---22", "123", "март", "22 foo 1980", "22..1980"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadInput, match="not understood as a date"):
        parse_partial_date(text)


@given(st.text(), st.booleans())
def test_any_text_gives_a_date_or_a_sentence(text: str, day_first: bool) -> None:
    with suppress(BadInput):
        value = parse_partial_date(text, day_first=day_first)
        assert parse_partial_date(value) == value


@given(st.dates(date(1605, 1, 1)))
def test_what_is_shown_can_be_typed(day: date) -> None:
    assert parse_partial_date(format_partial_date(day.isoformat())) == day.isoformat()


def test_shown() -> None:
    assert format_partial_date("1980-03-02") == "2 Mar 1980"
    assert format_partial_date("--03-02") == "2 Mar"
    assert format_partial_date("1980-03") == "Mar 1980"
    assert format_partial_date("1980") == "1980"
    assert format_partial_date("spring") == "spring"


def test_next_birthday() -> None:
    today = date(2026, 11, 20)
    assert next_birthday("1980-11-20", today) == today
    assert next_birthday("--11-19", today) == date(2027, 11, 19)
    assert next_birthday("1980-11", today) is None
    assert next_birthday("1980", today) is None
    assert next_birthday("1980-02-31", today) is None


def test_29_february_is_kept_on_the_28th_of_other_years() -> None:
    assert next_birthday("2000-02-29", date(2027, 2, 28)) == date(2027, 2, 28)
    assert next_birthday("2000-02-29", date(2027, 3, 1)) == date(2028, 2, 29)
    assert age_on("2000-02-29", date(2027, 2, 27)) == 26
    assert age_on("2000-02-29", date(2027, 2, 28)) == 27


def test_age() -> None:
    assert age_on("1980-11-20", date(2026, 11, 20)) == 46
    assert age_on("1980-11-21", date(2026, 11, 20)) == 45
    assert age_on("2027-01-01", date(2026, 11, 20)) is None
    assert age_on("--11-20", date(2026, 11, 20)) is None
    assert age_on("1980", date(2026, 11, 20)) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_birthday_comes_within_a_year_and_adds_one(born: date, today: date) -> None:
    birthday = next_birthday(born.isoformat(), today)
    assert birthday is not None
    assert today <= birthday <= today + timedelta(days=366)
    after = age_on(born.isoformat(), birthday)
    before = age_on(born.isoformat(), birthday - timedelta(days=1))
    if before is not None and birthday > born:
        assert after == before + 1
