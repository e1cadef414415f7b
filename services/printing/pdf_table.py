"""Draws tables over pages: heads are repeated, and the sums so far carried from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from services.printing.blocks import Row, RowKind, Table
from services.printing.canvas import BOTTOM, LEFT, RIGHT, SMALL, TOP, WIDTH, Canvas, leading

_SIZES: Final = (9.0, 8.0, 7.0)
_LEAST_WIDE: Final = 52.0
_MOST_NARROW: Final = 34.0
_LEAST_NARROW_TABLE: Final = 26.0
_PAD: Final = 1.3
_PAD_ABOVE: Final = 0.9


def draw_table(canvas: Canvas, table: Table) -> None:
    """Draw a table from the canvas's `y` on, and leave `y` below it."""
    _Drawing(canvas, table).draw()


@dataclass(frozen=True, slots=True)
class _Cell:
    """The lines of a cell, and how many of the last ones are small notes."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


class _Drawing:
    """One table on its way over the pages."""

    def __init__(self, canvas: Canvas, table: Table) -> None:
        self._canvas = canvas
        self._table = table
        self._size = _SIZES[-1]
        for size in _SIZES:
            self._size = size
            self._widths = self._fit(size)
            wide = [
                width
                for width, column in zip(self._widths, table.columns, strict=True)
                if column.is_wide
            ]
            if not wide or wide[0] >= _LEAST_WIDE:
                break
        self._left = RIGHT - sum(self._widths) if table.is_narrow else LEFT
        self._right = self._left + sum(self._widths)
        self._wide = next((at for at, column in enumerate(table.columns) if column.is_wide), 0)

    def _fit(self, size: float) -> list[float]:
        """Return the widths of the columns at a size of letters."""
        canvas, table = self._canvas, self._table
        widths = []
        for at, column in enumerate(table.columns):
            if column.is_wide:
                widths.append(0.0)
                continue
            texts = [row.cells[at] for row in table.rows if row.kind is not RowKind.COMMENT]
            if table.rows and table.rows[-1].carried:
                texts.append(table.rows[-1].carried[at])
            width = max(
                (canvas.width(canvas.clean(text), size, is_bold=True) for text in texts if text),
                default=0.0,
            )
            words = canvas.clean(column.heading).split()
            heads = (canvas.width(word, size, is_bold=True) for word in words)
            width = max(min(width, _MOST_NARROW), max(heads, default=0.0)) + 2 * _PAD + 0.2
            widths.append(max(width, _LEAST_NARROW_TABLE) if table.is_narrow else width)
        rest = WIDTH - sum(widths)
        return [
            rest if column.is_wide else width
            for column, width in zip(table.columns, widths, strict=True)
        ]

    def draw(self) -> None:
        canvas, rows = self._canvas, self._table.rows
        first = self._height(self._cells(rows[0])) if rows else 0.0
        canvas.make_room(self._head_height + first + self._carry_height)
        self._head()
        for at, row in enumerate(rows):
            self._row(row, rows[at - 1] if at else None, is_last=at == len(rows) - 1)
        canvas.rule(self._left, canvas.y, self._right, canvas.y)

    def _row(self, row: Row, before: Row | None, *, is_last: bool) -> None:
        """Draw a row, on the next page where it does not fit; one higher than a page is divided."""
        cells = self._cells(row)
        height = self._height(cells)
        reserve = 0.0 if is_last else self._carry_height
        if self._canvas.y + height > BOTTOM - reserve:
            fits_a_page = height < (BOTTOM - TOP) / 2
            if fits_a_page or self._canvas.y > BOTTOM - reserve - 3 * leading(self._size):
                self._break(before)
        while self._canvas.y + height > BOTTOM - reserve:
            shown, cells = self._divide(cells, BOTTOM - reserve - self._canvas.y)
            self._draw_cells(row, shown)
            self._break(before)
            height = self._height(cells)
        self._draw_cells(row, cells)

    def _break(self, before: Row | None) -> None:
        """End the table on this page and go on at the next, with the sums of the row before."""
        canvas, table = self._canvas, self._table
        carried = before.carried if before else ()
        if any(carried):
            self._carry(table.carried_forward, carried)
        canvas.rule(self._left, canvas.y, self._right, canvas.y)
        canvas.next_page()
        self._head()
        if any(carried):
            self._carry(table.brought_forward, carried)

    def _carry(self, label: str, carried: Sequence[str]) -> None:
        texts = [label if at == self._wide else text for at, text in enumerate(carried)]
        row = Row(tuple(texts), RowKind.TOTAL)
        self._draw_cells(row, self._cells(row))

    @cached_property
    def _carry_height(self) -> float:
        if not any(row.carried for row in self._table.rows):
            return 0.0
        return leading(self._size) + 2 * _PAD_ABOVE

    @cached_property
    def _heads(self) -> list[list[str]]:
        return [
            self._canvas.wrap(column.heading, width - 2 * _PAD, self._size, is_bold=True)
            for column, width in zip(self._table.columns, self._widths, strict=True)
        ]

    @cached_property
    def _head_height(self) -> float:
        return max(map(len, self._heads)) * leading(self._size) + 2 * _PAD_ABOVE

    def _head(self) -> None:
        canvas, x = self._canvas, self._left
        for lines, width in zip(self._heads, self._widths, strict=True):
            canvas.box(x, canvas.y, width, self._head_height, is_grey=True)
            lead = leading(self._size)
            top = canvas.y + (self._head_height - len(lines) * lead) / 2
            for line in lines:
                canvas.write(x, top, line, size=self._size, is_bold=True, align="C", width=width)
                top += lead
            x += width
        canvas.y += self._head_height

    def _cells(self, row: Row) -> list[_Cell]:
        """Return the texts of a row as lines; a remark is one cell over all columns."""
        canvas, size = self._canvas, self._size
        is_bold = row.kind is RowKind.TOTAL
        if row.kind is RowKind.COMMENT:
            width = self._right - self._left - 2 * _PAD
            return [_Cell(tuple(canvas.wrap(row.cells[0], width, size)))]
        cells = []
        for at, text in enumerate(row.cells):
            width = self._widths[at] - 2 * _PAD
            lines = tuple(canvas.wrap(text, width, size, is_bold=is_bold)) if text else ()
            notes: list[str] = []
            if at == self._wide:
                for note in row.notes:
                    notes.extend(canvas.wrap(note, width, SMALL))
            cells.append(_Cell(lines, tuple(notes)))
        return cells

    def _height(self, cells: Sequence[_Cell]) -> float:
        heights = (
            len(cell.lines) * leading(self._size) + len(cell.notes) * leading(SMALL)
            for cell in cells
        )
        return max(heights) + 2 * _PAD_ABOVE

    def _divide(self, cells: list[_Cell], height: float) -> tuple[list[_Cell], list[_Cell]]:
        """Return what of a row fits into a height, a line at least, and what is left of it."""
        room = max(height - 2 * _PAD_ABOVE, leading(self._size))
        shown, left = [], []
        for cell in cells:
            lines = min(len(cell.lines), int(room / leading(self._size)))
            rest = room - lines * leading(self._size)
            notes = int(rest / leading(SMALL)) if lines == len(cell.lines) else 0
            shown.append(_Cell(cell.lines[:lines], cell.notes[:notes]))
            left.append(_Cell(cell.lines[lines:], cell.notes[notes:]))
        return shown, left

    def _draw_cells(self, row: Row, cells: Sequence[_Cell]) -> None:
        canvas, x, height = self._canvas, self._left, self._height(cells)
        is_comment = row.kind is RowKind.COMMENT
        canvas.rule(self._left, canvas.y, self._right, canvas.y)
        for at, cell in enumerate(cells):
            width = self._right - self._left if is_comment else self._widths[at]
            canvas.rule(x, canvas.y, x, canvas.y + height)
            align = "L" if is_comment else self._table.columns[at].align
            if row.kind is RowKind.TOTAL and at == self._wide and not self._table.is_narrow:
                align = "R"
            top = canvas.y + _PAD_ABOVE
            for line in cell.lines:
                canvas.write(
                    x + _PAD, top, line, size=self._size, is_bold=row.kind is RowKind.TOTAL,
                    align=align, width=width - 2 * _PAD,
                )  # fmt: skip
                top += leading(self._size)
            for note in cell.notes:
                canvas.write(x + _PAD, top, note, size=SMALL)
                top += leading(SMALL)
            x += width
        canvas.rule(self._right, canvas.y, self._right, canvas.y + height)
        canvas.y += height
