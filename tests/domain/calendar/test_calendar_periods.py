"""The days, weeks and months of a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.periods import (
    FIRST_DAY,
    LAST_DAY,
    Period,
    Scale,
    first_weekday,
    month_of,
    number_of_week,
    period_of,
    shifted,
    week_of,
    weeks_of_month,
)

days = st.dates(FIRST_DAY + timedelta(days=40), LAST_DAY - timedelta(days=40))
weekdays = st.sampled_from([0, 5, 6])


@given(days, weekdays)
def test_a_week_has_its_day_and_begins_with_the_weekday(day: date, first: int) -> None:
    week = week_of(day, first)
    assert day in week
    assert week.first.weekday() == first
    assert len(week.days) == 7


@given(days, weekdays)
def test_a_month_is_shown_in_whole_weeks(day: date, first: int) -> None:
    shown, month = weeks_of_month(day, first), month_of(day)
    assert len(shown.days) % 7 == 0
    assert 28 <= len(shown.days) <= 42
    assert set(month.days) <= set(shown.days)
    assert shown.first.weekday() == first


@given(days)
def test_a_week_that_begins_on_monday_has_its_iso_number(day: date) -> None:
    assert number_of_week(week_of(day, 0).first) == day.isocalendar().week


@given(days, st.sampled_from(Scale), weekdays, st.sampled_from([-1, 1]))
def test_a_step_leads_to_the_neighbouring_period(
    day: date, scale: Scale, first: int, step: int
) -> None:
    here, there = (period_of(scale, one, first) for one in (day, shifted(scale, day, step)))
    if scale is Scale.MONTH:
        assert shifted(scale, day, step) in month_of(
            month_of(day).end if step > 0 else (month_of(day).first - timedelta(1))
        )
    else:
        assert there.first == here.end if step > 0 else there.end == here.first


@pytest.mark.parametrize("step", [-1, 1])
def test_the_last_day_of_a_month_stays_the_last(step: int) -> None:
    assert shifted(Scale.MONTH, date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert shifted(Scale.MONTH, date(2026, 12, 31), 2) == date(2027, 2, 28)
    edge = LAST_DAY if step > 0 else FIRST_DAY
    for scale in Scale:
        assert shifted(scale, edge, step) == edge


def test_weeks_begin_as_chosen() -> None:
    assert [first_weekday(name) for name in ("monday", "saturday", "sunday", "language")] == [
        *(0, 5, 6, 0)
    ]
    assert week_of(date(2026, 11, 23), 6) == Period(date(2026, 11, 22), date(2026, 11, 29))
