"""Paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path


def expanded_path(text: str) -> Path:
    """Return the path that a text names, `~` being the home folder.

    Unlike `Path.expanduser`, it leaves the home of a person who is unknown here as it is typed.
    """
    return Path(os.path.expanduser(text))
