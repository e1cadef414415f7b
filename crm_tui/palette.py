"""Records in the palette: found while typing, beside the commands."""

from __future__ import annotations

import asyncio

from textual.command import DiscoveryHit, Hit, Hits, Provider

from domain.fields import KINDS
from domain.i18n import _
from domain.values import Reference
from screens.program import program_of

FOUND = 12
"""How many records the palette offers at once."""


class RecordProvider(Provider):
    """Offers the records that what is typed may mean."""

    async def discover(self) -> Hits:
        """Offer nothing before something is typed."""
        no_hits: tuple[DiscoveryHit, ...] = ()
        for hit in no_hits:
            yield hit

    async def search(self, query: str) -> Hits:
        """Offer records of every kind; the best come first."""
        from textual.content import Content

        from services.records.finding import find_records

        context = program_of(self.app).context
        hits = await asyncio.to_thread(find_records, context, query, limit=FOUND)
        for place, hit in enumerate(hits):
            reference = Reference(hit.kind, hit.id, hit.title)
            kind = _(KINDS[hit.kind].label)
            yield Hit(
                1 - place / 100,
                Content(f"{hit.title}  {hit.detail}"),
                lambda reference=reference: self._open(reference),
                text=hit.title,
                help=kind,
            )

    def _open(self, reference: Reference) -> None:
        from screens.client_card import ClientCard

        self.app.push_screen(ClientCard(reference))
