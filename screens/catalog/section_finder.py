"""Looks for a section by a part of its name, or of the way to it (FEATURES CAT-03)."""

from __future__ import annotations

import asyncio

from textual import work

from domain.i18n import N_
from screens.finder import Finder, said_of_more
from services.catalog.beside import MOST_COUNTED, FoundSections, SectionSearch
from services.catalog.tree import SectionHit, say_short_path
from services.context import Context
from widgets.forms.found_list import FoundItem

FOUND = 14
"""How many sections are offered for a text: as many as there are lines."""


class SectionFinder(Finder[SectionHit]):
    """Returns the section that was chosen; what is typed is looked up letter by letter."""

    placeholder = N_("Name of a section, or words of the way to it")

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._search = SectionSearch(context)

    def on_unmount(self) -> None:
        """End the search that runs."""
        self._search.close()

    @work(group="sections", exclusive=True)
    async def look_up(self, text: str) -> None:
        """Find the sections that a text may mean, beside the screen."""
        found: FoundSections | None = FoundSections((), 0)
        if text:
            found = await asyncio.to_thread(self._search.find, text, FOUND)
        if found is not None:
            hits = found.hits
            items = [FoundItem(hit.section.title, say_short_path(hit.path)) for hit in hits]
            self.show_some(text, hits, items, said_of_more(found.more, MOST_COUNTED))
