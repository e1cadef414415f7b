"""Keys that work in every keyboard layout: `c` is also the Cyrillic letter on the same key."""

from __future__ import annotations

from domain.key_layouts import LATIN, RUSSIAN

_TWINS = dict(zip(LATIN + LATIN.upper(), RUSSIAN + RUSSIAN.upper(), strict=True))


def in_every_layout(keys: str) -> str:
    """Return keys, separated by commas, with those that the same presses give in Russian layout."""
    names = keys.split(",")
    return ",".join([*names, *(_TWINS[name] for name in names if name in _TWINS)])
