"""The hours of the calendar: a column for each day or person, with entries as blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from rich.segment import Segment
from rich.style import Style

from domain.activities import kind_label
from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import number_of_week
from domain.calendar.placing import DAY_MINUTES, DayPart, lanes
from domain.dates.calendar_names import day_and_month, weekday_name
from domain.i18n import _
from widgets.calendar.day_lines import moment_of
from widgets.calendar.scene import SLOT, WHOLE, Cursor, Line, Place, Scene, Touch, sign_of, spread
from widgets.lists.columns import cell

GUTTER = 6
"""Cells of the time, with the blank behind it."""

ROWS = DAY_MINUTES // SLOT

EDGE = "▏"
"""The left edge of a block, so that it is seen without colours."""

WIDE_BLOCK = 30
"""Cells from which on a block has room for whole sentences."""

TIMED_BLOCK = 11
"""Cells from which on a block has room for its time, too."""


class Column(NamedTuple):
    """A day, or a person's day, and where on the lines it stands."""

    day: date
    person: UUID | None
    title: str
    x: int
    width: int


class Block(NamedTuple):
    """A part of an entry in a column: lines `top` up to `stop`, of the cells given."""

    entry: CalendarEntry
    top: int
    stop: int
    x: int
    width: int
    texts: Sequence[str]


class HoursLayout:
    """Two lines on top, the names of the columns and what has no time, and a line for each slot."""

    pinned = 2
    rows = ROWS

    def __init__(self, scene: Scene, width: int, days: Sequence[date]) -> None:
        self._scene = scene
        self._columns = self._columns_of(days, width)
        self._blocks = [self._blocks_of(column) for column in self._columns]
        self._at: list[dict[int, list[Block]]] = []
        self._rows_of_entry: defaultdict[UUID, set[int]] = defaultdict(set)
        for blocks in self._blocks:
            rows: dict[int, list[Block]] = {}
            for block in blocks:
                for row in range(block.top, block.stop):
                    rows.setdefault(row, []).append(block)
                    self._rows_of_entry[block.entry.id].add(row)
            self._at.append(rows)

    def _columns_of(self, days: Sequence[date], width: int) -> list[Column]:
        people: Sequence[tuple[UUID | None, str]] = [(None, "")]
        if len(self._scene.people) > 1 and len(days) == 1:
            people = self._scene.people
        places = spread(max(0, width - GUTTER), len(days) * len(people))
        titled = [
            (day, person, name or self._name_of(day, len(days) == 1))
            for day in days
            for person, name in people
        ]
        return [
            Column(*column, x + GUTTER, size)
            for column, (x, size) in zip(titled, places, strict=True)
        ]

    def _name_of(self, day: date, is_alone: bool) -> str:
        number = day_and_month(day.day, day.month) if is_alone else str(day.day)
        name = f"{weekday_name(day)} {number}"
        return f"[{name}]" if day == self._scene.now.date() else f" {name}"

    def _parts(self, column: Column) -> list[DayPart]:
        parts = self._scene.on(column.day).timed
        if column.person is None:
            return parts
        return [part for part in parts if part.entry.person == column.person]

    def _whole(self, column: Column) -> list[CalendarEntry]:
        entries = self._scene.on(column.day).whole
        return [e for e in entries if column.person in (None, e.person)]

    def _blocks_of(self, column: Column) -> list[Block]:
        parts = self._parts(column)
        spans = [(part.begin // SLOT, -(-part.end // SLOT)) for part in parts]
        blocks = []
        for part, (top, stop), (lane, count) in zip(parts, spans, lanes(spans), strict=True):
            x, width = spread(column.width, count, gap=0)[lane]
            texts = self._texts(part.entry, column.day, width - 1, stop - top)
            blocks.append(Block(part.entry, top, stop, column.x + x, width, texts))
        return sorted(blocks, key=lambda block: block.x)

    def _texts(self, entry: CalendarEntry, day: date, width: int, height: int) -> list[str]:
        """Return what a block says in its lines: when and with whom first, then about what."""
        now = self._scene.now
        begin = f"{sign_of(entry, now)}{moment_of(entry, day, now)}"
        kind = kind_label(entry.kind)
        about = entry.subject if entry.client else ""
        if width >= WIDE_BLOCK:
            begin += f"–{entry.end_at.astimezone(now.tzinfo):%H:%M}" if entry.end_at else ""
            first = f"{begin}  {kind}  " + " · ".join(filter(None, (entry.title, entry.company)))
            others = [about, entry.place]
        else:
            # Where there is hardly room, the line on which it stands tells the time.
            first = (
                f"{begin if width >= TIMED_BLOCK else sign_of(entry, now)} {entry.title}".strip()
            )
            others = [about, f"{kind} · {entry.place}" if entry.place else kind]
        if self._columns_show_all and entry.responsible:
            others.append(entry.responsible)
        lines = [first, *filter(None, others)]
        if height == 1 and about and width >= WIDE_BLOCK:
            lines[0] += f" · {about}"
        return [cell(text, max(0, width)) for text in lines[:height]]

    @property
    def _columns_show_all(self) -> bool:
        """Whether entries of several people may stand in one column."""
        return len(self._scene.people) > 1 and self._columns[0].person is None

    # Painting.

    def line(self, row: int, cursor: Cursor) -> Line:
        """Return the names, the line of what has no time, or a slot."""
        if row == -2:
            return self._heads()
        line = [self._time(row, cursor)]
        end = GUTTER
        for number, column in enumerate(self._columns):
            is_here = column.day == cursor.day and number == self._column_of(cursor)
            if column.x > end:
                line.append(Segment(" " * (column.x - end), self._scene.style("text")))
            line += (
                self._whole_line(column, cursor, is_here)
                if row < 0
                else self._slot(number, row, cursor, is_here)
            )
            end = column.x + column.width
        return line

    def touch(self, row: int, cursor: Cursor) -> Touch:
        """Return where the cursor is for its slot, its entry, and what has no time."""
        is_entry = cursor.entry is not None and row in self._rows_of_entry[cursor.entry.id]
        is_touched = row == -1 or row == cursor.minute // SLOT or is_entry
        return cursor.touch if is_touched else None

    def _column_of(self, cursor: Cursor) -> int:
        """Return the column that the cursor is in."""
        if self._columns[0].person is not None:
            return min(cursor.column, len(self._columns) - 1)
        days = [column.day for column in self._columns]
        return days.index(cursor.day) if cursor.day in days else -1

    def _heads(self) -> Line:
        scene = self._scene
        first = self._columns[0].day
        line = [
            Segment(
                cell(_("wk {number}").format(number=number_of_week(first)), GUTTER),
                scene.style("muted"),
            )
        ]
        end = GUTTER
        for column in self._columns:
            if column.x > end:
                line.append(Segment(" " * (column.x - end), scene.style("head")))
            is_today = column.day == scene.now.date()
            style = scene.style("today" if is_today else "head")
            line.append(Segment(cell(column.title, column.width), style))
            end = column.x + column.width
        return line

    def _time(self, row: int, cursor: Cursor) -> Segment:
        scene = self._scene
        if row < 0:
            return Segment(cell(_("day"), GUTTER), scene.style("muted"))
        now = scene.now.hour * 60 + scene.now.minute
        if row == now // SLOT and scene.now.date() in scene.period:
            return Segment(f"{scene.now:%H:%M}─", scene.style("now"))
        minute = row * SLOT
        is_working = scene.work[0] <= minute < scene.work[1]
        text = f"{minute // 60:02}:00 " if minute % 60 == 0 else " " * GUTTER
        return Segment(text, scene.style("text" if is_working else "muted"))

    def _whole_line(self, column: Column, cursor: Cursor, is_here: bool) -> Line:
        scene, entries = self._scene, self._whole(column)
        shown = next((e for e in entries if is_here and cursor.is_on(e)), None)
        is_chosen = is_here and (shown is not None or cursor.minute == WHOLE)
        shown = shown or (entries[0] if entries else None)
        if shown is None:
            style = scene.cursor_style(cursor) if is_chosen else scene.style("text")
            return [Segment(" " * column.width, style)]
        more = f" +{len(entries) - 1}" if len(entries) > 1 else ""
        text = cell(f"{EDGE}{sign_of(shown, scene.now)}{shown.title}", column.width - len(more))
        style = scene.cursor_style(cursor) if is_chosen else scene.entry_style(shown)
        return [Segment(text + more, style)]

    def _slot(self, number: int, row: int, cursor: Cursor, is_here: bool) -> Line:
        """Return what a slot of a column shows: blocks, and what is free between them."""
        column, line = self._columns[number], []
        free = self._free_style(row, column, cursor, is_here)
        end = column.x
        for block in self._at[number].get(row, ()):
            if block.x > end:
                line.append(self._free(row, column, end, block.x - end, free))
            line.append(self._piece(block, row, cursor))
            end = block.x + block.width
        if (left := column.x + column.width - end) > 0:
            line.append(self._free(row, column, end, left, free))
        return line

    def _free_style(self, row: int, column: Column, cursor: Cursor, is_here: bool) -> Style:
        scene = self._scene
        if is_here and cursor.entry is None and cursor.minute == row * SLOT:
            return scene.cursor_style(cursor)
        is_now = column.day == scene.now.date() and row == _slot_of(scene)
        return scene.style("now" if is_now else "muted")

    def _free(self, row: int, column: Column, x: int, width: int, style: Style) -> Segment:
        scene, minute = self._scene, row * SLOT
        if column.day == scene.now.date() and row == _slot_of(scene):
            return Segment("─" * width, style)
        is_marked = minute % 60 == 0 and scene.work[0] <= minute < scene.work[1]
        first = "·" if is_marked and x == column.x else " "
        return Segment(first + " " * (width - 1), style)

    def _piece(self, block: Block, row: int, cursor: Cursor) -> Segment:
        """Return a line of a block."""
        scene, place = self._scene, row - block.top
        text = block.texts[place] if place < len(block.texts) else " " * (block.width - 1)
        if not block.width:
            return Segment("")
        is_here = cursor.is_on(block.entry)
        style = scene.cursor_style(cursor) if is_here else scene.entry_style(block.entry)
        return Segment(f"{EDGE}{text}", style)

    # Where things are.

    def rows_of(self, cursor: Cursor) -> tuple[int, int] | None:
        """Return the lines of the entry, or that of the slot."""
        if cursor.minute == WHOLE:
            return None
        row = cursor.minute // SLOT
        for block in self._at[max(0, self._column_of(cursor))].get(row, ()):
            if cursor.is_on(block.entry):
                return block.top, block.stop - 1
        return row, row

    def hit(self, x: int, row: int, cursor: Cursor) -> Place | None:
        """Return the slot at a cell, and the entry whose block is there."""
        for number, column in enumerate(self._columns):
            if not column.x <= x <= column.x + column.width:
                continue
            if row == -1:
                entries = self._whole(column)
                return Place(column.day, WHOLE, entries[0] if entries else None, number)
            blocks = self._at[number].get(row, ()) if row >= 0 else ()
            for block in blocks:
                if block.x <= x < block.x + block.width:
                    return Place(column.day, max(0, row) * SLOT, block.entry, number)
            return Place(column.day, max(0, row) * SLOT if row >= 0 else None, None, number)
        return None


def _slot_of(scene: Scene) -> int:
    return (scene.now.hour * 60 + scene.now.minute) // SLOT
