"""Catalogs and prices as 1C writes them (FEATURES ONEC-01)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from exchange_files import (
    GROUPS,
    catalog,
    document,
    offer,
    offers,
    product,
    read,
    write,
)

from domain.errors import BadInput, UnusableFile
from services.formats.catalog_values import (
    EXEMPT,
    PriceValue,
    UnitValue,
    by_label,
    read_currency,
    read_percent,
)
from services.formats.commerceml import read_outline

pytestmark = pytest.mark.row("ONEC-01")

_FULL = """<Артикул> ST-1 </Артикул><Штрихкод>4601234567893</Штрихкод>
<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука"
МеждународноеСокращение="PCE">шт</БазоваяЕдиница>
<Группы><Ид>g2</Ид></Группы><Описание>Первая строка
вторая строка</Описание>
<Изготовитель><Ид>m</Ид><Наименование>Завод №1</Наименование></Изготовитель>
<ЗначенияСвойств><ЗначенияСвойства><Ид>p1</Ид><Значение>v2</Значение></ЗначенияСвойства>
<ЗначенияСвойства><Ид>p2</Ид><Значение>120,5</Значение></ЗначенияСвойства></ЗначенияСвойств>
<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование>
<Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>
<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ТипНоменклатуры</Наименование>
<Значение>Услуга</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>"""


def test_a_product_with_all_that_it_may_have(tmp_path: Path) -> None:
    path = write(tmp_path / "import.xml", document(GROUPS, catalog(product(more=_FULL))))
    outline, (found,), problems = read(path)
    assert not problems
    assert [(one.uid, one.name, one.parent) for one in outline.sections] == [
        ("g1", "Мебель", ""),
        ("g2", "Столы", "g1"),
    ]
    assert (outline.properties["p1"].type, outline.properties["p2"].type) == ("choice", "number")
    assert found.texts == {
        "name": "Стол письменный",
        "code": "ST-1",
        "bar_code": "4601234567893",
        "description": "Первая строка\nвторая строка",
        "section": "g2",
        "type": "service",
        "tax": "20",
    }
    assert found.unit == UnitValue("796", "шт")
    assert found.properties == {
        "p1": ("Бук",),
        "p2": ("120,5",),
        by_label("Изготовитель"): ("Завод №1",),
    }
    assert not found.is_deleted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16", "koi8-r"])
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251"])
def test_the_encoding_is_found_whatever_is_declared(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    if encoding == "utf-16" and declared:
        declared = "utf-16"  # expat itself holds a document to this one
    if encoding == "koi8-r" and declared == "windows-1251":
        return  # a single byte that is declared as another cannot be told apart
    text = document(GROUPS, catalog(product(name="Кресло офисное")), encoding=declared)
    _outline, (found,), problems = read(write(tmp_path / "import.xml", text, encoding))
    assert found.texts["name"] == "Кресло офисное"
    assert not problems


def test_offers_say_what_products_and_their_variants_cost(tmp_path: Path) -> None:
    like = (
        "<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Размер</Наименование>"
        "<Значение>42</Значение></ХарактеристикаТовара></ХарактеристикиТовара>"
    )
    text = document(offers(offer(), offer("a1#v", "1.200,00", like, "643")), version="2.03")
    outline, (plain, variant), problems = read(write(tmp_path / "offers.xml", text))
    assert not problems
    assert outline.price_types["t2"].name == "Мелкий опт"
    assert plain.prices == {"t1": PriceValue(Decimal("12400.50"), "RUB")}
    assert plain.is_offer
    assert not plain.base
    assert variant.base == "a1"
    assert variant.prices == {"t1": PriceValue(Decimal("1200.00"), "RUB")}
    assert variant.properties == {by_label("Размер"): ("42",)}


def test_a_price_of_a_package_is_told_for_one_unit(tmp_path: Path) -> None:
    text = document(offers(offer()))
    text = text.replace("</Валюта></Цена>", "</Валюта><Коэффициент>10</Коэффициент></Цена>")
    _outline, (found,), _problems = read(write(tmp_path / "offers.xml", text))
    assert found.prices["t1"].amount == Decimal("1240.05")


def test_units_of_version_3_are_named_by_code_or_id(tmp_path: Path) -> None:
    units = (
        "<Классификатор><ЕдиницыИзмерения><ЕдиницаИзмерения><Ид>u1</Ид><Код>166</Код>"
        "<НаименованиеКраткое>кг</НаименованиеКраткое></ЕдиницаИзмерения></ЕдиницыИзмерения>"
        "</Классификатор>"
    )
    found = [
        product(uid, more=f"<БазоваяЕдиница>{unit}</БазоваяЕдиница>")
        for uid, unit in (("a", "166"), ("b", "u1"), ("c", "6"), ("d", "ведро"))
    ]
    path = write(tmp_path / "import.xml", document(units, catalog(*found), version="3.1"))
    _outline, products, _problems = read(path)
    assert [one.unit for one in products] == [
        UnitValue("166", "кг"),
        UnitValue("166", "кг"),
        UnitValue("006", ""),
        UnitValue("", "ведро"),
    ]


def test_both_versions_mark_what_is_deleted(tmp_path: Path) -> None:
    marked = product("b", more="<ПометкаУдаления>true</ПометкаУдаления>")
    told = product("c").replace("<Товар>", '<Товар Статус="Удален">')
    bare = '<Товар Статус="Удален"><Ид>d</Ид></Товар>'
    path = write(tmp_path / "import.xml", document(catalog(product(), marked, told, bare)))
    _outline, products, problems = read(path)
    assert [one.is_deleted for one in products] == [False, True, True, True]
    assert not problems


def test_properties_of_the_first_versions(tmp_path: Path) -> None:
    text = document(
        "<Классификатор><Свойства><СвойствоНоменклатуры><Ид>p</Ид><Наименование>Цвет</Наименование>"
        "<ТипыЗначений><ТипЗначений><Тип>Справочник</Тип><ВариантыЗначений><ВариантЗначения>"
        "<Ид>v</Ид><Значение>Белый</Значение></ВариантЗначения></ВариантыЗначений></ТипЗначений>"
        "</ТипыЗначений></СвойствоНоменклатуры></Свойства></Классификатор>"
    )
    outline, _products, _problems = read(write(tmp_path / "import.xml", text))
    assert outline.properties["p"].type == "choice"
    assert outline.properties["p"].choices == {"v": "Белый"}


def test_what_is_broken_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = [
        "<Товар><Наименование>Без номера</Наименование></Товар>",
        "<Товар><Ид>b</Ид></Товар>",
        product(
            "c",
            more="<СтавкиНалогов><СтавкаНалога><Ставка>?</Ставка></СтавкаНалога></СтавкиНалогов>",
        ),
        product(
            "d",
            more="<ЗначенияСвойств><ЗначенияСвойства><Ид>px</Ид><Значение>1</Значение>"
            "</ЗначенияСвойства></ЗначенияСвойств>",
        ),
        product("e"),
    ]
    text = document(catalog(*broken), offers(offer("e", "дорого"), offer("f", "-5"), offer("g")))
    _outline, products, problems = read(write(tmp_path / "all.xml", text))
    assert [one.uid for one in products] == ["c", "d", "e", "e", "f", "g"]
    lines = text.splitlines()
    assert len(problems) == 6
    for problem, mark in zip(
        problems, ("Без номера", "<Ид>b</Ид>", "?", "px", "дорого", "-5"), strict=True
    ):
        assert mark in lines[problem.line - 1]
        assert problem.reason


def test_a_group_in_one_that_is_missing_stands_at_the_top(tmp_path: Path) -> None:
    text = document(
        "<Классификатор><Группы><Группа><Ид>g</Ид><Наименование>Г</Наименование>"
        "<ИдРодителя>nowhere</ИдРодителя></Группа><Группа><Наименование>Д</Наименование></Группа>"
        "</Группы></Классификатор>"
    )
    outline, _products, problems = read(write(tmp_path / "import.xml", text))
    assert [(one.uid, one.parent) for one in outline.sections] == [("g", "")]
    assert len(problems) == 2


def test_groups_named_within_each_other_end(tmp_path: Path) -> None:
    text = document(
        "<Классификатор><Группы>"
        + "".join(
            f"<Группа><Ид>{uid}</Ид><Наименование>{uid}</Наименование>"
            f"<ИдРодителя>{outer}</ИдРодителя></Группа>"
            for uid, outer in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
        )
        + "</Группы></Классификатор>"
    )
    outline, _products, problems = read(write(tmp_path / "import.xml", text))
    given: set[str] = set()
    for one in outline.sections:
        assert not one.parent or one.parent in given
        given.add(one.uid)
    assert given == {"a", "b", "c", "d"}
    assert len(problems) == 1


def test_orders_are_no_catalog(tmp_path: Path) -> None:
    order = f"<Документ><Ид>1</Ид><Товары>{product()}</Товары></Документ>"
    path = write(tmp_path / "orders.xml", document(order))
    with pytest.raises(UnusableFile, match="orders"):
        read_outline(path)
    _outline, products, _problems = read(write(path, document(order, catalog(product("b")))))
    assert [one.uid for one in products] == ["b"]


_BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;">]><КоммерческаяИнформация>&c;</КоммерческаяИнформация>"""
_OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<КоммерческаяИнформация>&x;</КоммерческаяИнформация>"""
_FOREIGN_DTD = """<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.com/a.dtd">
<КоммерческаяИнформация/>"""


@pytest.mark.parametrize("text", [_BOMB, _OUTSIDE, _FOREIGN_DTD])
def test_what_could_reach_out_or_blow_up_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnusableFile, match="DOCTYPE"):
        read_outline(write(tmp_path / "import.xml", text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", "an empty file"), ("<html><body/></html>", "a web page"), ("a;b\n1;2", "CSV")],
)
def test_another_file_is_told_what_it_looks_like(tmp_path: Path, text: str, kind: str) -> None:
    with pytest.raises(UnusableFile, match=kind):
        read_outline(write(tmp_path / "import.xml", text))


def test_control_characters_that_people_pasted_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "import.xml", document(catalog(product(name="Стол\x0b \x1bдубовый"))))
    _outline, (found,), problems = read(path)
    assert found.texts["name"] == "Стол дубовый"
    assert not problems


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RUB", "RUB"), ("rur", "RUB"), ("руб", "RUB"), ("руб.", "RUB"), ("643", "RUB"),
        ("810", "RUB"), ("₽", "RUB"), ("zł", "PLN"), ("978", "EUR"), ("грн.", "UAH"),
    ],
)  # fmt: skip
def test_currencies_as_people_and_programs_write_them(text: str, code: str) -> None:
    assert read_currency(text) == code


@pytest.mark.parametrize("text", ["", "бублик", "999", "R"])
def test_what_is_no_currency(text: str) -> None:
    with pytest.raises(BadInput):
        read_currency(text)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("20", "20"), ("20%", "20"), ("20 %", "20"), ("НДС20", "20"), ("НДС 20%", "20"),
        ("18.0", "18"), ("5,5", "5.5"), ("0", "0"), ("Без НДС", EXEMPT), ("zw.", EXEMPT),
    ],
)  # fmt: skip
def test_rates_of_tax_as_programs_write_them(text: str, percent: str) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize("text", ["", "?", "-20", "200", "20 из 120"])
def test_what_is_no_rate_of_tax(text: str) -> None:
    with pytest.raises(BadInput):
        read_percent(text)
