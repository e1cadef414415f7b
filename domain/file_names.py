"""Names of files: as they are kept, and as they can be written on any disk."""

from __future__ import annotations

import re

from domain.text import on_one_line

MOST_BYTES = 200
"""How long a name may be in UTF-8: what every usual disk takes, with room for a number behind."""

_LONGEST_SUFFIX = 20
_NOT_ON_DISK = re.compile(r'[/\\:*?"<>|]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def kept_name(name: str) -> str:
    """Return a name of a file as it is kept: on one line, not too long, never empty."""
    return _shortened(on_one_line(name)) or "file"


def disk_name(name: str) -> str:
    """Return a name under which a file can be written into any folder, and nowhere else.

    It has no separators, begins with no dot, is no device of Windows, and keeps its ending, by
    which programs know what it is.
    """
    plain = _NOT_ON_DISK.sub("_", on_one_line(name)).lstrip(". ")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return _shortened(plain).rstrip(". ") or "file"


def numbered_name(name: str, number: int) -> str:
    """Return a name with a number before its ending, such as `offer (2).pdf`."""
    stem, ending = split_ending(name)
    return f"{stem} ({number}){ending}"


def split_ending(name: str) -> tuple[str, str]:
    """Return a name without its ending, and the ending with its dot, "" where there is none."""
    stem, dot, ending = name.rpartition(".")
    if not stem or not ending or " " in ending or len(ending.encode()) > _LONGEST_SUFFIX:
        return name, ""
    return stem, f"{dot}{ending}"


def _shortened(name: str) -> str:
    """Return a name of at most MOST_BYTES, cut before its ending."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, ending = split_ending(name)
    room = MOST_BYTES - len(ending.encode())
    return f"{stem.encode()[:room].decode(errors='ignore').rstrip()}{ending}"
