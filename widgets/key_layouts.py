"""Keys that work in every keyboard layout: `c` is also the Cyrillic letter on the same key."""

from __future__ import annotations

from domain.key_layouts import RUSSIAN_ON_KEY


def in_every_layout(keys: str) -> str:
    """Return keys, separated by commas, with those that the same presses give in Russian layout."""
    names = keys.split(",")
    return ",".join([*names, *(RUSSIAN_ON_KEY[name] for name in names if name in RUSSIAN_ON_KEY)])
