"""Addresses on one line, as people write them: street, code and city, region, country."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.text import fold

_CODE_AND_CITY = re.compile(r"(\d{2}-\d{3}|\d{5,6})\s+(\D.*)")
"""A postal code with the city behind it, as in `85-139 Bydgoszcz`."""

_COUNTRIES = frozenset(
    fold(name)
    for name in (
        *("Polska", "Poland", "Польша", "Rosja", "Russia", "Россия", "РФ", "Niemcy", "Germany"),
        *("Deutschland", "Германия", "Ukraina", "Ukraine", "Украина", "Białoruś", "Belarus"),
        *("Беларусь", "Litwa", "Lithuania", "Литва", "Czechy", "Czechia", "Чехия", "Kazachstan"),
        *("Kazakhstan", "Казахстан", "Słowacja", "Slovakia", "Словакия", "Austria", "Австрия"),
    )
)
"""Names of countries that may stand last without a region before them."""


def read_address_line(text: str) -> Mapping[str, str]:
    """Return the parts of an address by the names of their columns.

    They are told apart where a postal code stands with its city between commas; any other text is
    the street as it stands.
    """
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    found = [(place, _CODE_AND_CITY.fullmatch(piece)) for place, piece in enumerate(pieces)]
    place, match = next(((place, match) for place, match in found if match), (0, None))
    behind = pieces[place + 1 :]
    if match is None or len(behind) > 2:
        return {"street": text}
    country = behind.pop() if len(behind) == 2 or (behind and _is_country(behind[-1])) else ""
    return {
        "street": ", ".join(pieces[:place]),
        "postal_code": match[1],
        "city": match[2],
        "region": behind[0] if behind else "",
        "country": country,
    }


def _is_country(name: str) -> bool:
    return fold(name) in _COUNTRIES
