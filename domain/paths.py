"""Paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path


def expanded_path(text: str) -> Path:
    """Return the path that a text names, `~` being the home folder.

    Unlike `Path.expanduser`, it leaves the home of a person who is unknown here as it is typed.
    """
    return Path(os.path.expanduser(text))


def is_file(path: Path) -> bool:
    """Say whether a file is at a path, as far as one may look.

    Unlike `Path.is_file`, it says no of a path that is too long, or leads where nobody may look.
    """
    return os.path.isfile(path)
