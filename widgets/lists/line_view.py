"""The base of widgets that paint themselves line by line and send only the lines that changed.

An idle widget sends nothing, and a change sends what differs: the new strips are compared with
those last painted before anything is marked for repainting. Such a widget has no border, padding
or links; its colours come from its component classes.
"""

from __future__ import annotations

from functools import cached_property
from typing import Self

from textual import events
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.strip import Strip
from textual.widget import Widget

from widgets.lists.lean_bar import LeanBar
from widgets.lists.lean_strip import same_end, same_start

_LEAST_SAVED = 8
"""Cells at either end of a line that are worth cutting them off."""


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines by `paint_line`, of which those from `top` on are in view below `pinned` fixed ones."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    pinned = 0
    """Lines at the top that do not scroll."""

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._painted: list[Strip] = []
        self._is_fresh = False
        """Whether what was painted last is what there is to be shown."""
        self._actions: dict[str, str] | None = None

    def on_mount(self) -> None:
        """Follow keys that are bound anew."""
        self.screen.bindings_updated_signal.subscribe(self, self._forget_actions, immediate=True)

    def _forget_actions(self, _screen: Screen[object]) -> None:
        self._actions = None

    async def on_key(self, event: events.Key) -> None:
        """Run the action of a key of this widget at once, as Textual would in the end.

        Textual first hands the key to everything around the widget, one after another, though the
        bindings of the widget come before theirs.
        """
        if self._actions is None:
            self._actions = {
                key: active.binding.action
                for key, active in self.screen.active_bindings.items()
                if active.node is self
            }
        action = self._actions.get(event.key)
        if action is not None and await self.app.run_action(action, self):
            event.stop()
            event.prevent_default()

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the line `y` of the widget, of exactly `width` cells."""
        raise NotImplementedError

    def paint_lines(self, width: int) -> list[Strip]:
        """Return all lines of the widget, as `paint_line` gives them."""
        return [self.paint_line(y, width) for y in range(self.size.height)]

    def scrolled(self) -> None:
        """Follow the wheel or the scrollbar: `top` has changed."""
        self.refresh_changed()

    def resized(self) -> None:
        """Follow a new size, which Textual repaints wholly."""

    def painted(self) -> None:
        """Prepare for what may come next: a frame is being painted, `call_later` is behind it."""

    @property
    def top(self) -> int:
        """How many lines have been scrolled out of view."""
        return round(self.scroll_y)

    @property
    def page(self) -> int:
        """How many scrolling lines are in view, at least 1."""
        return max(1, self.size.height - self.pinned)

    @property
    def line_width(self) -> int:
        """Cells that a line has beside the scrollbar."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Return the line `y`."""
        return self.paint_line(y, self.line_width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`, past Textual's cache, which makes new strips of them.

        A frame asks for them though only another widget has changed. What has changed here since is
        left to `refresh_changed`: of this frame it would not reach the terminal.
        """
        width = self.line_width
        if not self._is_fresh or not self._fits(width):
            self._painted = self.paint_lines(width)
            self._is_fresh = True
        self.painted()
        strips = self._painted[crop.y : crop.bottom]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        first, stop = crop.column_span
        if first > 0 or stop < width:
            strips = [strip.crop(first, stop) for strip in strips]
        elif stop > width and not self.vertical_scrollbar.size:
            # The bar has just come and has no place in the layout yet.
            strips = [strip.adjust_cell_length(stop) for strip in strips]
        return strips

    def _fits(self, width: int) -> bool:
        """Say whether what was painted last has the size that the widget has by now."""
        painted = self._painted
        return len(painted) == self.size.height and all(s.cell_length == width for s in painted)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint so many regions of what is known to be fresh, or everything anew for none."""
        if not regions:
            self._is_fresh = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_changed(self) -> None:
        """Repaint what of the lines differs from what is shown, without what both begin and end
        with."""
        if not self.is_mounted:
            return
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.place(self.virtual_size.height, self.top)
        if not self._painted:
            return
        width, shown = self.line_width, self._painted
        self._painted = self.paint_lines(width)
        changed: list[Region] = []
        for y, strip in enumerate(self._painted):
            old = shown[y] if y < len(shown) else None
            if strip is not old and strip != old:
                same = 0 if old is None else same_end(strip, old)
                stop = width - same if same >= _LEAST_SAVED else width
                start = 0 if old is None else min(same_start(strip, old), stop - 1)
                start = start if start >= _LEAST_SAVED else 0
                changed.append(Region(start, y, stop - start, 1))
        self._is_fresh = True
        if changed:
            self.refresh(*changed)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint anew what depends on the focus."""
        self._is_fresh = False
        super().watch_has_focus(_has_focus)

    def notify_style_update(self) -> None:
        """Paint anew in the styles of another theme."""
        super().notify_style_update()
        self._is_fresh = False

    def set_place(self, lines: int, top: int) -> None:
        """Tell the scrollbar the number of scrolling lines and which is the first in view.

        `top` is cut to what can be scrolled to. Call `refresh_changed` afterwards.
        """
        height = lines + self.pinned
        if not self.size.height:
            # A bar that only comes with the first layout would need a second one.
            self.show_vertical_scrollbar = lines > self.app.size.height
        size = Size(0, height)
        if size != self.virtual_size:
            shown = self.virtual_size.height > self.size.height
            if shown == (height > self.size.height):
                # A new length alone needs no new layout, which would repaint the whole bar.
                self.set_reactive(Widget.virtual_size, size)
            else:
                self.virtual_size = size
        top = max(0, min(top, lines - self.page))
        self.set_reactive(Widget.scroll_y, float(top))
        self.set_reactive(Widget.scroll_target_y, float(top))

    @cached_property
    def vertical_scrollbar(self) -> LeanBar:
        """The scrollbar, made when it is asked for first."""
        bar = self._vertical_scrollbar = LeanBar(thickness=self.scrollbar_size_vertical)
        bar.display = False
        self.app._start_widget(self, bar)
        return bar

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint what the wheel or the scrollbar moved."""
        if round(old_value) != round(new_value):
            self.scrolled()

    def on_resize(self) -> None:
        """Forget what was shown before the widget had this size."""
        if not self._fits(self.line_width):
            self._painted = []
            self._is_fresh = False
        self.resized()

    def on_scroll_to(self, event: ScrollTo) -> None:
        """Follow the dragged scrollbar at once; an animation would read every page between."""
        event.prevent_default().stop()
        self.scroll_to(y=event.y, animate=False)

    def on_scroll_up(self, event: ScrollUp) -> None:
        """Scroll a page up after a click above the thumb."""
        event.prevent_default().stop()
        self.scroll_to(y=self.top - self.page, animate=False)

    def on_scroll_down(self, event: ScrollDown) -> None:
        """Scroll a page down after a click below the thumb."""
        event.prevent_default().stop()
        self.scroll_to(y=self.top + self.page, animate=False)
