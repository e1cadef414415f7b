"""A reminder comes so many minutes before its deadline, by the clocks of the person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reminders import MOST_MINUTES, remind_moment

zones = st.sampled_from(["UTC", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu"]).map(
    ZoneInfo
)
minutes = st.integers(0, MOST_MINUTES)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes,
    zones,
)
def test_a_moment_is_reminded_of_by_elapsed_time(
    due: datetime, before: int, zone: ZoneInfo
) -> None:
    assert remind_moment(due, None, before, zone) == due - timedelta(minutes=before)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes,
    st.timedeltas(timedelta(microseconds=1), timedelta(days=2)),
)
def test_what_is_planned_ahead_is_never_reminded_of_at_once(
    planned_at: datetime, before: int, ahead: timedelta
) -> None:
    due = planned_at + ahead
    moment = remind_moment(due, None, before, UTC, planned_at)
    assert moment is not None
    assert planned_at < moment <= due
    assert moment == due or moment == due - timedelta(minutes=before)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), zones)
def test_a_day_is_reminded_of_at_nine_of_its_own_clock(day: date, zone: ZoneInfo) -> None:
    moment = remind_moment(None, day, 0, zone)
    assert moment is not None
    local = moment.astimezone(zone)
    assert (local.date(), local.hour, local.minute) == (day, 9, 0)


@pytest.mark.row("NOTIF-04")
def test_minutes_run_through_the_night_in_which_the_clocks_change() -> None:
    # Nine o'clock in Warsaw is 7:00 in UTC after the change of 29 March 2026.
    moment = remind_moment(None, date(2026, 3, 29), 8 * 60, ZoneInfo("Europe/Warsaw"))
    assert moment == datetime(2026, 3, 28, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_on", "before"), [(None, 15), (date(2026, 3, 29), None), (None, None)]
)
def test_without_a_deadline_or_minutes_nobody_is_reminded(
    due_on: date | None, before: int | None
) -> None:
    assert remind_moment(None, due_on, before, ZoneInfo("UTC")) is None
