"""Bars made of characters that every terminal shows one cell wide."""

from __future__ import annotations


def bar(part: int, whole: int, cells: int) -> str:
    """Return a bar of at most `cells` characters, as long as `part` is of `whole`.

    What is more than nothing can be seen, be it ever so little.
    """
    if part <= 0 or whole <= 0:
        return ""
    return "█" * min(cells, part * cells // whole) or "▏"
