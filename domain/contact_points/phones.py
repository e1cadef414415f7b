"""Phone numbers: read in any spelling, shown in one, and found by any part.

A number is kept as it was typed, beside its international form (E.164) when it has one. The rules
of numbering are those of the `phonenumbers` package, which is imported when first needed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_NO_DIGITS = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as typed, and what it is.

    `value` is the text as typed, with any words beside the number. `e164` is the international
    form with `+`, None where the text holds no valid number; `national` are the digits of the
    number inside its country, without a trunk prefix; `extension` the digits to dial afterwards.
    """

    value: str
    e164: str | None = None
    national: str | None = None
    extension: str | None = None

    @property
    def is_valid(self) -> bool:
        """Whether the text holds a number that can be dialled."""
        return self.e164 is not None

    @property
    def reversed_digits(self) -> str:
        """Digits back to front, for finding a number by its end: of `e164`, or else of `value`."""
        return digits(self.e164 or self.value)[::-1]


def parse_phone(text: str, region: str = "RU") -> Phone:
    """Return the first valid number in `text`, or the text with `e164` None where there is none.

    `region` is the ISO 3166-1 code of the country whose numbers are dialled without a country
    code. Understood are trunk prefixes (`8 916…`), `+`, `00` and the country's own international
    prefix (`810…`), digits of any script, RFC 3966 (`tel:+1-418-656-9254;ext=102`), extensions
    (`доб. 12`, `ext 12`, `wew. 12`, `x12`) and words beside the number. A date is no number.
    """
    from domain.contact_points.phone_parse import find_phones

    found = find_phones(text, region)
    value = text.strip()
    if not found:
        return Phone(value)
    best = next((number for number in found if number.e164), found[0])
    return Phone(value, best.e164, best.national, best.extension)


def split_phones(text: str, region: str = "RU") -> list[Phone]:
    """Return every number of a text that may hold several, such as a cell of a table.

    Words stay in the `value` of the number that they follow; words before the first number, and a
    label such as "раб." or "home:" behind a comma, in that of the number after them. Only
    separators and a joining "and" between numbers are dropped. What looks like a local number is
    returned too, with `e164` None; a text without numbers is returned as one `Phone`, as typed.
    """
    from domain.contact_points.phone_parse import cut_at, find_phones

    found = find_phones(text, region)
    if not found:
        return [Phone(text.strip())]
    return [
        Phone(value, number.e164, number.national, number.extension)
        for number, value in zip(found, cut_at(found, text), strict=True)
    ]


@lru_cache(maxsize=8192)
def format_phone(e164: str, region: str | None = None) -> str:
    """Return a number as it is shown: `+7 916 123-45-67`.

    Numbers of the country of `region`, where one is given, are shown as they are dialled inside
    it: `8 (916) 123-45-67`. What is no international number is returned unchanged.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    at_home = region and number.country_code == phonenumbers.country_code_for_region(region)
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def show_phone(value: str, e164: str | None) -> str:
    """Return a phone for a person: in international form, or as typed where that says more.

    What was typed says more when words stand beside the number: an extension, a name, hours.
    """
    if e164 is None or any(character.isalpha() for character in value):
        return value
    return format_phone(e164)


def digits(text: str) -> str:
    """Return the digits of `text`, those of other scripts as ASCII digits."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    values = (unicodedata.decimal(character, None) for character in text)
    return "".join(str(value) for value in values if value is not None)


def phone_search_keys(text: str, region: str = "RU") -> list[str]:
    """Return the digit strings to look up for what was typed in a search box, likeliest first.

    Each key is to be looked up in three ways, as the beginning of the digits of `e164` (without
    `+`), as the beginning of `national`, and reversed as the beginning of `reversed_digits`, which
    is the end of a number. For region RU:

    - `916 12` gives `91612`; `4567` gives `4567`.
    - `8916123` gives `916123`, without the trunk prefix, and `8916123`.
    - `+7 916` gives `7916`; `0049 30` and `810 49 30` give `4930` and the digits as typed.
    - `020 79` gives `02079` and `2079`, for a number as it is dialled in another country.
    - a number that is complete gives the digits of its `e164` before these.

    Fewer than two digits, or text with anything but digits and the signs in phone numbers, give
    no key.
    """
    from domain.contact_points.phone_parse import possible_beginnings

    return possible_beginnings(text, region)
