"""A calendar file cut into its components, before anything in them is understood.

They are cut first, so that a damaged one does not take its neighbours with it, and so that it can
be said in which line it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_BEGIN = re.compile(r"\s*BEGIN[ \t]*:[ \t]*([\w-]+)\s*", re.IGNORECASE)
_END = re.compile(r"\s*END[ \t]*:[ \t]*([\w-]+)\s*", re.IGNORECASE)
_PROPERTY = re.compile(r"[A-Za-z][\w.-]*[;:]")
_TEXT = re.compile(r"(SUMMARY|DESCRIPTION|LOCATION|COMMENT|X-[\w-]+)[;:]", re.IGNORECASE)
OUTER = frozenset({"VEVENT", "VTODO", "VTIMEZONE", "VJOURNAL", "VFREEBUSY"})
"""What a calendar consists of."""


@dataclass(slots=True)
class RawComponent:
    """The lines of a component, BEGIN and END included, each unfolded.

    `number` is the line of the file in which it begins, from 1; `is_closed` is whether its END was
    found.
    """

    name: str
    number: int
    lines: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def text(self) -> str:
        """The component as RFC 5545 writes it."""
        return "\r\n".join((*self.lines, ""))


def unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file, continued ones put together, each with its number from 1.

    Lines are put together as bytes, for many programs fold within a character.
    """
    number, line = 1, bytearray()
    for count, raw in enumerate(re.split(rb"\r\n|\n|\r", data), 1):
        if raw[:1] in (b" ", b"\t") and line:
            line += raw[1:]
            continue
        if line:
            yield number, bytes(line)
        number, line = count, bytearray(raw)
    if line:
        yield number, bytes(line)


def split_components(lines: Iterable[tuple[int, str]]) -> Iterator[RawComponent]:
    """Yield the components of the calendars in a file, in the order in which they begin."""
    current: RawComponent | None = None
    for number, line in lines:
        begin, end = _BEGIN.fullmatch(line), _END.fullmatch(line)
        name = (begin or end or [""] * 2)[1].upper()
        if begin and name in OUTER:
            if current is not None:
                yield current
            current = RawComponent(name, number, [f"BEGIN:{name}"])
        elif current is None:
            continue
        elif end and name in (current.name, "VCALENDAR"):
            current.is_closed = name == current.name
            current.lines.append(f"END:{current.name}")
            yield current
            current = None
        elif begin or end or _PROPERTY.match(line):
            current.lines.append(line)
        elif _TEXT.match(current.lines[-1]):
            # A text that was broken without being folded: some programs write it so.
            current.lines[-1] += "\\n" + line.strip()
    if current is not None:
        yield current
