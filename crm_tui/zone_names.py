"""Time zones by the names that people have for them, in any language of the program."""

from __future__ import annotations

from domain.i18n import LANGUAGES
from domain.text import fold


def zone_named(text: str) -> str:
    """Return the IANA name of a zone that is typed in any case, or by its city: `Warszawa`.

    What names none is returned as it is, to be refused by whoever uses it.
    """
    from zoneinfo import available_timezones

    from babel import Locale

    typed, names = fold(text), sorted(available_timezones())
    if named := next((name for name in names if name.lower() == typed), ""):
        return named
    for locale in map(Locale, LANGUAGES):
        for name, said in locale.time_zones.items():
            if "city" in said and fold(said["city"]) == typed and name in names:
                return str(name)
    return next((name for name in names if "/" in name and _city_of(name) == typed), text)


def _city_of(name: str) -> str:
    return fold(name.rpartition("/")[2].replace("_", " "))
