"""What a screen may ask of the program it runs in."""

from __future__ import annotations

from typing import Protocol, cast

from textual.dom import DOMNode
from textual.signal import Signal

from services.context import Context


class Program(Protocol):
    """The running program, as screens know it."""

    context: Context
    """The person at work and the database."""

    records_changed: Signal[frozenset[str]]
    """Tells which kinds of records have changed, here or in another process."""

    def notice_changes(self) -> None:
        """Look at once whether something was written, instead of at the next regular look."""
        ...


def program_of(node: DOMNode) -> Program:
    """Return the program that `node` belongs to."""
    return cast("Program", node.app)
