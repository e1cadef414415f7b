"""`crm` in a terminal of its own: keys go in as typed, and the screen is read back."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import TracebackType

import pexpect
import pyte

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 20.0
"""How long a test waits for what should come at once; machines may be busy."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f6": "\x1b[17~",
    "ctrl+l": "\x0c",
    "ctrl+n": "\x0e",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
}

_NOT_DRAWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[$ ]?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Sequences that show nothing, some of which pyte would print."""

_COMPLETE = re.compile(rb"\x1b(?:\[[0-9;:<=>?!$' ]*[@-~]|\][^\x07]*(?:\x07|\x1b\\)|[^\[\]])")


class Terminal:
    """A terminal of `size` (columns, lines) in which `crm` runs; a context manager that ends it.

    `settings` stands in the settings file, which every start reads; None is a machine without one.
    """

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] | None = None,
        settings: str | None = "",
    ) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._waiting = b""
        self.received = b""
        """Everything that the program has sent."""
        self._folder = TemporaryDirectory()
        self.settings_file = Path(self._folder.name) / "crm-tui" / "settings.toml"
        """The settings of the program in this terminal."""
        if settings is not None:
            self.settings_file.parent.mkdir()
            self.settings_file.write_text(settings, "utf-8")
        terminal = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        inherited = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
        self._process = pexpect.spawn(
            sys.executable,
            ["-m", "crm_tui", *arguments],
            dimensions=(lines, columns),
            env=inherited
            | terminal
            | {"XDG_CONFIG_HOME": self._folder.name}
            | dict(environment or {}),
        )
        self._process.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._process.close(force=True)
        except pexpect.ExceptionPexpect:
            self._process.wait()  # it is killed by then, but slow to go on a busy machine
        self._folder.cleanup()

    def send(self, text: str) -> None:
        """Type a text in one go."""
        self._process.send(text.encode())

    def press(self, *keys: str) -> None:
        """Press keys, those of `KEYS` or characters, in one go."""
        self.send("".join(KEYS.get(key, key) for key in keys))

    def text(self) -> str:
        """Return what the screen shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *texts: str) -> None:
        """Read until the screen shows all these texts."""
        self._read_until(lambda shown: all(text in shown for text in texts), "show", texts)

    def wait_until_gone(self, *texts: str) -> None:
        """Read until the screen shows none of these texts."""
        self._read_until(lambda shown: not any(text in shown for text in texts), "lose", texts)

    def _read_until(self, holds: Callable[[str], bool], what: str, texts: tuple[str, ...]) -> None:
        end = monotonic() + PATIENCE_SECONDS
        while not holds(self.text()):
            if monotonic() > end or not self._read():
                raise AssertionError(f"The screen did not {what} {texts}, but:\n{self.text()}")

    def wait_for_bytes(self, wanted: bytes) -> None:
        """Read until the program has sent these bytes."""
        end = monotonic() + PATIENCE_SECONDS
        while wanted not in self.received:
            assert monotonic() < end, f"There was no {wanted!r}:\n{self.text()}"
            assert self._read()

    def wait_for_end(self) -> int:
        """Read until the program ends; return its exit code, or minus the signal that ended it."""
        end = monotonic() + PATIENCE_SECONDS
        while self._read():
            assert monotonic() < end, f"The program goes on:\n{self.text()}"
        self._process.wait()
        if self._process.signalstatus is not None:
            return -int(self._process.signalstatus)
        return int(self._process.exitstatus)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(lines, columns)
        self._screen.reset()
        self._process.setwinsize(lines, columns)

    def kill(self, signal: int) -> None:
        """Send the program a signal."""
        self._process.kill(signal)

    def _read(self) -> bool:
        """Draw what comes within a moment; return False when the program has ended."""
        try:
            data = self._process.read_nonblocking(1 << 16, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.received += data
        data = self._waiting + data
        start = data.rfind(b"\x1b")
        # A sequence that has come in part is drawn with its rest.
        cut = start if start >= 0 and not _COMPLETE.match(data, start) else len(data)
        self._waiting = data[cut:]
        self._stream.feed(_NOT_DRAWN.sub(b"", data[:cut]))
        return True
