"""How a calendar is painted: every line has its width, and no two entries share a cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Scale, period_of
from domain.calendar.placing import moment_at, place
from widgets.calendar.day_lines import ListLayout
from widgets.calendar.hours_layout import GUTTER, HoursLayout
from widgets.calendar.month_layout import MonthLayout
from widgets.calendar.scene import SLOT, Cursor, Layout, Scene

ZONES = [ZoneInfo(name) for name in ("Europe/Warsaw", "Australia/Lord_Howe", "America/New_York")]
NOW = datetime(2026, 10, 25, 14, 32, tzinfo=ZONES[0])
ME, BORIS = UUID(int=1), UUID(int=2)

starts = st.tuples(st.integers(0, 6), st.integers(0, 24 * 60 - 1))
lengths = st.one_of(st.none(), st.integers(1, 600))
titles = st.sampled_from(["Ivanov Pyotr", "Łucja 株式会社 e\u0301", "", "Tab\there"])
drawn = st.lists(st.tuples(starts, lengths, titles), max_size=25)


def scene_of(
    entries: Sequence[CalendarEntry], scale: Scale, day: date, *, people: int = 1
) -> Scene:
    """Return what a layout paints, in one style."""
    period = period_of(scale, day, 0)
    everybody = [(ME, "Anna"), (BORIS, "Борис")][:people]
    zone = NOW.tzinfo
    assert zone is not None
    return Scene(
        period,
        day.month,
        place(entries, zone, period),
        everybody,
        (540, 1080),
        NOW,
        lambda _name: Style(),
        True,
    )


def entries_of(
    made: Sequence[tuple[tuple[int, int], int | None, str]], first: date, zone: ZoneInfo
) -> list[CalendarEntry]:
    """Return meetings of two people, each at a minute of a day of the week after `first`."""
    return [
        CalendarEntry(
            UUID(int=number),
            (ME, BORIS)[number % 2],
            ("meeting", "call")[number % 2],
            title,
            moment_at(first + timedelta(day), minute, zone),
            None,
            minutes,
        )
        for number, ((day, minute), minutes, title) in enumerate(made)
    ]


def check_lines(layout: Layout, cursor: Cursor, width: int) -> None:
    """Every line is as wide as the widget."""
    for row in range(-layout.pinned, layout.rows):
        line = layout.line(row, cursor)
        assert sum(cell_len(segment.text) for segment in line) == width, (row, line)


@given(drawn, st.sampled_from([56, 80, 119]), st.sampled_from([3, 5, 7]), st.sampled_from(ZONES))
@settings(max_examples=60)
def test_blocks_of_a_day_never_overlap_on_the_screen(
    made: list[tuple[tuple[int, int], int | None, str]], width: int, count: int, zone: ZoneInfo
) -> None:
    # The week in which the clocks of Warsaw are put back.
    entries = entries_of(made, date(2026, 10, 19), zone)
    scene = scene_of(entries, Scale.WEEK, date(2026, 10, 25))
    layout = HoursLayout(scene, width, scene.period.days[:count])
    for column in layout._blocks:
        for one, block in enumerate(column):
            for other in column[:one]:
                is_apart_in_time = block.top >= other.stop or other.top >= block.stop
                assert is_apart_in_time or block.x >= other.x + other.width
    cursor = Cursor(date(2026, 10, 21), 600, entries[0] if entries else None)
    check_lines(layout, cursor, width)


@given(drawn, st.sampled_from([30, 40, 79, 120]), st.sampled_from([12, 19, 35]))
@settings(max_examples=40)
def test_months_lists_and_days_fill_their_lines(
    made: list[tuple[tuple[int, int], int | None, str]], width: int, height: int
) -> None:
    entries = entries_of(made, date(2026, 10, 19), ZONES[0])
    day = date(2026, 10, 19)
    for entry in (None, *entries[:2]):
        cursor = Cursor(day, 0, entry)
        check_lines(MonthLayout(scene_of(entries, Scale.MONTH, day), width, height), cursor, width)
        check_lines(ListLayout(scene_of(entries, Scale.WEEK, day), width), cursor, width)
        side_by_side = HoursLayout(scene_of(entries, Scale.DAY, day, people=2), width, [day])
        check_lines(side_by_side, cursor, width)


def text_of(layout: Layout, row: int, cursor: Cursor) -> str:
    """Return a line as text."""
    return "".join(segment.text for segment in layout.line(row, cursor)).rstrip()


@pytest.mark.row("PORT-07")
def test_a_month_shows_numbers_counts_and_the_first_entries() -> None:
    day = date(2026, 10, 19)
    made = [((0, 600 + 30 * n), 30, f"visit {n}") for n in range(5)]
    entries = entries_of(made, day, ZONES[0])
    layout = MonthLayout(scene_of(entries, Scale.MONTH, day), 101, 16)
    cursor = Cursor(day, 0, entries[0])
    assert text_of(layout, 9, cursor).startswith("43  19          5  20 ")
    assert text_of(layout, 9, cursor).endswith("[25]")
    assert text_of(layout, 10, cursor) == "   ! 10:00 visit…"
    assert text_of(layout, 11, cursor) == "   ! 10:30 visit…"
    # The entry under the cursor is in view, whichever of the day it is.
    assert text_of(layout, 11, Cursor(day, 0, entries[4])) == "   ! 12:00 visit…"


def test_what_is_under_the_mouse_is_what_is_painted_there() -> None:
    day = date(2026, 10, 21)
    entries = entries_of([((2, 600), 60, "visit")], date(2026, 10, 19), ZONES[0])
    scene = scene_of(entries, Scale.WEEK, day)
    layout = HoursLayout(scene, 120, scene.period.days)
    cursor = Cursor(day, 0)
    row = 600 // SLOT
    x = text_of(layout, row, cursor).index("10:00 visit")
    place_there = layout.hit(x, row, cursor)
    assert place_there is not None
    assert (place_there.day, place_there.entry, place_there.minute) == (day, entries[0], 600)
    free = layout.hit(GUTTER + 1, 3, cursor)
    assert free is not None
    assert (free.day, free.entry, free.minute) == (date(2026, 10, 19), None, 90)
    assert layout.hit(2, 3, cursor) is None
    month = MonthLayout(scene_of(entries, Scale.MONTH, day), 101, 16)
    for found in (month.hit(40, row, cursor) for row in (9, 10)):
        assert found is not None
        assert found.day == day
