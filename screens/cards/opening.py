"""Opens the card of a record from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from domain.references import Reference

if TYPE_CHECKING:
    from textual.app import App


class Neighbours(Protocol):
    """The list from which a card was opened."""

    def __call__(self, step: int) -> Reference | None:
        """Go to the next record of the list, or to the previous one; None where there is none."""
        ...


def open_card(app: App[Any], record: Reference, neighbours: Neighbours | None = None) -> None:
    """Show the card of a record above what is in view.

    With `neighbours` one goes on from it to the next record of the list.
    """
    # Loaded with the first card, behind the first frame.
    from screens.cards.record_card import RecordCard

    app.push_screen(RecordCard(record, neighbours))
