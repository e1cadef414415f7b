"""Somebody at a terminal whose keys are counted."""

from __future__ import annotations

from terminal import Terminal


class Typist:
    """Presses keys in a terminal and counts them; what is written as text does not count."""

    def __init__(self, screen: Terminal) -> None:
        self._screen = screen
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys, each of which counts."""
        self.keys += len(keys)
        self._screen.press(*keys)

    def write(self, text: str) -> None:
        """Write a text, which does not count."""
        self._screen.send(text)
