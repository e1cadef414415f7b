"""Translation of user-visible text.

Every floor marks its texts with `_` or `ngettext`; the program installs a catalog once, at start.
Until then, and in English, a text is its own translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES: dict[str, str] = {"en": "English", "ru": "Русский", "pl": "Polski"}
"""Interface languages the program ships, by ISO 639-1 code, each named in itself."""

_catalog: NullTranslations | None = None
_language = "en"


def install(language: str, catalog: NullTranslations | None) -> None:
    """Make `catalog` the source of translations for this process; None for English, the source."""
    global _catalog, _language
    _language, _catalog = language, catalog


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
