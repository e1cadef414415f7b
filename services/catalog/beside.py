"""What is read of the tree beside the screen: counts, and sections by name (FEATURES CAT-03)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from domain.i18n import ngettext
from domain.text import spaced
from services.catalog.tree import SectionHit, count_products, find_sections, section_hits
from services.context import Context
from services.records.finding import find_records
from storage.latest import LatestRead
from storage.reads.catalog import read_below

MOST_COUNTED: Final = 100
"""So many sections that a text may mean are counted beside those that are shown."""


class SectionCounts:
    """Counts the products of some sections at a time: new ones end the counting of those before.

    Call it from worker threads, and close it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)

    def read(self, sections: Sequence[UUID]) -> Mapping[UUID, int] | None:
        """Return how many products in use are in each section and below it.

        None where others were asked for meanwhile.
        """
        return self._reads.run(
            lambda connection: count_products(self._context, sections, connection=connection)
        )

    def close(self) -> None:
        """End the counting that runs."""
        self._reads.close()


class FoundSections(NamedTuple):
    """The sections that a text may mean, the best first, and how many more are called so.

    Of more than MOST_COUNTED it is not known how many.
    """

    hits: Sequence[SectionHit]
    more: int


class SectionSearch:
    """Finds sections for one text at a time: a new one ends the search for the one before.

    Call it from worker threads, and close it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)

    def find(self, text: str, limit: int) -> FoundSections | None:
        """Return what `find_sections` does, or None where a later text has come meanwhile."""
        return self._reads.run(lambda connection: self._find(connection, text, limit))

    def _find(self, connection: sqlite3.Connection, text: str, limit: int) -> FoundSections:
        context, most = self._context, limit + MOST_COUNTED + 1
        named = find_records(context, text, ["section"], most, connection, is_forgiving=False)
        if len(named) < limit:
            return FoundSections(find_sections(context, text, limit, connection), 0)
        return FoundSections(section_hits(connection, named[:limit]), len(named) - limit)

    def close(self) -> None:
        """End the search that runs."""
        self._reads.close()


class SectionContent(NamedTuple):
    """How many sections are below a section, and how many products in it and below it."""

    sections: int
    products: int

    @property
    def text(self) -> str:
        """What that is in words, "" for nothing."""
        sections = ngettext("{count} section", "{count} sections", self.sections)
        products = ngettext("{count} product", "{count} products", self.products)
        parts = ((self.sections, sections), (self.products, products))
        return ", ".join(text.format(count=spaced(count)) for count, text in parts if count)


def content_of(context: Context, section: UUID) -> SectionContent:
    """Return what goes into the bin with a section, products out of use among it."""
    below = read_below(context.database.reader(), section)
    products = count_products(context, [section], with_inactive=True)
    return SectionContent(max(0, len(below) - 1), products.get(section, 0))
