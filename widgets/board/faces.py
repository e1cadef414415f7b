"""What a card and the head of a column show, and the lines they are painted as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from domain.text import spaced
from widgets.lists.columns import cell
from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_painter import GUTTER, Palette, Part, Tone, gutter

CARD_LINES: Final = 5
"""Lines of a card with three lines of fields, its title and the blank one below it among them."""

HEAD_LINES: Final = 5
"""Lines above the cards of a column: its title, three of figures, a rule."""

_BAR = "▌"


class CardLine(NamedTuple):
    """A line of a card; `right` stands at its end, the last of it first left out in little room."""

    left: Part
    right: tuple[Part, ...] = ()


class CardFace(NamedTuple):
    """What stands on a card: its title and the lines below it."""

    title: str
    lines: tuple[CardLine, ...]


class LaneHead(NamedTuple):
    """What stands above a column; `number` is None until the cards have been counted.

    `figures` are its lines of sums, each said at length and shorter: what fits is shown.
    """

    title: str
    tone: Tone = "row"
    number: int | None = None
    figures: tuple[Sequence[str], ...] = ((), (), ())


class Look(NamedTuple):
    """How a card is painted: in how many cells, and what the cursor and the marks do to it."""

    width: int
    selected: bool = False
    marked: bool = False
    focused: bool = False


def card_strips(face: CardFace, look: Look, palette: Palette) -> Sequence[LeanStrip]:
    """Return the lines of a card.

    Only the title and a bar at its left tell where the cursor is, so that moving it sends little.
    """
    width = look.width
    title = palette.line(
        [(cell(gutter(look.selected, look.marked) + face.title, width), "strong")],
        selected=look.selected,
        marked=look.marked,
        focused=look.focused,
    )
    bar = (_BAR if look.selected else " ") + " " * (GUTTER - 1)
    tone: Tone = "accent" if look.selected else "row"
    strips = [LeanStrip(title, width)]
    for line in face.lines:
        segments = [Segment(bar[:width], palette.tones[tone])]
        parts = _line_parts(line, max(0, width - GUTTER))
        segments += [Segment(text, palette.tones[of]) for text, of in parts if text]
        strips.append(_fitted(segments, width, palette))
    strips.append(blank(width, palette))
    return strips


def _line_parts(line: CardLine, room: int) -> list[Part]:
    """Return what a line has in so many cells; what stands at its end leaves room for the rest."""
    text, tone = line.left
    right = [part for part in line.right if part[0]]
    while len(right) > 1 and cell_len(text) + _cells(right) > room:
        right.pop()
    left = max(0, room - _cells(right))
    return [(cell(text, left), tone), *((f" {said}", of) for said, of in right)]


def _cells(parts: Sequence[Part]) -> int:
    return sum(1 + cell_len(text) for text, _tone in parts)


def head_strips(
    head: LaneHead,
    number: int,
    place: int | None,
    look: Look,
    ends: tuple[int, int],
    tones: Palette,
) -> Sequence[LeanStrip]:
    """Return the lines above a column.

    `number` is the digit it is jumped to by; `place` is that of the cursor among its cards, counted
    from 1, or None in another column. `ends` tells how many columns are out of view beyond it at
    the left and at the right.
    """
    width = look.width
    known = "…" if head.number is None else spaced(head.number)
    count = known if place is None or head.number is None else f"{spaced(place)}/{known}"
    room = max(0, width - cell_len(count) - 1)
    name = f"{number} {head.title}" if number < 10 else f"  {head.title}"
    style = tones.tones["strong" if look.selected else head.tone]
    before, beyond = ends
    rule = (f"‹{before}" if before else "") + "━" * width
    end = f"{beyond}›" if beyond else ""
    rule = rule[: max(0, width - len(end))] + end
    return [
        _fitted([Segment(cell(name, room), style), Segment(f" {count}", tones.hint)], width, tones),
        *(
            _fitted([Segment(cell(_longest(said, width), width), tones.hint)], width, tones)
            for said in head.figures
        ),
        _fitted(
            [Segment(rule, tones.tones["accent" if look.selected else head.tone])], width, tones
        ),
    ]


def _longest(said: Sequence[str], width: int) -> str:
    """Return the first text that fits, else the last."""
    return next((text for text in said if cell_len(text) <= width), said[-1] if said else "")


def blank(width: int, palette: Palette) -> LeanStrip:
    """Return an empty line."""
    return LeanStrip([Segment(" " * width, palette.tones["row"])], width)


def text_strip(text: str, width: int, palette: Palette) -> LeanStrip:
    """Return a line with a hint in its middle."""
    return LeanStrip([Segment(cell(text, width, "center"), palette.hint)], width)


def _fitted(segments: Sequence[Segment], width: int, palette: Palette) -> LeanStrip:
    strip = LeanStrip(segments)
    if strip.cell_length == width:
        return strip
    return LeanStrip(strip.adjust_cell_length(width, palette.tones["row"]), width)
