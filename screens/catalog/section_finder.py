"""Looks for a section by a part of its name, or of the way to it (FEATURES CAT-03)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from domain.i18n import _
from screens.actions import PALETTE, bindings_of
from screens.service_screen import StyledOnce
from services.catalog.beside import SectionSearch
from services.catalog.tree import SectionHit, say_path
from services.context import Context
from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput

FOUND = 14
"""How many sections are offered for a text: as many as there are lines."""


class SectionFinder(StyledOnce, ModalScreen[SectionHit | None]):
    """Returns the section that was chosen; what is typed is looked up letter by letter."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    DEFAULT_CSS = """
    SectionFinder {
        align: center top;
        & > Vertical {
            width: 84; max-width: 100%; height: 19; max-height: 95%; margin-top: 2; padding: 1 2;
            background: $surface;
        }
        & Input { margin-left: 2; }
        & FoundList { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._search = SectionSearch(context)
        self._hits: Sequence[SectionHit] = ()
        self._shown_for = ""
        self._is_entered = False

    def compose(self) -> ComposeResult:
        """Lay out the input, and what was found under it."""
        with Vertical():
            yield LeanInput(placeholder=_("Name of a section, or words of the way to it"))
            yield FoundList()

    def on_unmount(self) -> None:
        """End the search that runs."""
        self._search.close()

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed while the dialog was opening."""
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.stop()
            self.focused.insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def look_up(self, event: Input.Changed) -> None:
        """Find what the text may mean."""
        self._is_entered = False
        self._look_up(event.value.strip())

    @work(group="sections", exclusive=True)
    async def _look_up(self, text: str) -> None:
        hits: Sequence[SectionHit] | None = ()
        if text:
            hits = await asyncio.to_thread(self._search.find, text, FOUND)
        if hits is None or not self.is_mounted:
            return
        self._hits, self._shown_for = hits, text
        items = [FoundItem(hit.section.title, say_path(hit.path)) for hit in hits]
        hint = _("Nothing is found.") if text else ""
        self.query_one(FoundList).show(items, hint=hint)
        if self._is_entered:
            self._take_marked()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Take the marked section; where the text is still being looked up, once it is found."""
        self._is_entered = True
        if self._shown_for == event.value.strip():
            self._take_marked()

    def _take_marked(self) -> None:
        self._is_entered = False
        index = self.query_one(FoundList).index
        if index is not None:
            self.dismiss(self._hits[index])

    @on(FoundList.Chosen)
    def take_clicked(self, event: FoundList.Chosen) -> None:
        """Take the section that was clicked."""
        self.dismiss(self._hits[event.index])

    def action_move(self, step: int) -> None:
        """Mark the section below or above."""
        self.query_one(FoundList).move(step)

    def action_page(self, direction: int) -> None:
        """Mark the section a page further."""
        found = self.query_one(FoundList)
        found.move(direction * max(2, found.page - 1))
