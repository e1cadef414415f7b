"""A strip that takes fewer bytes on the wire.

Textual closes every segment with a reset and names all colours again for the next one. On a slow
line that is most of what a repaint costs, so these strips say only what changes between segments.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

RESET = "\x1b[m"

_ATTRIBUTES = {
    "bold": ("1", "22"),
    "dim": ("2", "22"),
    "italic": ("3", "23"),
    "underline": ("4", "24"),
    "blink": ("5", "25"),
    "reverse": ("7", "27"),
    "strike": ("9", "29"),
}
"""The codes that turn an attribute on and off; bold and dim go off together."""


class LeanStrip(Strip):
    """A line of segments without links."""

    __slots__ = ("_blank_end", "_filtered", "_sequence")

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        super().__init__(segments, cell_length)
        self._filtered: dict[tuple[LineFilter, Color], LeanStrip] = {}
        self._sequence: str | None = None
        self._blank_end: tuple[int, Style | None] | None = None

    @property
    def blank_end(self) -> tuple[int, Style | None]:
        """How many blanks in one style the line ends with, and the style."""
        if self._blank_end is None:
            text, style, _control = next(reversed(list(self)), Segment(""))
            self._blank_end = (len(text) - len(text.rstrip(" ")), style)
        return self._blank_end

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Return the cells from `start` to before `end`, lean as well."""
        if start <= 0 and end is not None:
            cut = self.cell_length - end
            if 0 < cut <= self.blank_end[0]:
                *segments, (text, style, _control) = self
                return LeanStrip([*segments, Segment(text[:-cut], style)], end)
        strip = super().crop(start, end)
        return strip if strip is self else LeanStrip(strip, strip.cell_length)

    def apply_filter(self, filter: LineFilter, background: Color) -> Strip:  # noqa: A002
        """Return the strip as the filter paints it, lean as well."""
        key = (filter, background)
        filtered = self._filtered.get(key)
        if filtered is None:
            segments = list(self)
            changed = filter.apply(segments, background)
            filtered = self if changed == segments else LeanStrip(changed, self.cell_length)
            self._filtered[key] = filtered
        return filtered

    def render(self, console: Console) -> str:
        """Return the line as terminal sequences that begin and end without any style."""
        if self._sequence is None:
            system = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
            parts: list[str] = []
            current = Style.null()
            for text, style, _control in self:
                wanted = style or Style.null()
                parts += (change(current, wanted, system), text)
                current = wanted
            parts.append(change(current, Style.null(), system))
            self._sequence = "".join(parts)
        return self._sequence


def same_blank_end(one: Strip, other: Strip) -> int:
    """Return how many blanks, looking the same, end both of two lines."""
    if isinstance(one, LeanStrip) and isinstance(other, LeanStrip):
        (blanks, style), (others, other_style) = one.blank_end, other.blank_end
        if style == other_style:
            return min(blanks, others)
    return 0


def same_end(one: Strip, other: Strip) -> int:
    """Return how many cells both of two lines end with: whole segments, or else blanks."""
    cells = _alike(reversed(list(one)), reversed(list(other)), one.cell_length)
    return max(cells, same_blank_end(one, other))


def same_start(one: Strip, other: Strip) -> int:
    """Return how many cells both of two lines begin with, counted in whole segments."""
    return _alike(one, other, one.cell_length)


def changed_span(strip: Strip, old: Strip) -> tuple[int, int]:
    """Return from which cell to before which one a line differs from another, in whole segments."""
    start, cells = same_start(strip, old), strip.cell_length
    return start, cells - _alike(reversed(list(strip)), reversed(list(old)), cells - start)


def _alike(some: Iterable[Segment], others: Iterable[Segment], most: int) -> int:
    """Return how many cells, of `most`, the segments take that both have before they differ."""
    cells = 0
    for one, other in zip(some, others, strict=False):
        if one != other or cells + one.cell_length > most:
            break
        cells += one.cell_length
    return cells


@lru_cache(maxsize=4096)
def change(current: Style, wanted: Style, system: ColorSystem) -> str:
    """Return the shortest sequence that turns one style into the other."""
    old, new = codes(current, system), codes(wanted, system)
    if old == new:
        return ""
    if not any(new):
        return RESET
    (old_color, old_back, old_names), (color, back, names) = old, new
    off = {_ATTRIBUTES[name][1] for name in old_names if name not in names}
    on = [
        _ATTRIBUTES[name][0]
        for name in names
        if name not in old_names or _ATTRIBUTES[name][1] in off
    ]
    colors = [] if color == old_color else [color or "39"]
    backs = [] if back == old_back else [back or "49"]
    return f"\x1b[{';'.join([*sorted(off), *on, *colors, *backs])}m"


@lru_cache(maxsize=4096)
def codes(style: Style, system: ColorSystem) -> tuple[str, str, tuple[str, ...]]:
    """Return the codes of a style's colour and of its background, and its attributes' names."""
    color, back = style.color, style.bgcolor
    return (
        ";".join(color.downgrade(system).get_ansi_codes()) if color else "",
        ";".join(back.downgrade(system).get_ansi_codes(False)) if back else "",
        tuple(name for name in _ATTRIBUTES if getattr(style, name)),
    )
