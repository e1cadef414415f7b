"""A month of the calendar: a row of cells for each week, in each cell what stands on its day."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from rich.segment import Segment

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import number_of_week
from domain.dates.calendar_names import weekday_name
from widgets.calendar.day_lines import DayLines, moment_of
from widgets.calendar.scene import Cursor, Line, Place, Scene, Touch, sign_of, spread
from widgets.lists.columns import cell

GUTTER = 3
"""Cells of the number of the week, with the blank behind it."""

LEAST_CELL = 9
"""Cells of a day below which it has room for its number only."""

HAS_SOME = "·"
"""Stands beside the number of a day that has entries, where their number would run into it."""


class MonthLayout:
    """Weeks below each other, each with the lines that its share of the height gives.

    In a narrow screen a week is one line of numbers, and below the weeks stand the entries of the
    day under the cursor.
    """

    pinned = 1

    def __init__(self, scene: Scene, width: int, height: int) -> None:
        self._scene = scene
        self._width = width
        self._listed: dict[date, list[CalendarEntry]] = {}
        self._columns = [(x + GUTTER, size) for x, size in spread(width - GUTTER, 7)]
        days = scene.period.days
        self._weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
        self.is_narrow = self._columns[-1][1] < LEAST_CELL
        room = max(len(self._weeks), height - self.pinned)
        if self.is_narrow:
            self._heights = [1] * len(self._weeks)
        else:
            base, extra = divmod(room, len(self._weeks))
            self._heights = [base + (n < extra) for n in range(len(self._weeks))]
        self._starts = [sum(self._heights[:n]) for n in range(len(self._heights))]
        self._grid = sum(self._heights)
        self.rows = room if self.is_narrow else self._grid

    def line(self, row: int, cursor: Cursor) -> Line:
        """Return the names of the days, a line of a week, or an entry of the day."""
        if row < 0:
            return self._names()
        if row >= self._grid:
            return self._list(cursor).line(row - self._grid, cursor, self._width)
        week, part = self._week_at(row)
        days = self._weeks[week]
        scene = self._scene
        number = f"{number_of_week(days[0]):>2} "
        line = [Segment(number if part == 0 else " " * GUTTER, scene.style("muted"))]
        for index, day in enumerate(days):
            size = self._columns[index][1]
            line += self._cell(day, part, size, self._heights[week], cursor)
            if index < 6:
                line.append(Segment(" ", scene.style("text")))
        return line

    def touch(self, row: int, cursor: Cursor) -> Touch:
        """Return where the cursor is for the lines of its week, and for the list of its day."""
        is_touched = row >= self._grid or (
            row >= 0 and cursor.day in self._weeks[self._week_at(row)[0]]
        )
        return cursor.touch if is_touched else None

    def _names(self) -> Line:
        style = self._scene.style("muted")
        line = [Segment(" " * GUTTER, style)]
        for (_x, size), day in zip(self._columns, self._weeks[0], strict=True):
            line.append(Segment(cell(weekday_name(day), size) + " ", style))
        last = line.pop()
        return [*line, Segment(last.text[:-1], style)]

    def _cell(self, day: date, part: int, size: int, height: int, cursor: Cursor) -> Line:
        """Return what a line of a week shows of a day: its number, or an entry."""
        scene, entries = self._scene, self._entries(day)
        if part == 0:
            return [self._number(day, len(entries), size, cursor)]
        room = height - 1
        first = _first_shown(entries, room, cursor) if day == cursor.day else 0
        index = first + part - 1
        if index >= len(entries):
            return [Segment(" " * size, scene.style("text"))]
        entry = entries[index]
        text = f"{sign_of(entry, scene.now)}{moment_of(entry, day, scene.now)} {entry.title}"
        is_here = day == cursor.day and cursor.is_on(entry)
        style = scene.cursor_style(cursor) if is_here else scene.plain_style(entry)
        return [Segment(cell(text, size), style)]

    def _entries(self, day: date) -> list[CalendarEntry]:
        if day not in self._listed:
            self._listed[day] = self._scene.on(day).entries()
        return self._listed[day]

    def _number(self, day: date, held: int, size: int, cursor: Cursor) -> Segment:
        """Return the line of a day with its number, today's in brackets, and how much it holds."""
        scene = self._scene
        is_today = day == scene.now.date()
        number = f"[{day.day}]" if is_today else f" {day.day}"
        count = str(held) if held else ""
        if self.is_narrow:
            count = count and HAS_SOME
        room = size - cell_len(count)
        text = cell(number, room) + count if room >= len(number) else cell(number, size)
        if day == cursor.day and (cursor.entry is None or self.is_narrow):
            return Segment(text, scene.cursor_style(cursor))
        name = "today" if is_today else "head"
        if day.month != scene.month:
            name = "muted"
        return Segment(text, scene.style(name))

    def _list(self, cursor: Cursor) -> DayLines:
        return DayLines(self._scene, [cursor.day], self.rows - self._grid)

    def _week_at(self, row: int) -> tuple[int, int]:
        week = max(n for n, start in enumerate(self._starts) if start <= row)
        return week, row - self._starts[week]

    def rows_of(self, cursor: Cursor) -> tuple[int, int]:
        """Return the first line: a month does not scroll."""
        return 0, 0

    def hit(self, x: int, row: int, cursor: Cursor) -> Place | None:
        """Return the day at a cell, and the entry where its line shows one."""
        if row < 0:
            return None
        if row >= self._grid:
            return self._list(cursor).hit(row - self._grid, cursor)
        week, part = self._week_at(row)
        for index, (first, size) in enumerate(self._columns):
            if first <= x <= first + size:
                day = self._weeks[week][index]
                entries = self._entries(day)
                room = self._heights[week] - 1
                shown = _first_shown(entries, room, cursor) if day == cursor.day else 0
                place = shown + part - 1
                is_entry = part and place < len(entries)
                return Place(day, entry=entries[place] if is_entry else None)
        return None


def _first_shown(entries: list[CalendarEntry], room: int, cursor: Cursor) -> int:
    """Return the first entry of the day under the cursor that is in view."""
    for index, entry in enumerate(entries):
        if cursor.is_on(entry):
            return max(0, index - room + 1)
    return 0
