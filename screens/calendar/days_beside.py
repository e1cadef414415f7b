"""Reads the days of a calendar beside the screen where that takes long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

from domain.calendar.periods import Period
from domain.calendar.placing import DayEntries
from services.activities.calendar import CalendarPages

WAIT_SECONDS = 0.05
"""How long the screen waits for days: what most people have is read in a few milliseconds."""

_READER = ThreadPoolExecutor(1, "calendar")


class DaysBeside:
    """The days of a calendar as it is shown.

    Of a period that takes long to read, the days that are known from others are shown meanwhile;
    once it has been read, `come` is called, in another thread, with what came of it.
    """

    def __init__(self, pages: CalendarPages, come: Callable[[Future[object]], object]) -> None:
        self._pages = pages
        self._come = come
        self._reading: dict[Period, Future[object]] = {}

    def days(self, period: Period) -> Mapping[date, DayEntries]:
        """Return what is known of the days of a period that has anything."""
        if not self._pages.has_read(period) and not self._is_read_soon(period):
            return self._pages.known_days(period)
        return self._pages.days(period)

    def _is_read_soon(self, period: Period) -> bool:
        reading = self._reading.get(period)
        if reading is not None and not reading.done():
            return False
        reading = self._reading[period] = _READER.submit(self._pages.days, period)
        try:
            reading.result(WAIT_SECONDS)
        except TimeoutError:
            reading.add_done_callback(self._come)
            return False
        return True
