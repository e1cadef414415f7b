"""Translation of user-visible text.

Every floor marks its texts with `_` or `ngettext`; the program installs a catalog once, at start.
Until then, and in English, a text is its own translation. What is written for a client is in the
client's language, whatever the interface speaks: its texts come from `catalog_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

LANGUAGES: dict[str, str] = {"en": "English", "ru": "Русский", "pl": "Polski"}
"""Interface languages the program ships, by ISO 639-1 code, each named in itself."""

_catalog: NullTranslations | None = None
_language = "en"
_find_catalog: Callable[[str], NullTranslations | None] | None = None


def install(language: str, catalog: NullTranslations | None) -> None:
    """Make `catalog` the source of translations for this process; None for English, the source."""
    global _catalog, _language
    _language, _catalog = language, catalog


def provide_catalogs(find: Callable[[str], NullTranslations | None]) -> None:
    """Tell where the catalog of any of `LANGUAGES` is found; None is one that needs no catalog."""
    global _find_catalog
    _find_catalog = find


def catalog_of(language: str) -> NullTranslations:
    """Return the texts in a language other than the interface's, such as that of a client.

    Mark them as `catalog.gettext`, `catalog.ngettext` or `catalog.pgettext`. A language that the
    program does not speak gives English.
    """
    from gettext import NullTranslations  # the first frame is painted without it

    if _find_catalog is None or language not in LANGUAGES:
        return NullTranslations()
    return _find_catalog(language) or NullTranslations()


def language() -> str:
    """Return the ISO 639-1 code of the interface language in force."""
    return _language


def _(text: str) -> str:
    """Return `text` in the interface language."""
    return _catalog.gettext(text) if _catalog and text else text


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a counted text that fits `count` in the interface language."""
    if _catalog is None:
        return singular if count == 1 else plural
    return _catalog.ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """Return the translation of `text` in the meaning named by `context`."""
    return _catalog.pgettext(context, text) if _catalog else text


def N_(text: str) -> str:  # noqa: N802 - the name gettext extractors know
    """Mark `text` for translation where it is declared; it is translated where it is shown."""
    return text
