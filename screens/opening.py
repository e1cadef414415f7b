"""Opens files and links with the program that the system has for them, texts with an editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.errors import UnusableFile
from domain.i18n import _

_TEXTS = frozenset(
    {
        "application/json",
        "application/xml",
        "application/toml",
        "application/x-sh",
        "message/rfc822",
    }
)
"""Media types of texts that are not called so."""


def open_outside(target: str) -> bool:
    """Open a file or a link beside the program; return whether there is anything to open it with.

    On a server without a display there is nothing, nor over SSH, where it would open far away.
    """
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform == "win32":
        os.startfile(target)  # noqa: S606 - Windows' own way; the target is a file or a link of ours
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_display = sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if opener is None or not has_display:
        return False
    subprocess.Popen(  # noqa: S603 - no shell; the opener was found on the path
        [opener, target],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True


def text_editor(media_type: str) -> list[str]:
    """Return the command of the person's editor for a text; empty for other files, or without one.

    It is that of VISUAL, else of EDITOR, as other programs of a terminal take it.
    """
    if not (media_type.startswith("text/") or media_type in _TEXTS):
        return []
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(command)
    except ValueError:
        return [command]


def run_editor(command: Sequence[str], path: Path) -> None:
    """Run an editor in the terminal until the person leaves it.

    Raises UnusableFile where it cannot be started.
    """
    try:
        subprocess.run([*command, str(path)], check=False)  # noqa: S603 - no shell; their own editor
    except OSError as error:
        raise UnusableFile(
            _("{editor} cannot be started: {reason}.").format(
                editor=" ".join(command), reason=error.strerror
            )
        ) from error
