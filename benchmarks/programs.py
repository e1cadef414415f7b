"""The programs that are measured, and the surroundings they run in."""

from __future__ import annotations

import compileall
import os
import sys
from pathlib import Path

from benchmarks import empty_app
from benchmarks.bases import CACHE, ROOT, Base
from benchmarks.terminal import Terminal

PACKAGES = ("crm_tui", "screens", "widgets", "services", "storage", "domain")

CRM = (sys.executable, "-c", "from crm_tui.__main__ import main; main()")
"""What the installed command `crm` runs."""

AGENDA = ("Activities", "Overdue", "^Q")
"""On the screen when it is whole: in the bar of areas, above the agenda, and among the keys."""


def compile_all() -> None:
    """Compile the program, as installing it does, so that no start pays for it."""
    for package in PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=1)


def surroundings() -> dict[str, str]:
    """Return the environment of the programs: English, default settings, a local terminal."""
    taken = ("COLUMNS", "LINES", "SSH_CONNECTION", "NO_COLOR", "TEXTUAL_FPS", "CRM_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(taken)}
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(CACHE / "no-settings"),
    }


def start_crm(base: Base | Path) -> Terminal:
    """Start the program on a base or the file of one."""
    path = base.path if isinstance(base, Base) else base
    return Terminal([*CRM, "--db", str(path)], surroundings(), ROOT)


def start_empty() -> Terminal:
    """Start the empty Textual app."""
    return Terminal([sys.executable, str(empty_app.__file__)], surroundings(), ROOT)
