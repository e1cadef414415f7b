"""The line above a list into which a filter is typed."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from widgets.lean_input import LeanInput

SETTLE_SECONDS = 0.08
"""How long after a key the list is filtered, unless another key comes."""


class FilterLine(Vertical):
    """An input for a filter, with a line under it that helps or says what is wrong.

    It posts `Typed` while it is typed into, and `Left` when Enter or Escape leads back to the list:
    Enter keeps the filter, Escape takes it away. It is hidden while it is empty and not in use.
    """

    DEFAULT_CSS = """
    FilterLine {
        height: auto; display: none;
        &.-open { display: block; }
        & Input { width: 100%; padding: 0 1; }
        & Static { height: auto; padding: 0 1; color: $text-muted; display: none; }
        & Static.-shown { display: block; }
        & Static.-wrong { color: $text-error; }
    }
    """

    class Typed(Message):
        """Another filter stands in the line."""

        def __init__(self, line: FilterLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

    class Left(Message):
        """The line is done with; `text` is the filter that stays."""

        def __init__(self, line: FilterLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

    def __init__(self, hint: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._input = LeanInput(placeholder=hint)
        self._note = Static(markup=False)
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the input and the line under it."""
        yield self._input
        yield self._note

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self._input.value.strip()

    def open(self) -> None:
        """Show the line and type into it."""
        self.add_class("-open")
        self._input.focus()

    def note(self, text: str, *, is_wrong: bool = False) -> None:
        """Show a line under the input, or none for an empty text."""
        self._note.update(f"! {text}" if is_wrong else text)
        self._note.set_class(bool(text), "-shown")
        self._note.set_class(is_wrong, "-wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter in a moment."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SETTLE_SECONDS, self._settle)

    def _settle(self) -> None:
        self._timer = None
        self.post_message(self.Typed(self, self.text))

    def on_key(self, event: events.Key) -> None:
        """Go back to the list."""
        if event.key in ("enter", "escape", "down"):
            event.stop()
            event.prevent_default()
            self.leave(keep=event.key != "escape")

    def leave(self, *, keep: bool) -> None:
        """Be done with the line; without `keep` the filter is taken away."""
        if not keep and self.text:
            self._input.value = ""
            self.note("")
        if self._timer is not None or not keep:
            if self._timer is not None:
                self._timer.stop()
            self._settle()
        self.set_class(bool(self.text), "-open")
        self.post_message(self.Left(self, self.text))
