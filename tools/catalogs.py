"""Brings the translations in step with the texts of the program: `python -m tools.catalogs`.

Collects the texts that the code marks with the functions of `domain.i18n` into a template, takes
them over into the catalog of each language, and compiles the catalogs. A new text comes without a
translation and a text that is gone takes its own with it; nothing is guessed. The files hold no
dates and no line numbers, so they change only where a text does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from crm_tui.translations import DOMAIN, LOCALES, SOURCE_LANGUAGE
from domain.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "storage", "services", "widgets", "screens", "crm_tui")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""The functions that mark a text, as Babel describes them: which argument is what."""

TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE_LANGUAGE)
TEMPLATE = LOCALES / f"{DOMAIN}.pot"


class DatelessCatalog(Catalog):
    """A catalog whose header says nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The headers to write."""
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        if self.locale is not None:
            headers.insert(0, ("Language", str(self.locale)))
            headers.append(("Plural-Forms", self.plural_forms))
        return headers


def catalog_path(language: str) -> Path:
    """Return where the catalog of a language is; the compiled one lies beside it, as `.mo`."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def texts_in_code() -> Catalog:
    """Return the template: every text that the six packages mark, with the files it stands in."""
    template = DatelessCatalog(header_comment="# The texts of the program.", fuzzy=False)
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for _line, text, _comments, context in extract_from_file("python", path, KEYWORDS):
                template.add(text, locations=[(name, 0)], context=context)
            for text in _texts_in_f_strings(path):
                template.add(text, locations=[(name, 0)])
    return template


def _texts_in_f_strings(path: Path) -> Iterator[str]:
    """Return the texts that are marked within f-strings, where Babel sees none before 3.12."""
    for string in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(string, ast.JoinedStr):
            continue
        for call in ast.walk(string):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                first = call.args[0] if call.args else None
                if call.func.id in ("_", "N_") and isinstance(first, ast.Constant):
                    yield str(first.value)
                elif call.func.id in ("ngettext", "pgettext"):
                    raise ValueError(f"{path}:{call.lineno}: take this text out of the f-string")


def texts(catalog: Catalog) -> Iterator[Message]:
    """Return the messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def read_catalog(language: str) -> Catalog:
    """Return the catalog of a language as it lies on the disk; an empty one where there is none."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalog of a language with exactly the texts of the template."""
    old = read_catalog(language)
    new = DatelessCatalog(locale=language, header_comment=f"# {LANGUAGES[language]}.", fuzzy=False)
    for message in texts(template):
        known = old.get(message.id, message.context)
        # A text that has come to be counted needs forms that the old translation does not have.
        stays = known is not None and not known.fuzzy and known.pluralizable == message.pluralizable
        new.add(
            message.id,
            known.string if known is not None and stays else None,
            locations=message.locations,
            context=message.context,
        )
    return new


def write_text(path: Path, catalog: Catalog) -> None:
    """Write a catalog in the form that people edit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)


def main() -> None:
    """Bring the template and all catalogs up to date, and say what is left to translate."""
    template = texts_in_code()
    write_text(TEMPLATE, template)
    for language in TRANSLATED:
        catalog = updated(language, template)
        path = catalog_path(language)
        write_text(path, catalog)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = [message for message in texts(catalog) if not is_translated(message)]
        print(f"{LANGUAGES[language]}: {len(catalog)} texts, {len(missing)} without a translation")
        for message in missing:
            print(f"  {forms(message.id)[0]}")


def is_translated(message: Message) -> bool:
    """Return whether a message has a translation, in every plural form where it is counted."""
    return all(forms(message.string))


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the plural forms of a text, or the text alone where it is not counted."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    main()
