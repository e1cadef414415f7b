"""The language of the interface: which one it is, and where its texts come from.

The catalogs are made from the code by `make catalogs`. This loads with the screen, so it uses the
standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from domain import i18n

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALES = Path(__file__).with_name("locales")
DOMAIN = "crm"
SOURCE_LANGUAGE = "en"
"""The language the code is written in; it needs no catalog."""

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(setting: str | None, environment: Mapping[str, str]) -> str:
    """Return the code of the language to speak, one of `domain.i18n.LANGUAGES`.

    `setting` is such a code where the person has chosen one. Else the first locale variable that is
    set decides, as POSIX has it; a language that the program does not speak gives English.
    """
    if setting:
        return setting
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    code = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if code in i18n.LANGUAGES else SOURCE_LANGUAGE


def find_catalog(language: str) -> NullTranslations | None:
    """Return the catalog of a code of `domain.i18n.LANGUAGES`, None for the source language."""
    if language == SOURCE_LANGUAGE:
        return None
    import gettext  # English needs no catalog, and so nothing that reads one

    return gettext.translation(DOMAIN, LOCALES, [language])


def load(language: str) -> None:
    """Make this process speak `language`, a code of `domain.i18n.LANGUAGES`."""
    i18n.provide_catalogs(find_catalog)
    i18n.install(language, find_catalog(language))
