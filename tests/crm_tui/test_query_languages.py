"""Queries in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from crm_tui.translations import load
from domain.i18n import LANGUAGES, _
from domain.query.completion import complete
from domain.query.errors import QueryError
from domain.query.names import Option, find_field, find_options
from domain.query.parser import parse_query
from domain.query.printing import to_text
from domain.query.tree import Anniversary, Clause, DateParts, During
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.computed_fields import fields_of
from domain.records.kinds import KINDS, kind_named
from domain.shipped import DICTIONARIES
from screens.help import FILTERS
from tests.domain.query.query_texts import NOW, options


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of the program, English again afterwards."""
    load(request.param)
    yield request.param
    load("en")


def test_every_field_is_found_by_its_label(language: str) -> None:
    for kind in KINDS:
        for field in fields_of(BUILTIN_FIELDS, kind):
            for blank in ("_", "-"):
                typed = _(field.label).replace(",", "").replace(" %", "").replace(" ", blank)
                assert find_field(BUILTIN_FIELDS, kind, typed) == field
            assert find_field(BUILTIN_FIELDS, kind, field.name) == field


def test_every_kind_is_found_by_its_label(language: str) -> None:
    for kind in KINDS.values():
        for label in (_(kind.label), _(kind.plural_label)):
            for typed in (label, label.upper(), label.replace(" ", "_")):
                assert kind_named(typed) == kind
        assert kind_named(kind.name) == kind_named(kind.plural.replace("_", "-")) == kind


def test_every_shipped_value_is_found_by_its_label(language: str) -> None:
    for _label, values in DICTIONARIES.values():
        offered = [Option(value.code, _(value.label)) for value in values]
        for option in offered:
            assert find_options(offered, option.label) == [option]
            assert find_options(offered, option.code) == [option]


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("ru", "тип:поставщик НЕ город:псков", "type:supplier -city:псков"),
        ("ru", "ответственный:я ИЛИ ничьи", "responsible:me OR unassigned"),
        ("ru", "изменено:прошлый месяц", "updated_at:прошлый месяц"),
        ("ru", "почта:нет", ""),
        ("ru", "type:supplier -city:псков", "type:supplier -city:псков"),
        ("pl", "typ:dostawca miasto:łódź", "type:supplier city:lodz"),
        ("pl", "moje LUB bez-następnego-kroku", "mine OR no-next-step"),
    ],
)
def test_what_is_typed_in_another_language(code: str, typed: str, meant: str) -> None:
    load(code)
    try:
        if meant:
            query = parse_query(typed, "contact", BUILTIN_FIELDS, NOW, options)
            assert to_text(query) == meant
        else:
            with pytest.raises(QueryError, match="Поля «почта» нет"):
                parse_query(typed, "contact", BUILTIN_FIELDS, NOW, options)
    finally:
        load("en")


@pytest.mark.parametrize(
    ("code", "typed"),
    [("ru", "стадия:проиграна"), ("ru", "стадия:проигр"), ("pl", "etap:przegrana")],
)
def test_a_name_that_stages_of_several_pipelines_share_means_all_of_them(
    code: str, typed: str
) -> None:
    load(code)
    try:
        query = parse_query(typed, "deal", BUILTIN_FIELDS, NOW, options)
        assert to_text(query) == "stage:lost,goods_lost,service_lost"
    finally:
        load("en")


def test_values_that_there_are_are_named_in_the_language() -> None:
    load("ru")
    try:
        with pytest.raises(QueryError, match="Новый_запрос, Потребность, Предложение"):
            parse_query("стадия:щщщ", "deal", BUILTIN_FIELDS, NOW, options)
        query = parse_query("стадия:новый_запрос", "deal", BUILTIN_FIELDS, NOW, options)
        assert to_text(query) == "stage:new"
    finally:
        load("en")


def test_a_name_goes_on_in_the_language_in_which_it_was_begun() -> None:
    load("ru")
    try:
        (city,) = complete("гор", 3, "contact", BUILTIN_FIELDS, options).suggestions
        assert (city.text, city.label) == ("город:", "Город")
        assert complete("cit", 3, "contact", BUILTIN_FIELDS, options).suggestions[0].text == "city:"
    finally:
        load("en")


def offered(text: str, kind: str) -> list[str]:
    found = complete(text, len(text), kind, BUILTIN_FIELDS, options)
    return [suggestion.text for suggestion in found.suggestions]


def asked(text: str, kind: str) -> object:
    """Return what a query means, whatever words it is said in."""
    root = parse_query(text, kind, BUILTIN_FIELDS, NOW, options).root
    if not isinstance(root, Clause):
        return root
    return tuple(
        replace(test, typed="") if isinstance(test, During | Anniversary | DateParts) else test
        for test in root.tests
    )


@pytest.mark.parametrize("code", ["ru", "pl"])
def test_what_is_offered_in_a_language_means_what_is_offered_in_english(code: str) -> None:
    for kind in KINDS:
        load("en")
        known = {
            name: [asked(name + value, kind) for value in offered(name, kind)]
            if name.endswith(":")
            else asked(name, kind)
            for name in offered("", kind)
        }
        load(code)
        try:
            names = offered("", kind)
            assert len(names) == len(known)
            for name, (english, meant) in zip(names, known.items(), strict=True):
                if not isinstance(meant, list):
                    assert asked(name, kind) == meant
                    continue
                assert find_field(BUILTIN_FIELDS, kind, name[:-1]).name == english[:-1]
                if english != "stage:":  # those that are called alike are offered once, together
                    assert [asked(name + value, kind) for value in offered(name, kind)] == meant
        finally:
            load("en")


def test_names_and_values_are_offered_as_they_are_called_on_the_screen() -> None:
    for code, begun, expected in (
        ("ru", "тип:", ["Клиент", "Поставщик", "Партнёр", "Пресса", "Другое", "пусто", "есть"]),
        ("ru", "изменено:сег", ["сегодня"]),
        ("ru", "changed:tod", ["today"]),
        ("ru", "type:cl", ["client"]),
        ("ru", "мои И", ["ИЛИ", "И"]),
        ("ru", "мои O", ["OR"]),
        ("pl", "źr", ["źródło:"]),
        ("pl", "zro", ["źródło:"]),
        ("pl", "source:Stro", ["Strona_WWW"]),
        ("pl", "zal", ["zaległe"]),
        ("pl", "zmieniono:ten ty", ["ten tydzień"]),
    ):
        load(code)
        try:
            assert offered(begun, "contact")[: len(expected)] == expected
        finally:
            load("en")
    load("ru")
    try:
        assert offered("", "contact")[:3] == ["фамилия:", "имя:", "отчество:"]
        assert {"мои", "просрочено"} <= {*offered("", "contact")}
        assert offered("стадия:прои", "deal") == ["Проиграна"]
    finally:
        load("en")


def test_the_filters_of_the_help_can_be_read(language: str) -> None:
    def is_read(text: str, kind: str) -> bool:
        try:
            parse_query(text, kind, BUILTIN_FIELDS, NOW, options)
        except QueryError:
            return False
        return True

    for typed, _finds in FILTERS:
        assert is_read(_(typed), "contact") or is_read(_(typed), "deal"), _(typed)
