"""Numbers by a pattern (FEATURES INV-01)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.invoicing.numbering import check_pattern, format_number, period_of

PATTERNS = ("{year}-{number:04}", "INV {number}/{yy}", "{number:6}", "{year}/{month}/{number:03}")
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_a_pattern_says_where_year_month_and_number_stand() -> None:
    day = date(2026, 3, 9)
    assert format_number("{year}-{number:04}", 17, day) == "2026-0017"
    assert format_number("СЧ {number}/{month}/{yy}", 17, day) == "СЧ 17/03/26"
    assert format_number("{number:2}", 12345, day) == "12345"


@pytest.mark.parametrize(
    ("pattern", "period"),
    [("{number}", ""), ("{yy}/{number}", "2026"), ("{year}{month}{number:02}", "2026-03")],
)
def test_a_series_begins_anew_with_what_its_pattern_names(pattern: str, period: str) -> None:
    assert period_of(pattern, date(2026, 3, 9)) == period


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("2026", "names the number once"),
        ("{number}{number}", "names the number once"),
        ("{number} {day}", "{day}” is no part"),
        ("{number} {", "{” is no part"),
        ("{month}-{number}", "names the year"),
        ("{number}" + "x" * 40, "at most 40"),
        ("{year}-{number}\nx", "one line of signs"),
        ("{number}\x1b[31m", "one line of signs"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_pattern(pattern)


@given(
    st.sampled_from(PATTERNS),
    st.tuples(days, st.integers(1, 10**7)),
    st.tuples(days, st.integers(1, 10**7)),
)
def test_two_numbers_of_a_series_are_alike_only_where_day_and_count_are(
    pattern: str, one: tuple[date, int], other: tuple[date, int]
) -> None:
    check_pattern(pattern)
    periods = [period_of(pattern, day) for day, _count in (one, other)]
    numbers = [format_number(pattern, count, day) for day, count in (one, other)]
    same = periods[0] == periods[1] and one[1] == other[1]
    assert (numbers[0] == numbers[1]) == same or "{yy}" in pattern
