"""A line of tabs, the active one in brackets, and a text at its right end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message

from widgets.bars import OneLine
from widgets.lists.columns import cell


class Tab(NamedTuple):
    """A tab: what it is called in code, and its title."""

    name: str
    title: str


class TabLine(OneLine):
    """Shows which tab is active; a click chooses another.

    The text may be given in several wordings, the longest first, of which the first that fits is
    shown. Where the line is narrow the text goes first, then the tabs furthest from the active one.
    `least` is what these make room for where no wording fits.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tab-line--tab",
        "tab-line--active",
        "tab-line--right",
    }
    DEFAULT_CSS = """
    TabLine {
        & > .tab-line--tab { color: $foreground; text-style: dim; }
        & > .tab-line--active { color: $foreground; text-style: bold; }
        & > .tab-line--right { color: $foreground; text-style: dim; }
    }
    """

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, line: TabLine, name: str) -> None:
            super().__init__()
            self.line = line
            self.name = name

        @property
        def control(self) -> TabLine:
            """The line, so that a handler can be chosen by its id."""
            return self.line

    def __init__(
        self,
        tabs: Sequence[Tab],
        active: str,
        right: str | Sequence[str] = "",
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._tabs = tuple(tabs)
        self._active = active
        self._right = wordings_of(right)
        self._least = ""
        self._fitted: list[tuple[str, str]] = []

    def show(
        self,
        tabs: Sequence[Tab],
        active: str,
        right: str | Sequence[str] | None = None,
        *,
        least: str = "",
    ) -> None:
        """Show other tabs, another one active, or another text."""
        wordings = self._right if right is None else wordings_of(right)
        shown = (tuple(tabs), active, wordings, least)
        if shown != (self._tabs, self._active, self._right, self._least):
            self._tabs, self._active, self._right, self._least = shown
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the tabs that fit, and the text where it fits beside them."""
        self._fitted = self._fit(width - (cell_len(self._least) + 2 if self._least else 0))
        segments = [
            Segment(
                text, self.style("tab-line--active" if name == self._active else "tab-line--tab")
            )
            for name, text in self._fitted
        ]
        room = width - sum(cell_len(text) for _name, text in self._fitted)
        wordings = (*self._right, self._least)
        right = next((text for text in wordings if cell_len(text) + 2 <= room), "")
        segments.append(Segment(cell(f"{right} ", room, "right"), self.style("tab-line--right")))
        return segments

    def _fit(self, width: int) -> list[tuple[str, str]]:
        shown = [
            (tab.name, f"[{tab.title}]" if tab.name == self._active else f" {tab.title} ")
            for tab in self._tabs
        ]
        while len(shown) > 1 and sum(cell_len(text) for _name, text in shown) > width:
            place = next((i for i, (name, _t) in enumerate(shown) if name == self._active), 0)
            shown.pop(0 if place > len(shown) - 1 - place else -1)
        return shown

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        place = 0
        for name, text in self._fitted:
            place += cell_len(text)
            if event.x < place:
                self.post_message(self.Chosen(self, name))
                return


def wordings_of(right: str | Sequence[str]) -> tuple[str, ...]:
    """Return the wordings of a text that may be given in one or in several."""
    return (right,) if isinstance(right, str) else tuple(right)
