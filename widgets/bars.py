"""The lines around every area: the areas above, messages and keys below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from widgets.kept_lines import KeptLines
from widgets.lists.columns import cell, wrap
from widgets.lists.lean_strip import LeanStrip

_DOT = " · "

MESSAGE_SECONDS = 8.0
"""How long a message stays unless a key clears it."""

MESSAGE_LINES = 3
"""Lines that a message takes at most: what to do about it stands at its end."""

_LEAST_HEIGHT = 15
"""Lines of a terminal in which a message may take more than one."""


class Area(NamedTuple):
    """An area of the program: the digit that switches to it, its title, what asks for attention."""

    digit: str
    title: str
    badge: str = ""


class KeyHint(NamedTuple):
    """A key of the footer: how it is shown, its word, and the action it runs."""

    key: str
    label: str
    action: str


class OneLine(KeptLines):
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
    """The areas, the active one in brackets, and a text at the right.

    Where the line is narrow, the parts of that text (between its dots) go first, then titles are
    shortened; the narrowest line has digits only, but for the active area. Without `has_digits`
    none stand there: they mean something else on the screen.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-bar--active", "top-bar--area", "top-bar--right"}
    DEFAULT_CSS = """
    TopBar {
        background: $panel;
        & > .top-bar--area { color: $foreground; background: $panel; }
        & > .top-bar--active { color: $foreground; background: $panel; text-style: bold; }
        & > .top-bar--right { color: $foreground; background: $panel; text-style: dim; }
    }
    """

    class AreaChosen(Message):
        """An area was clicked."""

        def __init__(self, digit: str) -> None:
            super().__init__()
            self.digit = digit

    def __init__(
        self, areas: Sequence[Area], *, active: str, right: str = "", has_digits: bool = True
    ) -> None:
        super().__init__()
        self._has_digits = has_digits
        self._shown = (tuple(areas), active, right)
        self._fitted: list[tuple[str, str]] = []

    def show(self, areas: Sequence[Area], *, active: str, right: str = "") -> None:
        """Show other areas, badges or text."""
        shown = (tuple(areas), active, right)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the areas, shortened where the line is narrow, and the text at the right."""
        _areas, active, right = self._shown
        parts = right.split(_DOT)
        rights = [_DOT.join(parts[first:]) for first in range(len(parts))] if right else []
        choices: list[tuple[int | None, str]] = [(None, text) for text in rights]
        choices += [(letters, "") for letters in (None, *range(9, 2, -1), 0)]
        for letters, text in choices:
            titles = self._titles(letters)
            room = width - sum(cell_len(title) for _digit, title in titles)
            if room >= (cell_len(text) + 2 if text else 0):
                break
        self._fitted = titles
        segments = [
            Segment(title, self.style("top-bar--active" if digit == active else "top-bar--area"))
            for digit, title in titles
        ]
        segments.append(Segment(cell(f"{text} ", room, "right"), self.style("top-bar--right")))
        return segments

    def _titles(self, letters: int | None) -> list[tuple[str, str]]:
        """Return each area's digit and how it is shown with titles of so many letters."""
        areas, active, _right = self._shown
        titles = []
        for area in areas:
            title = area.title
            cut = letters is not None and not (letters == 0 and area.digit == active)
            if cut and cell_len(title) > (letters or 0):
                title = cell(title, letters or 0).rstrip()
            digit = area.digit if self._has_digits else ""
            text = " ".join(filter(None, (digit, title, area.badge)))
            titles.append((area.digit, f"[{text}]" if area.digit == active else f" {text} "))
        return titles

    def on_click(self, event: events.Click) -> None:
        """Switch to the area under the mouse."""
        place = 0
        for digit, title in self._fitted:
            place += cell_len(title)
            if event.x < place:
                self.post_message(self.AreaChosen(digit))
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
        """Return the keys that fit into `width` cells, the last one always among them.

        Where one does not fit, shorter ones behind it may.
        """
        if not self._hints:
            return []
        *others, last = self._hints
        left = width - _hint_width(last)
        shown: list[KeyHint] = []
        for hint in others:
            if _hint_width(hint) <= left:
                left -= _hint_width(hint)
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
    """What has just happened, until the next key or for a while; an error starts with `!`.

    A sentence that is longer than the line goes on below it.
    """

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
        self._height = 1
        self._said_at = 0.0
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
            self.app.message_signal.unsubscribe(self)
        self._is_error = severity == "error"
        shown = f"! {text}" if self._is_error and text else text
        if shown != self._text:
            self._text = shown
            self._fit()
            self.refresh()
        if text:
            self._said_at = Message().time
            self._timer = self.set_timer(MESSAGE_SECONDS, self.clear)
            self.app.message_signal.subscribe(self, self._on_app_message, immediate=True)

    def clear(self) -> None:
        """Say nothing any more."""
        self.say("")

    def _on_app_message(self, message: Message) -> None:
        # A key that leads to a sentence is reported after it, and must not clear it.
        if isinstance(message, events.Key) and message.time > self._said_at:
            self.clear()

    def on_resize(self) -> None:
        """Break the sentence for the new width."""
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as the sentence needs."""
        lines = len(self._lines(self.size.width)) if self.size.width else 1
        if lines != self._height:
            self._height = lines
            self.styles.height = lines

    def _lines(self, width: int) -> list[str]:
        most = MESSAGE_LINES if self.app.size.height >= _LEAST_HEIGHT else 1
        if most == 1 or cell_len(self._text) < width:
            return [self._text]
        lines = wrap(self._text, max(1, width - 2))
        return [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines

    def segments(self, width: int) -> list[Segment]:
        """Return the sentence, as far as one line has room for it."""
        return self._segments(self._text, width)

    def _segments(self, text: str, width: int) -> list[Segment]:
        name = "status-line--error" if self._is_error else "status-line--information"
        return [Segment(cell(f" {text}", width), self.style(name))] if text else []

    def render_line(self, y: int) -> Strip:
        """Return a line of the sentence."""
        width = self.size.width
        lines = self._lines(width)
        segments = self._segments(lines[y] if y < len(lines) else "", width)
        return LeanStrip(Strip(segments).adjust_cell_length(width, self.rich_style), width)
