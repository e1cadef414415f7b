"""Sources of rows that are known from the beginning hand out the runs that a plain list has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.paging import Continued, FixedRows, PageSource

numbers = st.lists(st.integers(0, 50), unique=True)
limits = st.integers(1, 12)


def check(source: PageSource[int], rows: list[int], limit: int) -> None:
    """Compare a source with the rows that it should have, from every place in it."""
    assert source.count() == len(rows)
    assert source.after(None, limit) == rows[:limit]
    assert source.before(None, limit) == rows[max(0, len(rows) - limit) :]
    for place, row in enumerate(rows):
        assert source.rank(row) == place
        assert source.after(row, limit) == rows[place + 1 : place + 1 + limit]
        assert source.before(row, limit) == rows[max(0, place - limit) : place]


@given(numbers, limits)
def test_fixed_rows_are_handed_out_in_runs(rows: list[int], limit: int) -> None:
    check(FixedRows(rows), rows, limit)


@given(numbers, numbers, limits)
def test_continued_rows_follow_the_first(first: list[int], more: list[int], limit: int) -> None:
    rest = [number + 100 for number in more]
    source = Continued[int, int](FixedRows(first), rest, lambda row: row >= 100)
    check(source, first + rest, limit)


@given(numbers, numbers, limits)
def test_a_row_that_is_gone_still_has_a_place(
    first: list[int], more: list[int], limit: int
) -> None:
    rest = [number + 100 for number in more]
    source = Continued[int, int](FixedRows(first), rest, lambda row: row >= 100)
    gone = 999
    assert source.rank(gone) == len(first) + len(rest)
    assert source.after(gone, limit) == []
    assert source.before(gone, limit) == source.before(None, limit)
