"""A day, a week or a month of calls and meetings, walked through and moved by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Scale
from domain.i18n import N_
from widgets.calendar.calendar_state import CalendarSource, CalendarState, Habits
from widgets.calendar.day_lines import ListLayout
from widgets.calendar.hours_layout import HoursLayout
from widgets.calendar.month_layout import MonthLayout
from widgets.calendar.scene import SLOT, STYLES, Layout, Scene, Touch
from widgets.key_layouts import in_every_layout
from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView

LEAST_WIDTH = 56
"""Cells below which days do not stand side by side with their entries."""

LAST = 1
"""The line at the bottom that says what the cursor is on."""

DAYS_SHOWN = ((96, 7), (72, 5), (0, 3))
"""From how many cells on a week shows so many of its days at once."""

_KEYS = (
    ("left,h", "go(-1, 0)", N_("A day earlier"), "left"),
    ("right,l", "go(1, 0)", N_("A day later"), "right"),
    ("up,k", "go(0, -1)", N_("Half an hour, or a week, earlier"), "up"),
    ("down,j", "go(0, 1)", N_("Half an hour, or a week, later"), "down"),
    ("tab", "entry(1)", N_("The next call or meeting"), "next"),
    ("shift+tab", "entry(-1)", N_("The previous call or meeting"), "previous"),
    ("pagedown", "page(1)", N_("The next day, week or month"), "page_down"),
    ("pageup", "page(-1)", N_("The previous day, week or month"), "page_up"),
    ("home,g", "edge(-1)", N_("The beginning of what is shown"), "top"),
    ("end,G", "edge(1)", N_("The end of what is shown"), "bottom"),
    ("enter", "open", N_("Open"), "open"),
)


class CalendarView(LineView):
    """Shows what a source has on the days around its cursor (`state`).

    Its last line says what the cursor is on: `describe` gives that for the state and the minute of
    the slot, None where the cursor is on a whole day.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"calendar--{name}" for name in STYLES}
    DEFAULT_CSS = """
    CalendarView {
        height: 1fr;
        background: $background;

        & > .calendar--text { color: $foreground; }
        & > .calendar--muted { color: $foreground; text-style: dim; }
        & > .calendar--head { color: $foreground; background: $panel; }
        & > .calendar--today { color: $text-accent; background: $panel; text-style: bold; }
        & > .calendar--now { color: $text-accent; text-style: bold; }
        & > .calendar--call { color: $foreground; background: $panel; }
        & > .calendar--meeting { color: $text-primary; background: $panel; }
        & > .calendar--done { color: $foreground; text-style: dim; }
        & > .calendar--late { color: $text-error; background: $panel; }
        & > .calendar--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .calendar--cursor-blurred {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        & > .calendar--moving { color: $text-accent; text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(in_every_layout(keys), action, sentence, show=False, id=f"calendar_view.{name}")
        for keys, action, sentence, name in _KEYS
    ]

    class Moved(Message):
        """The cursor stands elsewhere, or what is under it has changed."""

    class Opened(Message):
        """Enter or a double click: on an entry, or, where that is None, on a free place."""

        def __init__(self, entry: CalendarEntry | None) -> None:
            super().__init__()
            self.entry = entry

    class Rescheduled(Message):
        """An entry was moved: what it was, and what it is to be."""

        def __init__(self, old: CalendarEntry, new: CalendarEntry) -> None:
            super().__init__()
            self.old, self.new = old, new

    def __init__(
        self,
        source: CalendarSource,
        now: datetime,
        habits: Habits,
        describe: Callable[[CalendarState, int | None], str],
        *,
        scale: Scale = Scale.MONTH,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.state = CalendarState(source, now, scale, habits)
        self._describe = describe
        self._layout: tuple[object, Layout] | None = None
        self._strips: dict[tuple[int, int | None, Touch], LeanStrip] = {}
        self._top_row = 0

    # What is shown.

    @property
    def entry(self) -> CalendarEntry | None:
        """The entry that the cursor is on; while one is moved, as it is to be."""
        return self.state.cursor.entry

    @property
    def minute(self) -> int | None:
        """The minute of the slot that the cursor is on, None where it is on a whole day."""
        minute = self.state.cursor.minute
        return minute if self.state.is_by_slots and minute >= 0 else None

    @property
    def person(self) -> UUID | None:
        """In whose column the cursor is, None where people do not stand side by side."""
        state = self.state
        if state.columns == 1:
            return None
        return state.people[min(state.cursor.column, state.columns - 1)][0]

    def show(
        self,
        source: CalendarSource,
        now: datetime,
        people: Sequence[tuple[UUID, str]] = (),
        habits: Habits | None = None,
    ) -> None:
        """Show what a source has by now; the cursor stays on its entry, or on its day."""
        self.state.habits = habits or self.state.habits
        self.state.show(source, now, people)
        self._layout = None
        self._update()

    def show_scale(self, scale: Scale) -> None:
        """Show a day, a week or a month around the cursor."""
        self.state.scale = scale  # before it is known whether there is room for hours
        self._see_room()
        self.state.show_scale(scale)
        self._scroll_to_work()
        self._update()

    def go_to_now(self) -> None:
        """Go to the present slot of today."""
        self.state.go_to_now()
        self._update()

    def _see_room(self) -> None:
        state = self.state
        state.has_hours = state.scale is not Scale.WEEK or self.size.width >= LEAST_WIDTH

    # Painting.

    def _current_layout(self) -> Layout:
        """Return what paints the period, made anew when anything but the cursor has changed."""
        state, size = self.state, self.size
        shown = self._days_shown()
        key = (
            *(state.period, state.scale, size, shown, self.has_focus, state.now),
            *(state.habits, None if state.moving is None else object()),
            state.cursor.day.month if state.scale is Scale.MONTH else 0,
        )
        if self._layout is None or self._layout[0] != key:
            self._layout, self._strips = (key, self._new_layout(shown)), {}
        return self._layout[1]

    def _days_shown(self) -> tuple[int, int]:
        """Return the first and the number of the days of a week that are in view."""
        if self.state.scale is not Scale.WEEK:
            return 0, 1
        count = next(days for least, days in DAYS_SHOWN if self.size.width >= least)
        place = (self.state.cursor.day - self.state.period.first).days
        return min(place // count * count, 7 - count), count

    def _new_layout(self, shown: tuple[int, int]) -> Layout:
        state, width = self.state, self.line_width
        scene = Scene(
            state.period,
            state.cursor.day.month,
            state.days,
            state.people,
            state.habits.work,
            state.now,
            lambda name: self.get_component_rich_style(f"calendar--{name}"),
            self.has_focus,
        )
        if state.scale is Scale.MONTH:
            return MonthLayout(scene, width, self.size.height - LAST)
        if not state.has_hours:
            return ListLayout(scene, width)
        first, count = shown
        return HoursLayout(scene, width, state.period.days[first : first + count])

    def paint_lines(self, width: int) -> list[Strip]:
        """Return all lines of the widget."""
        layout, cursor = self._current_layout(), self.state.cursor
        pinned = layout.pinned
        blank = self.get_component_rich_style("calendar--text")
        strips: list[Strip] = []
        for y in range(self.size.height - LAST):
            row = y - pinned if y < pinned else self.top + y - pinned
            is_line = row < layout.rows
            key = (width, row if is_line else None, layout.touch(row, cursor) if is_line else None)
            strip = self._strips.get(key)
            if strip is None:
                strip = LeanStrip(layout.line(row, cursor) if is_line else [])
                if strip.cell_length != width:
                    strip = LeanStrip(strip.adjust_cell_length(width, blank), width)
                self._strips[key] = strip
            strips.append(strip)
        said = Segment(cell(f" {self._describe(self.state, self.minute)}", width), self._muted)
        return [*strips, LeanStrip([said], width)]

    @property
    def _muted(self) -> Style:
        return self.get_component_rich_style("calendar--muted")

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the line `y`."""
        return self.paint_lines(width)[y]

    def notify_style_update(self) -> None:
        """Paint anew in the styles of another theme."""
        super().notify_style_update()
        self._layout = None

    def resized(self) -> None:
        """Lay out for the new size, with the cursor in view."""
        self._layout = None
        had_hours = self.state.has_hours
        self._see_room()
        if had_hours != self.state.has_hours:
            self.state.show_scale(self.state.scale)
        self._scroll_to_work()
        self._place()

    def _scroll_to_work(self) -> None:
        self._top_row = self.state.habits.work_begins * 60 // SLOT

    def _place(self) -> None:
        """Scroll as far as it takes to have the cursor in view."""
        if not self.size.height:
            return
        layout = self._current_layout()
        self.pinned = layout.pinned + LAST
        first, last = layout.rows_of(self.state.cursor) or (self._top_row, self._top_row)
        top = max(self._top_row, min(first, last - self.page + 1))
        top = min(top, first)
        self.set_place(layout.rows, top)
        self._top_row = self.top

    def scrolled(self) -> None:
        """Follow the wheel or the scrollbar."""
        self._top_row = self.top
        self.refresh_changed()

    def _update(self) -> None:
        """Show the cursor where it is, and tell of it."""
        self._place()
        self.refresh_changed()
        self.post_message(self.Moved())

    # Keys and the mouse.

    def action_go(self, across: int, down: int) -> None:
        """Go by steps across and down, or move the entry."""
        self.state.go(across, down)
        self._update()

    def action_entry(self, step: int) -> None:
        """Go to the next entry, or to the previous one."""
        self.state.go_to_entry(step)
        self._update()

    def action_page(self, step: int) -> None:
        """Go a day, a week or a month on, or back."""
        self.state.page(step)
        self._update()

    def action_edge(self, step: int) -> None:
        """Go to the beginning of what is shown, or to its end."""
        self.state.edge(step)
        self._update()

    def action_open(self) -> None:
        """Open the entry under the cursor; keep one that is moved where it stands."""
        if self.state.moving is None:
            self.post_message(self.Opened(self.entry))
            return
        changed = self.state.keep()
        self._layout = None
        self._update()
        if changed is not None:
            self.post_message(self.Rescheduled(*changed))

    def begin_moving(self, across: int = 0, down: int = 0, longer: int = 0) -> bool:
        """Begin to move the entry under the cursor, or go on, by steps and by its length.

        Return whether there is an entry that can be moved.
        """
        if not self.state.begin():
            return False
        if across or down:
            self.state.push(across, down)
        if longer:
            self.state.stretch(longer)
        self._update()
        return True

    def stop_moving(self) -> bool:
        """Leave what is being moved where it was; return whether anything was."""
        is_stopped = self.state.stop()
        if is_stopped:
            self._update()
        return is_stopped

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; open it by a second click."""
        if event.y >= self.size.height - LAST:
            return
        layout = self._current_layout()
        pinned = layout.pinned
        row = event.y - pinned if event.y < pinned else self.top + event.y - pinned
        place = layout.hit(event.x, row, self.state.cursor) if row < layout.rows else None
        if place is None:
            return
        self.state.go_to(place)
        self._update()
        if event.chain > 1:
            self.post_message(self.Opened(self.entry))
