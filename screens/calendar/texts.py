"""What the lines around a calendar say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from rich.cells import cell_len

from domain.activities import kind_label
from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period, Scale, number_of_week
from domain.calendar.placing import DayEntries
from domain.dates.calendar_names import day_and_month, full_day, month_and_year, weekday_name
from domain.dates.when import describe_duration, is_overdue
from domain.i18n import _, ngettext
from domain.text import spaced
from widgets.calendar.calendar_state import CalendarState


def scale_label(scale: Scale) -> str:
    """Return the word for a scale."""
    return {Scale.DAY: _("Day"), Scale.WEEK: _("Week"), Scale.MONTH: _("Month")}[scale]


def count_of(days: Mapping[date, DayEntries]) -> int:
    """Return how many calls and meetings stand on some days."""
    numbers = {e.id: e.number for found in days.values() for e in found.entries()}
    return sum(numbers.values())


def title_of(state: CalendarState, count: int, people: str, width: int) -> str:
    """Return which days are shown, and, where there is room in `width` cells, how much stands on
    them (`count`), and whose calendar it is."""
    period = _period_text(state.scale, state.cursor.day, state.period)
    label = ngettext("{count} call or meeting", "{count} calls and meetings", count)
    counted = label.format(count=spaced(count)) if count else ""
    parts = [part for part in (people, counted, period) if part]
    titles = [" · ".join(parts[first:]) for first in range(len(parts))]
    return next((title for title in titles if cell_len(title) <= width), parts[-1])


def _period_text(scale: Scale, day: date, period: Period) -> str:
    if scale is Scale.MONTH:
        return month_and_year(day.month, day.year)
    if scale is Scale.DAY:
        return f"{weekday_name(day)} {full_day(day.day, day.month, day.year)}"
    first, last = period.days[0], period.days[-1]
    begin = str(first.day) if first.month == last.month else day_and_month(first.day, first.month)
    week = _("wk {number}").format(number=number_of_week(first))
    return f"{week} · {begin}–{full_day(last.day, last.month, last.year)}"


def line_of(state: CalendarState, minute: int | None) -> str:
    """Return what is under the cursor: an entry in full, or a free day or time."""
    now, day, entry = state.now, state.cursor.day, state.cursor.entry
    at = f"{weekday_name(day)} {day_and_month(day.day, day.month)}"
    if entry is None:
        time = f" {minute // 60:02}:{minute % 60:02}" if minute is not None else ""
        return " · ".join((f"{at}{time}", _("free")))
    parts = [
        " ".join(filter(None, (at, span_of(entry, now)))),
        _("Enter keeps, Esc leaves") if state.moving is not None else "",
        entry.responsible,
        kind_label(entry.kind),
        entry.client.title if entry.client else "",
        entry.company,
        entry.subject if entry.run is None else entry.title,
        entry.place,
        _("{count} done").format(count=spaced(entry.done)) if 0 < entry.done < entry.number else "",
        _("done") if entry.is_done else "",
        _("late") if not entry.is_done and is_overdue(entry.start_at, entry.on, now) else "",
    ]
    return " · ".join(filter(None, parts))


def span_of(entry: CalendarEntry, now: datetime) -> str:
    """Return from when to when an entry lasts, and how long; nothing for a whole day."""
    if entry.start_at is None or entry.end_at is None:
        return ""
    start, end = (moment.astimezone(now.tzinfo) for moment in (entry.start_at, entry.end_at))
    if entry.planned_minutes is None:
        return f"{start:%H:%M}"
    return f"{start:%H:%M}–{end:%H:%M} ({describe_duration(entry.minutes * 60)})"
