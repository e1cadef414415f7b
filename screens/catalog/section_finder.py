"""Looks for a section by a part of its name, or of the way to it (FEATURES CAT-03)."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from domain.i18n import N_, _
from screens.actions import PALETTE, bindings_of
from screens.program import is_gone
from screens.service_screen import StyledOnce
from screens.typed_search import TypedSearch
from services.catalog.beside import FoundSections, SectionSearch
from services.catalog.tree import SectionHit, say_short_path
from services.context import Context
from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput
from widgets.text_line import TextLine

FOUND = 14
"""How many sections are offered for a text: as many as there are lines."""


class SectionFinder(StyledOnce, TypedSearch[SectionHit | None, SectionHit]):
    """Returns the section that was chosen; what is typed is looked up letter by letter."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    placeholder = N_("Name of a section, or words of the way to it")
    DEFAULT_CSS = """
    SectionFinder > Vertical { width: 84; height: 20; }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._search = SectionSearch(context)

    def compose(self) -> ComposeResult:
        """Lay out the input, what was found, and how much was left out."""
        with Vertical():
            yield LeanInput(placeholder=_(self.placeholder))
            yield FoundList()
            yield TextLine()

    def on_unmount(self) -> None:
        """End the search that runs."""
        self._search.close()

    @work(group="sections", exclusive=True)
    async def look_up(self, text: str) -> None:
        """Find the sections that a text may mean, beside the screen."""
        found: FoundSections | None = FoundSections((), 0)
        if text:
            found = await asyncio.to_thread(self._search.find, text, FOUND)
        if found is not None and not is_gone(self):
            hits = found.hits
            items = [FoundItem(hit.section.title, say_short_path(hit.path)) for hit in hits]
            self.show_found(text, hits, items)
            self.query_one(TextLine).show(f" {found.text}" if found.text else "")

    def choose(self, found: SectionHit) -> None:
        """Return the section."""
        self.dismiss(found)
