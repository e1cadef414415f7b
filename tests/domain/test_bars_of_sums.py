"""Bars: as long as what they stand for, and never invisible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.bars import bar


def test_a_bar_is_as_long_as_its_part_of_the_whole() -> None:
    assert [bar(part, 10, 10) for part in (0, 1, 5, 10)] == ["", "█", "█████", "█" * 10]
    assert bar(1, 90_000, 10) == "▏"


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 80))
def test_more_is_never_shorter_and_never_too_long(one: int, other: int, cells: int) -> None:
    less, more = sorted((one, other))
    whole = max(more, 1)
    assert len(bar(less, whole, cells)) <= len(bar(more, whole, cells)) <= cells
    assert bool(bar(less, whole, cells)) is bool(less)
