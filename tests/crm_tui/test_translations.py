"""Every text of the program exists in every language, whole and fit to be filled in."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from crm_tui.translations import LOCALES, choose_language, load
from domain.dates.when import parse_when
from domain.errors import BadInput
from domain.i18n import _, language, ngettext
from domain.query.parser import parse_query
from domain.query.tree import And, Words
from domain.records.builtin_fields import BUILTIN_FIELDS
from tools.catalogs import (
    KEYWORDS,
    PACKAGES,
    ROOT,
    TRANSLATED,
    catalog_path,
    forms,
    is_translated,
    read_catalog,
    texts,
    texts_in_code,
)

Key = tuple[str | None, tuple[str, ...]]

REDO = "Run `make catalogs`, and translate what it lists."


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the process as it was found."""
    yield
    load("en")


def key_of(message: Message) -> Key:
    """Return what names a text in a catalog: its context and its forms in English."""
    return message.context, forms(message.id)


@cache
def messages_of(code: str) -> dict[Key, Message]:
    """Return the texts of a language's catalog."""
    return {key_of(message): message for message in texts(read_catalog(code))}


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def same_on_purpose(code: str) -> set[str]:
    """Return the texts that a language shares with English."""
    lines = Path(__file__).with_name("same_in_english.txt").read_text("utf-8").splitlines()
    return {text for line in lines for name, _mark, text in [line.partition(": ")] if name == code}


def test_the_catalogs_have_the_texts_of_the_code() -> None:
    wanted = {key_of(message) for message in texts(texts_in_code())}
    for code in TRANSLATED:
        there = set(messages_of(code))
        assert (wanted - there, there - wanted) == (set(), set()), f"{code}: {REDO}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated(code: str) -> None:
    messages = messages_of(code).values()
    assert [m.id for m in messages if m.fuzzy or not is_translated(m)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_counted_texts_have_every_plural_form(code: str) -> None:
    catalog = read_catalog(code)
    counted = [message for message in texts(catalog) if not isinstance(message.id, str)]
    assert [m.id for m in counted if len(forms(m.string)) != catalog.num_plurals] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_takes_the_same_values(code: str) -> None:
    wrong = [
        (form, text)
        for message in messages_of(code).values()
        for text in forms(message.string)
        if placeholders(text) != placeholders(form := forms(message.id)[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_ends_as_its_source_does(code: str) -> None:
    wrong = [
        text
        for message in messages_of(code).values()
        for text in forms(message.string)
        if ending(text) != ending(source := forms(message.id)[-1])
        and not are_abbreviations(text, source)
    ]
    assert wrong == []


def are_abbreviations(*texts: str) -> bool:
    """Whether texts are so short that a full stop says only that letters are left out."""
    return all(len(text.split()) <= 2 and ending(text) in (".", "") for text in texts)


def ending(text: str) -> str:
    """Return the mark that closes a sentence or a label, and nothing after a word."""
    return text[-1] if text[-1:] in (".", ":", "?", "…", " ", "\n") else ""


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_differs_from_english(code: str) -> None:
    same = {
        source
        for message in messages_of(code).values()
        for source, text in zip(forms(message.id), forms(message.string), strict=False)
        if source == text
    }
    assert same == same_on_purpose(code)


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_catalog_is_in_step(code: str) -> None:
    with catalog_path(code).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    wrong = [
        message.id
        for message in messages_of(code).values()
        if compiled_forms(compiled, message) != forms(message.string)
    ]
    assert wrong == [], REDO


def compiled_forms(compiled: gettext.GNUTranslations, message: Message) -> tuple[str, ...]:
    """Return what the program would say for a text, in every form."""
    match key_of(message):
        case None, (single,):
            return (compiled.gettext(single),)
        case None, (one, many):
            # Each of these counts takes another form in Russian and Polish.
            return tuple(compiled.ngettext(one, many, count) for count in (1, 2, 5))
        case str(context), (single,):
            return (compiled.pgettext(context, single),)
    raise AssertionError(message.id)


def test_marked_texts_are_literals() -> None:
    found = [place for package in PACKAGES for place in composed_texts(ROOT / package)]
    assert found == []


def composed_texts(folder: Path) -> Iterator[str]:
    """Return where a text is put together inside the marker, so that no catalog can hold it."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                composed = any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args)
                if node.func.id in KEYWORDS and composed:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize(
    ("setting", "environment", "expected"),
    [
        ("pl", {"LANG": "ru_RU.UTF-8"}, "pl"),
        (None, {"LANG": "ru_RU.UTF-8"}, "ru"),
        (None, {"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "pl_PL"}, "pl"),
        (None, {"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "pl_PL", "LC_ALL": "C.UTF-8"}, "en"),
        (None, {"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ("", {"LANG": "pl"}, "pl"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "POSIX"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_follows_the_choice_and_then_the_system(
    setting: str | None, environment: dict[str, str], expected: str
) -> None:
    assert choose_language(setting, environment) == expected


@pytest.mark.parametrize(
    ("code", "overdue", "rows"),
    [
        ("en", "Overdue", ["1 row", "2 rows", "5 rows"]),
        ("ru", "Просрочено", ["1 строка", "2 строки", "5 строк"]),
        ("pl", "Zaległe", ["1 wiersz", "2 wiersze", "5 wierszy"]),
    ],
)
def test_the_program_speaks_the_language(code: str, overdue: str, rows: Sequence[str]) -> None:
    load(code)
    assert language() == code
    assert _("Overdue") == overdue
    counted = [ngettext("{count} row", "{count} rows", n).format(count=n) for n in (1, 2, 5)]
    assert counted == rows


@pytest.mark.parametrize("code", ["en", *TRANSLATED])
def test_the_examples_of_times_are_understood(code: str) -> None:
    load(code)
    now = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
    with pytest.raises(BadInput) as caught:
        parse_when("xyzzy", now)
    examples = str(caught.value).rpartition(": ")[2].removesuffix(".").split(", ")
    assert len(examples) > 3
    assert all(parse_when(example, now) for example in examples)


@pytest.mark.parametrize("code", ["en", *TRANSLATED])
@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (
            "activity",
            "words, kind:call,meeting  due:today  client:romashka  deal:chairs  important:yes",
        ),
        ("contact", "words, company:romashka  changed:today  no-next-step"),
    ],
)
def test_the_examples_of_filters_are_understood(code: str, kind: str, hint: str) -> None:
    load(code)
    now = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
    words, _comma, examples = _(hint).partition(", ")
    assert words == words.lower()
    query = parse_query(examples, kind, BUILTIN_FIELDS, now)
    assert isinstance(query.root, And)
    # Each example is a condition, not words that are looked for.
    assert [part for part in query.root.parts if isinstance(part, Words)] == []
    assert len(query.root.parts) == len(examples.split())


def test_only_known_languages_have_catalogs() -> None:
    folders = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
    assert folders == sorted(TRANSLATED)
