"""Draws the blocks of a sheet, each below the one before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Final

from services.printing.blocks import (
    BankDetails,
    Block,
    Facts,
    Heading,
    Panel,
    Panels,
    Paragraph,
    SigningPlace,
    SigningPlaces,
    Sums,
    Table,
)
from services.printing.canvas import LEFT, RIGHT, SIZE, SMALL, WIDTH, Canvas, leading
from services.printing.pdf_table import draw_table
from services.printing.qr import qr_picture

_TITLE_SIZE: Final = 14.0
_GAP: Final = 3.0
_CODE_SIDE: Final = 32.0
_CAPTION_WIDTH: Final = 40.0
_BETWEEN: Final = 0.6
_LOGO_WIDTH: Final = 45.0
_LOGO_HEIGHT: Final = 16.0
_STAMP_SIDE: Final = 38.0
_SIGNATURE_HEIGHT: Final = 12.0
_PLACE_HEIGHT: Final = 15.0
_MOST_OF_NAME: Final = 4
"""Lines of who signs: no more have room above the one to sign on."""
_GUTTER: Final = 8.0


@singledispatch
def draw(block: Block, canvas: Canvas) -> None:
    """Draw a block from the canvas's `y` on, and leave `y` below it with a gap."""
    raise TypeError(type(block).__name__)


@draw.register
def _(block: Heading, canvas: Canvas) -> None:
    width = WIDTH
    if block.logo:
        canvas.picture(block.logo, RIGHT - _LOGO_WIDTH, canvas.y, _LOGO_WIDTH, _LOGO_HEIGHT)
        width -= _LOGO_WIDTH + _GAP
    below_logo = canvas.y + _LOGO_HEIGHT if block.logo else 0.0
    canvas.paragraph(LEFT, width, block.text, size=_TITLE_SIZE, is_bold=True)
    if block.note:
        canvas.paragraph(LEFT, width, block.note)
    canvas.y = max(canvas.y, below_logo) + 1.0
    if block.is_underlined:
        canvas.rule(LEFT, canvas.y, RIGHT, canvas.y, 0.6)
    canvas.y += _GAP


@draw.register
def _(block: BankDetails, canvas: Canvas) -> None:
    narrow, wide = 20.0, 62.0
    left = WIDTH - narrow - wide
    lead = leading(SIZE)
    bank = canvas.wrap(block.bank, left - 2)
    payee = canvas.wrap(block.payee, left - 2)
    heights = (
        max(max(len(bank), 1) * lead + leading(SMALL), 2 * lead) + 2.4,
        lead + 1.5,
        max(len(payee), 1) * lead + leading(SMALL) + 1.5,
    )
    tops = (canvas.y, canvas.y + heights[0], canvas.y + heights[0] + heights[1])
    bottom = canvas.y + sum(heights)
    _boxed_lines(canvas, tops[0], bank, block.bank_label, heights[0], left)
    half = left / 2
    for x, text in ((LEFT, block.tax_numbers[0]), (LEFT + half, block.tax_numbers[1])):
        canvas.box(x, tops[1], half, heights[1], is_grey=False)
        canvas.write(x + 1, tops[1] + 0.7, canvas.clean(text))
    _boxed_lines(canvas, tops[2], payee, block.payee_label, heights[2], left)
    x = LEFT + left
    (code_label, code), (account_label, account) = block.bank_cells
    middle = tops[0] + lead + 1.2
    for top, height, label, text in (
        (tops[0], middle - tops[0], code_label, code),
        (middle, tops[1] - middle, account_label, account),
        (tops[1], bottom - tops[1], *block.payee_cell),
    ):
        canvas.box(x, top, narrow, height, is_grey=False)
        canvas.box(x + narrow, top, wide, height, is_grey=False)
        canvas.write(x + 1, top + 0.7, canvas.clean(label))
        canvas.write(x + narrow + 1, top + 0.7, canvas.clean(text))
    canvas.y = bottom + 2 * _GAP


def _boxed_lines(
    canvas: Canvas, top: float, lines: Sequence[str], label: str, height: float, width: float
) -> None:
    """Draw a box of the payment table: what it tells, and small at its foot what that is."""
    canvas.box(LEFT, top, width, height, is_grey=False)
    for at, line in enumerate(lines):
        canvas.write(LEFT + 1, top + 0.7 + at * leading(SIZE), line)
    canvas.write(LEFT + 1, top + height - leading(SMALL) - 0.4, canvas.clean(label), size=SMALL)


@draw.register
def _(block: Facts, canvas: Canvas) -> None:
    labels = [canvas.clean(label) for label, _text in block.pairs]
    column = min(max(canvas.width(label) for label in labels) + 3, WIDTH / 3)
    for label, (_label, text) in zip(labels, block.pairs, strict=True):
        lines = canvas.wrap(text, WIDTH - column, is_bold=block.is_strong)
        names = canvas.wrap(label, column - 2)
        canvas.make_room(max(len(lines), len(names)) * leading(SIZE))
        for at, name in enumerate(names):
            canvas.write(LEFT, canvas.y + at * leading(SIZE), name)
        for at, line in enumerate(lines):
            top = canvas.y + at * leading(SIZE)
            canvas.write(LEFT + column, top, line, is_bold=block.is_strong)
        canvas.y += max(len(lines), len(names)) * leading(SIZE) + (1.2 if block.is_strong else 0.3)
    canvas.y += _GAP - 0.5


@draw.register
def _(block: Panels, canvas: Canvas) -> None:
    width = (WIDTH - _GUTTER) / 2
    panels = ((LEFT, block.left), (LEFT + width + _GUTTER, block.right))
    wrapped = [_panel_lines(canvas, panel, width) for _x, panel in panels]
    height = max(map(len, wrapped)) * leading(SIZE) + leading(SMALL) + 2.5
    canvas.make_room(height)
    for (x, panel), lines in zip(panels, wrapped, strict=True):
        canvas.write(x, canvas.y, canvas.clean(panel.heading), size=SMALL)
        top = canvas.y + leading(SMALL) + 0.5
        canvas.rule(x, top, x + width, top)
        top += 1.0
        for line, is_bold in lines:
            canvas.write(x, top, line, is_bold=is_bold)
            top += leading(SIZE)
    canvas.y += height + _GAP


def _panel_lines(canvas: Canvas, panel: Panel, width: float) -> list[tuple[str, bool]]:
    return [
        (line, at == 0)
        for at, text in enumerate(panel.lines)
        for line in canvas.wrap(text, width, is_bold=at == 0)
    ]


@draw.register
def _(block: Table, canvas: Canvas) -> None:
    draw_table(canvas, block)
    canvas.y += _GAP


@draw.register
def _(block: Sums, canvas: Canvas) -> None:
    rows = [(canvas.clean(row.label), canvas.clean(row.amount), row) for row in block.rows]
    amounts = max(canvas.width(amount, is_bold=True) for _label, amount, _row in rows)
    left = LEFT + (_CODE_SIDE + _CAPTION_WIDTH if block.code else 0.0)
    labels = RIGHT - amounts - 5 - left
    wrapped = [canvas.wrap(label, labels, is_bold=row.is_strong) for label, _amount, row in rows]
    note = canvas.wrap(block.note, RIGHT - left - 1) if block.note else []
    height = (sum(map(len, wrapped)) + len(note)) * leading(SIZE) + len(rows) * _BETWEEN + 1
    if block.code:
        height = max(height, _CODE_SIDE)
    canvas.make_room(height)
    top = canvas.y
    if block.code:
        picture = qr_picture(block.code)
        canvas.pdf.image(picture, LEFT - 2, top - 1, _CODE_SIDE, _CODE_SIDE)
        for at, line in enumerate(canvas.wrap(block.caption, _CAPTION_WIDTH - 6, SMALL)):
            canvas.write(LEFT + _CODE_SIDE, top + 2 + at * leading(SMALL), line, size=SMALL)
    for lines, (_label, amount, row) in zip(wrapped, rows, strict=True):
        for line in lines:
            canvas.write(left, top, line, is_bold=row.is_strong, align="R", width=labels)
            top += leading(SIZE)
        x = RIGHT - amounts - 1
        top -= leading(SIZE)
        canvas.write(x, top, amount, is_bold=row.is_strong, align="R", width=amounts)
        top += leading(SIZE) + _BETWEEN
    for line in note:
        canvas.write(left, top + 1, line, align="R", width=RIGHT - 1 - left)
        top += leading(SIZE)
    canvas.y += height + _GAP


@draw.register
def _(block: Paragraph, canvas: Canvas) -> None:
    size = SMALL if block.is_small else SIZE
    canvas.paragraph(LEFT, WIDTH, block.text, size=size, is_bold=block.is_strong)
    canvas.y += 1.5


@draw.register
def _(block: SigningPlaces, canvas: Canvas) -> None:
    columns = 2 if len(block.places) > 1 else 1
    rows = -(-len(block.places) // columns)
    height = rows * _PLACE_HEIGHT + (_STAMP_SIDE - _PLACE_HEIGHT / 2 if block.stamp else 3.0)
    canvas.make_room(height)
    if block.is_ruled_off:
        canvas.rule(LEFT, canvas.y + 1, RIGHT, canvas.y + 1, 0.6)
    width = (WIDTH - _GUTTER) / 2
    for at, place in enumerate(block.places):
        x = LEFT + (at % columns) * (width + _GUTTER)
        _signing_place(canvas, place, x, canvas.y + (at // columns) * _PLACE_HEIGHT, width)
    if block.stamp:
        top = canvas.y + rows * _PLACE_HEIGHT - _PLACE_HEIGHT / 2
        canvas.picture(block.stamp, LEFT + 22, top, _STAMP_SIDE, _STAMP_SIDE)
    canvas.y += height


def _signing_place(canvas: Canvas, place: SigningPlace, x: float, top: float, width: float) -> None:
    """Draw office, line and name, with the picture of the signature on the line."""
    base = top + _PLACE_HEIGHT - leading(SIZE) - 1.0
    office, name = canvas.clean(place.office), canvas.clean(place.name)
    taken = canvas.width(office, is_bold=True) + 3 if office else 0.0
    is_short = taken < width / 2
    line = x + (taken if is_short else 0.0)
    if is_short:
        canvas.write(x, base - 0.2, office, is_bold=True)
    else:
        canvas.write(x, base + leading(SIZE) + 0.4, office, size=SMALL)
    canvas.rule(line, base + leading(SIZE) - 0.4, x + width, base + leading(SIZE) - 0.4)
    room = x + width - line
    size = SIZE if canvas.width(name) <= room else SMALL
    for at, part in enumerate(reversed(canvas.wrap(name, room, size)[:_MOST_OF_NAME])):
        canvas.write(line, base - 0.2 - at * leading(size), part, size=size, align="R", width=room)
    if place.picture:
        top = base + leading(SIZE) - _SIGNATURE_HEIGHT
        canvas.picture(place.picture, line, top, min(40.0, x + width - line), _SIGNATURE_HEIGHT)
