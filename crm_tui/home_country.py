"""In which country a machine is at work, as far as it tells.

The country of the locale counts first (POSIX: `LC_MONETARY` is that of money), then that of the
time zone, then that in which most speak the language of the interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from domain.i18n import language

_VARIABLES: Final = ("LC_ALL", "LC_MONETARY", "LANG")

_OF_NO_COUNTRY: Final = frozenset({"en_US"})
"""Locales that machines everywhere come with."""

_HOMES: Final = {"pl": "PL", "ru": "RU"}
"""Where most of those live who speak a language of the interface."""


def likely_country(environment: Mapping[str, str], zone: tzinfo) -> str:
    """Return the country (ISO 3166) that locale, time zone or language tell, "" for none."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return _country_of(locale) or _country_at(zone) or _HOMES.get(language(), "")


def _country_of(locale: str) -> str:
    """Return the country of a locale such as `pl_PL.UTF-8`, "" where it says nothing."""
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_")
    country = name.partition("_")[2]
    is_code = len(country) == 2 and country.isascii() and country.isalpha()
    return country.upper() if is_code and name not in _OF_NO_COUNTRY else ""


def _country_at(zone: tzinfo) -> str:
    """Return the country of a zone such as `Europe/Warsaw`, "" for one that several share."""
    from babel.core import get_global

    name = getattr(zone, "key", None) or ""
    name = get_global("zone_aliases").get(name, name)
    country = str(get_global("zone_territories").get(name, ""))
    return country if country.isalpha() and country != "ZZ" else ""
