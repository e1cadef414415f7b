"""Lines from a spreadsheet: rows of text with tabs between their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.calculation.lines import Cell, Line, with_typed
from domain.cells import CellError, read_outcome
from domain.i18n import _

MOST_LINES = 5000
"""Lines that are taken at once."""

TEXT_SIGN = "'"
"""Stands before what a spreadsheet would take for a formula, so that it is a text there."""

_TITLES: Mapping[Cell, frozenset[str]] = {
    Cell.NAME: frozenset(
        {"item", "name", "product", "description", "товар", "наименование", "название", "описание"}
        | {"nazwa", "towar", "produkt", "opis"}
    ),
    Cell.QUANTITY: frozenset(
        {"qty", "quantity", "count", "кол-во", "количество", "кол.", "ilość", "szt."}
    ),
    Cell.UNIT: frozenset({"unit", "ед.", "ед. изм.", "единица", "jm", "j.m.", "jednostka"}),
    Cell.PRICE: frozenset({"price", "unit price", "цена", "cena", "cena netto", "цена за ед."}),
    Cell.DISCOUNT: frozenset({"discount", "disc.", "скидка", "rabat"}),
    Cell.TAX: frozenset({"vat", "tax", "vat %", "ндс", "налог", "ставка ндс", "stawka vat"}),
}
"""Titles of columns by which these are known, in lower case."""


def lines_from(text: str) -> list[Line]:
    """Return the lines that rows of a spreadsheet say, without keys of their own.

    Where the first row has titles, they say what the columns hold. Else the first text is the item,
    the next one the unit; the first number is the quantity, the next one the price; percent are
    first a discount, then a tax. What is left over, such as sums, is not needed. Raises CellError.
    """
    rows = [row.split("\t") for row in text.splitlines() if row.strip()]
    if len(rows) > MOST_LINES:
        said = _("{count} lines are too many at once; {most} are taken.")
        raise CellError(said.format(count=len(rows), most=MOST_LINES), 0)
    titles = _titles(rows[0]) if rows else {}
    lines = []
    for number, row in enumerate(rows[1:] if titles else rows, start=1):
        cells = _named(row, titles) if titles else _guessed(row)
        try:
            lines.append(_line(cells))
        except CellError as error:
            said = _("Line {number} of what was pasted: {reason}")
            raise CellError(said.format(number=number, reason=error), 0) from error
    return lines


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would compute a text instead of showing it."""
    return text.startswith(("=", "+", "-", "@"))


def _line(cells: Sequence[tuple[Cell, str]]) -> Line:
    line = Line(0)
    for cell, text in cells:
        line = with_typed(line, cell, text)
    return line


def _titles(row: Sequence[str]) -> dict[int, Cell]:
    """Return which columns the titles of a row name, nothing where it is no row of titles."""
    found: dict[int, Cell] = {}
    for place, text in enumerate(row):
        title = text.strip().lower()
        for cell, titles in _TITLES.items():
            if title in titles and cell not in found.values():
                found[place] = cell
    return found if Cell.NAME in found.values() else {}


def _named(row: Sequence[str], titles: Mapping[int, Cell]) -> list[tuple[Cell, str]]:
    return [
        (cell, _without_currency(cell, row[place]))
        for place, cell in titles.items()
        if place < len(row)
    ]


def _guessed(row: Sequence[str]) -> list[tuple[Cell, str]]:
    texts = iter((Cell.NAME, Cell.UNIT))
    numbers = iter((Cell.QUANTITY, Cell.PRICE))
    percents = iter((Cell.DISCOUNT, Cell.TAX))
    found: list[tuple[Cell, str]] = []
    for place, text in enumerate(row):
        if not text.strip():
            continue
        kind = _kind(text)
        if kind == "number" and place == 0 and len(row) > 1 and _kind(row[1]) == "text":
            continue  # the number of the line
        column = next({"text": texts, "number": numbers, "percent": percents}[kind], None)
        if column is not None:
            found.append((column, _without_currency(column, text)))
    return found


def _kind(text: str) -> str:
    try:
        outcome = read_outcome(_bare(text))
    except CellError:
        return "text"
    return "percent" if outcome.is_percent else "number"


def _without_currency(cell: Cell, text: str) -> str:
    if cell not in (Cell.NAME, Cell.UNIT):
        return _bare(text)
    shown = text.strip()
    return shown[1:] if shown.startswith(TEXT_SIGN) and is_formula(shown[1:]) else shown


def _bare(text: str) -> str:
    """Return a number without the currency that spreadsheets show with it."""
    return "".join(_signs(text)).strip()


def _signs(text: str) -> Iterator[str]:
    for word in text.split():
        if word.strip(".").lower() not in {"₽", "zł", "zl", "€", "$", "руб", "р", "rub", "pln"}:
            yield word.strip("₽€$") + " "
