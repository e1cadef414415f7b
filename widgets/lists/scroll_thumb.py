"""Where the thumb of a scrollbar lies, so that only the cells it leaves or enters are repainted."""

from __future__ import annotations

from math import ceil

STEPS = 8
"""Positions of the thumb within one cell."""


def thumb(height: int, window: int, length: int, position: float) -> tuple[int, int]:
    """Return where the thumb begins and ends, in eighths of a cell from the top of the bar.

    `window` of `length` lines are in view, from `position` on; the same arithmetic as Textual's
    scrollbar. Without anything to scroll the thumb is empty.
    """
    if not height or window >= length:
        return 0, 0
    size = max(1.0, window * height / length)
    start = int((height - size) * position / (length - window) * STEPS)
    return start, start + ceil(size * STEPS)


def changed_cells(old: tuple[int, int], new: tuple[int, int], height: int) -> list[tuple[int, int]]:
    """Return the runs (first cell, number of cells) that differ between two places of a thumb."""
    if old == new:
        return []
    runs: list[tuple[int, int]] = []
    for before, after in zip(old, new, strict=True):
        if before != after:
            first = min(before, after) // STEPS
            stop = min(height, max(before, after) // STEPS + 1)
            if first < stop:
                runs.append((first, stop - first))
    return runs
