"""A dialog that looks up what is typed, letter by letter, and offers what was found below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from domain.i18n import N_, _
from screens.service_screen import WorksWhileThere
from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput

ResultT = TypeVar("ResultT")
FoundT = TypeVar("FoundT")


class TypedSearch(WorksWhileThere, ModalScreen[ResultT], Generic[ResultT, FoundT]):
    """Whoever extends it looks a text up, hands over what was found, and takes what is chosen."""

    AUTO_FOCUS = "Input"
    placeholder: ClassVar[str] = N_("Find a record or a command")
    DEFAULT_CSS = """
    TypedSearch {
        align: center top;
        & > Vertical {
            max-width: 100%; max-height: 95%; margin-top: 2; padding: 1 2; background: $surface;
        }
        & Input { margin-left: 2; }
        & FoundList { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[FoundT] = ()
        self._shown_for = ""
        self._is_entered = False

    def look_up(self, text: str) -> object:
        """Find what a text may mean, "" where nothing is typed, and `show_found` it."""
        raise NotImplementedError

    def choose(self, found: FoundT) -> None:
        """Do what choosing something means."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the input, and what was found under it."""
        with Vertical():
            yield LeanInput(placeholder=_(self.placeholder))
            yield FoundList()

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed while the dialog was opening."""
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.stop()
            self.focused.insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def follow_text(self, event: Input.Changed) -> None:
        """Find what the text may mean."""
        self._is_entered = False
        self.look_up(event.value.strip())

    def show_found(self, text: str, found: Sequence[FoundT], items: Sequence[FoundItem]) -> None:
        """Offer what was found for a text, each with its item; take it where Enter was typed."""
        self._found, self._shown_for = found, text
        hint = _("Nothing is found.") if text else ""
        self.query_one(FoundList).show(items, hint=hint)
        if self._is_entered:
            self._choose_marked()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Take what is marked; where the text is still being looked up, once it is found."""
        self._is_entered = True
        if self._shown_for == event.value.strip():
            self._choose_marked()

    def _choose_marked(self) -> None:
        self._is_entered = False
        index = self.query_one(FoundList).index
        if index is not None:
            self.choose(self._found[index])

    @on(FoundList.Chosen)
    def take_clicked(self, event: FoundList.Chosen) -> None:
        """Take what was clicked."""
        self.choose(self._found[event.index])

    def action_move(self, step: int) -> None:
        """Mark what is below or above."""
        self.query_one(FoundList).move(step)

    def action_page(self, direction: int) -> None:
        """Mark what is a page further."""
        found = self.query_one(FoundList)
        found.move(direction * max(2, found.page - 1))
