"""Looks for a section by a part of its name, or of the way to it (FEATURES CAT-03)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from domain.i18n import N_
from screens.actions import PALETTE, bindings_of
from screens.service_screen import StyledOnce
from screens.typed_search import TypedSearch
from services.catalog.beside import SectionSearch
from services.catalog.tree import SectionHit, say_short_path
from services.context import Context
from widgets.forms.found_list import FoundItem

FOUND = 14
"""How many sections are offered for a text: as many as there are lines."""


class SectionFinder(StyledOnce, TypedSearch[SectionHit | None, SectionHit]):
    """Returns the section that was chosen; what is typed is looked up letter by letter."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    placeholder = N_("Name of a section, or words of the way to it")
    DEFAULT_CSS = "SectionFinder > Vertical { width: 84; height: 19; }"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._search = SectionSearch(context)

    def on_unmount(self) -> None:
        """End the search that runs."""
        self._search.close()

    @work(group="sections", exclusive=True)
    async def look_up(self, text: str) -> None:
        """Find the sections that a text may mean, beside the screen."""
        hits: Sequence[SectionHit] | None = ()
        if text:
            hits = await asyncio.to_thread(self._search.find, text, FOUND)
        if hits is not None and self.is_mounted:
            items = [FoundItem(hit.section.title, say_short_path(hit.path)) for hit in hits]
            self.show_found(text, hits, items)

    def choose(self, found: SectionHit) -> None:
        """Return the section."""
        self.dismiss(found)
