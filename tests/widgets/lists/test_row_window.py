"""The rows in memory are those of the source, wherever one goes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numbered_rows import NumberedRow, NumberedSource, SeekableSource, numbered

from widgets.lists.row_window import CHUNK, RowWindow


def assert_true(window: RowWindow[NumberedRow], source: NumberedSource) -> None:
    assert window.rows == source.rows[window.base : window.end]


@pytest.mark.parametrize("kind", [NumberedSource, SeekableSource])
@given(
    length=st.integers(0, 12_000),
    places=st.lists(st.tuples(st.integers(-50, 12_000), st.integers(1, 100)), max_size=6),
)
@settings(max_examples=60)
def test_covering_any_place_gives_the_rows_of_that_place(
    kind: type[NumberedSource], length: int, places: list[tuple[int, int]]
) -> None:
    source = kind(numbered(length))
    window = RowWindow(source)
    window.open(CHUNK)
    assert window.total == length
    for first, size in places:
        shift = window.cover(first, first + size)
        assert shift == 0
        assert window.total == length
        assert_true(window, source)
        for ordinal in range(max(0, first), min(length, first + size)):
            row = window.get(ordinal)
            assert row is not None
            assert row.number == ordinal


def test_few_rows_are_kept_and_read() -> None:
    source = SeekableSource(numbered(50_000))
    window = RowWindow(source)
    window.open(CHUNK)
    for first in range(0, 20_000, 40):
        window.cover(first, first + 40)
        assert len(window.rows) <= 4 * CHUNK + CHUNK
    source.read = 0
    window.cover(45_000, 45_040)
    assert source.read <= 4 * CHUNK


def test_the_end_is_reached_without_reading_what_lies_between() -> None:
    source = NumberedSource(numbered(50_000))
    window = RowWindow(source)
    window.open(CHUNK)
    window.to_end(CHUNK)
    assert window.base == 50_000 - CHUNK
    assert source.read == 2 * CHUNK
    assert_true(window, source)


def test_a_lazy_window_never_counts_and_learns_its_length_as_it_goes() -> None:
    source = NumberedSource(numbered(1_000))
    window = RowWindow(source, lazy_count=True)
    window.open(CHUNK)
    assert window.total == CHUNK + 1
    window.cover(300, 340)
    assert 340 < window.total < 1_000
    assert window.set_total(1_000) == 0
    assert window.total == 1_000
    assert source.counts == source.ranks == 0


def test_a_lazy_window_opened_at_its_end_moves_its_ordinals_when_counted() -> None:
    source = NumberedSource(numbered(1_000))
    window = RowWindow(source, lazy_count=True)
    window.open(CHUNK)
    window.to_end(CHUNK)
    last = window.rows[-1]
    place = window.index_of(last.key)
    assert place is not None
    shift = window.set_total(1_000)
    assert place + shift == 999
    assert_true(window, source)


def test_a_lazy_window_walked_back_from_its_end_finds_the_start() -> None:
    source = NumberedSource(numbered(700))
    window = RowWindow(source, lazy_count=True)
    window.open(CHUNK)
    window.to_end(CHUNK)
    wanted = window.index_of("699")
    assert wanted is not None
    for _step in range(40):
        first = window.index_of(window.rows[0].key)
        assert first is not None
        wanted += window.cover(first - 20, first)
    window.cover(0, 1)
    assert window.rows[0].number == 0
    assert window.base == 0


@given(st.data())
@settings(max_examples=80)
def test_reading_around_a_row_finds_its_place_after_any_change(data: st.DataObject) -> None:
    source = NumberedSource(numbered(data.draw(st.integers(1, 600))))
    window = RowWindow(source)
    window.open(CHUNK)
    start = data.draw(st.integers(0, len(source.rows) - 1))
    window.cover(start, start + 1)
    row = window.get(start)
    assert row is not None
    gone = data.draw(st.sets(st.integers(0, 600), max_size=300))
    new = data.draw(st.sets(st.floats(-5, 605, width=16), max_size=30))
    kept = {row.number for row in source.rows} - gone | new
    source.rows = [NumberedRow(number) for number in sorted(kept)]
    place = window.around(row, CHUNK, start)
    assert place == sum(number < row.number for number in kept)
    assert window.total == len(kept)
    assert_true(window, source)


def test_a_key_is_found_by_the_source_or_by_looking_through() -> None:
    for kind in (NumberedSource, SeekableSource):
        window = RowWindow(kind(numbered(9_000)))
        window.open(CHUNK)
        assert window.find("8500", CHUNK) == 8_500
        assert window.find("no such", CHUNK) is None
