"""A form field of lines to be ticked, such as what is to be fulfilled at a stage (DEAL-15)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from domain.check_lists import tick_mark
from widgets.forms.form_field import FormField

_KEYS_UP = frozenset({"up", "k"})
_KEYS_DOWN = frozenset({"down", "j"})


class TickBoxes(Widget, can_focus=True):
    """The lines, each with its box: a digit or the space bar ticks one, `*` all or none."""

    DEFAULT_CSS = """
    TickBoxes {
        height: auto; width: 1fr; color: $foreground; background: $surface;
        &:focus { background: $boost; }
    }
    """

    class Ticked(Message):
        """A tick was set or taken away."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self._cursor = 0
        self.ticked: set[str] = set()

    @property
    def in_order(self) -> list[str]:
        """The lines that are ticked."""
        return [line for line in self._lines if line in self.ticked]

    def render(self) -> Content:
        """Return the lines; `>` stands before that at which the cursor is."""
        shown = []
        for place, line in enumerate(self._lines):
            sign = ">" if self.has_focus and place == self._cursor else " "
            digit = str(place + 1) if place < 9 else " "
            shown.append(f"{sign}{digit} {tick_mark(line in self.ticked)} {line}")
        return Content("\n".join(shown))

    def show_ticked(self, ticked: Collection[str]) -> None:
        """Tick these lines and no others."""
        self.ticked = {line for line in self._lines if line in ticked}
        self.refresh(layout=True)

    def press(self, key: str) -> bool:
        """Do what a key or a typed character means here; say whether it means anything."""
        last = len(self._lines) - 1
        if key in _KEYS_UP and self._cursor > 0:
            self._cursor -= 1
        elif key in _KEYS_DOWN and self._cursor < last:
            self._cursor += 1
        elif key in (" ", "space"):
            self._toggle(self._cursor)
        elif key.isdecimal() and 0 <= int(key) - 1 <= min(last, 8):
            self._cursor = int(key) - 1
            self._toggle(self._cursor)
        elif key == "*":
            self.ticked = set() if len(self.in_order) > last else set(self._lines)
            self.post_message(self.Ticked())
        else:
            return False
        self.refresh()
        return True

    def _toggle(self, place: int) -> None:
        self.ticked ^= {self._lines[place]}
        self.post_message(self.Ticked())

    def on_key(self, event: events.Key) -> None:
        """Take the keys that mean something here."""
        if self.press(event.character if event.is_printable and event.character else event.key):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Tick the line that is clicked, where each stands on one line of the screen."""
        if self.size.height == len(self._lines):
            self._cursor = min(max(event.y, 0), len(self._lines) - 1)
            self._toggle(self._cursor)
            self.refresh()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no cursor any more."""
        self.refresh()


class TicksField(FormField):
    """Lines to be ticked; the value is those that are, a line each. `ticked` are so at first."""

    def __init__(
        self, name: str, label: str, lines: Sequence[str], ticked: Collection[str] = ()
    ) -> None:
        self._lines = tuple(lines)
        super().__init__(name, label, value="\n".join(one for one in lines if one in ticked))

    def make_editor(self, value: str, hint: str) -> Widget:
        """Return the boxes."""
        self.boxes = TickBoxes(self._lines)
        self.boxes.ticked = set(value.splitlines())
        return self.boxes

    @property
    def ticked(self) -> list[str]:
        """The lines that are ticked, in their order."""
        return self.boxes.in_order

    @property
    def text(self) -> str:
        """The lines that are ticked."""
        return "\n".join(self.ticked)

    @text.setter
    def text(self, text: str) -> None:
        self.boxes.show_ticked(text.splitlines())

    def insert(self, text: str) -> None:
        """Take what was typed before the form was open."""
        for character in text:
            self.boxes.press(character)

    def on_tick_boxes_ticked(self, event: TickBoxes.Ticked) -> None:
        """Tell the form."""
        event.stop()
        self.text_changed()
