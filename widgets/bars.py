"""The lines around every area: the areas above, messages and keys below. One line each."""

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
from textual.timer import Timer
from textual.widget import Widget

from widgets.columns import cell
from widgets.lean_strip import LeanStrip

MESSAGE_SECONDS = 8.0
"""How long a message stays unless a key clears it."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the program: the digit that switches to it, its title, what asks for attention."""

    digit: str
    title: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key of the footer: how it is shown, its word, and the action it runs."""

    key: str
    label: str
    action: str


class OneLine(Widget):
    """A line that is painted whole and repainted only when its text has changed."""

    DEFAULT_CSS = """
    OneLine { height: 1; width: 100%; }
    """

    def segments(self, width: int) -> list[Segment]:
        """Return what stands on the line; it is cut and padded to `width`."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        line = Strip(self.segments(width)).adjust_cell_length(width, self.rich_style)
        return LeanStrip(line, width)

    def style(self, name: str) -> Style:
        """Return the style of a component class."""
        return self.get_component_rich_style(name)


class TopBar(OneLine):
    """The areas, the active one in brackets and set off, and a text at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-bar--active", "top-bar--area", "top-bar--right"}
    DEFAULT_CSS = """
    TopBar {
        background: $panel;
        & > .top-bar--area { color: $foreground; background: $panel; }
        & > .top-bar--active { color: $foreground; background: $panel; text-style: bold reverse; }
        & > .top-bar--right { color: $foreground; background: $panel; text-style: dim; }
    }
    """

    class AreaChosen(Message):
        """An area was clicked."""

        def __init__(self, digit: str) -> None:
            super().__init__()
            self.digit = digit

    def __init__(self, areas: Sequence[Area], *, active: str, right: str = "") -> None:
        super().__init__()
        self._shown = (tuple(areas), active, right)

    def show(self, areas: Sequence[Area], *, active: str, right: str = "") -> None:
        """Show other areas, badges or text."""
        shown = (tuple(areas), active, right)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the areas, shortened where the line is narrow, and the text at the right."""
        areas, active, right = self._shown
        titles = [self._title(area, len(area.title)) for area in areas]
        if sum(map(cell_len, titles)) + cell_len(right) + 1 > width:
            right = ""
        if sum(map(cell_len, titles)) > width:
            titles = [self._title(area, 4) for area in areas]
        parts = [
            Segment(
                title,
                self.style("top-bar--active" if area.digit == active else "top-bar--area"),
            )
            for area, title in zip(areas, titles, strict=True)
        ]
        space = max(0, width - sum(map(cell_len, titles)))
        parts.append(Segment(cell(f"{right} ", space, "right"), self.style("top-bar--right")))
        return parts

    def _title(self, area: Area, letters: int) -> str:
        badge = f" {area.badge}" if area.badge else ""
        return f" {area.digit} {area.title[:letters]}{badge} "

    def on_click(self, event: events.Click) -> None:
        """Switch to the area under the mouse."""
        place = 0
        for area in self._shown[0]:
            place += cell_len(self._title(area, len(area.title)))
            if event.x < place:
                self.post_message(self.AreaChosen(area.digit))
                return


class KeyBar(OneLine):
    """The keys that matter here; what does not fit is left out, but never the last one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label"}
    DEFAULT_CSS = """
    KeyBar {
        background: $panel;
        & > .key-bar--key { color: $text-accent; background: $panel; text-style: bold; }
        & > .key-bar--label { color: $foreground; background: $panel; }
    }
    """

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, hints: Sequence[KeyHint]) -> None:
        super().__init__()
        self._hints = tuple(hints)

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def fitting(self, width: int) -> list[KeyHint]:
        """Return the keys that fit into `width` cells, the last one always among them."""
        if not self._hints:
            return []
        *others, last = self._hints
        used = _hint_width(last)
        shown: list[KeyHint] = []
        for hint in others:
            used += _hint_width(hint)
            if used > width:
                break
            shown.append(hint)
        return [*shown, last]

    def segments(self, width: int) -> list[Segment]:
        """Return the keys with their words."""
        key, label = self.style("key-bar--key"), self.style("key-bar--label")
        parts: list[Segment] = []
        for hint in self.fitting(width):
            parts += [Segment(f" {hint.key} ", key), Segment(f"{hint.label} ", label)]
        return parts

    def on_click(self, event: events.Click) -> None:
        """Run what stands under the mouse."""
        place = 0
        for hint in self.fitting(self.size.width):
            place += _hint_width(hint)
            if event.x < place:
                self.post_message(self.Pressed(hint.action))
                return


def _hint_width(hint: KeyHint) -> int:
    return cell_len(hint.key) + cell_len(hint.label) + 3


class StatusLine(OneLine):
    """One line for what has just happened; an error starts with `!`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--information", "status-line--error"}
    DEFAULT_CSS = """
    StatusLine {
        & > .status-line--information { color: $foreground; }
        & > .status-line--error { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._is_error = False
        self._timer: Timer | None = None

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text

    def say(self, text: str, severity: str = "information") -> None:
        """Show a sentence for a while; an empty one clears the line."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._is_error = severity == "error"
        self._text = f"! {text}" if self._is_error and text else text
        self.refresh()
        if text:
            self._timer = self.set_timer(MESSAGE_SECONDS, lambda: self.say(""))

    def segments(self, width: int) -> list[Segment]:
        """Return the sentence."""
        name = "status-line--error" if self._is_error else "status-line--information"
        return [Segment(cell(f" {self._text}", width), self.style(name))] if self._text else []
