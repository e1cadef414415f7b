"""Queries in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_tui.translations import load
from domain.i18n import LANGUAGES, _
from domain.query.completion import complete
from domain.query.errors import QueryError
from domain.query.names import Option, find_field, find_options
from domain.query.parser import parse_query
from domain.query.printing import to_text
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.computed_fields import fields_of
from domain.records.kinds import KINDS
from domain.shipped import DICTIONARIES
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
