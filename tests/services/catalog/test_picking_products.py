"""Products are found by a few letters of anything they are known by, and offered before that."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.fields import FieldType
from domain.word_endings import without_ending
from services.catalog.changing import add_section
from services.catalog.picking import recent_and_frequent, search_products
from services.catalog.properties import properties_of
from services.catalog.selling import add_product
from services.catalog.tree import path_of
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.finding import find_records
from services.records.use_cases import add_record, delete_record, edit_record
from services.seeding.demo import make_demo
from storage.check import find_faults


def found(context: Context, text: str, section: UUID | None = None, limit: int = 50) -> list[str]:
    return [one.name for one in search_products(context, text, section, limit)]


def offered(context: Context) -> list[str]:
    return [one.name for one in recent_and_frequent(context)]


@pytest.fixture
def clothes(context: Context) -> UUID:
    """A section of clothes with three products, and a lamp beside it; the key of the section."""
    add_field(context, NewField("product", "Цвет", FieldType.CHOICE, "color",
                                choices=("красная", "синий")))  # fmt: skip
    section = add_section(context, "Одежда")
    for name, code, color, description in (
        ("Кофта женская", "K-100", "красная", "мягкая шерсть"),
        ("Кофта мужская", "K-200", "синий", ""),
        ("Красный пояс", "P-7", "", "к женской кофте"),
    ):
        data = {"name": name, "code": code, "color": color, "description": description}
        add_record(context, "product", {**data, "section": str(section), "price": "10 EUR"})
    add_record(context, "product", {"name": "Лампа красная", "bar_code": "4601234567893"})
    return section


@pytest.mark.row("CAT-15", "CAT-16")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("красная кофта", ["Кофта женская", "Красный пояс"]),
        ("кофт красн", ["Кофта женская", "Красный пояс"]),
        ("красную кофту", ["Кофта женская", "Красный пояс"]),
        ("шерст", ["Кофта женская"]),
        ("k-200", ["Кофта мужская"]),
        ("46012345", ["Лампа красная"]),
        ("кофта синий", ["Кофта мужская"]),
        ("rjanf ve;crfz", ["Кофта мужская"]),
        ("кофта лампа", []),
        ("", []),
    ],
)
def test_all_words_must_occur_anywhere(
    context: Context, clothes: UUID, text: str, names: list[str]
) -> None:
    assert found(context, text) == names


@pytest.mark.row("CAT-15")
def test_a_typo_still_finds_but_behind_what_is_exact(context: Context, clothes: UUID) -> None:
    assert found(context, "лампв") == ["Лампа красная"]
    add_record(context, "product", {"name": "Лампочка"})
    assert found(context, "ламп") == ["Лампа красная", "Лампочка"]


@pytest.mark.row("CAT-14", "CAT-09")
def test_only_what_is_offered_is_found_in_the_section_at_hand(
    context: Context, clothes: UUID
) -> None:
    assert found(context, "крас", clothes) == ["Красный пояс", "Кофта женская"]
    coats = add_section(context, "Пальто", clothes)
    key = add_record(context, "product", {"name": "Красное пальто", "section": str(coats)})
    assert found(context, "красн пальто", clothes) == ["Красное пальто"]
    assert found(context, "крас", coats) == ["Красное пальто"]
    edit_record(context, "product", key, {"is_active": False})
    assert found(context, "пальто") == []
    (hit,) = search_products(context, "пальто", with_inactive=True)
    assert not hit.is_active
    delete_record(context, "product", key)
    assert search_products(context, "пальто", with_inactive=True) == []


@pytest.mark.row("CAT-14")
def test_a_hit_says_what_the_picker_shows(context: Context, clothes: UUID) -> None:
    (hit,) = search_products(context, "k-100")
    assert (hit.name, hit.code, str(hit.price and hit.price.amount)) == (
        "Кофта женская",
        "K-100",
        "10",
    )
    assert hit.section is not None
    assert hit.section.title == "Одежда"


@pytest.mark.row("CAT-14")
def test_what_was_sold_of_late_comes_before_what_sells_most(
    context: Context, other: Context, clothes: UUID
) -> None:
    by_name = {one.name: one.id for one in search_products(context, "к", limit=10)}
    for name, author, count in (("Кофта женская", other, 2), ("Красный пояс", other, 1)):
        for _number in range(count):
            deal = add_record(author, "deal", {"title": "x"})
            add_product(author, "deal", deal, by_name[name])
    assert [one.name for one in recent_and_frequent(context)][:2] == [
        "Кофта женская",
        "Красный пояс",
    ]
    deal = add_record(context, "deal", {"title": "x"})
    add_product(context, "deal", deal, by_name["Красный пояс"])
    assert [one.name for one in recent_and_frequent(context)][:2] == [
        "Красный пояс",
        "Кофта женская",
    ]


def test_other_kinds_are_found_as_before(context: Context, clothes: UUID) -> None:
    add_record(context, "company", {"title": "Кофта и партнёры"})
    assert find_records(context, "кофта")[0].kind == "company"
    assert [hit.title for hit in find_records(context, "одежд", ["section"])] == ["Одежда"]
    assert len(find_records(context, "кофт", ["product", "section"])) == 3
    assert find_records(context, "§product") == []


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("красную", "красн"),
        ("кофтами", "кофт"),
        ("szafa", "szaf"),
        ("дом", "дом"),
        ("k200", "k200"),
    ],
)
def test_an_ending_is_taken_off_while_enough_is_left(word: str, bare: str) -> None:
    assert without_ending(word) == bare


@pytest.mark.row("CAT-01", "CAT-10")
def test_the_demo_has_a_catalog_to_try(context: Context) -> None:
    make_demo(context)
    (chair,) = search_products(context, "chr-nx")
    assert chair.section is not None
    assert [one.title for one in path_of(context, chair.section.id)] == [
        *("Furniture", "Chairs", "Office chairs"),
    ]
    assert {one.code for one in search_products(context, "white desk")} == {"DSK-160", "DSK-UP"}
    given = properties_of(context, chair.section.id)
    assert [one.field.label for one in given] == ["Colour", "Warranty, months"]
    assert list(find_faults(context.database)) == []
