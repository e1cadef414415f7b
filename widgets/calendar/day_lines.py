"""The entries of days as lines of text, for screens too narrow for columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.segment import Segment

from domain.activities import kind_label
from domain.calendar.entries import CalendarEntry
from domain.dates.calendar_names import day_and_month, weekday_name
from domain.i18n import _
from widgets.calendar.scene import Cursor, Line, Place, Scene, Touch, sign_of
from widgets.lists.columns import cell

BEFORE = "…"
"""Stands in place of the time of an entry that began on an earlier day."""


def moment_of(entry: CalendarEntry, day: date, now: datetime) -> str:
    """Return when an entry begins on a day, as the clocks where one looks show it."""
    if entry.start_at is None:
        return "—"
    local = entry.start_at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == day else BEFORE


class DayLines:
    """A heading for each day, and a line for each of its entries."""

    def __init__(self, scene: Scene, days: Sequence[date], height: int = 0) -> None:
        self._scene = scene
        self._lines: list[tuple[date, CalendarEntry | None]] = []
        for day in days:
            self._lines.append((day, None))
            self._lines += [(day, entry) for entry in scene.on(day).entries()]
        self._height = height

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def first_shown(self, cursor: Cursor) -> int:
        """Return the first line in view where there is room for `height` of them."""
        return max(0, self.row_of(cursor) - self._height + 1)

    def row_of(self, cursor: Cursor) -> int:
        """Return the line that the cursor is on."""
        for row, (day, entry) in enumerate(self._lines):
            is_here = cursor.entry is None if entry is None else cursor.is_on(entry)
            if day == cursor.day and is_here:
                return row
        return 0

    def line(self, row: int, cursor: Cursor, width: int) -> Line:
        """Return a line in view, where the first one is moved to the cursor."""
        return self.whole_line(row + self.first_shown(cursor), cursor, width)

    def whole_line(self, row: int, cursor: Cursor, width: int) -> Line:
        """Return a line of all."""
        scene = self._scene
        if row >= len(self._lines):
            return [Segment(" " * width, scene.style("text"))]
        day, entry = self._lines[row]
        is_here = row == self.row_of(cursor)
        if entry is None:
            name = "today" if day == scene.now.date() else "head"
            style = scene.cursor_style(cursor) if is_here else scene.style(name)
            return [Segment(cell(self._heading(day), width), style)]
        parts = (entry.responsible, kind_label(entry.kind), entry.title)
        text = f" {moment_of(entry, day, scene.now):5} {sign_of(entry, scene.now)}"
        text += " ".join(filter(None, parts))
        if entry.client and entry.subject:
            text += f" · {entry.subject}"
        style = scene.cursor_style(cursor) if is_here else scene.plain_style(entry)
        return [Segment(cell(text, width), style)]

    def _heading(self, day: date) -> str:
        title = f"{weekday_name(day)} {day_and_month(day.day, day.month)}"
        if day == self._scene.now.date():
            title = f"[{title}]"
        return title if self._scene.on(day) else " · ".join((title, _("free")))

    def hit(self, row: int, cursor: Cursor, *, is_whole: bool = False) -> Place | None:
        """Return the day and the entry of a line in view, or of one of all."""
        row += 0 if is_whole else self.first_shown(cursor)
        if row >= len(self._lines):
            return None
        day, entry = self._lines[row]
        return Place(day, entry=entry)


class ListLayout:
    """The days of a week below each other, each with its entries."""

    pinned = 0

    def __init__(self, scene: Scene, width: int) -> None:
        self._lines = DayLines(scene, scene.period.days)
        self._width = width
        self.rows = self._lines.count

    def line(self, row: int, cursor: Cursor) -> Line:
        """Return the heading of a day, or an entry."""
        return self._lines.whole_line(row, cursor, self._width)

    def touch(self, row: int, cursor: Cursor) -> Touch:
        """Return where the cursor is for the line that it is on."""
        return cursor.touch if row == self._lines.row_of(cursor) else None

    def rows_of(self, cursor: Cursor) -> tuple[int, int]:
        """Return the line that the cursor is on."""
        row = self._lines.row_of(cursor)
        return row, row

    def hit(self, x: int, row: int, cursor: Cursor) -> Place | None:
        """Return the day and the entry of a line."""
        return self._lines.hit(row, cursor, is_whole=True)
