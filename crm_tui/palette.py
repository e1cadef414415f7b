"""What the palette offers: what can be done here, and the records that a text may mean."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from domain.i18n import _
from domain.kinds import KINDS
from domain.references import Reference
from domain.text import fold
from screens.actions import GLOBAL, Action, actions_of
from screens.program import program_of
from screens.shell import AreaScreen
from widgets.columns import cell

FOUND = 12
"""How many records the palette offers at once."""


class Palette(CommandPalette):
    """The palette in the manner of the other screens: without an emoji, whose width terminals
    disagree on, and without a cursor that blinks."""

    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    """

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.query_one(Input).cursor_blink = False


class ActionProvider(Provider):
    """Offers what can be done on the screen below the palette, each with its key.

    What is typed must begin words of the sentence: a looser match would put commands in front of
    the clients whose names are typed.
    """

    def _actions(self) -> Iterator[Action]:
        screen = self.screen
        is_area = isinstance(screen, AreaScreen)
        targets = (screen.target, GLOBAL) if isinstance(screen, AreaScreen) else (GLOBAL,)
        for action in actions_of(*targets):
            if action.name != "global.palette" and (is_area or action.method.startswith("app.")):
                yield action

    async def discover(self) -> Hits:
        """Offer every action before something is typed."""
        for action in self._actions():
            yield DiscoveryHit(
                _(action.sentence),
                partial(self.screen.run_action, action.method),
                help=action.shown_key,
            )

    async def search(self, query: str) -> Hits:
        """Offer the actions whose words begin with those typed, above any record."""
        from textual.content import Content

        for action in self._actions():
            sentence = _(action.sentence)
            words = fold(sentence).split()
            if all(any(word.startswith(typed) for word in words) for typed in fold(query).split()):
                yield Hit(
                    2,
                    Content(sentence),
                    partial(self.screen.run_action, action.method),
                    text=sentence,
                    help=action.shown_key,
                )


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
        width = max(20, self.app.size.width - 6)
        hits = await asyncio.to_thread(find_records, context, query, limit=FOUND)
        for place, hit in enumerate(hits):
            reference = Reference(hit.kind, hit.id, hit.title)
            kind = _(KINDS[hit.kind].label)
            yield Hit(
                1 - place / 100,
                Content(cell(f"{hit.title}  {hit.detail}", width).rstrip()),
                lambda reference=reference: self._open(reference),
                text=hit.title,
                help=kind,
            )

    def _open(self, reference: Reference) -> None:
        from screens.client_card import ClientCard

        self.app.push_screen(ClientCard(reference))
