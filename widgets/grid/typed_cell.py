"""The text of a cell that is being typed, with its cursor: what an input is, without a widget."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from widgets.lists.columns import cell, clean

LONGEST = 1000
"""Characters that a cell takes."""


class TypedPieces(NamedTuple):
    """A typed text as it is painted: what precedes the cursor, what is under it, what follows."""

    before: str
    under: str
    after: str


class TypedCell:
    """A text that is typed. `caret` is the number of characters before the cursor."""

    def __init__(self, text: str = "", caret: int | None = None) -> None:
        self.text = text
        self.caret = len(text) if caret is None else caret

    def insert(self, text: str) -> None:
        """Type a text at the cursor; line ends and tabs become blanks."""
        added = clean(text)[: LONGEST - len(self.text)]
        self.text = self.text[: self.caret] + added + self.text[self.caret :]
        self.caret += len(added)

    def point_at(self, place: int) -> None:
        """Put the cursor before the character that is wrong, at the end where all of it is."""
        if place:
            self.caret = min(place, len(self.text))

    def press(self, key: str) -> bool:
        """Do what a key of an input does; return whether it is one."""
        match key:
            case "left":
                self.caret = self._before()
            case "right":
                self.caret = self._behind()
            case "home" | "ctrl+a":
                self.caret = 0
            case "end" | "ctrl+e":
                self.caret = len(self.text)
            case "ctrl+left":
                self.caret = self._word_before()
            case "ctrl+right":
                self.caret = self._word_behind()
            case "backspace":
                self._cut(self._before(), self.caret)
            case "delete":
                self._cut(self.caret, self._behind())
            case "ctrl+w":
                self._cut(self._word_before(), self.caret)
            case "ctrl+u":
                self._cut(0, self.caret)
            case "ctrl+k":
                self._cut(self.caret, len(self.text))
            case _:
                return False
        return True

    def _cut(self, start: int, stop: int) -> None:
        self.text = self.text[:start] + self.text[stop:]
        self.caret = start

    def _before(self) -> int:
        parts = split_graphemes(self.text[: self.caret])[0]
        return parts[-1][0] if parts else 0

    def _behind(self) -> int:
        parts = split_graphemes(self.text[self.caret :])[0]
        return self.caret + (parts[0][1] if parts else 0)

    def _word_before(self) -> int:
        kept = self.text[: self.caret].rstrip()
        return len(kept) - len(kept.split(" ")[-1]) if kept else 0

    def _word_behind(self) -> int:
        rest = self.text[self.caret :]
        word = rest.lstrip()
        return len(self.text) - len(word) + len(word.split(" ")[0]) if word else len(self.text)

    def pieces(self, width: int) -> TypedPieces:
        """Return what of the text is in view in so many cells, the cursor always among it."""
        before = _end_of(clean(self.text[: self.caret]), max(0, width - 2))
        shown = clean(self.text[self.caret :])
        parts = split_graphemes(shown)[0]
        under = shown[: parts[0][1]] if parts else " "
        rest = shown[len(under) :] if parts else ""
        room = max(0, width - cell_len(before) - cell_len(under))
        return TypedPieces(before, under, cell(rest, room))


def _end_of(text: str, width: int) -> str:
    """Return as much of the end of a text as so many cells take."""
    if cell_len(text) <= width:
        return text
    kept, used = len(text), 0
    for start, _stop, cells in reversed(split_graphemes(text)[0]):
        if used + cells > width:
            break
        kept, used = start, used + cells
    return text[kept:]
