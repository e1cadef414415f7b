"""Takes out of what is sent to the terminal all that makes no difference on the screen.

Textual writes each strip of a line for itself: it moves the cursor even where nothing follows,
names all colours and switches them off again. From line to line of a list most of that is said
anew. Here only the last of several moves is sent, and of a style what differs from the one before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

_TOKEN = re.compile(r"\x1b\[([\d;:]*)m|\n?(\x1b\[\d+;\d+H)")
"""A style, or a move to a place. A line end right before a move says nothing: the cursor leaves."""

_OFF = {
    "22": frozenset("12"),
    "23": frozenset("3"),
    "24": frozenset({"4", "21"}),
    "25": frozenset("56"),
    "27": frozenset("7"),
    "28": frozenset("8"),
    "29": frozenset("9"),
    "54": frozenset({"51", "52"}),
    "55": frozenset({"53"}),
}
"""The codes that switch attributes off (ECMA-48, Select Graphic Rendition), and which."""

_OFF_BY = {attribute: code for code, attributes in _OFF.items() for attribute in attributes}

_COLORS = {str(code) for code in chain(range(30, 38), range(90, 98))}
_BACKS = {str(code) for code in chain(range(40, 48), range(100, 108))}

_EXTENDED = {"5": 3, "2": 5}
"""How many codes a colour takes that is given by number, or by red, green and blue."""


FRAME_START, FRAME_END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame where the terminal can show it at once (synchronized output)."""


class Look(NamedTuple):
    """How the next character will look: the codes of its colours and of what is switched on."""

    color: str = ""
    back: str = ""
    attributes: frozenset[str] = frozenset()


PLAIN = Look()
"""The look after a reset, with the terminal's own colours."""


class LeanOutput:
    """Shortens one piece of output after another; the terminal must get all of them."""

    def __init__(self) -> None:
        self._shown = PLAIN
        self._frame: list[str] | None = None

    def pass_on(self, data: str) -> str:
        """Return what is to be sent now, shortened: nothing while a frame is being made.

        Else the thread that writes would wake up for the start of each frame.
        """
        if data == FRAME_START:
            self._frame = []
        text = self.shorten(data)
        if self._frame is None:
            return text
        self._frame.append(text)
        if data != FRAME_END:
            return ""
        text, self._frame = "".join(self._frame), None
        return text

    def shorten(self, data: str) -> str:
        """Return a shorter text that has the same effect. Sequences are never cut by its ends."""
        parts: list[str] = []
        shown = wanted = self._shown
        move, end = "", 0
        for token in _TOKEN.finditer(data):
            start = token.start()
            if start > end:
                if move:
                    parts.append(move)
                    move = ""
                if wanted is not shown:
                    parts.append(change(shown, wanted))
                    shown = wanted
                parts.append(data[end:start])
            end = token.end()
            style, place = token.groups()
            if place:
                move = place
            else:
                wanted = styled(wanted, style)
        parts += (move, change(shown, wanted), data[end:])
        self._shown = wanted
        return "".join(parts)


@lru_cache(maxsize=4096)
def styled(look: Look, style: str) -> Look:
    """Return the look after the parameters of a style, such as `1;38;5;7`."""
    color, back, attributes = look
    codes = iter(style.split(";"))
    for code in codes:
        if code in ("", "0"):
            color, back, attributes = PLAIN
        elif code in ("38", "48", "58"):
            kind = next(codes, "")
            rest = [next(codes, "") for _code in range(_EXTENDED.get(kind, 2) - 2)]
            text = ";".join([code, kind, *rest])
            if code == "58":  # the colour of an underline
                attributes |= {text}
            else:
                color, back = (text, back) if code == "38" else (color, text)
        elif code in _OFF:
            attributes -= _OFF[code]
        elif code in _COLORS or code == "39":
            color = "" if code == "39" else code
        elif code in _BACKS or code == "49":
            back = "" if code == "49" else code
        else:
            attributes |= {code}
    return Look(color, back, attributes)


@lru_cache(maxsize=4096)
def change(old: Look, new: Look) -> str:
    """Return the shortest style that turns one look into the other."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    gone = old.attributes - new.attributes
    ways = [";".join(["0", *sorted(new.attributes), *filter(None, (new.color, new.back))])]
    if all(attribute in _OFF_BY for attribute in gone):
        off = sorted({_OFF_BY[attribute] for attribute in gone})
        kept = old.attributes.difference(*(_OFF[code] for code in off))
        codes = [*off, *sorted(new.attributes - kept)]
        codes += [new.color or "39"] if new.color != old.color else []
        codes += [new.back or "49"] if new.back != old.back else []
        ways.append(";".join(codes))
    return f"\x1b[{min(ways, key=len)}m"


class LeanDriver(LinuxDriver):
    """The terminal of Linux and macOS, sent as little as will do."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._output = LeanOutput()

    def write(self, data: str) -> None:
        """Send `data`, shortened; what makes up a frame is sent at once."""
        text = self._output.pass_on(data)
        if text:
            super().write(text)
