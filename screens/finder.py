"""A dialog that returns what was chosen of what is found for a text, and tells what it left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from domain.i18n import _, ngettext
from domain.text import spaced
from screens.actions import PALETTE, bindings_of
from screens.service_screen import StyledOnce
from screens.typed_search import FoundT, TypedSearch
from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput
from widgets.text_line import TextLine


class Finder(StyledOnce, TypedSearch[FoundT | None, FoundT]):
    """Whoever extends it looks a text up and hands over what was found; None for nothing chosen.

    A `question` stands above what is typed, where there is one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    DEFAULT_CSS = """
    Finder > Vertical { width: 84; height: 20; }
    """

    def __init__(self, question: str = "") -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out the question, the input, what was found, and how much was left out."""
        with Vertical():
            if self._question:
                yield TextLine(f" {self._question}")
            yield LeanInput(placeholder=_(self.placeholder))
            yield FoundList()
            yield TextLine(id="more")

    def show_some(
        self, text: str, found: Sequence[FoundT], items: Sequence[FoundItem], more: str
    ) -> None:
        """Show what was found for a text, and say below it what else there is."""
        self.show_found(text, found, items)
        self.say_below(more)

    def say_below(self, said: str) -> None:
        """Say a sentence below what was found, "" for none."""
        self.query_one("#more", TextLine).show(f" {said}" if said else "")

    def choose(self, found: FoundT) -> None:
        """Return it."""
        self.dismiss(found)


def said_of_more(count: int, most: int | None = None) -> str:
    """Return what is said of so many that are left out, "" of none; more than `most` are not
    counted."""
    if most is not None and count > most:
        return _("and more than {count} others: type further").format(count=spaced(most))
    said = ngettext("and {count} more: type further", "and {count} more: type further", count)
    return said.format(count=spaced(count)) if count else ""
