"""Countries as an e-invoice names them, by two letters of ISO 3166."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

from domain.bank_codes import bare, is_iban, is_inn, is_nip
from domain.i18n import LANGUAGES
from domain.invoicing.parties import Party
from domain.text import fold

_SHORT: Final = {"рф": "RU", "uk": "GB", "england": "GB", "usa": "US", "сша": "US", "uae": "AE"}
"""What people write for short, beside the names that CLDR has."""

_GREEK_VAT: Final = {"EL": "GR", "XI": "GB"}
"""Prefixes of VAT numbers that are no code of a country."""


def country_code(party: Party) -> str:
    """Return the code of the country of a party, "" where it cannot be told.

    It is told by its name in a language of the program, else by its tax number: by the letters
    before it, or by the check digits that only an INN or a NIP has; else by its IBAN.
    """
    named = fold(party.country).strip(". ")
    if named:
        return _codes().get(named, "")
    number = bare(party.tax_id)
    prefix = number[:2]
    if prefix.isalpha():
        return _GREEK_VAT.get(prefix) or _codes().get(fold(prefix), "")
    if is_inn(number) != is_nip(number):
        return "RU" if is_inn(number) else "PL"
    return bare(party.account)[:2] if is_iban(party.account) else ""


@cache
def _codes() -> dict[str, str]:
    """Return the codes by themselves and by names, folded."""
    found = dict(_SHORT)
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[fold(name)] = found[fold(code)] = code
    return found
