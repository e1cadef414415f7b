"""Which letters of two keyboard layouts stand on one key: `c` is also the Cyrillic `с`."""

from __future__ import annotations

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
"""The same keys, row by row, in both layouts."""

_TWINS = dict(zip(LATIN + RUSSIAN, RUSSIAN + LATIN, strict=True))


def twin(letter: str) -> str:
    """Return what the same key gives in the other layout, "" where it gives no letter of one."""
    return _TWINS.get(letter, "")
