"""The scrollbar of a list: of a change it repaints only the cells that differ."""

from __future__ import annotations

from typing import NamedTuple, Self

from textual.color import Color
from textual.geometry import Region, Size
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from widgets.kept_lines import KeptLines
from widgets.lists.scroll_thumb import changed_cells, thumb


class _Look(NamedTuple):
    """What can be seen of a bar: its height, the ends of its thumb, and its two colours."""

    height: int
    thumb: tuple[int, int]
    colors: tuple[Color, Color]


class LeanBar(KeptLines, ScrollBar):
    """A vertical scrollbar. Textual asks for all of it with each layout and each change."""

    _seen: _Look | None = None
    """What is on the terminal, or will be with the next frame."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint what differs from what is shown; what has no place yet is painted with it."""
        if repaint and self.is_mounted and not (regions or layout or recompose):
            seen, look = self._seen, self._look()
            self._seen = look
            if look == seen or not look.height:
                return self
            if seen is not None and (seen.height, seen.colors) == (look.height, look.colors):
                cells = changed_cells(seen.thumb, look.thumb, look.height)
                regions = tuple(Region(0, first, 1, count) for first, count in cells)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        is_changed = super()._size_updated(size, virtual_size, container_size, layout)
        if is_changed:
            # The layout that gives it a new size paints it.
            self._kept, self._seen = None, self._look()
        return is_changed

    def place(self, length: int, position: int) -> None:
        """Show that of so many lines, `length`, those from `position` on are in view."""
        self.set_reactive(ScrollBar.window_virtual_size, length)
        self.set_reactive(ScrollBar.position, float(position))
        self.refresh()

    def _look(self) -> _Look:
        height = self.size.height
        place = thumb(height, self.window_size, self.window_virtual_size, self.position)
        return _Look(height, place, self._colors())

    def _colors(self) -> tuple[Color, Color]:
        """Return the colour of the thumb and that behind it."""
        assert isinstance(self.parent, Widget)
        styles = self.parent.styles
        if self.grabbed:
            return styles.scrollbar_color_active, styles.scrollbar_background_active
        if self.mouse_over:
            return styles.scrollbar_color_hover, styles.scrollbar_background_hover
        return styles.scrollbar_color, styles.scrollbar_background
