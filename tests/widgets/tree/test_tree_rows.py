"""The lines of a tree against a plain model of it, and how deep ones are painted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from widgets.lists.row_painter import Palette
from widgets.tree.tree_painter import TreePainter
from widgets.tree.tree_rows import TOP, Branch, TreeRow, TreeRows

Parents = dict[int, int | None]


def tree_of(parents: Parents) -> TreeRows:
    def read(key: Hashable | None) -> Sequence[Branch]:
        below = [number for number, parent in parents.items() if parent == key]
        return [Branch(n, f"{n}", n in parents.values()) for n in below]

    return TreeRows("All", read)


def way_to(parents: Parents, key: int) -> list[int]:
    way = [key]
    while (above := parents[way[0]]) is not None:
        way.insert(0, above)
    return way


@st.composite
def forests(draw: st.DrawFn) -> Parents:
    count = draw(st.integers(1, 25))
    return {
        number: draw(st.none() | st.integers(0, number - 1)) if number else None
        for number in range(count)
    }


@given(forests(), st.lists(st.tuples(st.booleans(), st.integers(0, 24))))
def test_lines_are_those_whose_way_is_unfolded(
    parents: Parents, steps: list[tuple[bool, int]]
) -> None:
    tree, unfolded = tree_of(parents), set[int]()
    for opens, number in steps:
        key = number % len(parents)
        is_shown = all(one in unfolded for one in way_to(parents, key)[:-1])
        has_branches = key in parents.values()
        if opens:
            assert tree.unfold(key) == (is_shown and has_branches and key not in unfolded)
            unfolded |= {key} if is_shown and has_branches else set()
        else:
            assert tree.fold(key) == (is_shown and key in unfolded)
            unfolded -= {key} if is_shown else set()
    tree.reread()
    shown = {one for one in parents if all(o in unfolded for o in way_to(parents, one)[:-1])}
    rows = tree.after(None, 100)
    assert {row.key for row in rows} == shown | {TOP}
    for row in rows[1:]:
        assert isinstance(row.key, int)
        way = way_to(parents, row.key)
        assert (row.depth, row.is_open) == (len(way) - 1, row.key in unfolded)
        assert [one.key for one in tree.path_to(row.key)] == way
        assert tree.above(row.key) == (way[-2] if len(way) > 1 else TOP)
    for place, row in enumerate(rows):
        assert tree.rank(row) == place
        assert tree.before(row, 3) == rows[max(0, place - 3) : place]
        assert tree.after(row, 3) == rows[place + 1 : place + 4]


@given(forests(), st.integers(0, 24))
def test_the_way_to_a_branch_is_unfolded(parents: Parents, number: int) -> None:
    tree, key = tree_of(parents), number % len(parents)
    assert tree.reveal(way_to(parents, key))
    assert tree.row_of(key) is not None


def test_a_tree_of_any_depth_can_be_walked_through() -> None:
    parents: Parents = {n: n - 1 if n else None for n in range(3_000)}
    tree = tree_of({n: parents[n] for n in range(60)})
    assert tree.reveal(list(range(60)))
    rows = tree.after(None, 100)
    assert [row.depth for row in rows[1:]] == list(range(60))


def test_what_has_gone_is_shown_no_more() -> None:
    parents: Parents = {0: None, 1: 0, 2: 1, 3: None}
    tree = tree_of(parents)
    tree.reveal([0, 1, 2])
    del parents[1], parents[2]
    tree.reread()
    assert [row.key for row in tree.after(None, 10)] == [TOP, 0, 3]
    assert not tree.reveal([0, 1, 2])


@pytest.mark.parametrize("width", [1, 8, 20, 26, 34, 60])
@pytest.mark.parametrize("depth", [0, 1, 6, 30, 120])
def test_lines_have_their_width_and_names_can_be_read(width: int, depth: int) -> None:
    painter = TreePainter({1: 1_234})
    painter.dress(Palette.of(lambda _name: Style()))
    row = TreeRow(1, "Кресла 椅子", depth, has_branches=True)
    strip = painter.paint(row, width, selected=True, marked=False, focused=True)
    assert strip.cell_length == width
    if width >= 26:
        assert "▸ Кресла" in strip.text
        assert strip.text.endswith(" 1234")
        assert depth < 30 or "›▸" in strip.text


@pytest.mark.parametrize("width", [23, 26, 34, 60])
def test_the_levels_around_the_cursor_are_told_apart(width: int) -> None:
    painter = TreePainter({})
    shifts = set[int]()
    for depth in [*range(60), *range(60, -1, -1)]:
        painter = TreePainter({}, left=painter.left_for(depth, width))
        painter.dress(Palette.of(lambda _name: Style()))
        shifts.add(painter.left)
        starts = [
            painter.fold_cells(TreeRow(1, "x", level), width).start
            for level in (depth - 1, depth, depth + 1)
            if level >= 0
        ]
        assert starts[-2] <= width * 2 // 5
        assert depth == 0 or starts[0] <= starts[1]
        assert painter.left <= depth
    assert len(shifts) > 3
    assert painter.left == 0


def test_what_stands_above_the_levels_in_view_says_so() -> None:
    painter = TreePainter({}, left=27)
    painter.dress(Palette.of(lambda _name: Style()))
    lines = [
        painter.paint(TreeRow(1, "Chairs", depth), 34, False, False, False).text.rstrip()
        for depth in (3, 27, 28, 31, 40)
    ]
    assert lines == [
        "  ‹  Chairs",
        "     Chairs",
        "       Chairs",
        "             Chairs",
        "          ›  Chairs",
    ]
