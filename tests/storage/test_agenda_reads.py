"""The agenda read in pages agrees with plain Python, in any zone and from any place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from agenda_model import Line, Planned, lines_of, make_planned, write_activities
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agenda import AgendaLine, Group, GroupHeading
from domain.ids import new_id
from services.agenda import Agenda
from services.context import Context
from services.identity import sign_in
from storage.database import Database

ZONES = [
    "UTC", "Europe/Warsaw", "Europe/Moscow", "America/New_York", "America/Sao_Paulo",
    "Africa/Cairo", "America/Havana", "Asia/Kathmandu", "Asia/Beirut", "Australia/Lord_Howe",
    "America/Santiago", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Tehran",
]  # fmt: skip
"""Zones with and without changes of the clocks, some of them at midnight or by half an hour."""

DAYS = [-4000, -400, -8, -3, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 30, 400, 4000]
MINUTES = [0, 0, 1, 30, 90, 150, 540, 541, 600, 1410, 1439]

NIGHTS = [(2026, 3, 28), (2026, 10, 24), (2026, 3, 7), (2026, 10, 31), (2018, 11, 3)]
"""Days from which on clocks change in Europe and the Americas."""

moments = st.one_of(
    st.datetimes(datetime(2001, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(
        lambda night, minutes: datetime(*night, tzinfo=UTC) + timedelta(minutes=minutes),
        st.sampled_from(NIGHTS),
        st.integers(0, 3 * 1440),
    ),
)
nows = st.builds(
    lambda moment, zone: moment.astimezone(ZoneInfo(zone)),
    moments,
    st.sampled_from(ZONES),
)
recipes = st.one_of(
    st.tuples(st.sampled_from(DAYS), st.sampled_from(MINUTES) | st.none(), st.booleans()),
    st.booleans(),
)


@pytest.fixture(scope="module")
def shared(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A database in which each example has a person of its own."""
    path = copy(empty_file, tmp_path_factory.mktemp("agenda") / "crm.db")
    database = Database.open(Path(path))
    yield Context(database, sign_in(database), UTC)
    database.close()


def person_with(shared: Context, entries: list[Planned], now: datetime) -> Context:
    """Return the context of a new person who has planned this, and has done and dropped more."""
    user = new_id()
    zone = now.tzinfo
    assert zone is not None
    with shared.database.write(shared.actor, "plan") as unit:
        write_activities(unit, user, entries)
        twins = [replace(entry, id=new_id()) for entry in entries[:2]]
        write_activities(unit, user, twins[:1], done_at=1)
        write_activities(unit, user, twins[1:], deleted_at=1)
        write_activities(unit, new_id(), [replace(entry, id=new_id()) for entry in entries[:1]])
    return Context(shared.database, replace(shared.actor, user_id=user), zone)


def planned(now: datetime, recipe: tuple[int, int | None, bool] | bool) -> Planned:
    if isinstance(recipe, bool):
        return Planned(new_id(), None, recipe)
    return make_planned(now, *recipe)


def plain(lines: list[AgendaLine]) -> list[Line]:
    return [
        (line.group, line.count if isinstance(line, GroupHeading) else line.id) for line in lines
    ]


@settings(max_examples=60)
@given(nows, st.lists(recipes, max_size=24), st.integers(1, 9))
def test_pages_agree_with_plain_python(
    shared: Context, now: datetime, wanted: list[tuple[int, int | None, bool] | bool], size: int
) -> None:
    entries = [planned(now, recipe) for recipe in wanted]
    agenda = Agenda(person_with(shared, entries, now), now)
    expected = lines_of(entries, now)
    lines = agenda.after(None, len(expected) + 5)
    assert plain(lines) == expected
    assert agenda.count() == len(expected)
    assert plain(agenda.after(None, size)) == expected[:size]
    assert plain(agenda.before(None, size)) == expected[-size:]
    for place, line in enumerate(lines):
        assert agenda.rank(line) == place
        assert plain(agenda.after(line, size)) == expected[place + 1 : place + 1 + size]
        assert plain(agenda.before(line, size)) == expected[max(0, place - size) : place]


@settings(max_examples=30)
@given(nows, st.lists(recipes, min_size=1, max_size=16), st.integers(1, 9), st.data())
def test_pages_go_on_where_rows_vanished(
    shared: Context,
    now: datetime,
    wanted: list[tuple[int, int | None, bool] | bool],
    size: int,
    data: st.DataObject,
) -> None:
    entries = [planned(now, recipe) for recipe in wanted]
    agenda = Agenda(person_with(shared, entries, now), now)
    before = agenda.after(None, agenda.count())
    gone = data.draw(st.sets(st.sampled_from([entry.id for entry in entries])), label="gone")
    finish(shared, gone)
    for place, line in enumerate(before):
        earlier = [left for left in plain(before[:place]) if left[1] not in gone]
        later = [left for left in plain(before[place + 1 :]) if left[1] not in gone]
        assert plain(agenda.after(line, size)) == later[:size]
        assert plain(agenda.before(line, size)) == earlier[-size:]


def finish(shared: Context, keys: set[UUID]) -> None:
    with shared.database.write(shared.actor, "finish") as unit:
        for key in keys:
            unit.connection.execute("UPDATE activity SET done_at = 1 WHERE id = ?", (key.bytes,))


@pytest.mark.row("ACT-04", "ACT-21")
def test_importance_stands_above_the_time_within_a_day(shared: Context) -> None:
    now = datetime(2026, 5, 6, 8, tzinfo=ZoneInfo("Europe/Moscow"))
    entries = [
        make_planned(now, day, minute, important)
        for day, minute, important in (
            (-2, None, False), (-1, 600, True), (-1, 540, False), (0, 1080, True), (0, 540, False),
            (0, None, True), (1, 600, False), (3, 600, False), (6, None, False),
        )
    ]  # fmt: skip
    entries.append(Planned(new_id(), None, True))
    agenda = Agenda(person_with(shared, entries, now), now)
    day_before, important_yesterday, yesterday, evening, morning, whole_day, *rest = (
        entry.id for entry in entries
    )
    assert plain(agenda.after(None, 99)) == [
        (Group.OVERDUE, 3),
        (Group.OVERDUE, day_before),
        (Group.OVERDUE, important_yesterday),
        (Group.OVERDUE, yesterday),
        (Group.TODAY, 3),
        (Group.TODAY, evening),
        (Group.TODAY, whole_day),
        (Group.TODAY, morning),
        (Group.TOMORROW, 1),
        (Group.TOMORROW, rest[0]),
        (Group.THIS_WEEK, 1),
        (Group.THIS_WEEK, rest[1]),
        (Group.LATER, 1),
        (Group.LATER, rest[2]),
        (Group.NO_DATE, 1),
        (Group.NO_DATE, rest[3]),
    ]


def test_long_days_are_read_whole_in_any_page_size(shared: Context) -> None:
    now = datetime(2026, 5, 6, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
    entries = [
        make_planned(now, day, None if n % 3 == 0 else n, n % 7 == 0)
        for day in (-2, -1, 3, 9)
        for n in range(40)
    ]
    agenda = Agenda(person_with(shared, entries, now), now)
    expected = lines_of(entries, now)
    for size in (1, 7, 40, 41, 500):
        forward: list[AgendaLine] = agenda.after(None, size)
        while page := agenda.after(forward[-1], size):
            forward += page
        assert plain(forward) == expected
        backward = agenda.before(None, size)
        while page := agenda.before(backward[0], size):
            backward = page + backward
        assert plain(backward) == expected


@pytest.mark.parametrize("year", [1, 1900, 1969, 9999])
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_deadlines_beyond_any_calendar_are_still_shown(
    shared: Context, year: int, zone: str
) -> None:
    now = datetime(2026, 5, 6, 12, tzinfo=ZoneInfo(zone))
    entries = [
        Planned(new_id(), datetime(year, 6, 1, 12, tzinfo=UTC), False),
        Planned(new_id(), datetime(year, 6, 1, tzinfo=UTC).date(), True),
    ]
    agenda = Agenda(person_with(shared, entries, now), now)
    assert plain(agenda.after(None, 9)) == lines_of(entries, now)
    assert plain(agenda.before(None, 2)) == lines_of(entries, now)[-2:]
