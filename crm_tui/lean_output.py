"""Takes out of what is sent to the terminal all that makes no difference on the screen.

Textual writes each strip of a line for itself: it moves the cursor even where nothing follows,
names all colours and switches them off again. From line to line of a list most of that is said
anew. Here only the last of several moves is sent, and of a style what differs from the one before.
"""

from __future__ import annotations

import re
import signal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.filter import Monochrome

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from crm_tui.typed_ahead import TypedAhead

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
    """Shortens one piece of output after another; the terminal must get all of them.

    Without `with_colors` no colour is sent, as NO_COLOR asks for, see `colorless`.
    """

    def __init__(self, *, with_colors: bool = True) -> None:
        self._with_colors = with_colors
        self._named = self._shown = PLAIN
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
        named = self._named
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
                named = styled(named, style)
                wanted = named if self._with_colors else colorless(named)
        parts += (move, change(shown, wanted), data[end:])
        self._named, self._shown = named, wanted
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
def colorless(look: Look) -> Look:
    """Return a look of the dark theme without its colours.

    A grey text that stands back from the rest is dim, what stands out from it is reversed.
    """
    front, ground = _shade(look.color), _shade(look.back)
    attributes = {code for code in look.attributes if not code.startswith("58")}
    if front is not None and ground is not None:
        if ground.light > front.light or ground.light >= STANDS_OUT:
            attributes.add("7")
        elif front.is_grey and front.light - ground.light < STANDS_BACK:
            attributes.add("2")
    return Look(attributes=frozenset(attributes))


STANDS_OUT = 0x38
"""Lightness, of 255, from which on the ground of a text is that of a chosen row."""

STANDS_BACK = 150
"""How far apart, of 255, a text and its ground are at least where the text is no hint."""

_GREY = 24
"""How far apart, of 255, the parts of a colour are at most that passes for a grey."""


class Shade(NamedTuple):
    """How light a colour is, of 255, and whether it has no hue."""

    light: int
    is_grey: bool


def _shade(color: str) -> Shade | None:
    """Return the shade of a colour, None for the usual one of the terminal."""
    parts = _parts(color)
    if parts is None:
        return None
    red, green, blue = parts
    # The weights of ITU-R BT.601.
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return Shade(light, max(parts) - min(parts) <= _GREY)


def _parts(color: str) -> tuple[int, int, int] | None:
    """Return red, green and blue of a colour, in whichever way terminals are told it."""
    match color.split(";"):
        case _kind, "2", red, green, blue:
            return int(red), int(green), int(blue)
        case _kind, "5", number:
            place = int(number)
        case _:
            place = _PLACES.get(color, -1)
    if place >= 232:
        return (8 + 10 * (place - 232),) * 3
    if place >= 16:
        return _CUBE[(place - 16) // 36], _CUBE[(place - 16) // 6 % 6], _CUBE[(place - 16) % 6]
    if place < 0:
        return None
    if place in (7, 8):
        return (192, 192, 192) if place == 7 else (128, 128, 128)
    full = 255 if place > 8 else 128
    return full * (place & 1), full * (place >> 1 & 1), full * (place >> 2 & 1)


_CUBE = (0, 95, 135, 175, 215, 255)
"""The steps of each part of the colours 16 to 231."""

_PLACES = {
    str(first + number): number + bright
    for first, bright in ((30, 0), (40, 0), (90, 8), (100, 8))
    for number in range(8)
}
"""The numbers of the named colours, by the codes that stand for them."""


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
        self._output = LeanOutput(with_colors=not app.no_color)
        self._typed: TypedAhead | None = getattr(app, "typed_ahead", None)
        if app.no_color:
            # Else all were greys by now, and a warning could not be told from a hint.
            app._filters = [one for one in app._filters if not isinstance(one, Monochrome)]

    def write(self, data: str) -> None:
        """Send `data`, shortened; what makes up a frame is sent at once."""
        text = self._output.pass_on(data)
        if text:
            super().write(text)

    def start_application_mode(self) -> None:
        """Take over the terminal; what was typed ahead while the program began anew comes first."""
        if self._typed is not None:
            for key in self._typed.take():
                super().send_message(key)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._typed is not None and self._typed.attributes is not None:
            self.attrs_before = self._typed.attributes

    def send_message(self, message: Message) -> None:
        """Pass on what is typed, to the next run where that is to begin."""
        if isinstance(message, Key) and self._typed is not None and self._typed.is_wanted:
            self._typed.keep(message)
        else:
            super().send_message(message)

    def disable_input(self) -> None:
        """Read no more; what is typed stays in the terminal for the next run, if there is one."""
        if self._typed is None or not self._typed.is_wanted:
            super().disable_input()
        elif not self.exit_event.is_set():
            # As Textual does it, which throws away what is typed.
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
            self.exit_event.set()
            if self._key_thread is not None:
                self._key_thread.join()
            self.exit_event.clear()

    def stop_application_mode(self) -> None:
        """Give back the terminal, as it is where the next run takes it over."""
        if self._typed is not None and self._typed.is_wanted:
            self._typed.attributes, self.attrs_before = self.attrs_before, None
        super().stop_application_mode()
