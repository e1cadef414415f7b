"""Countries as an e-invoice names them, by two letters of ISO 3166."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

from domain.bank_codes import country_told
from domain.i18n import LANGUAGES
from domain.invoicing.parties import Party
from domain.text import fold

_SHORT: Final = {"рф": "RU", "uk": "GB", "england": "GB", "usa": "US", "сша": "US", "uae": "AE"}
"""What people write for short, beside the names that CLDR has."""


def country_code(party: Party) -> str:
    """Return the code of the country of a party, "" where it cannot be told.

    It is told by its name in a language of the program, else by its numbers.
    """
    return country_named(party.country or country_told(party.tax_id, party.account))


def country_named(name: str) -> str:
    """Return the code of a country by its name in a language of the program, or by the code."""
    return _codes().get(fold(name).strip(". "), "")


@cache
def _codes() -> dict[str, str]:
    """Return the codes by themselves and by names, folded."""
    found = dict(_SHORT)
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[fold(name)] = found[fold(code)] = code
    return found
