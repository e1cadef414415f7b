"""What was found while something is typed: lines under an input, which keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from widgets.lists.columns import GAP, cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView

_MARK = "> "
"""What stands before the item that Enter takes."""

GUTTER = len(_MARK)
"""Cells before the title of an item."""

_TITLE_SHARE = 0.6
"""The part of a line that titles take at most."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One line: a title, what tells it apart from others of that title, what stands at the end."""

    title: str
    detail: str = ""
    aside: str = ""


class FoundList(LineView):
    """Items under each other, one of them marked unless `index` is None."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "found-list--title",
        "found-list--detail",
        "found-list--cursor",
    }
    DEFAULT_CSS = """
    FoundList {
        background: $surface;
        & > .found-list--title { color: $foreground; }
        & > .found-list--detail { color: $foreground; text-style: dim; }
        & > .found-list--cursor {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
    }
    """

    class Chosen(Message):
        """An item was clicked."""

        def __init__(self, found_list: FoundList, index: int) -> None:
            super().__init__()
            self.found_list = found_list
            self.index = index

        @property
        def control(self) -> FoundList:
            """The list, so that a handler can be chosen by its id."""
            return self.found_list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.can_focus = False
        self.index: int | None = None
        self._items: Sequence[FoundItem] = ()
        self._hint: Sequence[str] = ()
        self._widths = (0, 0)

    def show(self, items: Sequence[FoundItem], index: int | None = 0, hint: str = "") -> None:
        """Show other items, from the first on; where there are none, the lines of `hint`."""
        self._items = items
        self._hint = hint.splitlines()
        self.index = index if items else None
        self._widths = (
            max((cell_len(item.title) for item in items), default=0),
            max((cell_len(item.aside) for item in items), default=0),
        )
        self.set_place(len(items), 0)
        self.refresh_changed()

    def move(self, step: int) -> None:
        """Mark another item, so many further down or up; a single step goes around the ends."""
        count = len(self._items)
        if not count:
            return
        if self.index is None:
            self.index = 0 if step > 0 else count - 1
        elif abs(step) == 1:
            self.index = (self.index + step) % count
        else:
            self.index = max(0, min(count - 1, self.index + step))
        top = min(self.top, self.index)
        self.set_place(count, max(top, self.index - self.page + 1))
        self.refresh_changed()

    def on_click(self, event: events.Click) -> None:
        """Take the item of the line."""
        index = event.y + self.top
        if index < len(self._items):
            self.post_message(self.Chosen(self, index))

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the line of an item."""
        index = y + self.top
        if index >= len(self._items) or width <= GUTTER:
            text = self._hint[y] if y < len(self._hint) and not self._items else ""
            line = cell(" " * GUTTER + text, width)
            return LeanStrip([Segment(line, self._style("detail"))], width)
        left, rest = self._texts(self._items[index], width - GUTTER)
        if index == self.index:
            return LeanStrip([Segment(_MARK + left + rest, self._style("cursor"))], width)
        segments = [Segment(" " * GUTTER + left, self._style("title"))]
        if rest:
            segments.append(Segment(rest, self._style("detail")))
        return LeanStrip(segments, width)

    def _texts(self, item: FoundItem, width: int) -> tuple[str, str]:
        """Return the title and what stands behind it, together of `width` cells."""
        titles, asides = self._widths
        right = ""
        if asides and width > 3 * asides:
            right = " " * GAP + cell(item.aside, asides, "right")
            width -= GAP + asides
        left = min(titles, round(width * _TITLE_SHARE)) if item.detail else width
        middle = ""
        if left < width:
            middle = cell(" " * GAP + item.detail if item.detail else "", width - left)
        return cell(item.title, left), middle + right

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"found-list--{name}")
