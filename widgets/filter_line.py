"""The line above a list into which a filter is typed."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from domain.query.completion import Completion
from widgets.forms.lean_input import LeanInput

MOST_OFFERED = 12
"""How many suggestions are shown."""

SETTLE_SECONDS = 0.08
"""How long after a key the list is filtered, unless another key comes."""

LEADING_BACK = frozenset({"enter", "escape", "down"})
"""The keys that lead back to the list."""


class FilterLine(Vertical):
    """An input for a filter, with a line under it that helps or says what is wrong.

    It posts `Typed` while it is typed into, and `Left` when Enter or Escape leads back to the list:
    Enter keeps the filter, Escape brings back the one that the list has by itself, its home. The
    line is hidden while that stands in it and it is not in use.
    """

    DEFAULT_CSS = """
    FilterLine {
        height: auto; display: none;
        &.-open { display: block; }
        & Input { width: 100%; padding: 0 1 !important; }
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
        """The line is done with; `text` is the filter that stays. See `FilterLine.stays`."""

        def __init__(self, line: FilterLine, text: str, *, is_entered: bool) -> None:
            super().__init__()
            self.line = line
            self.text = text
            self.is_entered = is_entered

    def __init__(self, hint: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._input = LeanInput(placeholder=hint)
        self._input.holds_behind = LEADING_BACK
        self._note = Static(markup=False)
        self._timer: Timer | None = None
        self._offered, self._offered_for = Completion(0, 0, ()), ("", 0)
        self._takes_next = False
        self._said = self._shown = self._home = self._told = ""
        self._is_wrong = False
        self._place: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the input and the line under it."""
        yield self._input
        yield self._note

    @property
    def raw_text(self) -> str:
        """What stands in the line, with blanks at its ends."""
        return self._input.value

    @property
    def caret(self) -> int:
        """The place of the cursor in `raw_text`."""
        return self._input.cursor_position

    def set_text(self, text: str, home: str = "") -> None:
        """Put a filter into the line without telling of it; `home` is where Escape leads."""
        self._stop()
        self._home = self._told = home
        self._put(text)
        self._told = text
        self.note("")
        self._show_if_open()

    def set_home(self, home: str) -> None:
        """Let Escape lead to another filter; what stands in the line stays."""
        self._home = home
        self._show_if_open()

    def _show_if_open(self) -> None:
        self.set_class(self.text != self._home or self._input.has_focus, "-open")

    def _put(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)

    def fill(self, text: str) -> None:
        """Put a filter into the line as if it had been typed, and be done with it."""
        self._put(text)
        self.leave(keep=True)

    def offer(self, completion: Completion) -> None:
        """Show what may come next at the cursor; Tab takes the first of it."""
        self._offered, self._offered_for = completion, (self.raw_text, self.caret)
        self._paint()
        if self._takes_next:
            self._takes_next = False
            self._take_offered()

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self._input.value.strip()

    def open(self) -> None:
        """Show the line and type into it."""
        if self.text and not self.raw_text.endswith(" "):
            self._put(f"{self.raw_text} ")
        self.add_class("-open")
        self._input.held = None
        # Not a moment later: the letters behind `/` may be typed already.
        self.screen.set_focus(self._input)

    def note(
        self, text: str, *, is_wrong: bool = False, place: tuple[int, int] | None = None
    ) -> None:
        """Show a line under the input, or what may come next for an empty text.

        `place` is where in `raw_text` the characters are that it is about, and how many.
        """
        self._said, self._is_wrong, self._place = text, is_wrong, place
        self._paint()

    def _pointer(self, position: int, length: int) -> str:
        """Return a line that points at characters of the input, none where they are out of view."""
        text = self.raw_text
        first = cell_len(text[:position]) - round(self._input.scroll_x)
        cells = max(1, cell_len(text[position : position + length]))
        # It is about to be laid out where it only opens now, over the whole width.
        room = self._input.content_size.width or self.app.size.width
        if first < 0 or first + cells > room:
            return ""
        return f"{' ' * first}{'^' * cells}\n"

    def on_descendant_focus(self) -> None:
        """Show what may be typed."""
        self._paint()

    def _paint(self) -> None:
        words = [suggestion.text for suggestion in self._offered.suggestions]
        offered = "  ".join(words[:MOST_OFFERED]) if self._input.has_focus else ""
        is_offered = bool(offered) and (not self._said or self._is_unfinished())
        text = self._said
        if is_offered:
            text = f"Tab {offered}"
        elif self._is_wrong:
            text = f"{self._pointer(*self._place) if self._place else ''}! {text}"
        if text != self._shown:
            self._shown = text
            self._note.update(text)
            self._note.set_class(bool(text), "-shown")
            self._note.set_class(self._is_wrong and not is_offered, "-wrong")

    def _is_unfinished(self) -> bool:
        """Say whether what is wrong is what is being typed, of which there may be more to come."""
        return self._is_wrong and self._place is not None and sum(self._place) >= self.caret

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter in a moment."""
        event.stop()
        self._stop()
        self._timer = self.set_timer(SETTLE_SECONDS, self._settle)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _settle(self) -> None:
        """Tell of what stands in the line."""
        self._stop()
        self._told = self.text
        self.post_message(self.Typed(self, self.text))

    def on_key(self, event: events.Key) -> None:
        """Go back to the list."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            if self._offered_for == (self.raw_text, self.caret):
                self._take_offered()
            else:
                self._takes_next = True
                self._settle()
        elif event.key in LEADING_BACK:
            event.stop()
            event.prevent_default()
            self.leave(keep=event.key != "escape", is_entered=event.key == "enter")

    def on_descendant_blur(self) -> None:
        """Let the list read the keys that came behind the one that led back to it."""
        self._input.hand_on()
        self._paint()

    def _take_offered(self) -> None:
        """Put the first suggestion in the place of what is being typed."""
        offered = self._offered
        if offered.suggestions:
            value, taken = self._input.value, offered.suggestions[0].text
            self._input.value = value[: offered.start] + taken + value[offered.end :]
            self._input.cursor_position = offered.start + len(taken)

    def leave(self, *, keep: bool, is_entered: bool = False) -> None:
        """Be done with the line; without `keep` the filter that the list has by itself is back."""
        if self._input.held is None and self.screen.focused is self._input:
            self._input.held = []
        if not keep:
            self._put(self._home)
            self.note("")
        if self.text != self._told or self._timer is not None:
            self._settle()
        self._offered, self._takes_next = Completion(0, 0, ()), False
        self._paint()
        self.set_class(self.text != self._home, "-open")
        self.post_message(self.Left(self, self.text, is_entered=is_entered))

    def stays(self, left: Left) -> bool:
        """Return whether it is still typed into, since Enter does not keep what is wrong.

        What was typed behind Enter is then no key of the list.
        """
        if not (left.is_entered and self._is_wrong):
            return False
        self.add_class("-open")
        self._offered = Completion(0, 0, ())  # else what is wrong would not be said
        self._paint()
        self._input.hand_on()
        return True
