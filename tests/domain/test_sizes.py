"""Sizes of files as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sizes import show_size


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1001, "1.1 kB"),
        (1_400_000, "1.4 MB"),
        (50_000_000, "50 MB"),
        (50_000_001, "50.1 MB"),
        (999_950, "1 MB"),
        (2_000_000_000_000, "2000 GB"),
    ],
)
def test_a_size_is_shown_in_its_unit(size: int, shown: str) -> None:
    assert show_size(size) == shown


@given(st.integers(0, 10**13))
def test_what_is_larger_than_a_limit_never_looks_as_large(size: int) -> None:
    for limit in (1_000, 50_000_000, 1_000_000_000):
        assert (show_size(size) == show_size(limit)) <= (size <= limit)
