"""Sizes of files in words."""

from __future__ import annotations

from domain.i18n import _


def show_size(size: int) -> str:
    """Return a size in bytes in words, such as `1.4 MB`."""
    if size < 1000:
        return _("{size} B").format(size=size)
    units = (_("kB"), _("MB"), _("GB"))
    value, place = size / 1000, 0
    while value >= 1000 and place < len(units) - 1:
        value, place = value / 1000, place + 1
    return f"{value:.1f} {units[place]}"
