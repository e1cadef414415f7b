"""Sizes of files in words."""

from __future__ import annotations

from domain.i18n import _


def show_size(size: int) -> str:
    """Return a size in bytes in words, such as `1.4 MB`, with as many digits as tell it apart.

    A whole number of units is shown without a fraction, and what is above one never as one.
    """
    if size < 1000:
        return _("{size} B").format(size=size)
    units = (_("kB"), _("MB"), _("GB"))
    unit, place = 1000, 0
    while size >= unit * 1000 and place < len(units) - 1:
        unit, place = unit * 1000, place + 1
    tenths = -(-size * 10 // unit)
    if tenths >= 10_000 and place < len(units) - 1:
        unit, place, tenths = unit * 1000, place + 1, 10
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth} {units[place]}" if tenth else f"{whole} {units[place]}"
