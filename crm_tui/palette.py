"""The palette: what can be done here, and the records that a text may mean (FEATURES SRCH-01)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from domain.i18n import _
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import fold
from screens.action import PROGRAM, Action
from screens.actions import PALETTE, available_in, bindings_of
from screens.program import program_of, shown_key
from screens.shell import AreaScreen
from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput

FOUND = 16
"""How many records and actions the palette offers for a text: as many as it has lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the palette offers, and what choosing it does."""

    item: FoundItem
    run: Callable[[], object]


class Palette(ModalScreen[None]):
    """Offers the actions of the screen `below`, and finds records of every kind while one types."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PALETTE)]
    DEFAULT_CSS = """
    Palette {
        align: center top;
        & > Vertical {
            width: 110; max-width: 100%; height: 21; max-height: 95%; margin-top: 2; padding: 1 2;
            background: $surface;
        }
        & Input { margin-left: 2; }
        & FoundList { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below
        self._entries: Sequence[Entry] = ()
        self._shown_for = ""
        self._is_entered = False

    def compose(self) -> ComposeResult:
        """Lay out the input, and what was found under it."""
        with Vertical():
            yield LeanInput(placeholder=_("Find a record or a command"))
            yield FoundList()

    def on_mount(self) -> None:
        """Offer every action before something is typed."""
        self._show("", self._actions(""))

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed while the palette was opening."""
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.stop()
            self.focused.insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def look_up(self, event: Input.Changed) -> None:
        """Find what the text may mean."""
        self._is_entered = False
        self._look_up(event.value.strip())

    @work(group="search", exclusive=True)
    async def _look_up(self, text: str) -> None:
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
        self._show(text, [*self._actions(text), *records][:FOUND])

    def _actions(self, text: str) -> Iterator[Entry]:
        """Return the actions whose sentence has words that begin with those typed.

        A looser match would put commands in front of the clients whose names are typed.
        """
        typed = fold(text).split()
        for action in self._actions_below():
            sentence = _(action.sentence)
            known = fold(sentence).split()
            if all(any(word.startswith(beginning) for word in known) for beginning in typed):
                item = FoundItem(sentence, aside=shown_key(self, action))
                yield Entry(item, partial(self._below.run_action, action.run))

    def _actions_below(self) -> Iterator[Action]:
        here = self._below.places if isinstance(self._below, AreaScreen) else ()
        return (a for a in available_in(*here, PROGRAM) if a.name != "program.palette")

    def _show(self, text: str, entries: Iterator[Entry] | Sequence[Entry]) -> None:
        self._entries = list(entries)
        self._shown_for = text
        hint = _("Nothing is found.") if text else ""
        self.query_one(FoundList).show([entry.item for entry in self._entries], hint=hint)
        if self._is_entered:
            self._run_marked()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Run the marked entry; where the text is still being looked up, run it once found."""
        if self._shown_for == event.value.strip():
            self._run_marked()
        else:
            self._is_entered = True

    @on(FoundList.Chosen)
    def take_clicked(self, event: FoundList.Chosen) -> None:
        """Run the entry that was clicked."""
        self._run(self._entries[event.index])

    def _run_marked(self) -> None:
        self._is_entered = False
        index = self.query_one(FoundList).index
        if index is not None:
            self._run(self._entries[index])

    def _run(self, entry: Entry) -> None:
        self.dismiss()
        self.app.call_later(entry.run)

    def action_move(self, step: int) -> None:
        """Mark the entry below or above."""
        self.query_one(FoundList).move(step)

    def action_page(self, direction: int) -> None:
        """Mark the entry a page further."""
        found = self.query_one(FoundList)
        found.move(direction * max(2, found.page - 1))


def _open(app: App[object], reference: Reference) -> None:
    from screens.cards.opening import open_card

    open_card(app, reference)
