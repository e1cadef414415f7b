"""Lines that two people have changed at once: what each of them changed, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.parts import LineItem


class LineClash(NamedTuple):
    """A line that both have changed, each in another way; None is one that was removed."""

    mine: LineItem | None
    theirs: LineItem | None


class Merged(NamedTuple):
    """The lines put together, in the order of mine, and those of which one can stay only."""

    lines: tuple[LineItem, ...]
    clashes: tuple[LineClash, ...]


def merge_lines(
    shown: Sequence[LineItem],
    theirs: Sequence[LineItem],
    mine: Sequence[LineItem],
    *,
    overrule: bool = False,
) -> Merged:
    """Return what becomes of the `shown` lines, which somebody else has made `theirs` meanwhile.

    Lines are the same by the key of their row. What one of both left as it was is as the other made
    it; with `overrule` mine stays where both changed a line. What they added comes last.
    """
    before = {item.id: item for item in shown}
    now = {item.id: item for item in theirs}
    lines: list[LineItem] = []
    clashes: list[LineClash] = []
    for item in mine:
        was, other = before.get(item.id), now.get(item.id)
        if item.id is None or was is None:
            lines.append(item)
        elif item == was:
            lines += [other] if other is not None else []
        else:
            lines.append(item)
            if other not in (was, item):
                clashes.append(LineClash(item, other))
    kept = {item.id for item in mine}
    for item in shown:
        other = now.get(item.id)
        if item.id not in kept and other is not None and other != item:
            clashes.append(LineClash(None, other))
    lines += [item for item in theirs if item.id not in before]
    return Merged(tuple(lines), () if overrule else tuple(clashes))
