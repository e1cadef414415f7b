"""Laying out a line of text in terminal cells: columns that fit, cells cut and padded exactly.

Widths are display widths: a CJK character takes two cells, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rich.cells import cell_len, split_graphemes

Align = Literal["left", "right", "center"]

GAP = 2
"""Blank cells between two columns."""

ELLIPSIS = "…"

_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks at which a line may end."""

_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f"  # Latin, Cyrillic
    "\u2010-\u2015\u2018-\u201f\u2026\u20ac\u20bd\u2116]*"  # dashes, quotes, … € ₽ №
).fullmatch
"""Matches a text of letters that take a cell each, as nearly all texts are."""


class Column(NamedTuple):
    """One column of a list; widths are in cells.

    `weight` is the share of the room left over when every column has its `min_width`. When the
    line is too narrow, the columns of lowest `priority` are left out first.
    """

    name: str
    title: str
    min_width: int
    weight: int = 0
    align: Align = "left"
    priority: int = 0


def fit(columns: Sequence[Column], width: int, gap: int = GAP) -> list[tuple[Column, int]]:
    """Return the columns that fit into `width` cells, in their order, with the width of each.

    Their widths and the gaps between them never exceed `width`; the last one left is cut to it.
    """
    kept = list(columns)
    while len(kept) > 1 and _needed(kept, gap) > width:
        kept.remove(min(reversed(kept), key=lambda column: column.priority))
    if not kept or width <= 0:
        return []
    spare = width - _needed(kept, gap)
    if spare < 0:
        return [(kept[0], width)]
    weights = sum(column.weight for column in kept)
    fitted = []
    for column in kept:
        share = spare * column.weight // weights if weights else 0
        spare, weights = spare - share, weights - column.weight
        fitted.append((column, column.min_width + share))
    return fitted


def _needed(columns: Sequence[Column], gap: int) -> int:
    return sum(column.min_width for column in columns) + gap * (len(columns) - 1)


def cell(text: str, width: int, align: Align = "left") -> str:
    """Return `text` on one line of exactly `width` cells: cut with an ellipsis, or padded."""
    if width <= 0:
        return ""
    if _NARROW(text):
        length = len(text)
        if length > width:
            return text[: width - 1] + ELLIPSIS
    else:
        text = clean(text)
        length = cell_len(text)
    if length > width:
        text, length = _cut(text, width)
    if length == width:
        return text
    blanks = width - length
    if align == "right":
        return " " * blanks + text
    if align == "center":
        return " " * (blanks // 2) + text + " " * (blanks - blanks // 2)
    return text + " " * blanks


def _cut(text: str, width: int) -> tuple[str, int]:
    """Return the beginning of `text` that leaves room for an ellipsis, with it, and its length."""
    if text.isascii():
        return text[: width - 1] + ELLIPSIS, width
    room = width - 1
    end = length = 0
    for _start, stop, cells in split_graphemes(text)[0]:
        if length + cells > room:
            break
        end, length = stop, length + cells
    # A joiner before the ellipsis would swallow it.
    shown = text[:end].rstrip(_JOINERS) + ELLIPSIS
    return shown, cell_len(shown)


def clean(text: str) -> str:
    """Return `text` with what would move the cursor or turn the line around made visible.

    Line ends and tabs become blanks; other control characters, lone surrogates, unassigned code
    points and direction overrides become the replacement character. A joiner at either end goes,
    since it would join what stands beside the text.
    """
    if text.isprintable():
        return text
    return "".join(map(_printable, text)).strip(_JOINERS)


@lru_cache(maxsize=1024)
def _printable(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(character) in _UNPRINTABLE:
        return "\ufffd"
    if unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF"}:
        return "\ufffd"
    return "\ufffd" if "\u2066" <= character <= "\u2069" else character


def wrap(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` cells, broken between words where possible.

    Line ends in the text are kept, no-break blanks hold a word together, such as an amount; a word
    longer than a line is cut where the line ends.
    """
    if width <= 0:
        return []
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in filter(None, _BREAKS.split(clean(paragraph))):
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = _chop(word, width)
            lines.extend(full)
        lines.append(line)
    return lines


def _chop(word: str, width: int) -> list[str]:
    """Return `word` in pieces of at most `width` cells, none of them empty."""
    pieces: list[str] = []
    start = length = 0
    for begin, _stop, cells in split_graphemes(word)[0]:
        if length and length + cells > width:
            pieces.append(word[start:begin])
            start, length = begin, 0
        length += cells
    pieces.append(word[start:])
    return [piece if cell_len(piece) <= width else ELLIPSIS for piece in pieces]


def packed(pieces: Sequence[str], width: int, gap: str = "  ") -> list[str]:
    """Return the pieces on lines of at most `width` cells, none of them broken."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{gap}{piece}" if lines else piece
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines
