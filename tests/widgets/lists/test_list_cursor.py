"""The selected row is always in view, is never a heading, and stays where it was on the screen."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from numbered_rows import NumberedRow, NumberedSource, SeekableSource, numbered

from widgets.lists.list_cursor import ListCursor
from widgets.lists.row_window import SLICE


def opened(rows: list[NumberedRow], page: int = 10, lazy: bool = False) -> ListCursor[NumberedRow]:
    cursor = ListCursor(NumberedSource(rows), page, lazy_count=lazy)
    cursor.open()
    return cursor


def number(cursor: ListCursor[NumberedRow]) -> float | None:
    return None if cursor.row is None else cursor.row.number


class Wandering(RuleBasedStateMachine):
    """Any keys on any list that changes underneath."""

    @initialize(
        length=st.integers(0, 3_000),
        page=st.integers(1, 50),
        every=st.integers(2, 20),
        lazy=st.booleans(),
        kind=st.sampled_from([NumberedSource, SeekableSource]),
    )
    def start(
        self, length: int, page: int, every: int, lazy: bool, kind: type[NumberedSource]
    ) -> None:
        self.source = kind(
            NumberedRow(place, is_heading=place % every == 0) for place in range(length)
        )
        self.cursor = ListCursor(self.source, page, lazy_count=lazy)
        self.cursor.open()

    @rule(direction=st.sampled_from([1, -1]), times=st.integers(1, 60))
    def step(self, direction: int, times: int) -> None:
        for _time in range(times):
            before = number(self.cursor)
            moved = self.cursor.step(direction)
            after = number(self.cursor)
            if moved and before is not None and after is not None:
                assert (after - before) * direction > 0

    @rule(direction=st.sampled_from([1, -1]), times=st.integers(1, 20))
    def turn(self, direction: int, times: int) -> None:
        for _time in range(times):
            self.cursor.turn(direction)

    @rule(to_end=st.booleans())
    def edge(self, to_end: bool) -> None:
        if to_end:
            self.cursor.last()
        else:
            self.cursor.first()
        selectable = [row.number for row in self.source.rows if not row.is_heading]
        assert number(self.cursor) == (selectable[-1 if to_end else 0] if selectable else None)

    @rule(share=st.floats(0, 1))
    def scroll(self, share: float) -> None:
        self.cursor.scroll(int(share * max(0, self.cursor.total - self.cursor.page)))

    @rule()
    def wait(self) -> None:
        slices = 0
        while not self.cursor.is_ahead:
            slices += 1
            read = self.source.read
            self.cursor.read_ahead()
            assert self.source.read - read <= SLICE
        assert slices <= 2 + 5 * self.cursor.page // SLICE

    @rule()
    def count(self) -> None:
        self.cursor.set_total(len(self.source.rows))

    @rule(gone=st.sets(st.integers(0, 3_000)), new=st.sets(st.floats(0, 3_000, width=16)))
    def change(self, gone: set[int], new: set[float]) -> None:
        rows = {row.number: row for row in self.source.rows if row.number not in gone}
        rows |= {place: NumberedRow(place) for place in new}
        self.source.rows = sorted(rows.values(), key=lambda row: row.number)
        row = self.cursor.row
        if row is None:
            self.cursor.open()
            return
        self.cursor.reread(row, follow=True)
        if row in self.source.rows:
            assert self.cursor.row == row

    @invariant()
    def row_is_in_view(self) -> None:
        cursor = self.cursor
        row = cursor.row
        if any(not row.is_heading for row in self.source.rows):
            assert row is not None
        if row is not None:
            assert row in self.source.rows
            assert cursor.top <= cursor.ordinal < cursor.top + cursor.page

    @invariant()
    def view_is_what_the_source_has(self) -> None:
        cursor = self.cursor
        view = [cursor.window.get(cursor.top + line) for line in range(cursor.page)]
        rows = [row for row in view if row is not None]
        assert view[: len(rows)] == rows
        assert len(rows) == min(cursor.page, len(self.source.rows))
        if rows:
            first = self.source.rows.index(rows[0])
            assert self.source.rows[first : first + len(rows)] == rows
            if not cursor.window.lazy_count:
                assert first == cursor.top
                assert cursor.total == len(self.source.rows)


TestWandering = Wandering.TestCase
TestWandering.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)


def test_the_view_moves_by_half_pages_at_the_edge() -> None:
    cursor = opened(numbered(100))
    for _time in range(9):
        cursor.step(1)
    assert cursor.top == 0
    cursor.step(1)
    assert (number(cursor), cursor.top) == (10, 5)


def test_a_page_keeps_the_height_of_the_cursor() -> None:
    cursor = opened(numbered(100))
    cursor.step(1)
    cursor.turn(1)
    assert (number(cursor), cursor.top) == (11, 10)
    cursor.turn(-1)
    assert (number(cursor), cursor.top) == (1, 0)


def test_headings_are_skipped_and_come_into_view() -> None:
    rows = [NumberedRow(place, is_heading=place in (0, 1, 30)) for place in range(60)]
    cursor = opened(rows)
    assert number(cursor) == 2
    assert cursor.top == 0
    cursor.find("29")
    cursor.step(1)
    assert number(cursor) == 31
    cursor.find("2")
    assert cursor.top == 0
    assert not cursor.step(-1)


def test_reading_again_keeps_the_row_at_its_height() -> None:
    rows = numbered(300)
    cursor = opened(rows)
    cursor.find("150")
    height = cursor.ordinal - cursor.top
    source = cursor.window.source
    assert isinstance(source, NumberedSource)
    source.rows = [NumberedRow(-number) for number in range(20, 0, -1)] + rows
    assert cursor.row is not None
    cursor.reread(cursor.row, follow=True)
    assert number(cursor) == 150
    assert cursor.ordinal == 170
    assert cursor.ordinal - cursor.top == height


def test_a_row_that_has_gone_leaves_the_cursor_on_the_next_one() -> None:
    rows = numbered(30)
    cursor = opened(rows)
    cursor.find("7")
    source = cursor.window.source
    assert isinstance(source, NumberedSource)
    source.rows = rows[:7] + rows[8:]
    assert cursor.row is not None
    cursor.reread(cursor.row, follow=True)
    assert number(cursor) == 8
    assert cursor.ordinal == 7
    cursor.last()
    source.rows = source.rows[:-1]
    assert cursor.row is not None
    cursor.reread(cursor.row, follow=True)
    assert number(cursor) == 28


def test_a_row_that_moved_is_followed_on_request() -> None:
    rows = [NumberedRow(place, name=f"k{place}") for place in range(30)]
    for follow, expected in ((True, "k3"), (False, "k4")):
        cursor = opened(rows)
        cursor.find("k3")
        source = cursor.window.source
        assert isinstance(source, NumberedSource)
        source.rows = [row for row in rows if row.name != "k3"] + [NumberedRow(40, name="k3")]
        assert cursor.row is not None
        cursor.reread(cursor.row, follow=follow)
        assert cursor.row is not None
        assert cursor.row.key == expected


def test_what_comes_to_the_beginning_is_seen_by_whoever_looks_at_it() -> None:
    cursor = opened(numbered(100))
    cursor.step(1)
    row = cursor.row
    assert row is not None
    source = cursor.window.source
    assert isinstance(source, NumberedSource)
    source.rows = [NumberedRow(-2), NumberedRow(-1), *source.rows]
    cursor.reread(row, follow=True)
    assert (cursor.row, cursor.top) == (row, 0)
    cursor.turn(1)
    row, top = cursor.row, cursor.top
    assert row is not None
    source.rows = [NumberedRow(-3), *source.rows]
    cursor.reread(row, follow=True)
    assert (cursor.row, cursor.top) == (row, top + 1)
