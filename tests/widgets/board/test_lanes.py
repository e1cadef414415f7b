"""Which columns of a board are in view, and how wide they are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from widgets.board.lanes import GAP, LEAST_CELLS, share


@given(
    width=st.integers(1, 400),
    count=st.integers(1, 40),
    at=st.integers(0, 39),
    first=st.integers(0, 60),
)
def test_columns_fill_the_width_and_have_the_cursor_among_them(
    width: int, count: int, at: int, first: int
) -> None:
    at = min(at, count - 1)
    shares = share(width, count, at, first)
    assert 0 <= shares.first <= at < shares.stop <= count
    places = shares.places
    assert places[0][0] == 0
    assert sum(places[-1]) == width
    for (start, cells), (following, _cells) in pairwise(places):
        assert following == start + cells + GAP
    widths = [cells for _start, cells in places]
    assert max(widths) - min(widths) <= 1
    assert len(places) == 1 or min(widths) >= LEAST_CELLS
    assert len(places) == count or width < (len(places) + 1) * (LEAST_CELLS + GAP) - GAP
    for lane, (start, cells) in enumerate(places, shares.first):
        assert shares.at(start) == shares.at(start + cells - 1) == lane


@given(count=st.integers(1, 12), at=st.integers(0, 11))
def test_the_view_moves_no_further_than_it_has_to(count: int, at: int) -> None:
    at = min(at, count - 1)
    shares = share(120, count, at, 0)
    assert share(120, count, at, shares.first) == shares
    for other in range(shares.first, shares.stop):
        assert share(120, count, other, shares.first).first == shares.first


def test_as_many_columns_as_can_be_read() -> None:
    shown = {width: len(share(width, 8, 0, 0).places) for width in (120, 80, 40)}
    assert shown == {120: 5, 80: 3, 40: 1}
    assert share(80, 0, 0, 0).places == ()
