"""A few short values on one or more lines, each of which can be gone to and opened."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from domain.i18n import N_
from widgets.key_layouts import in_every_layout
from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView

GAP = 3
"""Blank cells between two values."""

MOST_LINES = 5
"""Lines that are shown at once; where there are more, they scroll with the cursor."""

_SIGN_CELLS = 4
"""Cells that are kept free for the number of values below."""


class StripCell(NamedTuple):
    """A value: what names it, a label that may be empty, and its text.

    `is_empty` where the text only says that there is no value; `is_first` begins a line of its own.
    """

    key: Hashable
    text: str
    label: str = ""
    is_empty: bool = False
    is_first: bool = False


class _Placed(NamedTuple):
    """A value on its line: where it begins, and how wide it is."""

    number: int
    line: int
    start: int
    width: int


class FieldStrip(LineView):
    """Values in a row, broken into lines where the row is full; the height follows.

    The arrows and hjkl go from one to the other, Enter or a click opens it. Beyond the last line
    the focus moves on. Of many lines a few are in view; what is below is told by its number.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "field-strip--text",
        "field-strip--label",
        "field-strip--cursor",
    }
    DEFAULT_CSS = """
    FieldStrip {
        height: 1;
        scrollbar-size-vertical: 0;
        background: $background;
        & > .field-strip--text { color: $foreground; }
        & > .field-strip--label { color: $foreground; text-style: dim; }
        & > .field-strip--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(in_every_layout("right,l"), "step(1)", N_("Next value"), id="strip.next"),
        Binding(in_every_layout("left,h"), "step(-1)", N_("Previous value"), id="strip.previous"),
        Binding(in_every_layout("down,j"), "line(1)", N_("Next line"), id="strip.down"),
        Binding(in_every_layout("up,k"), "line(-1)", N_("Previous line"), id="strip.up"),
        Binding("enter", "open", N_("Open"), id="strip.open"),
    ]

    class Opened(Message):
        """A value is to be opened."""

        def __init__(self, strip: FieldStrip, key: Hashable) -> None:
            super().__init__()
            self.strip = strip
            self.key = key

        @property
        def control(self) -> FieldStrip:
            """The strip."""
            return self.strip

    def __init__(self, cells: Sequence[StripCell] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._cells: tuple[StripCell, ...] = tuple(cells)
        self._placed: list[_Placed] = []
        self._index = 0

    def on_mount(self) -> None:
        """Have the right height in the first layout."""
        self._lay_out(self.app.size.width)

    def show(self, cells: Sequence[StripCell], *, keep_cursor: bool = True) -> None:
        """Show other values; the cursor stays where it was, or goes to the first one."""
        if not keep_cursor:
            self._index = 0
        if tuple(cells) != self._cells:
            self._cells = tuple(cells)
            self._index = max(0, min(self._index, len(self._cells) - 1))
            self._lay_out(self.size.width or self.app.size.width)
            self._show_cursor()

    def resized(self) -> None:
        """Break the lines anew for the new width."""
        self._lay_out(self.size.width)
        self._show_cursor()

    def _lay_out(self, width: int) -> None:
        self._placed = _placed(self._cells, width)
        if self._lines > MOST_LINES:
            self._placed = _placed(self._cells, width - _SIGN_CELLS)
        height = min(MOST_LINES, self._lines)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    @property
    def _lines(self) -> int:
        """How many lines there are, in view or not."""
        return self._placed[-1].line + 1 if self._placed else 0

    def _show_cursor(self) -> None:
        """Scroll so that the value under the cursor is in view."""
        line = self._placed[self._index].line if self._placed else 0
        page = min(MOST_LINES, self._lines)
        self.set_place(self._lines, max(line - page + 1, min(self.top, line)))
        self.refresh_changed()

    @property
    def key(self) -> Hashable:
        """What names the value under the cursor, None without one."""
        return self._cells[self._index].key if self._cells else None

    @property
    def cursor_region(self) -> Region:
        """Where on the screen the value under the cursor is."""
        for placed in self._placed:
            if placed.number == self._index:
                x, y = self.region.offset
                return Region(x + placed.start, y + placed.line - self.top, placed.width, 1)
        return self.region

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on a value."""
        for index, one in enumerate(self._cells):
            if one.key == key:
                self._index = index
                self._show_cursor()

    def action_step(self, step: int) -> None:
        """Go to the next value, or to the previous one."""
        self._index = max(0, min(len(self._cells) - 1, self._index + step))
        self._show_cursor()

    def action_line(self, step: int) -> None:
        """Go to the nearest value of the next line, or of the previous one."""
        here = next((one for one in self._placed if one.number == self._index), None)
        if here is None:
            return
        others = [one for one in self._placed if one.line == here.line + step]
        if others:
            self._index = min(others, key=lambda one: abs(one.start - here.start)).number
            self._show_cursor()
        elif step > 0:
            self.screen.focus_next()

    def action_open(self) -> None:
        """Say that the value under the cursor is to be opened."""
        if self._cells:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Open the value under the mouse."""
        for placed in self._placed:
            if placed.line == event.y + self.top and 0 <= event.x - placed.start < placed.width:
                self._index = placed.number
                self._show_cursor()
                self.action_open()

    def paint_line(self, y: int, width: int) -> Strip:
        """Return one line of values."""
        text = self.get_component_rich_style("field-strip--text")
        label = self.get_component_rich_style("field-strip--label")
        segments: list[Segment] = []
        used = 0
        for placed in self._placed:
            if placed.line != y + self.top:
                continue
            one = self._cells[placed.number]
            segments.append(Segment(" " * (placed.start - used), text))
            used = placed.start + placed.width
            if self.has_focus and placed.number == self._index:
                cursor = self.get_component_rich_style("field-strip--cursor")
                segments.append(Segment(cell(_shown(one), placed.width), cursor))
                continue
            before = cell_len(one.label) + 1 if one.label else 0
            if before and before < placed.width:
                segments.append(Segment(f"{one.label} ", label))
                shown = cell(one.text, placed.width - before)
            else:
                shown = cell(_shown(one), placed.width)
            segments.append(Segment(shown, label if one.is_empty else text))
        strip = Strip(segments).adjust_cell_length(width, text)
        below = sum(one.line >= self.top + self.size.height for one in self._placed)
        if below and y == self.size.height - 1:
            more = f" +{below}"
            strip = Strip([*strip.crop(0, width - len(more)), Segment(more, label)])
        return LeanStrip(strip, width)


def _placed(values: Sequence[StripCell], width: int) -> list[_Placed]:
    """Return where the values stand on lines of `width` cells."""
    placed: list[_Placed] = []
    line, start = 0, 1
    for index, one in enumerate(values):
        cells = min(width - 2, cell_len(_shown(one)))
        if placed and (one.is_first or start + cells > width - 1):
            line, start = line + 1, 1
        placed.append(_Placed(index, line, start, cells))
        start += cells + GAP
    return placed


def _shown(one: StripCell) -> str:
    return f"{one.label} {one.text}" if one.label else one.text
