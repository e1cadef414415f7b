"""A list of records of any length, of which only the lines in view are read and painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.binding import BindingType
from textual.strip import Strip

from domain.paging import KeyMarks, Marks, PageSource, TakesLong
from widgets.lists.columns import wrap
from widgets.lists.line_view import LineView
from widgets.lists.list_cursor import ListCursor, ListPlace
from widgets.lists.list_keys import LIST_KEYS, row_bindings
from widgets.lists.list_messages import MarksChanged, RowHighlighted, RowOpened, RowsWaited
from widgets.lists.row_ahead import Rested, RowsAhead
from widgets.lists.row_painter import TONES, Palette, RowPainter
from widgets.lists.row_strips import RowStrips
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)


class RecordList(LineView, Generic[RowT]):
    """Rows of a source, one of them selected; headings among them are skipped by the cursor.

    The cursor is always in view: scrolling takes it along. Left and right, h and l are left to the
    screen. With `leave_edges`, going beyond either end moves the focus on.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"record-list--{name}"
        for name in (*TONES, "cursor", "cursor-blurred", "marked", "heading", "header", "hint")
    }

    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        background: $background;

        & > .record-list--row { color: $foreground; }
        & > .record-list--muted, & > .record-list--header, & > .record-list--hint {
            color: $foreground; text-style: dim; }
        & > .record-list--alert { color: $text-error; }
        & > .record-list--warn { color: $text-warning; }
        & > .record-list--good { color: $text-success; }
        & > .record-list--accent { color: $text-accent; }
        & > .record-list--calm { color: $text-primary; }
        & > .record-list--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .record-list--cursor-blurred {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        & > .record-list--marked { color: $text-accent; }
        & > .record-list--strong, & > .record-list--heading {
            color: $foreground; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = row_bindings("list", LIST_KEYS)

    Highlighted = RowHighlighted
    Opened = RowOpened
    MarksChanged = MarksChanged
    RowsWaited = RowsWaited

    def __init__(
        self,
        painter: RowPainter[RowT],
        source: PageSource[RowT] | None = None,
        *,
        lazy_count: bool = False,
        empty_hint: str = "",
        leave_edges: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.leave_edges = leave_edges
        self._painter = painter
        self._empty_hint = empty_hint
        self._cursor: ListCursor[RowT] | None = None
        self._marks: Marks = KeyMarks()
        self._announced: RowT | None = None
        self._told_empty = False
        self._ahead = RowsAhead(self, self._paint_ahead, self._was_read)
        self._strips: RowStrips[RowT] | None = None
        if source is not None:
            self.set_source(source, lazy_count=lazy_count)

    @property
    def row(self) -> RowT | None:
        """The selected row, or None where there is nothing to select."""
        return self._cursor.row if self._cursor else None

    @property
    def position(self) -> int:
        """How many rows, headings among them, precede the selected one."""
        return self._cursor.ordinal if self._cursor else 0

    @property
    def total(self) -> int:
        """The number of rows, headings among them; with `lazy_count`, as many as are known of."""
        return self._cursor.total if self._cursor else 0

    @property
    def empty_hint(self) -> str:
        """What stands in the middle of the list when it has no rows."""
        return self._empty_hint

    @empty_hint.setter
    def empty_hint(self, hint: str) -> None:
        self._empty_hint = hint
        self.refresh_changed()

    @property
    def place(self) -> ListPlace[RowT] | None:
        """Where the cursor is, None in an empty list: `set_source` can go back to it."""
        return self._cursor.place if self._cursor else None

    def set_source(
        self,
        source: PageSource[RowT],
        *,
        painter: RowPainter[RowT] | None = None,
        place: ListPlace[RowT] | None = None,
        keep_cursor: bool = True,
        lazy_count: bool = False,
    ) -> None:
        """Show the rows of `source`, staying on the same row, or on its neighbour.

        With `painter` they are painted another way. `place` is where to go instead. Without
        `keep_cursor`, which needs rows in the same order as before, the cursor goes to the first
        one. With `lazy_count` the rows come before their number, see `set_total`. Marks stay.
        """
        if place is None and keep_cursor:
            place = self.place
        # As long as the list is hidden it has no height: it is then right in its first layout.
        is_hidden = self.is_mounted and not self.size.height
        page = self.app.size.height if is_hidden else self.page
        self._cursor = cursor = ListCursor(source, page, lazy_count=lazy_count)
        if painter is not None:
            self._painter, self._strips = painter, None
            self._ahead.forget()
            if self.size.height:
                self._dressed()
        try:
            cursor.open() if place is None else cursor.open_at(place)
        except TakesLong:
            self._cursor = cursor = ListCursor(source, page, lazy_count=lazy_count)
            cursor.open()
            self._move(lambda cursor: cursor.open_at(place) if place is not None else None)
        self._update()

    def reload(self, *, follow: bool = True) -> None:
        """Read the rows around the cursor again, which stays on its row at the same height.

        Where that row has gone the cursor goes to its neighbour. With `follow=False` the cursor
        stays at its place even where its row is now elsewhere in the list.
        """
        if self._cursor is not None:
            if (row := self._cursor.row) is None:
                self._cursor.open()
            else:
                self._cursor.reread(row, follow=follow)
            self._update()

    def set_total(self, total: int) -> None:
        """Take the number of rows that was counted elsewhere, headings among them."""
        if self._cursor is not None:
            self._cursor.set_total(total)
            self._update()

    def move_to(self, key: Hashable) -> bool:
        """Select the row of `key`; return whether the list has it.

        Where rows take long to read, that is done once they have been, and taken to be so.
        """
        is_found = True

        def find(cursor: ListCursor[RowT]) -> None:
            nonlocal is_found
            is_found = cursor.find(key)

        self._move(find)
        return is_found and self._cursor is not None

    def set_painter(self, painter: RowPainter[RowT]) -> None:
        """Paint the rows another way, with other columns for example."""
        self._painter = painter
        self._strips = None
        if self.size.height:
            self.resized()

    def repaint(self) -> None:
        """Paint again what the painter now paints differently for the same rows."""
        self._strips = None
        self.refresh_changed()

    @property
    def marks(self) -> Marks:
        """Which rows are marked, in view or not."""
        return self._marks

    @property
    def marked_keys(self) -> frozenset[Hashable]:
        """The keys of the rows that were marked one by one."""
        return self._marks if isinstance(self._marks, KeyMarks) else KeyMarks()

    def set_marks(self, marks: Marks | Iterable[Hashable]) -> None:
        """Mark these rows and no others."""
        found: Marks = marks if isinstance(marks, Marks) else KeyMarks(marks)
        if found != self._marks:
            self._marks = found
            self.post_message(self.MarksChanged(self, found))
            self.refresh_changed()

    def clear_marks(self) -> None:
        """Mark no row."""
        self.set_marks(())

    def _move(self, move: Callable[[ListCursor[RowT]], object]) -> None:
        """Move the cursor; where rows take long to read it stays, and `RowsWaited` tells so."""
        if (cursor := self._cursor) is None:
            return
        state = cursor.state
        try:
            move(cursor)
        except TakesLong:
            cursor.state = state
            self.post_message(self.RowsWaited(self, lambda: self._move(move)))
        self._update()

    def _step(self, direction: int) -> None:
        def step(cursor: ListCursor[RowT]) -> None:
            if not cursor.step(direction) and self.leave_edges:
                (self.screen.focus_next if direction > 0 else self.screen.focus_previous)()

        self._move(step)

    def go_on(self, direction: int, is_wanted: Callable[[RowT], bool]) -> bool:
        """Select the next row that is wanted; where there is none, stay and return False.

        Raises TakesLong where that needs rows which are read beside the screen now: try again.
        """
        try:
            return self._cursor is not None and self._cursor.go_on(direction, is_wanted)
        except TakesLong:
            self.post_message(self.RowsWaited(self, self.refresh_changed))
            raise
        finally:
            self._move(lambda _cursor: None)

    def action_down(self) -> None:
        """Select the next row."""
        self._step(1)

    def action_up(self) -> None:
        """Select the previous row; from the first one, show the headings above it."""
        self._step(-1)

    def action_page(self, direction: int) -> None:
        """Move a page up or down."""
        self._move(lambda cursor: cursor.turn(direction))

    def action_first(self) -> None:
        """Select the first row."""
        self._move(lambda cursor: cursor.first())

    def action_last(self) -> None:
        """Select the last row."""
        self._move(lambda cursor: cursor.last())

    def action_open(self) -> None:
        """Say that the selected row is to be opened."""
        if (row := self.row) is not None:
            self.post_message(self.Opened(self, row))

    def action_mark(self) -> None:
        """Mark the selected row, or take its mark away, and go to the next."""
        if (row := self.row) is not None:
            self.set_marks(self._marks.toggled(row.key))
            self._move(lambda cursor: cursor.step(1))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; open it at the second click, or at one on its name."""
        if self._cursor is None or event.y < self.pinned:
            return
        ordinal = self._cursor.top + event.y - self.pinned
        row = self._cursor.window.get(ordinal)
        if row is None or row.is_heading:
            return
        is_second = event.chain == 2 and row == self.row
        self._move(lambda cursor: cursor.put(ordinal))
        if is_second or self._painter.opens_at(event.x, self.line_width):
            self.post_message(self.Opened(self, row))

    def on_mount(self) -> None:
        """Be right in the first layout: from the top, and beside a scrollbar where that is sure."""
        if self._cursor is not None:
            self._cursor.page = self.app.size.height
            self._cursor.put(self._cursor.ordinal)
            self.set_place(self._cursor.total, self._cursor.top)

    def scrolled(self) -> None:
        """Follow the wheel or the scrollbar."""
        top = self.top
        self._move(lambda cursor: cursor.scroll(top))

    def resized(self) -> None:
        """Fit the view to a new height, the cursor staying in it."""
        self._dressed()
        if self._cursor is not None:
            self._cursor.page = self.page
            self._move(lambda cursor: cursor.put(cursor.ordinal))

    def notify_style_update(self) -> None:
        """Take the styles anew when the theme changes."""
        super().notify_style_update()
        self._strips = None

    def _update(self) -> None:
        """Repaint what changed, and tell of the row now selected."""
        assert self._cursor is not None
        if self.is_mounted:
            self.set_place(self._cursor.total, self._cursor.top)
        if self.size.height:
            self.refresh_changed()
        row = self.row
        if row != self._announced or (row is None and not self._told_empty):
            self._announced, self._told_empty = row, row is None
            self.post_message(self.Highlighted(self, row))

    def painted(self) -> None:
        """Get ready for the next key, behind the frame that answers this one."""
        if self._cursor is not None:
            self._ahead.begin(self._cursor, (self.line_width, self._dressed()))

    @on(Rested)
    def _go_ahead(self) -> None:
        try:
            self._ahead.step()
        except TakesLong:
            self.post_message(self.RowsWaited(self, self.refresh_changed))

    def _was_read(self) -> None:
        if self._cursor is not None:
            self.set_place(self._cursor.total, self._cursor.top)
            self.refresh_changed()

    def _paint_ahead(self, rows: Sequence[RowT], selected: bool) -> None:
        strips, width, marks = self._dressed(), self.line_width, self._marks
        focused = selected and self.has_focus
        for row in rows:
            strips.row(row, (width, selected, row.key in marks, focused))

    def _dressed(self) -> RowStrips[RowT]:
        """Return what paints the lines, anew for another painter or theme."""
        if self._strips is None:
            palette = Palette.of(lambda name: self.get_component_rich_style(f"record-list--{name}"))
            self._strips = RowStrips(self._painter, palette)
            self.pinned = 0 if self._painter.header(self.line_width) is None else 1
        return self._strips

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the header, a row, the hint of an empty list, or a blank line."""
        return self.paint_lines(width)[y]

    def paint_lines(self, width: int) -> list[Strip]:
        """Return the header and the rows in view, blank lines or a hint where there are none."""
        strips, cursor, marks = self._dressed(), self._cursor, self._marks
        header = strips.header(width)
        lines: list[Strip] = [] if header is None else [header]
        if cursor is not None:
            focused = self.has_focus
            for ordinal, row in cursor.view():
                selected = ordinal == cursor.ordinal
                marked = bool(marks) and row.key in marks
                lines.append(strips.row(row, (width, selected, marked, selected and focused)))
        lines += [strips.text("", width)] * (self.size.height - len(lines))
        if not self.total:
            hints = wrap(self._empty_hint, max(1, width - 2))[: len(lines) - self.pinned]
            top = self.pinned + (self.page - len(hints) + 1) // 2
            lines[top : top + len(hints)] = [strips.text(hint, width) for hint in hints]
        return lines
