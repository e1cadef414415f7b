"""The Russian and the Latin letters that share a key of the keyboard.

Polish is typed on the Latin keys, its own letters with a modifier, so two layouts are enough.
"""

from __future__ import annotations

from typing import Final

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'

RUSSIAN_ON_KEY: Final = dict(zip(_LATIN + _LATIN_SHIFTED, _RUSSIAN + _RUSSIAN.upper(), strict=True))
"""What a key gives in the Russian layout, by what it gives in the Latin one."""

_TO_RUSSIAN = str.maketrans(RUSSIAN_ON_KEY)
_TO_LATIN = str.maketrans({russian: latin for latin, russian in RUSSIAN_ON_KEY.items()})


def in_other_layout(text: str) -> str:
    """Return what the same keys give in the other layout: `bdfyjd` is `иванов`.

    Empty where it cannot be told which layout the text was typed in: without letters of either, or
    with letters of both.
    """
    lowered = text.lower()
    is_russian = any("а" <= letter <= "я" or letter == "ё" for letter in lowered)
    is_latin = any("a" <= letter <= "z" for letter in lowered)
    if is_russian == is_latin:
        return ""
    return text.translate(_TO_LATIN if is_russian else _TO_RUSSIAN)
