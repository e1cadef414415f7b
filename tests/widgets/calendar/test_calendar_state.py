"""How the cursor of a calendar walks, and how it moves an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import LAST_DAY, Period, Scale
from domain.calendar.placing import DayEntries, place
from widgets.calendar.calendar_state import CalendarState, Habits
from widgets.calendar.scene import WHOLE, Place

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 14, 32, tzinfo=ZONE)
MONDAY = NOW.date()
ME, BORIS = UUID(int=1), UUID(int=2)


class Entries:
    """A source of what is given."""

    def __init__(self, *entries: CalendarEntry) -> None:
        self.entries = entries

    def days(self, period: Period) -> Mapping[date, DayEntries]:
        """Return what stands on each day."""
        return place(self.entries, ZONE, period)


def meeting(
    number: int, hour: float | None = None, day: int = 23, minutes: int = 60, **fields: object
) -> CalendarEntry:
    """Return a meeting in November; without an hour it has no time."""
    on = date(2026, 11, day)
    midnight = datetime(2026, 11, day, tzinfo=ZONE)
    start = None if hour is None else midnight + timedelta(hours=hour)
    values: dict[str, object] = {"person": ME, "is_done": False} | fields
    return CalendarEntry(
        UUID(int=number),
        kind="meeting",
        subject=str(number),
        start_at=start,
        on=on if start is None else None,
        planned_minutes=minutes,
        **values,  # type: ignore[arg-type]
    )


def state_of(*entries: CalendarEntry, scale: Scale = Scale.WEEK) -> CalendarState:
    """Return the state of a calendar with these entries."""
    return CalendarState(Entries(*entries), NOW, scale, Habits())


def at(state: CalendarState) -> tuple[int, int, str]:
    """Return the day and the minute of the cursor, and the subject that it is on."""
    cursor = state.cursor
    return cursor.day.day, cursor.minute, cursor.entry.subject if cursor.entry else ""


def test_it_begins_at_now() -> None:
    assert at(state_of()) == (23, 14 * 60 + 30, "")
    assert at(state_of(meeting(1, 14))) == (23, 14 * 60 + 30, "1")


def test_a_month_begins_at_what_is_not_over_today() -> None:
    entries = (meeting(1), meeting(2, 9), meeting(3, 14), meeting(4, 16))
    assert at(state_of(*entries, scale=Scale.MONTH))[2] == "3"
    assert at(state_of(*entries[:2], scale=Scale.MONTH))[2] == "1"
    state = state_of(*entries, meeting(5, 9, day=24), scale=Scale.MONTH)
    state.go(1, 0)
    assert at(state)[2] == "5"


def test_it_goes_by_slots_and_days_and_comes_upon_entries() -> None:
    state = state_of(meeting(1, 15), meeting(2, 15.25, day=24), meeting(3, day=24))
    state.go(0, 1)
    assert at(state) == (23, 900, "1")
    state.go(1, 0)
    assert at(state) == (24, 900, "2")
    state.go(0, -1)
    assert at(state) == (24, 870, "")
    for _step in range(60):
        state.go(0, -1)
    assert at(state) == (24, WHOLE, "3")
    for _step in range(60):
        state.go(0, 1)
    assert at(state) == (24, 23 * 60 + 30, "")


def test_in_a_month_it_goes_by_days_and_weeks() -> None:
    state = state_of(meeting(1, 10, day=30), meeting(2, 9, day=30), scale=Scale.MONTH)
    state.go(0, 1)
    assert at(state)[::2] == (30, "2")
    state.go_to_entry(1)
    assert at(state)[::2] == (30, "1")
    state.go_to_entry(1)
    assert at(state)[::2] == (30, "1")
    state.go_to_entry(-1)
    assert at(state)[::2] == (30, "2")
    state.go(1, 0)
    assert state.cursor.day == date(2026, 12, 1)


def test_tab_goes_from_entry_to_entry() -> None:
    state = state_of(meeting(1, 9), meeting(2, 16), meeting(3, 8, day=25))
    state.go_to_entry(1)
    assert at(state) == (23, 960, "2")
    for _time in range(2):
        state.go_to_entry(1)
        assert at(state) == (25, 480, "3")
    for subject in ("2", "1", "1"):
        state.go_to_entry(-1)
        assert at(state)[2] == subject
    state = state_of(meeting(1, 9), meeting(2, 16))
    state.go_to_entry(-1)
    assert at(state) == (23, 540, "1")


@pytest.mark.parametrize(
    ("scale", "day"),
    [(Scale.DAY, (24, 11)), (Scale.WEEK, (30, 11)), (Scale.MONTH, (23, 12))],
)
def test_pages_are_days_weeks_and_months(scale: Scale, day: tuple[int, int]) -> None:
    state = state_of(scale=scale)
    state.page(1)
    assert (state.cursor.day.day, state.cursor.day.month) == day
    state.page(-1)
    assert state.cursor.day == MONDAY


def test_it_stays_within_the_calendar() -> None:
    state = state_of()
    state.go_to(Place(LAST_DAY))
    for step in (lambda: state.go(1, 0), lambda: state.page(1), lambda: state.edge(1)):
        step()
        assert state.cursor.day == LAST_DAY


def test_the_edges_of_what_is_shown() -> None:
    state = state_of(scale=Scale.MONTH)
    state.edge(1)
    assert state.cursor.day == date(2026, 11, 30)
    state.edge(-1)
    assert state.cursor.day == date(2026, 11, 1)
    state = state_of(scale=Scale.DAY)
    state.edge(1)
    assert at(state) == (23, 23 * 60 + 30, "")


def test_it_stays_on_its_entry_when_others_change_it() -> None:
    state = state_of(meeting(1, 14.5))
    state.show(Entries(meeting(1, 9, day=25)), NOW, ())
    assert at(state) == (25, 540, "1")
    state.show(Entries(), NOW, ())
    assert at(state) == (25, 540, "")


def test_another_scale_keeps_the_entry() -> None:
    state = state_of(meeting(1, 9.25, day=25), scale=Scale.MONTH)
    state.go(1, 0)
    state.go(1, 0)
    for scale in (Scale.DAY, Scale.WEEK, Scale.MONTH):
        state.show_scale(scale)
        assert at(state) == (25, 540, "1")


def test_where_there_are_lists_it_goes_by_lines() -> None:
    state = state_of(meeting(1, 9), meeting(2, 16), meeting(3, 8, day=25))
    state.has_hours = False
    state.show_scale(Scale.WEEK)
    seen = [at(state)[::2]]
    for _step in range(4):
        state.go(0, 1)
        seen.append(at(state)[::2])
    assert seen == [(23, ""), (23, "1"), (23, "2"), (24, ""), (25, "")]
    state.go(0, -1)
    state.go(0, -1)
    assert at(state)[::2] == (23, "2")


def test_people_stand_side_by_side_in_a_day() -> None:
    both = ((ME, "Anna"), (BORIS, "Boris"))
    source = Entries(meeting(1, 14.5), meeting(2, 14.5, person=BORIS))
    state = CalendarState(source, NOW, Scale.DAY, Habits())
    state.show(source, NOW, both)
    seen = [(at(state)[0], state.cursor.column, at(state)[2])]
    for _step in range(2):
        state.go(1, 0)
        seen.append((at(state)[0], state.cursor.column, at(state)[2]))
    assert seen == [(23, 0, "1"), (23, 1, "2"), (24, 0, "")]


@pytest.mark.row("PORT-07")
def test_an_entry_is_moved_and_kept() -> None:
    state = state_of(meeting(1, 14.5))
    assert state.begin()
    state.go(1, 2)
    state.stretch(2)
    assert at(state) == (24, 930, "1")
    assert [part.end for part in state.days[date(2026, 11, 24)].timed] == [930 + 90]
    assert date(2026, 11, 23) not in state.days or not len(state.days[MONDAY])
    kept = state.keep()
    assert kept is not None
    old, new = kept
    assert (old.planned_minutes, new.planned_minutes) == (60, 90)
    assert new.start_at == datetime(2026, 11, 24, 15, 30, tzinfo=ZONE)
    assert at(state) == (24, 930, "1")


def test_an_entry_is_left_where_it_was() -> None:
    state = state_of(meeting(1, 14.5))
    state.begin()
    state.go(1, 2)
    state.page(1)
    state.go_to_entry(1)
    assert state.stop()
    assert at(state) == (23, 870, "1")
    assert not state.stop()
    assert state.keep() is None


def test_an_entry_that_was_not_moved_is_nothing_to_keep() -> None:
    state = state_of(meeting(1, 14.5))
    state.begin()
    state.go(1, 0)
    state.go(-1, 0)
    assert state.keep() is None
    assert state.moving is None


def test_what_is_done_is_not_moved() -> None:
    assert not state_of(meeting(1, 14.5, is_done=True)).begin()
    assert not state_of().begin()


def test_an_entry_without_a_time_gets_one() -> None:
    state = state_of(meeting(1))
    state.go_to_entry(-1)
    state.begin()
    state.stretch(1)
    state.go(1, 0)
    assert at(state) == (24, WHOLE, "1")
    state.go(0, 1)
    assert at(state) == (24, 9 * 60, "1")


@pytest.mark.parametrize(("planned", "minutes"), [(45, 45), (24 * 60, 60), (3 * 24 * 60, 60)])
def test_an_entry_of_whole_days_that_gets_a_time_takes_as_long_as_usual(
    planned: int, minutes: int
) -> None:
    state = state_of(meeting(1, minutes=planned))
    state.go_to_entry(-1)
    state.begin()
    state.go(0, 1)
    kept = state.keep()
    assert kept is not None
    assert kept[1].planned_minutes == minutes


def test_in_a_month_an_entry_keeps_its_time_over_a_change_of_the_clocks() -> None:
    state = CalendarState(
        Entries(meeting(1, 10, day=2)), datetime(2026, 11, 2, 8, tzinfo=ZONE), Scale.MONTH, Habits()
    )
    state.begin()
    state.go(0, -2)
    kept = state.keep()
    assert kept is not None
    assert kept[1].start_at == datetime(2026, 10, 19, 10, tzinfo=ZONE)
    assert state.cursor.day == date(2026, 10, 19)


def test_a_length_is_never_below_a_quarter_of_an_hour() -> None:
    state = state_of(meeting(1, 14.5, minutes=20))
    state.begin()
    state.stretch(-1)
    assert state.cursor.entry is not None
    assert state.cursor.entry.minutes == 15


def entries_on(state: CalendarState, day: date) -> Sequence[CalendarEntry]:
    """Return what stands on a day."""
    return state.days[day].entries()


def test_what_was_clicked_is_under_the_cursor() -> None:
    first, second = meeting(1, 9), meeting(2, 9)
    state = state_of(first, second)
    state.go_to(Place(MONDAY, 540, first))
    assert at(state) == (23, 540, "1")
    assert entries_on(state, MONDAY) == [first, second]
    state.go_to(Place(MONDAY, 600, None))
    assert at(state) == (23, 600, "")
