"""Where the cursor of a line grid goes: among the cells of a line, and on to the next line."""

from __future__ import annotations

from collections.abc import Sequence

from domain.calculation.editing import Place
from domain.calculation.lines import Calculation, Cell, cells_of

_ORDER = tuple(Cell)


def cells_at(calculation: Calculation, columns: Sequence[Cell], at: int) -> list[Cell]:
    """Return the cells that the line `at`, or the one that adds, has in these columns."""
    lines = calculation.lines
    cells = cells_of(lines[at]) if at < len(lines) else _ORDER
    return [cell for cell in cells if cell in columns]


def near_cell(calculation: Calculation, columns: Sequence[Cell], at: int, wanted: Cell) -> Cell:
    """Return the wanted cell of a line, or the last one that it has before that."""
    cells = cells_at(calculation, columns, at)
    place = _ORDER.index(wanted)
    return next((one for one in reversed(cells) if _ORDER.index(one) <= place), cells[0])


def gone_on(calculation: Calculation, columns: Sequence[Cell], place: Place, step: int) -> Place:
    """Return the next place that is usually typed into, or with a `step` of -1 the one before.

    The net follows from the others, so it is passed over. Behind the last cell of a line comes the
    next line.
    """
    at = place.line
    here = _ORDER.index(place.cell)
    usual = [one for one in cells_at(calculation, columns, at) if one is not Cell.NET]
    if step > 0:
        following = [one for one in usual if _ORDER.index(one) > here]
        return Place(at, following[0]) if following else Place(at + 1, Cell.NAME)
    earlier = [one for one in usual if _ORDER.index(one) < here]
    if earlier:
        return Place(at, earlier[-1])
    if not at:
        return place
    above = [one for one in cells_at(calculation, columns, at - 1) if one is not Cell.NET]
    return Place(at - 1, above[-1])
