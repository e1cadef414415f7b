"""Catalogs of CommerceML become sections and products, once (FEATURES ONEC-01)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from catalog_reader import Read, products, reader, sections, set_column, told
from exchange_files import GROUPS, catalog, document, offer, offers, product

from domain.errors import Cancelled
from services.context import Context
from services.importing.files import import_file
from services.undo import undo
from tests.conftest import Outcome

pytestmark = pytest.mark.row("ONEC-01", "CAT-01", "CAT-20")


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read a catalog as anna."""
    return reader(context, tmp_path)


def _values(*pairs: tuple[str, str]) -> str:
    return (
        "<ЗначенияСвойств>"
        + "".join(
            f"<ЗначенияСвойства><Ид>{uid}</Ид><Значение>{text}</Значение></ЗначенияСвойства>"
            for uid, text in pairs
        )
        + "</ЗначенияСвойств>"
    )


_MORE = (
    "<Артикул>ST-1</Артикул><Штрихкод>460</Штрихкод><Описание>Прочный</Описание>"
    '<БазоваяЕдиница Код="796">шт</БазоваяЕдиница><Группы><Ид>g2</Ид></Группы>'
    "<СтавкиНалогов><СтавкаНалога><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>"
)


def _goods(name: str = "Стол", more: str = "", **values: str) -> str:
    return document(
        GROUPS, catalog(product("a1", name, (more or _MORE) + _values(*values.items())))
    )


def test_a_product_with_its_section_unit_tax_properties_and_price(
    context: Context, read: Read
) -> None:
    report = read(_goods(p1="v2", p2="120,5"))
    assert told(report) == (1, 0, 0, 0)
    assert [len(report.made[kind]) for kind in ("section", "property")] == [2, 2]
    assert told(read(document(offers(offer())), "offers.xml")) == (0, 1, 0, 0)
    assert products(context) == {
        "Стол": {
            "code": "ST-1",
            "bar_code": "460",
            "description": "Прочный",
            "is_service": 0,
            "is_active": 1,
            "origin": "1c",
            "external_id": "a1",
            "unit": "796",
            "tax": "S 20",
            "custom": {"tsvet": "бук", "shirina": 120_500_000},
            "section": "Мебель/Столы",
            "prices": {"base": "12400.5 RUB"},
        }
    }


def test_the_same_files_again_change_nothing(context: Context, read: Read) -> None:
    goods, prices = _goods(p1="v2"), document(offers(offer()))
    read(goods)
    read(prices, "offers.xml")
    seq = _last_change(context)
    assert told(read(goods)) == (0, 0, 1, 0)
    assert told(read(prices, "offers.xml")) == (0, 0, 1, 0)
    assert _last_change(context) == seq


def _last_change(context: Context) -> int:
    row = context.database.reader().execute("SELECT max(seq) FROM change").fetchone()
    return int(row[0])


def test_only_what_changed_in_the_file_is_changed_here(context: Context, read: Read) -> None:
    read(_goods(p1="v1", p2="5"))
    set_column(context, "Стол", description="Наш лучший", bar_code="999")
    report = read(_goods("Стол дубовый", _MORE.replace("460", "461"), p1="v2"))
    assert told(report) == (0, 1, 0, 0)
    (found,) = products(context).items()
    assert found[0] == "Стол дубовый"
    assert found[1]["description"] == "Наш лучший"
    assert found[1]["bar_code"] == "461"
    assert found[1]["custom"] == {"tsvet": "бук"}


def test_a_price_that_a_person_changed_stays_until_the_file_changes_it(
    context: Context, read: Read
) -> None:
    read(_goods())
    read(document(offers(offer())), "offers.xml")
    with context.database.write(context.actor, "edit_product") as unit:
        unit.connection.execute("UPDATE product_price SET amount = 7000000")
    more = "<Количество>3</Количество>"
    assert told(read(document(offers(offer(more=more))), "offers.xml")) == (0, 0, 1, 0)
    assert products(context)["Стол"]["prices"] == {"base": "7 RUB"}
    read(document(offers(offer(price="8"))), "offers.xml")
    assert products(context)["Стол"]["prices"] == {"base": "8 RUB"}
    rests = document(offers("<Предложение><Ид>a1</Ид><Количество>1</Количество></Предложение>"))
    assert told(read(rests, "rests.xml")) == (0, 0, 1, 0)
    assert products(context)["Стол"]["prices"] == {"base": "8 RUB"}


def test_types_of_prices_are_known_again_by_their_ids(context: Context, read: Read) -> None:
    read(_goods())
    second = offer().replace("t1", "t2").replace("руб", "USD")
    read(document(offers(second)), "offers.xml")
    (found,) = products(context).values()
    assert found["prices"] == {"мелкий_опт": "12400.5 USD"}
    with context.database.write(context.actor, "edit_dictionary") as unit:
        unit.connection.execute(
            "UPDATE dictionary_value SET label = 'Дилерам' WHERE code = 'мелкий_опт'"
        )
    read(document(offers(second.replace("12 400,50", "9"))), "offers.xml")
    (found,) = products(context).values()
    assert found["prices"] == {"мелкий_опт": "9 USD"}


def test_variants_are_products_beside_theirs(context: Context, read: Read) -> None:
    read(_goods(p2="5"))
    like = (
        "<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Размер</Наименование>"
        "<Значение>42</Значение></ХарактеристикаТовара></ХарактеристикиТовара>"
    )
    variant = offer("a1#v", more=like).replace("Стол", "Стол (42)")
    assert told(read(document(offers(variant)), "offers.xml")) == (1, 0, 0, 0)
    found = products(context)
    assert found["Стол"]["prices"] == {}
    assert found["Стол (42)"]["section"] == "Мебель/Столы"
    assert found["Стол (42)"]["tax"] == "S 20"
    assert found["Стол (42)"]["custom"] == {"shirina": 5_000_000, "razmer": "42"}
    assert found["Стол (42)"]["prices"] == {"base": "12400.5 RUB"}
    assert found["Стол (42)"]["code"] == ""


def test_what_is_marked_as_deleted_goes_to_the_bin_and_comes_back(
    context: Context, read: Read
) -> None:
    gone = _goods(more=f"{_MORE}<ПометкаУдаления>true</ПометкаУдаления>")
    assert told(read(gone)) == (0, 0, 1, 0)
    read(_goods())
    assert told(read(gone)) == (0, 0, 0, 1)
    assert products(context) == {}
    assert told(read(gone)) == (0, 0, 1, 0)
    assert told(read(_goods())) == (0, 1, 0, 0)
    assert set(products(context)) == {"Стол"}


def test_what_a_person_deleted_stays_deleted(context: Context, read: Read) -> None:
    read(_goods())
    set_column(context, "Стол", deleted_at=1)
    read(_goods("Стол новый"))
    assert products(context) == {}


def test_sections_are_renamed_and_moved_unless_a_person_did(context: Context, read: Read) -> None:
    read(_goods())
    with context.database.write(context.actor, "edit_section") as unit:
        unit.connection.execute("UPDATE section SET name = 'Мягкая' WHERE name = 'Мебель'")
    read(_goods().replace("Столы", "Столы и стулья"))
    assert sections(context) == {"Мягкая", "Мягкая/Столы и стулья"}
    flat = (
        "<Классификатор><Группы><Группа><Ид>g2</Ид><Наименование>Столы</Наименование></Группа>"
        "<Группа><Ид>g1</Ид><Наименование>Мебель</Наименование><ПометкаУдаления>true"
        "</ПометкаУдаления></Группа></Группы></Классификатор>"
    )
    report = read(document(flat))
    assert report.removed == 1
    assert sections(context) == {"Столы"}


def test_a_section_that_somebody_made_is_taken_for_that_of_the_file(
    context: Context, read: Read
) -> None:
    read("Название;Раздел\nПолка;Мебель", "goods.csv")
    report = read(_goods())
    assert len(report.made["section"]) == 1
    assert sections(context) == {"Мебель", "Мебель/Столы"}


def test_sections_that_change_places_stay_a_tree(context: Context, read: Read) -> None:
    def tree(outer: str, inner: str) -> str:
        return document(
            f"<Классификатор><Группы><Группа><Ид>{outer}</Ид><Наименование>{outer}</Наименование>"
            f"<Группы><Группа><Ид>{inner}</Ид><Наименование>{inner}</Наименование></Группа>"
            "</Группы></Группа></Группы></Классификатор>"
        )

    read(tree("a", "b"))
    read(tree("b", "a"))
    assert sections(context) == {"b", "b/a"}


def test_a_section_that_would_be_within_itself_stays(context: Context, read: Read) -> None:
    read(_goods())
    with context.database.write(context.actor, "edit_section") as unit:
        unit.connection.execute("UPDATE section SET parent_id = NULL WHERE name = 'Столы'")
        unit.connection.execute(
            "UPDATE section SET parent_id = (SELECT id FROM section WHERE name = 'Столы') "
            "WHERE name = 'Мебель'"
        )
    between = GROUPS.replace(
        "<Группа><Ид>g2</Ид>",
        "<Группа><Ид>g3</Ид><Наименование>Дом</Наименование><Группы><Группа><Ид>g2</Ид>",
    ).replace(
        "</Группа></Группы></Группа></Группы>",
        "</Группа></Группы></Группа></Группы></Группа></Группы>",
    )
    report = read(document(between))
    assert "within itself" in report.errors[0][1]
    assert sections(context) == {"Столы", "Столы/Мебель", "Столы/Мебель/Дом"}


def test_a_broken_record_is_told_and_the_rest_goes_in(context: Context, read: Read) -> None:
    text = document(
        GROUPS,
        catalog(
            product("a", "Стол", "<Группы><Ид>g9</Ид></Группы>"),
            product("b", "Стул", _values(("p2", "широкий"))),
            "<Товар><Наименование>Без номера</Наименование></Товар>",
            product("c", "Шкаф", "<Группы><Ид>g2</Ид></Группы>"),
        ),
    )
    report = read(text)
    assert report.created == 3
    assert sorted(line for line, _reason in (*report.errors, *report.notes)) == [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if any(mark in line for mark in ("g9", "широкий", "Без номера"))
    ]
    assert set(products(context)) == {"Стол", "Стул", "Шкаф"}


def test_a_file_that_breaks_off_keeps_what_stands_before(context: Context, read: Read) -> None:
    text = document(catalog(product("a", "Стол"), product("b", "Стул")))
    report = read(text[: text.index("Стул")])
    assert (report.created, report.failed) == (1, 1)
    assert "breaks off" in report.errors[0][1]
    assert set(products(context)) == {"Стол"}


def test_the_parts_of_a_file_may_come_in_any_order(context: Context, read: Read) -> None:
    text = document(offers(offer()), catalog(product("a1", "Стол", _MORE)), GROUPS)
    report = read(text.split("\n", 1)[1], "all")  # without a declaration, or a telling name
    assert (report.created, report.updated, report.errors) == (1, 1, [])
    (found,) = products(context).values()
    assert found["section"] == "Мебель/Столы"
    assert found["prices"] == {"base": "12400.5 RUB"}


def test_the_parts_of_a_catalog_refer_to_each_other(context: Context, read: Read) -> None:
    read(document(GROUPS), "groups.xml")
    goods = document(catalog(product("a1", "Стол", _MORE + _values(("p1", "v2"), ("p2", "7")))))
    assert told(read(goods, "goods.xml")) == (1, 0, 0, 0)
    variant = offer("a1#v", more=_values(("p1", "v1"))).replace("Стол", "Стол дуб")
    assert told(read(document(offers(variant)), "offers.xml")) == (1, 0, 0, 0)
    found = products(context)
    assert found["Стол"]["section"] == "Мебель/Столы"
    assert found["Стол"]["custom"] == {"tsvet": "бук", "shirina": 7_000_000}
    assert found["Стол дуб"]["custom"] == {"tsvet": "дуб", "shirina": 7_000_000}
    assert told(read(goods, "goods.xml")) == (0, 0, 1, 0)


def test_an_offer_of_an_unknown_product(context: Context, read: Read) -> None:
    report = read(document(offers(offer(), offer("b1").replace("Стол", ""))), "offers.xml")
    assert report.created == 1
    assert products(context)["Стол"]["prices"] == {"base": "12400.5 RUB"}
    ((_line, reason),) = report.errors
    assert "b1" in reason


def test_one_step_of_undo_takes_all_back(context: Context, read: Read) -> None:
    read(document(GROUPS, catalog(product("a1")), offers(offer())), "all.xml")
    assert products(context)["Стол письменный"]["prices"]
    undo(context)
    assert products(context) == {}
    assert sections(context) == set()
    assert not [one for one in context.database.fields.of("product") if one.is_custom]
    assert read(document(GROUPS, catalog(product("a1")), offers(offer())), "all.xml").created == 1


def test_a_trial_changes_nothing(context: Context, read: Read) -> None:
    before = _last_change(context)
    report = read(_goods(p1="v1"), only_try=True)
    assert told(report) == (1, 0, 0, 0)
    assert [len(report.made[kind]) for kind in ("section", "property")] == [2, 2]
    assert products(context) == {}
    assert _last_change(context) == before
    assert not [one for one in context.database.fields.of("product") if one.is_custom]


def test_who_is_no_administrator_adds_no_properties(other: Context, tmp_path: Path) -> None:
    report = reader(other, tmp_path)(_goods(p1="v1"))
    assert report.created == 1
    assert "administrator" in report.notes[0][1]
    assert (report.noted, report.failed) == (1, 0)
    assert products(other)["Стол"]["custom"] == {}


def test_ending_it_changes_nothing(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "import.xml"
    path.write_text(_goods(), "utf-8")
    with pytest.raises(Cancelled):
        import_file(context, path, is_cancelled=lambda: True)
    assert products(context) == {}


def test_products_are_found_by_what_was_read(context: Context, read: Read) -> None:
    from services.records.finding import find_records

    read(_goods("Стол письменный"))
    assert [hit.title for hit in find_records(context, "письм ST-1")] == ["Стол письменный"]


@pytest.mark.parametrize("count", [1, 499, 500, 501, 1203])
def test_portions_of_any_size(context: Context, read: Read, count: int) -> None:
    goods = (product(f"a{number}", f"Стол {number}") for number in range(count))
    prices = (offer(f"a{number}") for number in range(count))
    report = read(document(catalog(*goods), offers(*prices)), "all.xml")
    assert (report.created, report.updated) == (count, count)
    assert all(found["prices"] for found in products(context).values())


@pytest.mark.row("CAT-11")
def test_the_picture_beside_the_file_becomes_that_of_the_product(
    context: Context, read: Read, tmp_path: Path
) -> None:
    folder = tmp_path / "import_files" / "ab"
    folder.mkdir(parents=True)
    (folder / "desk.png").write_bytes(b"first")
    (tmp_path.parent / "outside.png").write_bytes(b"secret")
    goods = document(
        catalog(
            product("a", "Стол", "<Картинка>import_files/ab/desk.png</Картинка>"),
            product("b", "Стул", "<Картинка>import_files/ab/missing.png</Картинка>"),
            product("c", "Шкаф", "<Картинка>../outside.png</Картинка>"),
        )
    )
    assert told(read(goods)) == (3, 0, 0, 0)
    assert _pictures(context) == [("Стол", "desk.png")]
    (folder / "new.png").write_bytes(b"second")
    read(goods.replace("desk.png", "new.png"))
    assert _pictures(context) == [("Стол", "new.png")]
    undo(context)
    assert _pictures(context) == [("Стол", "desk.png")]


def _pictures(context: Context) -> list[tuple[str, str]]:
    return (
        context.database.reader()
        .execute(
            "SELECT p.name, a.name FROM attachment a JOIN product p ON p.id = a.record_id "
            "WHERE a.record_kind = 'product' AND a.role = 'photo' AND a.deleted_at IS NULL"
        )
        .fetchall()
    )


def test_the_command_reads_and_refuses(crm: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "import.xml"
    path.write_text(document(catalog(product("a1"), product("", "Без номера"))), "utf-8")
    outcome = crm("import", path)
    assert outcome.code == 7
    assert outcome.out.startswith("1 created")
    assert "Line 5: A product has no id." in outcome.err
    path.write_text("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "utf-8")
    outcome = crm("import", path)
    assert outcome.code not in {0, 7}
    assert "DOCTYPE" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_file_that_breaks_off_leaves_the_tree_as_it_is(context: Context, read: Read) -> None:
    text = document(GROUPS, catalog(product("a", "Стол")))
    read(text)
    report = read(text[: text.index("</Группа></Группы></Группа>") + len("</Группа></Группы>")])
    assert sections(context) == {"Мебель", "Мебель/Столы"}
    assert ["breaks off" in reason for _line, reason in report.errors] == [True]
