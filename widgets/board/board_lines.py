"""The lines of a board: columns beside each other, of which only what changed is painted anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from domain.paging import KeyMarks, Marks
from widgets.board.faces import CARD_LINES, HEAD_LINES, CardFace, Look
from widgets.board.lane import Lane, hint_strips
from widgets.board.lanes import GAP, Shares, share
from widgets.lists.lean_strip import LeanStrip, changed_span
from widgets.lists.line_view import LineView
from widgets.lists.row_painter import TONES, Palette
from widgets.lists.row_window import ListRow

RowT = TypeVar("RowT", bound=ListRow)

_KEPT_LINES = 400
"""Whole lines that are kept put together."""


class BoardLines(LineView, Generic[RowT]):
    """Columns beside each other, one card of one of them selected.

    Columns that do not fit are scrolled to as the cursor goes there. A card has `card_lines`, the
    blank one below it among them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"board--{name}"
        for name in (*TONES, "cursor", "cursor-blurred", "marked", "heading", "header", "hint")
    }
    DEFAULT_CSS = """
    BoardLines {
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

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._face: Callable[[RowT], CardFace] = lambda _row: CardFace("", ())
        self.card_lines = CARD_LINES
        self.lanes: list[Lane[RowT]] = []
        self._at = 0
        self._over: int | None = None
        self._shares = Shares(0, ())
        self._marks: Marks = KeyMarks()
        self._hint = ""
        self._palette: Palette | None = None
        self._cells: list[tuple[LeanStrip, ...]] = []
        self._places = self._shares.places
        self._lines: dict[tuple[int, ...], tuple[tuple[LeanStrip, ...], LeanStrip]] = {}

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
        return max(1, (self.size.height - HEAD_LINES) // self.card_lines)

    @property
    def marks(self) -> Marks:
        """Which cards are marked, in view or not."""
        return self._marks

    def repaint(self) -> None:
        """Paint again what the faces now say otherwise of the same cards."""
        for lane in self.lanes:
            lane.forget_looks()
        self.refresh_changed()

    # Painting.

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
        self._places = self._shares.places
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
            below = height - len(head)
            cards = lane.card_lines(below, look, self._marks, self._face, palette, self.card_lines)
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
        shown, width = self._cells, self.line_width
        self._cells = cells = self._paint_cells(width)
        before, places = self._places, self._shares.places
        self._places = places
        if len(shown) != len(cells) or places != before or not places:
            self._painted = []
            self.refresh()
            return
        changed: list[Region] = []
        for y, (line, known) in enumerate(zip(cells, shown, strict=True)):
            if line == known:
                continue
            self._painted[y] = self._joined(line, width)
            for (start, _width), strip, old in zip(places, line, known, strict=True):
                if strip is not old and strip != old:
                    first, stop = changed_span(strip, old)
                    changed.append(Region(start + first, y, stop - first, 1))
        self._is_fresh = True
        if changed:
            self.refresh(*changed)
