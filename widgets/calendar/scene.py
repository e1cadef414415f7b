"""What a layout of the calendar paints: the days, where the cursor is, and in which styles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from rich.segment import Segment
from rich.style import Style

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Period
from domain.calendar.placing import DayEntries

SLOT = 30
"""Minutes of a line of the hours."""

WHOLE = -SLOT
"""The minute of the cursor above the hours, where entries without a time stand."""

STYLES = (
    *("text", "muted", "head", "today", "now", "call", "meeting", "done", "late"),
    *("cursor", "cursor-blurred", "moving"),
)
"""The styles of a calendar; what they say is said by words or signs as well."""

Line = list[Segment]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where one is: a day, a minute of it (`WHOLE` above the hours), a column where several people
    stand side by side, and the entry there, if any. While `is_moving` it is that which moves."""

    day: date
    minute: int
    entry: CalendarEntry | None = None
    column: int = 0
    is_moving: bool = False

    @property
    def touch(self) -> Touch:
        """All that a line may show of it."""
        key = self.entry.id if self.entry else None
        return self.day, self.minute, key, self.column, self.is_moving

    def is_on(self, entry: CalendarEntry) -> bool:
        """Say whether it is on an entry."""
        return self.entry is not None and self.entry.id == entry.id


Touch = Hashable
"""What of a cursor a line shows, None where nothing."""


class Place(NamedTuple):
    """What is under the mouse."""

    day: date
    minute: int | None = None
    entry: CalendarEntry | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What is seen, but for the cursor.

    `period` is what is shown, in which `month` names the month that matters. `people` are those
    whose calendars stand side by side, in the scale of a day. `work` are the minutes of a day
    between which one works. `now` is the local moment.
    """

    period: Period
    month: int
    days: Mapping[date, DayEntries]
    people: Sequence[tuple[UUID, str]]
    work: tuple[int, int]
    now: datetime
    style: Callable[[str], Style]
    is_focused: bool

    def on(self, day: date) -> DayEntries:
        """Return what stands on a day."""
        return self.days.get(day) or DayEntries()

    def cursor_style(self, cursor: Cursor) -> Style:
        """Return the style of what the cursor is on."""
        if cursor.is_moving:
            return self.style("moving")
        return self.style("cursor" if self.is_focused else "cursor-blurred")

    def entry_style(self, entry: CalendarEntry) -> Style:
        """Return the style of an entry: what kind it is, done or late."""
        if entry.is_done:
            return self.style("done")
        return self.style("late" if entry.is_overdue(self.now) else entry.kind)

    def plain_style(self, entry: CalendarEntry) -> Style:
        """Return the style of an entry that is a line of text and no block."""
        return self.entry_style(entry) + Style(bgcolor=self.style("text").bgcolor)


def sign_of(entry: CalendarEntry, now: datetime) -> str:
    """Return the signs of an entry with a blank behind them: late `!`, done `x`, important `*`."""
    signs = "x" if entry.is_done else "!" if entry.is_overdue(now) else ""
    signs += "*" if entry.is_important and not entry.is_done else ""
    return f"{signs} " if signs else ""


class Layout(Protocol):
    """Paints a calendar in one way."""

    pinned: int
    """Lines at the top that do not scroll."""

    rows: int
    """Lines below them."""

    def line(self, row: int, cursor: Cursor) -> Line:
        """Return a line: a scrolling one, or by -1, -2 … a pinned one, from the lowest up."""
        ...

    def touch(self, row: int, cursor: Cursor) -> Touch:
        """Return what of the cursor the line shows: while it is the same, so is the line."""
        ...

    def rows_of(self, cursor: Cursor) -> tuple[int, int] | None:
        """Return the first and the last of the scrolling lines that are to be seen, if any."""
        ...

    def hit(self, x: int, row: int, cursor: Cursor) -> Place | None:
        """Return what is at a cell of a line, numbered as by `line`, None where nothing is."""
        ...


def spread(width: int, count: int, gap: int = 1) -> list[tuple[int, int]]:
    """Return the first cell and the width of each of `count` columns with gaps between them."""
    room = max(0, width - gap * (count - 1))
    base, extra = divmod(room, count)
    places, x = [], 0
    for number in range(count):
        size = base + (number < extra)
        places.append((x, size))
        x += size + gap
    return places
