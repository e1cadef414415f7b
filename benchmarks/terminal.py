"""Runs a program in a terminal of its own and takes the time of what it sends (Linux only).

Bytes are stamped as they come in and drawn on a screen afterwards, so that the measuring takes no
time from the program.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

COLUMNS, LINES = 120, 40

LONGEST_REPLY = 5.0
"""Seconds after which a program that never falls silent is left at that."""

_SILENCE = 0.04
"""Seconds without a byte after which what has come is drawn."""

KEYS = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "left": b"\x1b[D",
    "right": b"\x1b[C",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "ctrl+l": b"\x0c",
    "ctrl+n": b"\x0e",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
    "f3": b"\x1bOR",
    "f8": b"\x1b[19~",
}
"""What a terminal sends for the keys that are not one character."""

_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
"""Questions that programs ask of a terminal, and what one with synchronized output replies."""

_NOT_DRAWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[$ ]?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\"
    rb"|\x1b\[[0-9;]*[ $'][a-zA-Z]|\x1b\[[0-9;]*t"
)
"""Sequences that show nothing, some of which pyte would print."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a key brought about: milliseconds to the first and the last byte, and how many bytes.

    The times are None where nothing came.
    """

    first_ms: float | None
    settled_ms: float | None
    sent: int


class Terminal:
    """A program running in a terminal of 120x40 with 24-bit colour.

    It is a context manager that ends the program.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._received: list[tuple[float, bytes]] = []
        self.is_over = False
        self.started = time.perf_counter()
        self.process = os.fork()
        if self.process == 0:
            _become(slave, command, environment, cwd)
        os.close(slave)
        self._file = master

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._file)

    def wait_for(self, *texts: str, seconds: float = 60.0) -> None:
        """Read until all of `texts` have come, each of them in one style.

        Raises TimeoutError with what the screen shows instead.
        """
        missing, seen = {text.encode() for text in texts}, b""
        end = time.perf_counter() + seconds
        while missing and (left := end - time.perf_counter()) > 0 and not self.is_over:
            chunk = self._read(left)
            if chunk:
                seen = seen[-100:] + chunk[1]
                missing = {text for text in missing if text not in seen}
        if missing:
            shown = "\n".join(self.screen())
            raise TimeoutError(f"The screen never showed {missing}, but:\n{shown}")

    def first_byte_ms(self) -> float:
        """Return milliseconds from the start until the program sent anything."""
        return (self._received[0][0] - self.started) * 1e3

    def shown_after(self, *texts: str) -> float:
        """Return milliseconds from the start until all of `texts` could be read on the screen."""
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for moment, data in self._received:
            stream.feed(_NOT_DRAWN.sub(b"", data))
            shown = "\n".join(screen.display)
            if all(text in shown for text in texts):
                return (moment - self.started) * 1e3
        raise TimeoutError(f"The screen never showed {texts}.")

    def screen(self) -> list[str]:
        """Return the lines that the screen shows."""
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for _moment, data in self._received:
            stream.feed(_NOT_DRAWN.sub(b"", data))
        return list(screen.display)

    def rest(self, seconds: float) -> int:
        """Read for so long and return the number of bytes that came."""
        end, count = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0 and not self.is_over:
            chunk = self._read(left)
            count += len(chunk[1]) if chunk else 0
        return count

    def press(self, key: str, quiet: float = 0.06, patience: float = 1.0) -> Reply:
        """Press a key, one of `KEYS` or a character, and read until nothing comes for a while.

        `quiet` and `patience` are in seconds: how long a silence ends the reply, and how long to
        wait for its beginning. A reply without end is cut after `LONGEST_REPLY`.
        """
        started = time.perf_counter()
        self.send(key)
        first = last = None
        count = 0
        while time.perf_counter() < started + LONGEST_REPLY:
            chunk = self._read(quiet if last else patience)
            if chunk is None:
                break
            last = (chunk[0] - started) * 1e3
            first = first or last
            count += len(chunk[1])
        return Reply(first, last, count)

    def send(self, key: str) -> None:
        """Press a key, one of `KEYS` or a character, and read nothing."""
        os.write(self._file, key.encode() if len(key) == 1 else KEYS[key])

    def until_changed(
        self, keys: Sequence[str], seen: Callable[[Sequence[str]], object], seconds: float = 10.0
    ) -> float | None:
        """Press keys in one go; return milliseconds until `seen`, of the lines shown, is new.

        None where that does not happen within so many seconds.
        """
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for _moment, data in self._received:
            stream.feed(_NOT_DRAWN.sub(b"", data))
        before = seen(screen.display)
        started = time.perf_counter()
        for key in keys:
            self.send(key)
        pending: list[tuple[float, bytes]] = []
        while time.perf_counter() < started + seconds and not self.is_over:
            # Drawn only while nothing comes, since it takes longer than what comes.
            chunk = self._read(_SILENCE)
            if chunk is not None:
                pending.append(chunk)
                continue
            for moment, data in pending:
                stream.feed(_NOT_DRAWN.sub(b"", data))
                if seen(screen.display) != before:
                    return (moment - started) * 1e3
            pending.clear()
        return None

    def cpu_ms(self) -> float:
        """Return the processor time that the program has used so far, over all threads."""
        total = 0
        for task in Path(f"/proc/{self.process}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def memory_mib(self) -> tuple[float, float]:
        """Return the memory of the program: resident (RSS), and its share of it (PSS)."""
        sizes = {}
        for line in Path(f"/proc/{self.process}/smaps_rollup").read_text().splitlines()[1:]:
            name, size, *_unit = line.split()
            sizes[name] = int(size) / 1024
        return sizes["Rss:"], sizes["Pss:"]

    def _read(self, seconds: float) -> tuple[float, bytes] | None:
        ready, _, _ = select.select([self._file], [], [], seconds)
        if not ready:
            return None
        moment = time.perf_counter()
        try:
            data = os.read(self._file, 1 << 16)
        except OSError:  # Linux reports the end of the program so
            data = b""
        if not data:
            self.is_over = True
            return None
        self._received.append((moment, data))
        for question, answer in _ANSWERS:
            if question.search(data):
                os.write(self._file, answer)
        return moment, data


def _become(slave: int, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
    """Turn this forked process into the program, with the terminal as its own."""
    try:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for standard in (0, 1, 2):
            os.dup2(slave, standard)
        os.closerange(3, 64)
        os.chdir(cwd)
        os.execvpe(command[0], list(command), dict(environment))
    finally:
        os._exit(127)
