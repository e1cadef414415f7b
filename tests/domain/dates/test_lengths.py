"""Lengths of time are typed in three languages, and written back as they can be typed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates.lengths import minutes_as_typed, parse_minutes
from domain.errors import BadInput

YEAR = 366 * 24 * 60


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15),
        ("0", 0),
        ("15m", 15),
        ("15 min", 15),
        ("15 минут", 15),
        ("15 мин.", 15),
        ("1h", 60),
        ("1 h 30 m", 90),
        ("1h30", 90),
        ("1ч 30м", 90),
        ("2 часа", 120),
        ("1 godz. 15 min", 75),
        ("2 days", 2 * 24 * 60),
        ("1д", 24 * 60),
        ("3 dni", 3 * 24 * 60),
        ("1 week", 7 * 24 * 60),
        ("1w 2d", 9 * 24 * 60),
        ("  1 H  ", 60),
        ("366d", YEAR),
    ],
)
def test_a_length_is_understood(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "h", "1x", "-5", "1.5h", "1h half", "1 month", "367d", "99999w", "15,"],
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="15m, 1h 30m or 2d"):
        parse_minutes(text)


@given(st.integers(0, YEAR))
def test_what_is_written_reads_back(minutes: int) -> None:
    assert parse_minutes(minutes_as_typed(minutes)) == minutes


@given(st.text(max_size=20))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert 0 <= parse_minutes(text) <= YEAR


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0m"), (90, "1h 30m"), (1440, "1d"), (1501, "1d 1h 1m"), (60, "1h")]
)
def test_a_length_is_written_in_its_greatest_units(minutes: int, text: str) -> None:
    assert minutes_as_typed(minutes) == text
