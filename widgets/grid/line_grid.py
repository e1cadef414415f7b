"""A grid of the lines of a deal, quote or invoice, typed straight into its cells (DOC-11 to 14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from domain.calculation.editing import Place
from domain.calculation.lines import Cell, Line, LineKind, typed_text
from domain.calculation.pasting import lines_from
from domain.cells import CellError
from domain.errors import BadInput
from domain.i18n import N_
from widgets.grid.grid_columns import GAP, NUMBER_CELLS, fitted
from widgets.grid.grid_messages import ExplainWanted
from widgets.grid.grid_view import HEAD, LAST, GridView
from widgets.grid.typed_cell import TypedCell
from widgets.grid.walking import cells_at, gone_on

_KEYS = (
    ("up", "line(-1)", N_("The line above"), "up"),
    ("down", "line(1)", N_("The line below"), "down"),
    ("left", "cell(-1)", N_("The cell to the left"), "left"),
    ("right", "cell(1)", N_("The cell to the right"), "right"),
    ("enter,tab", "go_on(1)", N_("Take what is typed, and go on"), "next"),
    ("shift+tab", "go_on(-1)", N_("Take what is typed, and go back"), "previous"),
    ("f2", "edit", N_("Type on in what is there"), "edit"),
    ("delete,backspace", "clear", N_("Empty the cell"), "clear"),
    ("pagedown", "page(1)", N_("A page further down"), "page_down"),
    ("pageup", "page(-1)", N_("A page further up"), "page_up"),
    ("home", "edge(-1)", N_("The first cell"), "home"),
    ("end", "edge(1)", N_("The last cell"), "end"),
    ("ctrl+home", "corner(-1)", N_("The first line"), "top"),
    ("ctrl+end", "corner(1)", N_("The line that adds"), "bottom"),
)


class LineGrid(GridView):
    """The lines of a calculation that is edited, and one behind them that adds.

    Every printable key types into the cell under the cursor. All changes go to `editing`, which the
    screen shares; after one from elsewhere it calls `show`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, sentence, show=False, id=f"grid.{name}")
        for keys, action, sentence, name in _KEYS
    ]

    def show(self, place: Place | None = None) -> None:
        """Show the calculation as it is by now, the cursor at a place; typing ends."""
        self._end_typing()
        self._go(place or self._place)

    # The cursor.

    def scrolled(self) -> None:
        """Follow the wheel or the scrollbar; the cursor stays in view."""
        at = max(self.top, min(self._place.line, self.top + self.page - 1))
        if at != self._place.line and self.end_typing():
            self._go(self._place._replace(line=min(at, len(self.editing.lines))))
        else:
            self.refresh_changed()

    def action_line(self, step: int) -> None:
        """Go a line up or down."""
        if self.end_typing():
            self._go(self._place._replace(line=self._place.line + step))

    def action_page(self, step: int) -> None:
        """Go a page up or down."""
        self.action_line(step * self.page)

    def action_corner(self, step: int) -> None:
        """Go to the first line, or behind the last one."""
        if self.end_typing():
            self._go(Place(0 if step < 0 else len(self.editing.lines), Cell.NAME))

    def action_edge(self, step: int) -> None:
        """Go to the first cell of the line, or to the last one."""
        if self.end_typing():
            cells = self._cells()
            self._go(self._place._replace(cell=cells[0 if step < 0 else -1]))

    def action_cell(self, step: int) -> None:
        """Go to the next cell of the line, or to the one before."""
        if self.end_typing():
            cells = self._cells()
            if self._place.cell in cells:
                at = max(0, min(len(cells) - 1, cells.index(self._place.cell) + step))
                self._go(self._place._replace(cell=cells[at]))

    def action_go_on(self, step: int) -> None:
        """Take what is typed, and go on to the next cell that is usually typed, or back."""
        was_adding = self.line is None
        if not self.end_typing() or (was_adding and self.line is None and step > 0):
            return
        self._go(gone_on(self.editing.calculation, self.shown_columns, self._place, step))

    def _cells(self) -> list[Cell]:
        return cells_at(self.editing.calculation, self.shown_columns, self._place.line)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked; a second click types on in it."""
        row = event.y - HEAD + self.top
        is_line = HEAD <= event.y < self.size.height - LAST and row <= len(self.editing.lines)
        if not is_line or not self.end_typing():
            return
        found, right = self._place.cell, NUMBER_CELLS
        for one, cells in fitted(self.shown_columns, self.line_width, self._place.cell):
            found, right = one, right + GAP + cells
            if event.x < right:
                break
        self._go(Place(row, found))
        if event.chain > 1:
            self.action_edit()

    # Typing.

    async def on_key(self, event: events.Key) -> None:
        """Type, or run what the key is bound to."""
        if self._typed is not None and self._typed.press(event.key):
            event.stop()
            event.prevent_default()
            self._typed_on()
        elif event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.type(event.character)
        else:
            await super().on_key(event)

    def type(self, text: str) -> None:
        """Type a text into the cell under the cursor, in place of what was there before."""
        if self._typed is None:
            self._typed = TypedCell()
        self._typed.insert(text)
        self._typed_on()

    def type_anew(self, place: Place, text: str) -> None:
        """Go to a cell, and type on behind a text that stood there once before."""
        self.show(place)
        self._typed = TypedCell(text)
        self._typed_on()

    def action_edit(self) -> None:
        """Type on in what stands in the cell."""
        if self._typed is None:
            line = self.line
            self._typed = TypedCell(typed_text(line, self._place.cell) if line else "")
            self.refresh_changed()

    def action_clear(self) -> None:
        """Empty the cell."""
        if self.line is not None and self._attempt(lambda: self.editing.type(self._place, "")):
            self._changed(self._place)

    def _typed_on(self) -> None:
        """Show what comes of what is typed so far, as far as that can be read."""
        assert self._typed is not None
        self._wrong = ""
        try:
            trial = self.editing.typed(self._place, self._typed.text)
        except BadInput:
            trial = None
        self.editing.try_on(trial, self._typed.text)
        self.tell_changed(is_trial=True)

    def end_typing(self) -> bool:
        """Take what is typed; return False, and say why, where it cannot be read."""
        typed = self._typed
        if typed is None:
            return True
        if not self._attempt(lambda: self.editing.type(self._place, typed.text)):
            return False
        self._end_typing()
        self._changed(self._place)
        return True

    def stop_typing(self) -> bool:
        """Give the cell back what it held; return whether it was typed into."""
        if self._typed is None:
            return False
        self._end_typing()
        self._changed(self._place)
        return True

    def _end_typing(self) -> None:
        self._typed, self._wrong = None, ""
        self.editing.try_on(None)

    def _attempt(self, step: Callable[[], object]) -> bool:
        """Take a step; return False where it is refused, and show why and where."""
        try:
            step()
        except CellError as error:
            self._wrong = str(error)
            if self._typed is not None:
                self._typed.point_at(error.place)
            self.refresh_changed()
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted; lines of a spreadsheet become lines of the grid."""
        event.stop()
        if "\t" not in event.text and len(event.text.strip().splitlines()) < 2:
            self.type(event.text.strip("\r\n"))
            return
        if not self.end_typing():
            return
        try:
            lines = lines_from(event.text)
        except CellError as error:
            self._wrong = str(error)
            self.refresh_changed()
            return
        self.editing.insert(self._place, lines)
        self._changed(self._place._replace(line=self._place.line + len(lines)))

    # Lines.

    def _changed(self, place: Place) -> None:
        self._go(place)
        self.tell_changed()

    def insert_line(self, kind: LineKind = LineKind.ITEM) -> None:
        """Insert an empty line above the cursor."""
        if self.end_typing():
            place = self.editing.insert_kind(self._place, kind)
            self._changed(place._replace(cell=Cell.NAME))

    def duplicate(self) -> None:
        """Put a copy of the line below it."""
        if self.end_typing():
            self._changed(self.editing.duplicate(self._place))

    def remove_line(self) -> None:
        """Remove the line."""
        self._end_typing()
        self._changed(self.editing.remove(self._place))

    def move_line(self, step: int) -> None:
        """Move the line up or down."""
        if self.end_typing():
            self._changed(self.editing.move(self._place, step))

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        if self.stop_typing():
            return True
        return self._walked(self.editing.undo(self._place))

    def redo(self) -> bool:
        """Take the last step anew; return whether there was one."""
        self.stop_typing()
        return self._walked(self.editing.redo(self._place))

    def _walked(self, place: Place | None) -> bool:
        if place is not None:
            self._changed(place)
        return place is not None

    def put(self, lines: Sequence[Line], *, asks_quantity: bool = False) -> None:
        """Put lines in, such as products that were picked, and go on behind them.

        They stand for the line under the cursor while that has no price or its name is being typed,
        else behind it. With `asks_quantity` the cursor goes to that of the first.
        """
        is_named = self._typed is not None and self._place.cell is Cell.NAME
        self._end_typing()
        line, at = self.line, self._place.line
        if is_named or line is None or (line.is_item and line.price is None):
            self.editing.put(self._place, lines)
        else:
            at += 1
            self.editing.insert(self._place._replace(line=at), lines)
        if asks_quantity:
            self._changed(Place(at, Cell.QUANTITY))
        else:
            self._changed(Place(at + len(lines), Cell.NAME))

    @property
    def typed_name(self) -> str:
        """What is being typed of the name of a line, "" while nothing is."""
        is_name = self._typed is not None and self._place.cell is Cell.NAME
        return self._typed.text if is_name and self._typed else ""

    def explain(self) -> None:
        """Ask how the figure of the line under the cursor comes about."""
        line = self.line
        if line is not None:
            figure = Cell.TAX if self._place.cell is Cell.TAX else Cell.NET
            self.post_message(ExplainWanted(figure, line.key))
