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
    if opener is None or not _has_display():
        return False
    _run_beside([opener, target])
    return True


def write_mail(address: str, subject: str, attached: Path) -> bool:
    """Open a letter in the mail program of the system; return whether there is anything to do so.

    Only `xdg-email` takes attachments; elsewhere, and over SSH, there is nothing.
    """
    mailer = shutil.which("xdg-email")
    if mailer is None or os.environ.get("SSH_CONNECTION") or not _has_display():
        return False
    to = [address] if address else []
    _run_beside([mailer, "--utf8", "--subject", subject, "--attach", str(attached), *to])
    return True


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in names)


def _run_beside(command: Sequence[str]) -> None:
    subprocess.Popen(  # noqa: S603 - no shell; the program was found on the path
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


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
