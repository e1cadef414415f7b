"""A calculation being edited: each step makes another one, and all of them can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.calculation.figures import Figures, Pricer, gross_of, is_priced, with_other_prices
from domain.calculation.lines import Calculation, Cell, Line, LineKind, with_typed


class Place(NamedTuple):
    """Where the cursor is: in which line, from 0 (the one behind the last adds), in which cell."""

    line: int = 0
    cell: Cell = Cell.NAME


class _Step(NamedTuple):
    """A state that can be come back to, and where the cursor was in it."""

    calculation: Calculation
    place: Place


class Editing:
    """The states that a calculation went through, the present one among them.

    Undo and redo know no limit; states share what did not change between them. All steps take the
    place of the cursor and return the one where it belongs afterwards; `place` is where it is.
    `typed_text` is what is being typed there, or into the figure of the calculator that
    `typed_figure` names; None where nothing is.
    """

    def __init__(self, calculation: Calculation) -> None:
        self.place = Place()
        self._pricer = Pricer()
        self._before: list[_Step] = []
        self._after: list[_Step] = []
        self.take(calculation)

    def take(self, calculation: Calculation) -> None:
        """Begin anew with a calculation: it is what is stored by now."""
        self.calculation = self._saved = calculation
        self.try_on(None)
        self._before.clear()
        self._after.clear()
        self._next_key = 1 + max((line.key for line in calculation.lines), default=0)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in their order."""
        return self.calculation.lines

    @property
    def shown(self) -> Calculation:
        """The calculation as it is, or as it will be with what is being typed."""
        return self._tried or self.calculation

    @property
    def figures(self) -> Figures:
        """What the calculation that is shown comes to."""
        return self._pricer.figures(self.shown)

    @property
    def is_changed(self) -> bool:
        """Whether the calculation differs from what was stored last."""
        return self.calculation != self._saved

    def line_at(self, place: Place) -> Line | None:
        """Return the line at a place, None behind the last one."""
        return self.lines[place.line] if place.line < len(self.lines) else None

    # Typing.

    def try_on(
        self, calculation: Calculation | None, text: str | None = None, figure: str = ""
    ) -> None:
        """Show what the calculation may come to be, None for what it is; this is no step.

        `text` is what is typed so far into the cell under the cursor, or into a `figure`.
        """
        self._tried, self.typed_text, self.typed_figure = calculation, text, figure

    def typed(self, place: Place, text: str) -> Calculation:
        """Return the calculation as it will be with this text in a cell. Raises CellError.

        Behind the last line the text makes another one.
        """
        line = self.line_at(place) or self._new()
        changed = with_typed(line, place.cell, text, self._gross_at(place, line))
        if place.line < len(self.lines):
            return self._with_line(place.line, changed)
        if changed.is_blank:
            return self.calculation
        return replace(self.calculation, lines=(*self.lines, changed))

    def _gross_at(self, place: Place, line: Line) -> Decimal | None:
        if place.cell not in (Cell.DISCOUNT, Cell.NET):
            return None
        return gross_of(line, self.calculation.currency)

    def type(self, place: Place, text: str) -> None:
        """Put a text into a cell. Raises CellError, and then nothing has changed."""
        self.do(self.typed(place, text), place)

    def _with_line(self, at: int, line: Line) -> Calculation:
        if self.lines[at] == line:
            return self.calculation
        return replace(self.calculation, lines=(*self.lines[:at], line, *self.lines[at + 1 :]))

    # Lines.

    def insert(self, place: Place, lines: Iterable[Line]) -> Place:
        """Insert lines before a place, under keys of their own."""
        added = tuple(replace(line, key=self._key(), kept=None) for line in lines)
        return self._splice(place, place.line, place.line, added)

    def insert_kind(self, place: Place, kind: LineKind, name: str = "") -> Place:
        """Insert an empty line, a comment or a sub-total before a place."""
        return self.insert(place, [Line(0, kind, name)])

    def duplicate(self, place: Place) -> Place:
        """Put a copy of the line behind it; the copy is a line of its own."""
        line = self.line_at(place)
        if line is None:
            return place
        copy = replace(line, key=self._key(), kept=None)
        behind = place.line + 1
        self._splice(place, behind, behind, (copy,))
        return place._replace(line=behind)

    def remove(self, place: Place) -> Place:
        """Remove the line."""
        if self.line_at(place) is None:
            return place
        return self._splice(place, place.line, place.line + 1, ())

    def move(self, place: Place, step: int) -> Place:
        """Put the line so many places further down, or up; at either end it stays."""
        line, to = self.line_at(place), place.line + step
        if line is None or not 0 <= to < len(self.lines):
            return place
        rest = [*self.lines[: place.line], *self.lines[place.line + 1 :]]
        rest.insert(to, line)
        self.do(replace(self.calculation, lines=tuple(rest)), place)
        return place._replace(line=to)

    def put(self, place: Place, lines: Sequence[Line]) -> None:
        """Let the line at a place be the first of these, such as products that were picked.

        The others stand behind it.
        """
        present = self.line_at(place)
        if present is None:
            self.insert(place, lines)
            return
        first, *others = lines
        first = replace(first, key=present.key, kept=present.kept)
        added = (replace(line, key=self._key(), kept=None) for line in others)
        self._splice(place, place.line, place.line + 1, (first, *added))

    def _splice(self, place: Place, start: int, stop: int, lines: Sequence[Line]) -> Place:
        now = (*self.lines[:start], *lines, *self.lines[stop:])
        self.do(replace(self.calculation, lines=now), place)
        return Place(min(start, len(now)), place.cell)

    def _new(self) -> Line:
        """Return an empty line with the taxes of the last one that has a price."""
        taxes = next((line.taxes for line in reversed(self.lines) if is_priced(line)), ())
        return Line(self._key(), taxes=taxes)

    def _key(self) -> int:
        key = self._next_key
        self._next_key += 1
        return key

    # The whole.

    def switch_prices(self, place: Place) -> None:
        """Go on with prices with tax instead of without it, or without."""
        self.do(with_other_prices(self.calculation), place)

    # Steps.

    def do(self, calculation: Calculation, place: Place) -> None:
        """Go on to another state; the same one is no step."""
        self.try_on(None)
        if calculation != self.calculation:
            self._before.append(_Step(self.calculation, place))
            self._after.clear()
            self.calculation = calculation

    def undo(self, place: Place) -> Place | None:
        """Go back a step; return where the cursor was before it, None where there is none."""
        return self._walk(self._before, self._after, place)

    def redo(self, place: Place) -> Place | None:
        """Take the last step anew; return where the cursor was before that was taken back."""
        return self._walk(self._after, self._before, place)

    def _walk(self, source: list[_Step], other: list[_Step], place: Place) -> Place | None:
        if not source:
            return None
        self.try_on(None)
        step = source.pop()
        other.append(_Step(self.calculation, place))
        self.calculation = step.calculation
        return step.place

    def saved(self, calculation: Calculation) -> None:
        """Take note that a state is stored by now; `calculation` has the keys of its rows.

        The lines of all states know their rows from then on, so that undo does not store them anew.
        """
        rows = {line.key: line.kept for line in calculation.lines if line.kept}
        self.calculation = _with_rows(self.calculation, rows)
        self._saved = _with_rows(calculation, rows)
        self._before = [
            s._replace(calculation=_with_rows(s.calculation, rows)) for s in self._before
        ]
        self._after = [s._replace(calculation=_with_rows(s.calculation, rows)) for s in self._after]


def _with_rows(calculation: Calculation, rows: dict[int, UUID]) -> Calculation:
    lines = tuple(
        line if line.kept == rows.get(line.key, line.kept) else replace(line, kept=rows[line.key])
        for line in calculation.lines
    )
    return calculation if lines == calculation.lines else replace(calculation, lines=lines)
