"""Opens files and links with the program that the system has for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def open_outside(target: str) -> bool:
    """Open a file or a link beside the program; return whether there is anything to open it with.

    On a server without a display there is nothing.
    """
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
