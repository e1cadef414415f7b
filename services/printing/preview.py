"""A document as lines of text, to look at on a screen before the file is saved (FEATURES INV-15).

The blocks are those that are printed, so the texts are the same; pictures stand as `[…]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from textwrap import wrap
from typing import Final

from domain.i18n import _
from domain.text import strip_control
from services.printing.blocks import (
    Align,
    BankDetails,
    Block,
    Facts,
    Heading,
    Panels,
    Paragraph,
    Row,
    RowKind,
    SigningPlaces,
    Sums,
    Table,
)
from services.printing.composing import compose
from services.printing.document import PrintedDocument

_LEAST_WIDTH: Final = 40
_LEAST_WIDE_COLUMN: Final = 16
_MOST_NARROW_COLUMN: Final = 18
_BETWEEN: Final = "  "


def preview_lines(document: PrintedDocument, width: int = 80) -> tuple[str, ...]:
    """Return what will be printed as lines of at most `width` characters, 40 at least."""
    width = max(width, _LEAST_WIDTH)
    lines: list[str] = []
    for block in compose(document).blocks:
        lines.extend(line.rstrip() for line in _lines(block, width))
        lines.append("")
    return tuple(lines[:-1])


@singledispatch
def _lines(block: Block, width: int) -> Iterable[str]:
    raise TypeError(type(block).__name__)


@_lines.register
def _heading(block: Heading, width: int) -> Iterable[str]:
    if block.logo:
        yield _("[logo]").rjust(width)
    yield from _wrapped(block.text, width)
    if block.note:
        yield from _wrapped(block.note, width)
    if block.is_underlined:
        yield "═" * width


@_lines.register
def _bank(block: BankDetails, width: int) -> Iterable[str]:
    pairs = (
        (block.bank_label, block.bank),
        *block.bank_cells,
        (block.payee_label, block.payee),
        ("", ", ".join(block.tax_numbers)),
        block.payee_cell,
    )
    yield from _facts(Facts(pairs), width)


@_lines.register
def _facts(block: Facts, width: int) -> Iterable[str]:
    column = min(max(len(label) for label, _text in block.pairs), width // 3)
    for label, text in block.pairs:
        yield from _beside([(label, column, "L"), (text, width - column - 1, "L")], " ")


@_lines.register
def _panels(block: Panels, width: int) -> Iterable[str]:
    half = (width - len(_BETWEEN)) // 2
    texts = [
        "\n".join((panel.heading, "─" * half, *panel.lines)) for panel in (block.left, block.right)
    ]
    yield from _beside([(text, half, "L") for text in texts], _BETWEEN)


@_lines.register
def _table(block: Table, width: int) -> Iterable[str]:
    """Lay out the columns; where they leave the wide one no room, each row is told line by line."""
    widths = _column_widths(block, width)
    if widths is None:
        for row in block.rows:
            yield from _told(block, row, width)
        return
    whole = sum(widths) + len(_BETWEEN) * (len(widths) - 1)
    indent = " " * (width - whole if block.is_narrow else 0)
    heads = [
        (column.heading, wide, column.align)
        for column, wide in zip(block.columns, widths, strict=True)
    ]
    for line in _beside(heads, _BETWEEN):
        yield indent + line
    yield indent + "─" * whole
    for row in block.rows:
        for line in _row(block, row, widths, whole):
            yield indent + line
    yield indent + "─" * whole


def _row(block: Table, row: Row, widths: Sequence[int], whole: int) -> Iterator[str]:
    if row.kind is RowKind.COMMENT:
        yield from _wrapped(row.cells[0], whole)
        return
    cells: list[tuple[str, int, Align]] = []
    for text, column, width in zip(row.cells, block.columns, widths, strict=True):
        notes = row.notes if column.is_wide else ()
        align: Align = "R" if row.kind is RowKind.TOTAL else column.align
        cells.append(("\n".join((text, *notes)), width, align))
    yield from _beside(cells, _BETWEEN)


def _column_widths(block: Table, width: int) -> list[int] | None:
    """Return the widths of the columns, None where the wide one would have too little."""
    widths = []
    for at, column in enumerate(block.columns):
        texts = [row.cells[at] for row in block.rows if row.kind is not RowKind.COMMENT]
        words = column.heading.split() or [""]
        widest = min(max(map(len, texts), default=0), _MOST_NARROW_COLUMN)
        widths.append(0 if column.is_wide else max(widest, *map(len, words)))
    rest = width - sum(widths) - len(_BETWEEN) * (len(widths) - 1)
    has_wide = any(column.is_wide for column in block.columns)
    if rest < (_LEAST_WIDE_COLUMN if has_wide else 0):
        return None
    return [
        rest if column.is_wide else wide for column, wide in zip(block.columns, widths, strict=True)
    ]


def _told(block: Table, row: Row, width: int) -> Iterator[str]:
    """Yield a row as lines: its wide text, then each heading with what stands under it."""
    if row.kind is RowKind.COMMENT:
        yield from _wrapped(row.cells[0], width)
        return
    pairs = [
        (column.heading, text)
        for column, text in zip(block.columns, row.cells, strict=True)
        if text and not column.is_wide
    ]
    for text, column in zip(row.cells, block.columns, strict=True):
        if column.is_wide:
            yield from _wrapped("\n".join((text, *row.notes)), width)
    for heading, text in pairs:
        yield f"  {heading}{text.rjust(width - 2 - len(heading))}"


@_lines.register
def _sums(block: Sums, width: int) -> Iterable[str]:
    amounts = max(len(row.amount) for row in block.rows)
    for row in block.rows:
        label = width - amounts - len(_BETWEEN)
        yield from _beside([(row.label, label, "R"), (row.amount, amounts, "R")], _BETWEEN)
    for line in _wrapped(block.note, width) if block.note else ():
        yield line.rjust(width)
    if block.code:
        yield from _wrapped(f"[QR {block.code.form}] {block.caption}", width)


@_lines.register
def _paragraph(block: Paragraph, width: int) -> Iterable[str]:
    return _wrapped(block.text, width)


@_lines.register
def _signing(block: SigningPlaces, width: int) -> Iterable[str]:
    for place in block.places:
        signed = _("[signature]") if place.picture else ""
        parts = (place.office, signed or "_" * 16, place.name)
        yield from _wrapped(" ".join(filter(None, parts)), width)
    if block.stamp:
        yield _("[stamp]")


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines; line ends within it are kept, and there is a line at least."""
    return [
        line
        for paragraph in strip_control(text).split("\n")
        for line in (wrap(paragraph, width, break_on_hyphens=False) or [""])
    ]


def _beside(cells: Sequence[tuple[str, int, Align]], between: str) -> Iterator[str]:
    """Yield the lines of texts side by side, each wrapped to its width."""
    columns = [_wrapped(text, width) for text, width, _align in cells]
    for at in range(max(map(len, columns))):
        parts = []
        for lines, (_text, width, align) in zip(columns, cells, strict=True):
            line = lines[at] if at < len(lines) else ""
            parts.append(
                line.rjust(width)
                if align == "R"
                else line.center(width)
                if align == "C"
                else line.ljust(width)
            )
        yield between.join(parts)
