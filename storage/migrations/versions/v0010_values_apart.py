"""Version 10: in search documents the words of each value are on a line of their own."""

from __future__ import annotations


def upgrade() -> None:
    """Bring a file from version 9 to 10: the runner composes all documents anew."""
