"""Which columns of a board are in view, how wide each is, and what stands where. Pure logic."""

from __future__ import annotations

from typing import Final, NamedTuple

LEAST_CELLS: Final = 22
"""Cells of the narrowest column, so that a name and an amount can be read in it."""

GAP: Final = 1
"""Blank cells between two columns."""


class Shares(NamedTuple):
    """The columns in view: the first, and where each begins and how wide it is."""

    first: int
    places: tuple[tuple[int, int], ...]

    @property
    def stop(self) -> int:
        """The column after the last one in view."""
        return self.first + len(self.places)

    def at(self, x: int) -> int | None:
        """Return the column at a cell of the line, None between two."""
        for lane, (start, width) in enumerate(self.places, self.first):
            if start <= x < start + width:
                return lane
        return None


def share(width: int, count: int, at: int, first: int) -> Shares:
    """Return the columns in view of `count`, that of the cursor (`at`) among them.

    `first` is where the view was before; it moves no further than it has to. The columns take the
    whole `width` in cells.
    """
    if count <= 0 or width <= 0:
        return Shares(0, ())
    shown = max(1, min(count, (width + GAP) // (LEAST_CELLS + GAP)))
    first = max(0, min(first, at, count - shown), at - shown + 1)
    room = width - GAP * (shown - 1)
    places, start = [], 0
    for lane in range(shown):
        cells = room // shown + (1 if lane < room % shown else 0)
        places.append((start, cells))
        start += cells + GAP
    return Shares(first, tuple(places))
