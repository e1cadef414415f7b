"""Columns that fit and cells of an exact width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.lists.columns import Align, Column, cell, clean, fit, wrap

TEXTS = st.text() | st.text(alphabet="aЖ漢é\u0301\u200d\ufe0f❤👩👧\x1b\t\n\u202e ", max_size=30)
ALIGNS = st.sampled_from(["left", "right", "center"])


@given(TEXTS, st.integers(0, 40), ALIGNS)
def test_a_cell_has_exactly_its_width(text: str, width: int, align: Align) -> None:
    assert cell_len(cell(text, width, align)) == width


@given(TEXTS, TEXTS, st.integers(0, 20))
def test_cells_stand_side_by_side(left: str, right: str, width: int) -> None:
    line = f"{cell(left, width)}  {cell(right, width)}"
    assert cell_len(line) == 2 * width + 2


@given(TEXTS, st.integers(0, 40))
def test_a_cell_holds_nothing_that_moves_the_cursor(text: str, width: int) -> None:
    shown = cell(text, width)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    shown.encode()


@given(TEXTS, st.integers(1, 30))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.integers(0, 4), st.integers(0, 9)), min_size=1, max_size=8
    ),
    st.integers(0, 150),
)
def test_fitted_columns_never_overflow(specs: list[tuple[int, int, int]], width: int) -> None:
    columns = [
        Column(str(index), "", least, weight, priority=priority)
        for index, (least, weight, priority) in enumerate(specs)
    ]
    fitted = fit(columns, width)
    assert sum(cells for _column, cells in fitted) + 2 * max(0, len(fitted) - 1) <= width
    kept = [column.priority for column, _cells in fitted]
    left_out = [column.priority for column in columns if column not in dict(fitted)]
    assert not fitted or not left_out or max(left_out) <= max(kept)
    if any(column.weight for column, _cells in fitted) and len(fitted) > 1:
        assert sum(cells for _column, cells in fitted) + 2 * (len(fitted) - 1) == width


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert cell("Romashka LLC", 6) == "Romas…"
    assert cell("漢字漢字", 4) == "漢… "
    assert cell("Иванов", 8) == "Иванов  "
    assert cell("12.50", 8, "right") == "   12.50"
    assert cell("ab", 5, "center") == " ab  "


def test_less_important_columns_go_first() -> None:
    columns = [
        Column("name", "Name", 10, 1, priority=9),
        Column("owner", "Owner", 8, priority=1),
        Column("phone", "Phone", 12, priority=5),
    ]
    assert [column.name for column, _cells in fit(columns, 40)] == ["name", "owner", "phone"]
    assert [column.name for column, _cells in fit(columns, 30)] == ["name", "phone"]
    assert [(column.name, cells) for column, cells in fit(columns, 9)] == [("name", 9)]


def test_what_could_deceive_is_made_visible() -> None:
    assert clean("a\tb\x1b[31m\u202ec") == "a b\ufffd[31m\ufffdc"


def test_words_stay_whole_where_they_can() -> None:
    assert wrap("wants 5 % if 50 pieces", 10) == ["wants 5 %", "if 50", "pieces"]
    assert wrap("Desk = 7\u00a0749\u00a0zł", 9) == ["Desk =", "7\u00a0749\u00a0zł"]
    assert wrap("one\n\ntwo", 10) == ["one", "", "two"]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
