"""Countries by the names that people have for them, in any language of the program."""

from __future__ import annotations

from functools import cache
from typing import Final

from domain.i18n import LANGUAGES
from domain.text import fold

_SHORT: Final = {"рф": "RU", "uk": "GB", "england": "GB", "usa": "US", "сша": "US", "uae": "AE"}
"""What people write for short, beside the names that CLDR has."""


def country_named(name: str) -> str:
    """Return the code (ISO 3166) of a country by its name or by the code, "" for none."""
    return _codes().get(fold(name).strip(". "), "")


@cache
def _codes() -> dict[str, str]:
    """Return the codes by themselves and by names, folded."""
    from babel import Locale

    found = dict(_SHORT)
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[fold(name)] = found[fold(code)] = code
    return found
