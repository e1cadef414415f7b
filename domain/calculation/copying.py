"""Lines for a spreadsheet: rows of text with tabs between their cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.calculation.figures import Figures
from domain.calculation.lines import Calculation, Cell, Line, LineKind, typed_text
from domain.calculation.pasting import TEXT_SIGN, is_formula
from domain.money import plain_number
from domain.text import on_one_line


def rows_text(calculation: Calculation, figures: Figures, titles: Mapping[Cell, str]) -> str:
    """Return all lines that say something as rows, below the `titles` of the columns.

    Numbers are as they are typed in the language of the interface, without currency, the net and
    the sums of sub-totals among them. What `domain.calculation.pasting.lines_from` makes of it are
    the same lines. `figures` are those of the calculation.
    """
    rows = [
        [_cell(line, cell, figures) for cell in titles]
        for line in calculation.lines
        if not line.is_blank
    ]
    return "".join("\t".join(row) + "\n" for row in [list(titles.values()), *rows])


def _cell(line: Line, cell: Cell, figures: Figures) -> str:
    if cell is Cell.NET:
        return _amount(line, figures)
    if not line.is_item and cell is not Cell.NAME:
        return ""
    text = typed_text(line, cell)
    match cell:
        case Cell.NAME | Cell.UNIT:
            text = on_one_line(text)
            return TEXT_SIGN + text if is_formula(text) else text
        case Cell.TAX if text:
            return f"{text}%"
    return text


def _amount(line: Line, figures: Figures) -> str:
    sums: Mapping[int, Decimal] = figures.sums if line.kind is LineKind.SUBTOTAL else figures.nets
    return plain_number(sums[line.key]) if line.key in sums else ""
