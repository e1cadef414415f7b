"""A calendar that takes long to read is shown meanwhile as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Event

import pytest

from domain.calendar.periods import Period
from domain.calendar.placing import DayEntries
from screens.calendar import days_beside
from screens.calendar.calendar_screen import CalendarScreen
from services.activities import calendar
from services.activities.calendar import CalendarPerson
from services.context import Context
from tests.screens.desk import MONDAY, at, at_desk, plan
from widgets.calendar.calendar_view import CalendarView


@pytest.mark.row("ACT-14")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_month_that_takes_long_to_read_keeps_nobody_waiting(
    context: Context, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    plan(at(context), "near", "2026-11-23 16:00")
    plan(at(context), "far", "2026-12-28 10:00")
    is_read, is_next_read, read = Event(), Event(), calendar.calendar_days

    def slow(
        context: Context, period: Period, people: Sequence[CalendarPerson]
    ) -> Mapping[date, DayEntries]:
        (is_read if MONDAY.date() in period else is_next_read).wait()
        return read(context, period, people)

    monkeypatch.setattr(calendar, "calendar_days", slow)
    monkeypatch.setattr(days_beside, "WAIT_SECONDS", 0.0)
    try:
        async with at_desk(at(context), size=size) as desk:
            await desk.press("right_square_bracket")
            await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
            await desk.until_shown("Nov 2026")
            assert "near" not in desk.text()
            await desk.press("l", "h")
            is_read.set()
            await desk.until_shown("near")
            await desk.press("pagedown")
            await desk.until_shown("Dec 2026")
            assert "far" not in desk.text()
            is_next_read.set()
            await desk.press("G", "up", "down")
            await desk.until(lambda: desk.app.screen.query_one(CalendarView).state.days)
            await desk.until_shown("far")
    finally:
        is_read.set()
        is_next_read.set()
