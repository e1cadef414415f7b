"""What is typed while the program begins anew: it is meant for the next run, not for the last."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.events import Key


class TypedAhead:
    """Handed on from one run of the program to the next in the same terminal.

    `is_wanted` tells that another run follows the one that ends. `attributes` are those that the
    terminal had before the first run, as `termios` has them: in between it stays as it is, so that
    nothing that is typed is shown, or waits for the end of a line.
    """

    def __init__(self) -> None:
        self.is_wanted = False
        self.attributes: list[Any] | None = None
        self._keys: list[Key] = []

    def keep(self, key: Key) -> None:
        """Keep a key that has been read already."""
        self._keys.append(type(key)(key.key, key.character))  # a message belongs to one program

    def take(self) -> list[Key]:
        """Return what was kept, which the run that takes it is to do first."""
        keys, self._keys = self._keys, []
        return keys

    def give_back_terminal(self) -> None:
        """Leave the terminal as it was before the first run, whatever has become of the next."""
        if self.attributes is not None and sys.__stdin__ is not None:
            import termios

            with suppress(termios.error):  # the line may have been dropped
                termios.tcsetattr(sys.__stdin__, termios.TCSANOW, self.attributes)
