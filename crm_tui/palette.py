"""The palette: what can be done here, and the records that a text may mean (FEATURES SRCH-01)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from domain.i18n import _
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import fold
from screens.action import PROGRAM, Action
from screens.actions import PALETTE, available_in, bindings_of
from screens.program import program_of, shown_key
from screens.shell import AreaScreen
from screens.typed_search import TypedSearch
from widgets.forms.found_list import FoundItem

if TYPE_CHECKING:
    from screens.settings.lines import AnyLine

FOUND = 16
"""How many records and actions the palette offers for a text: as many as it has lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the palette offers, and what choosing it does."""

    item: FoundItem
    run: Callable[[], object]


class Palette(TypedSearch[None, Entry]):
    """Offers the actions of the screen `below`, and finds records of every kind while one types."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    DEFAULT_CSS = "Palette > Vertical { width: 110; height: 21; }"

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def on_mount(self) -> None:
        """Offer every action before something is typed."""
        self._offer("", list(self._actions("")))

    @work(group="search", exclusive=True)
    async def look_up(self, text: str) -> None:
        """Find the actions and, beside the screen, the records that a text may mean."""
        records: list[Entry] = []
        if text:
            search = program_of(self).typing_search
            hits = await asyncio.to_thread(search.find, text, limit=FOUND)
            if hits is None:
                return
            for hit in hits:
                reference = Reference(hit.kind, hit.id, hit.title)
                item = FoundItem(hit.title, hit.summary, _(KINDS[hit.kind].label))
                records.append(Entry(item, partial(_open, self.app, reference)))
        settings = self._settings(text) if text else ()
        self._offer(text, [*self._actions(text), *records, *settings][:FOUND])

    def _actions(self, text: str) -> Iterator[Entry]:
        """Return the actions whose sentence has words that begin with those typed.

        That of an area has its title as well, whose form may be another one in the sentence. A
        looser match would put commands in front of the clients whose names are typed.
        """
        titles = {f"area('{area.digit}')": area.title for area in program_of(self).areas()}
        for action in self._actions_below():
            sentence = _(action.sentence)
            if _begin_words(text, f"{sentence} {titles.get(action.method, '')}"):
                item = FoundItem(sentence, aside=shown_key(self, action))
                yield Entry(item, partial(self._below.run_action, action.run))

    def _settings(self, text: str) -> Iterator[Entry]:
        """Return the settings whose name or page has words that begin with those typed.

        They come behind the records, whose names are typed far more often.
        """
        for line in self._setting_lines:
            if _begin_words(text, f"{line.label} {line.page}"):
                item = FoundItem(line.label, line.page, aside=_("Settings"))
                yield Entry(item, partial(_show_setting, self.app, line.key))

    @cached_property
    def _setting_lines(self) -> Sequence[AnyLine]:
        """The lines of the settings, which are read with the first text that is typed."""
        from screens.settings.lines import data_settings, screen_lines

        program = program_of(self)
        stored = data_settings(program.context)
        return (*program.machine_settings(), *stored, *screen_lines())

    def _actions_below(self) -> Iterator[Action]:
        here = self._below.places if isinstance(self._below, AreaScreen) else ()
        return (a for a in available_in(*here, PROGRAM) if a.name != "program.palette")

    def _offer(self, text: str, entries: Sequence[Entry]) -> None:
        self.show_found(text, entries, [entry.item for entry in entries])

    def choose(self, found: Entry) -> None:
        """Run the entry on the screen below."""
        self.dismiss()
        self.app.call_later(found.run)


def _open(app: App[object], reference: Reference) -> None:
    from screens.cards.opening import open_card

    open_card(app, reference)


def _begin_words(typed: str, text: str) -> bool:
    """Say whether each word that is typed begins one of a text."""
    known = fold(text).split()
    return all(any(word.startswith(one) for word in known) for one in fold(typed).split())


async def _show_setting(app: App[object], key: str) -> None:
    """Go to the settings, to one of them; what stands there upon them is left."""
    from screens.settings.settings_area import SettingsArea

    await program_of(app.screen).show_area("0")
    while isinstance(app.screen, AreaScreen) and not isinstance(app.screen, SettingsArea):
        await app.pop_screen()
    if isinstance(app.screen, SettingsArea):
        app.screen.go_to(key)
