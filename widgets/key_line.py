"""The line of keys at the end of a dialog, broken only between one key and the next."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from widgets.kept_lines import KeptLines
from widgets.lists.columns import packed

GAP = "   "
"""What stands between a key with its label and the next one."""


class KeyLine(KeptLines):
    """Shows `keys`, parted by GAP, on as many lines as they need."""

    DEFAULT_CSS = """
    KeyLine { width: 1fr; height: auto; }
    """

    def __init__(self, keys: str, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._keys = keys.split(GAP)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the keys take in so many cells."""
        return len(packed(self._keys, width, GAP))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n".join(packed(self._keys, self.content_size.width, GAP)))
