"""The smallest Textual program that shows a word: a measure for the start and memory of `crm`."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

MARKER = "nothing"


class EmptyApp(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Static(MARKER)


if __name__ == "__main__":
    EmptyApp().run()
