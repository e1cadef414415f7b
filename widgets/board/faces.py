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
"""Lines of a card, the blank one below it among them."""

HEAD_LINES: Final = 5
"""Lines above the cards of a column: its title, three of figures, a rule."""

_BAR = "▌"


class CardFace(NamedTuple):
    """What stands on a card; `age` is how long it has been in its column, `who` has initials."""

    title: str
    client: str
    amount: str
    age: Part
    who: str
    step: Part


class LaneHead(NamedTuple):
    """What stands above a column; `number` is None until the cards have been counted.

    `figures` are its lines of sums.
    """

    title: str
    tone: Tone = "row"
    number: int | None = None
    figures: tuple[str, str, str] = ("", "", "")


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
    room = max(0, width - GUTTER)
    amount, age, who = face.amount, face.age, face.who
    right = " ".join(filter(None, (age[0], who)))
    left = max(0, room - cell_len(right) - 1)
    if cell_len(amount) > left and who:
        right, who = age[0], ""
        left = max(0, room - cell_len(right) - 1)
    third: list[Part] = [
        (cell(amount, left), "row"),
        (cell("", room - left - cell_len(right)), "row"),
        (cell(age[0], min(room, cell_len(age[0]))), age[1]),
        (f" {who}" if who else "", "muted"),
    ]
    lines: list[list[Part]] = [
        [(cell(face.client, room), "muted")],
        third,
        [(cell(face.step[0], room), face.step[1])],
    ]
    title = palette.line(
        [(cell(gutter(look.selected, look.marked) + face.title, width), "strong")],
        selected=look.selected,
        marked=look.marked,
        focused=look.focused,
    )
    bar = (_BAR if look.selected else " ") + " " * (GUTTER - 1)
    tone: Tone = "accent" if look.selected else "row"
    strips = [LeanStrip(title, width)]
    for parts in lines:
        segments = [Segment(bar[:width], palette.tones[tone])]
        segments += [Segment(text, palette.tones[of]) for text, of in parts if text]
        strips.append(_fitted(segments, width, palette))
    strips.append(blank(width, palette))
    return strips


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
        *(_fitted([Segment(cell(text, width), tones.hint)], width, tones) for text in head.figures),
        _fitted(
            [Segment(rule, tones.tones["accent" if look.selected else head.tone])], width, tones
        ),
    ]


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
