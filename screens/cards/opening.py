"""Opens the card of a record from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

from domain.records.references import Reference

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from screens.cards.record_card import RecordCard


class Neighbours(Protocol):
    """The list from which a card was opened."""

    def __call__(self, step: int) -> Reference | None:
        """Go to the next record of the list, or to the previous one; None where there is none.

        Raises TakesLong where it is being read still.
        """
        ...


_CARDS: WeakKeyDictionary[App[Any], list[RecordCard]] = WeakKeyDictionary()
"""The cards that a program has made: to lay one out anew takes longer than anything it shows."""


def open_card(app: App[Any], record: Reference, neighbours: Neighbours | None = None) -> None:
    """Show the card of a record above what is in view.

    With `neighbours` one goes on from it to the next record of the list.
    """
    card = _free_card(app)
    card.begin(record, neighbours)
    app.push_screen(card)


def lay_card_out(app: App[Any]) -> None:
    """Make a card ready before one is opened."""
    app._get_screen(_free_card(app))


def is_open(app: App[Any], card: Screen[Any]) -> bool:
    """Say whether a card is on a stack of screens: in view, below another one, or elsewhere."""
    return any(card in stack for stack in app._screen_stacks.values())


def _free_card(app: App[Any]) -> RecordCard:
    """Return a card that is on no stack of screens, made anew where there is none."""
    # Loaded with the first card, behind the first frame.
    from screens.cards.record_card import RecordCard

    cards = _CARDS.setdefault(app, [])
    for card in cards:
        if not is_open(app, card):
            return card
    card = RecordCard()
    app.install_screen(card, f"card {len(cards)}")
    cards.append(card)
    return card
