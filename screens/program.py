"""What a screen may ask of the program it runs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.dom import DOMNode
from textual.signal import Signal

from services.context import Context

if TYPE_CHECKING:
    from services.records.typing_search import TypingSearch


class Program(Protocol):
    """The running program, as screens know it."""

    context: Context
    """The person at work and the database."""

    records_changed: Signal[frozenset[str]]
    """Tells which kinds of records have changed, here or in another process."""

    @property
    def typing_search(self) -> TypingSearch:
        """The search for what is being typed: a later text ends the search for the one before."""
        ...

    def notice_changes(self) -> None:
        """Look at once whether something was written, instead of at the next regular look."""
        ...


def program_of(node: DOMNode) -> Program:
    """Return the program that `node` belongs to."""
    return cast("Program", node.app)
