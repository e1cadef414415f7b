"""Columns of cards of any length, of which only what is in view is read and painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from domain.i18n import N_
from domain.paging import KeyMarks, Marks, PageSource, TakesLong
from widgets.board.faces import CARD_LINES, HEAD_LINES, CardFace, LaneHead, Look
from widgets.board.lane import Lane, hint_strips
from widgets.board.lanes import GAP, Shares, share
from widgets.board.messages import (
    CardHighlighted,
    CardMarksChanged,
    CardOpened,
    CardsWaited,
)
from widgets.key_layouts import in_every_layout
from widgets.lists.lean_strip import LeanStrip, changed_span
from widgets.lists.line_view import LineView
from widgets.lists.list_cursor import ListCursor
from widgets.lists.row_painter import TONES, Palette
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)

_KEPT_LINES = 400
"""Whole lines that are kept put together."""


class CardColumns(LineView, Generic[RowT]):
    """Columns beside each other, one card of one of them selected; `face` tells what cards show.

    Columns that do not fit are scrolled to as the cursor goes there. Left and right are left to the
    screen, which calls `go`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"board--{name}"
        for name in (*TONES, "cursor", "cursor-blurred", "marked", "heading", "header", "hint")
    }
    DEFAULT_CSS = """
    CardColumns {
        height: 1fr;
        width: 1fr;
        background: $background;
        overflow-y: hidden;

        & > .board--row { color: $foreground; }
        & > .board--muted, & > .board--header, & > .board--hint {
            color: $foreground; text-style: dim; }
        & > .board--alert { color: $text-error; }
        & > .board--warn { color: $text-warning; }
        & > .board--good { color: $text-success; }
        & > .board--accent { color: $text-accent; }
        & > .board--calm { color: $text-primary; }
        & > .board--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .board--cursor-blurred {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        & > .board--marked { color: $text-accent; }
        & > .board--strong, & > .board--heading { color: $foreground; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(in_every_layout("down,j"), "down(1)", N_("Next card"), show=False, id="board.down"),
        Binding(in_every_layout("up,k"), "down(-1)", N_("Card before"), show=False, id="board.up"),
        Binding("pagedown", "page(1)", N_("Next page"), show=False, id="board.page_down"),
        Binding("pageup", "page(-1)", N_("Previous page"), show=False, id="board.page_up"),
        Binding(in_every_layout("home,g"), "first", N_("First card"), show=False, id="board.top"),
        Binding(in_every_layout("end,G"), "last", N_("Last card"), show=False, id="board.bottom"),
        Binding("enter", "open", N_("Open"), show=False, id="board.open"),
        Binding(in_every_layout("m"), "mark", N_("Mark the card"), priority=True, id="board.mark"),
    ]

    Highlighted, Opened = CardHighlighted, CardOpened
    MarksChanged, Waited = CardMarksChanged, CardsWaited

    def __init__(
        self,
        face: Callable[[RowT], CardFace],
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._face = face
        self.lanes: list[Lane[RowT]] = []
        self._at = 0
        self._over: int | None = None
        self._shares = Shares(0, ())
        self._marks: Marks = KeyMarks()
        self._hint = ""
        self._told: object = self
        self._palette: Palette | None = None
        self._cells: list[tuple[LeanStrip, ...]] = []
        self._lines: dict[tuple[int, ...], tuple[tuple[LeanStrip, ...], LeanStrip]] = {}

    # What is shown.

    @property
    def lane(self) -> Lane[RowT] | None:
        """The column with the cursor."""
        return self.lanes[self._at] if self.lanes else None

    @property
    def row(self) -> RowT | None:
        """The card under the cursor, None in an empty column."""
        lane = self.lane
        return lane.row if lane else None

    @property
    def _cards(self) -> int:
        """How many whole cards are in view, at least 1."""
        return max(1, (self.size.height - HEAD_LINES) // CARD_LINES)

    def set_lanes(self, heads: Mapping[Any, LaneHead], hint: str = "") -> None:
        """Show other columns, or the same under other heads; `hint` where there are none."""
        self._hint = hint
        if [lane.key for lane in self.lanes] != list(heads):
            self.lanes = [Lane(key, head) for key, head in heads.items()]
            self._at = 0
        else:
            for lane in self.lanes:
                lane.set_head(heads[lane.key])
        self.update()

    def set_sources(self, sources: Mapping[Any, PageSource[RowT]]) -> None:
        """Read the cards of the columns anew, the cursor staying on its card where it is shown.

        Where that card is in another column by now the cursor follows it there.
        """
        before = self.row
        for lane in self.lanes:
            if lane.key in sources:
                lane.show(sources[lane.key], self._cards)
        now = self.row
        if before is not None and (now is None or now.key != before.key):
            self._follow(before.key)
        self.update()

    def _follow(self, key: Hashable) -> bool:
        """Go to the column that a card has come to, where that can be told at once."""
        for place, lane in enumerate(self.lanes):
            with suppress(TakesLong):
                if lane.cursor is not None and lane.cursor.find(key):
                    self._at = place
                    return True
        return False

    def set_heads(self, heads: Mapping[Any, LaneHead]) -> None:
        """Show what has been counted."""
        for lane in self.lanes:
            if lane.key in heads:
                lane.set_head(heads[lane.key])
        self.update()

    def begin(self) -> None:
        """Let the cursor go to the first card of each column once its cards are read."""
        for lane in self.lanes:
            lane.cursor = None

    def repaint(self) -> None:
        """Paint again what the faces now say otherwise of the same cards."""
        for lane in self.lanes:
            lane.forget_looks()
        self.refresh_changed()

    # Moving about.

    def go(self, step: int) -> bool:
        """Go to a column beside; return whether there is one."""
        return self.go_to(self._at + step)

    def go_to(self, place: int) -> bool:
        """Go to a column by its place, from 0; return whether there is one."""
        if not 0 <= place < len(self.lanes):
            return False
        self._at = place
        self.update()
        return True

    def beside(self, step: int) -> Hashable | None:
        """Return the key of the column `step` further, None where there is none."""
        place = self._at + step
        return self.lanes[place].key if 0 <= place < len(self.lanes) else None

    def find(self, key: Hashable) -> bool:
        """Select a card wherever it is; return whether the board has it, and can tell at once."""
        is_found = self._follow(key)
        self.update()
        return is_found

    def shift(self, keys: Iterable[Hashable], target: Hashable) -> None:
        """Show cards in another column, before they are there, as far as they are in view.

        The cursor follows its card.
        """
        to = next((place for place, lane in enumerate(self.lanes) if lane.key == target), None)
        current, wanted, moved = self.row, set(keys), []
        for lane in self.lanes:
            if lane.key == target or lane.cursor is None:
                continue
            for row in [row for row in lane.cursor.window.rows if row.key in wanted]:
                lane.cursor.take_out(row.key)
                lane.count(-1)
                moved.append(row)
        if to is not None and (cursor := self.lanes[to].cursor) is not None:
            for row in reversed(moved):
                cursor.put_first(row)
                self.lanes[to].count(1)
            if current is not None and current in moved:
                self._at = to
                cursor.put(cursor.window.index_of(current.key) or 0)
        self.update()

    def _move(self, lane: Lane[RowT], move: Callable[[ListCursor[RowT]], object]) -> None:
        """Move the cursor of a column; where cards take long to read it stays, and waits."""
        if (cursor := lane.cursor) is None:
            return
        place = cursor.ordinal, cursor.top
        try:
            move(cursor)
        except TakesLong:
            cursor.ordinal, cursor.top = place
            source = cursor.window.source
            self.post_message(self.Waited(self, source, lambda: self._move(lane, move)))
        self.update()

    def _here(self, move: Callable[[ListCursor[RowT]], object]) -> None:
        if (lane := self.lane) is not None:
            self._move(lane, move)

    def action_down(self, step: int) -> None:
        """Select the next card, or the previous one."""
        self._here(lambda cursor: cursor.step(step))

    def action_page(self, step: int) -> None:
        """Move a page up or down."""
        self._here(lambda cursor: cursor.turn(step))

    def action_first(self) -> None:
        """Select the first card of the column."""
        self._here(lambda cursor: cursor.first())

    def action_last(self) -> None:
        """Select the last card of the column, however long it is."""
        self._here(lambda cursor: cursor.last())

    def go_on(self, step: int) -> bool:
        """Select the card beside, as `action_down`; return whether there is one."""
        before = self.row
        self.action_down(step)
        return self.row is not None and self.row != before

    def action_open(self) -> None:
        """Say that the card is to be opened."""
        if self.row is not None:
            self.post_message(self.Opened(self))

    # Marks.

    @property
    def marks(self) -> Marks:
        """Which cards are marked, in view or not."""
        return self._marks

    def set_marks(self, marks: Marks | Iterable[Hashable]) -> None:
        """Mark these cards and no others."""
        found: Marks = marks if isinstance(marks, Marks) else KeyMarks(marks)
        if found != self._marks:
            self._marks = found
            self.post_message(self.MarksChanged(self, found))
            self.refresh_changed()

    def action_mark(self) -> None:
        """Mark the card, or take its mark away, and go to the next."""
        if (row := self.row) is not None:
            self.set_marks(self._marks.toggled(row.key))
            self.action_down(1)

    # Painting.

    def update(self) -> None:
        """Repaint what changed, and tell of the card now selected."""
        self._shares = share(self.line_width, len(self.lanes), self._at, self._shares.first)
        if self.size.height:
            self.refresh_changed()
        told = (self.row, self._at)
        if told != self._told:
            self._told = told
            self.post_message(self.Highlighted(self))

    def resized(self) -> None:
        """Fit the columns and the cards to a new size."""
        self._cells = []
        for lane in self.lanes:
            if lane.cursor is not None:
                lane.cursor.page = self._cards
                self._move(lane, lambda cursor: cursor.put(cursor.ordinal))
        self.update()

    def notify_style_update(self) -> None:
        """Take the styles anew when the theme changes."""
        super().notify_style_update()
        self._palette = None
        self._lines.clear()
        for lane in self.lanes:
            lane.forget_looks()

    def paint_line(self, y: int, width: int) -> Strip:
        """Return a line of the board."""
        return self.paint_lines(width)[y]

    def paint_lines(self, width: int) -> list[Strip]:
        """Return the lines of all columns in view, put together."""
        self._cells = self._paint_cells(width)
        return [self._joined(cells, width) for cells in self._cells]

    def _paint_cells(self, width: int) -> list[tuple[LeanStrip, ...]]:
        """Return, line by line, the piece of each column in view."""
        if self._palette is None:
            self._palette = Palette.of(lambda name: self.get_component_rich_style(f"board--{name}"))
        palette, height = self._palette, self.size.height
        shares = self._shares = share(width, len(self.lanes), self._at, self._shares.first)
        if not shares.places:
            return [(strip,) for strip in self._empty(width, height, palette)]
        pieces: list[Sequence[LeanStrip]] = []
        for place, (_start, cells) in enumerate(shares.places, shares.first):
            lane = self.lanes[place]
            look = Look(cells, place == self._at, False, place == self._at and self.has_focus)
            ends = (
                shares.first if place == shares.first else 0,
                len(self.lanes) - shares.stop if place == shares.stop - 1 else 0,
            )
            head_look = look._replace(selected=True) if place == self._over else look
            head = list(lane.head_lines(place + 1, head_look, ends, palette))[:height]
            cards = lane.card_lines(height - len(head), look, self._marks, self._face, palette)
            pieces.append(head + cards)
        return list(zip(*pieces, strict=True))

    def _empty(self, width: int, height: int, palette: Palette) -> list[LeanStrip]:
        hints = hint_strips(self._hint, width, palette)[:height]
        blank = hint_strips(" ", width, palette) or [LeanStrip([], 0)]
        above = (height - len(hints)) // 2
        return (blank * above + hints + blank * height)[:height]

    def _joined(self, cells: tuple[LeanStrip, ...], width: int) -> LeanStrip:
        """Return the pieces of a line with blanks between them."""
        key = tuple(map(id, cells))
        known = self._lines.get(key)
        if known is None:
            assert self._palette is not None
            gap = Segment(" " * GAP, self._palette.tones["row"])
            segments = [*cells[0]]
            for strip in cells[1:]:
                segments += [gap, *strip]
            if len(self._lines) > _KEPT_LINES:
                self._lines.clear()
            # The pieces are kept with their line, so that no others take their places in memory.
            known = self._lines[key] = (cells, LeanStrip(segments, width))
        return known[1]

    def refresh_changed(self) -> None:
        """Repaint, column by column, what of the lines differs from what is shown."""
        if not self.is_mounted or not self._painted:
            return
        shown, places = self._cells, self._shares.places
        width = self.line_width
        self._cells = cells = self._paint_cells(width)
        if len(shown) != len(cells) or places != self._shares.places or not places:
            self._painted = []
            self.refresh()
            return
        changed: list[Region] = []
        for y, (line, before) in enumerate(zip(cells, shown, strict=True)):
            if line == before:
                continue
            self._painted[y] = self._joined(line, width)
            for (start, _width), strip, old in zip(places, line, before, strict=True):
                if strip is not old and strip != old:
                    first, stop = changed_span(strip, old)
                    changed.append(Region(start + first, y, stop - first, 1))
        if changed:
            self._is_fresh = True
            self.refresh(*changed)
