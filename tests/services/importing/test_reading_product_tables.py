"""Tables of products (CSV) of any program become products (FEATURES CAT-01)."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalog_reader import Read, products, reader, sections, set_column, told

from domain.errors import BadInput, UnusableFile
from domain.records.fields import FieldType
from services.context import Context
from services.importing.files import import_file

pytestmark = pytest.mark.row("CAT-01")

_PRICES = """Артикул;Наименование;Раздел;Цена;Закупочная цена;Валюта;Ед. изм.;НДС;Активен;Описание
ST-1;Стол «Дуб»;Мебель/Офис/Столы;12 400,00 ₽;100;EUR;шт;20%;да;"Прочный
и тяжёлый"
KR-1;Кресло;Мебель / Офис;1200,5;;;шт.;Без НДС;нет;
SB-1;Сборка;;;;;час;;;
"""


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read a table as anna."""
    folder_reader = reader(context, tmp_path)
    return lambda text, name="goods.csv", **said: folder_reader(text, name, **said)


def test_a_price_list_as_people_keep_it(context: Context, read: Read) -> None:
    assert told(read(_PRICES)) == (3, 0, 0, 0)
    found = products(context)
    desk, chair = found["Стол «Дуб»"], found["Кресло"]
    assert desk["section"] == "Мебель/Офис/Столы"
    assert desk["prices"] == {"base": "12400 RUB", "purchase": "100 EUR"}
    assert (desk["unit"], desk["tax"], desk["is_active"]) == ("796", "S 20", 1)
    assert desk["description"] == "Прочный\nи тяжёлый"
    assert chair["section"] == "Мебель/Офис"
    assert chair["prices"] == {"base": "1200.5 RUB"}
    assert (chair["unit"], chair["tax"], chair["is_active"]) == ("796", "E 0", 0)
    assert found["Сборка"]["unit"] == "356"
    assert desk["origin"] == ""
    assert sections(context) == {"Мебель", "Мебель/Офис", "Мебель/Офис/Столы"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1251", "utf-16", "cp866"])
def test_encodings_and_separators_are_found(
    context: Context, tmp_path: Path, encoding: str
) -> None:
    for number, separator in enumerate(";,\t|"):
        path = tmp_path / "goods.csv"
        cells = ("Название", "Цена", "Код"), ("Стол дубовый", "12.50", f"A{number}")
        text = "\n".join(map(separator.join, cells))
        path.write_bytes(text.encode(encoding))
        assert told(import_file(context, path)) == (1, 0, 0, 0)
        set_column(context, "Стол дубовый", name=f"Стол {number}")
    assert [one["prices"] for one in products(context).values()] == [{"base": "12.5 RUB"}] * 4


@pytest.mark.parametrize("separator", ["/", ">", " > ", "\\", "|", " → "])
def test_what_stands_between_sections_is_found(
    context: Context, read: Read, separator: str
) -> None:
    path = separator.join(("Furniture", "Desks and chairs", "Oak"))
    read(f'name;section\nA;"{path}"\nB;Lamps and/or lights\n')
    assert "Furniture/Desks and chairs/Oak" in sections(context)
    assert ("Lamps and" in sections(context)) == (separator == "/")


def test_products_are_known_again_by_their_code(context: Context, read: Read) -> None:
    read(_PRICES)
    assert told(read(_PRICES)) == (0, 0, 3, 0)
    assert told(read(_PRICES.replace("Кресло", "Кресло мягкое"))) == (0, 1, 2, 0)
    assert "Кресло мягкое" in products(context)
    assert told(read("Цена;Артикул\n1500;KR-1\n", "prices.csv")) == (0, 1, 0, 0)
    assert products(context)["Кресло мягкое"]["prices"] == {"base": "1500 RUB"}


def test_a_product_that_somebody_typed_is_known_by_its_code(context: Context, read: Read) -> None:
    read("Название;Код\nСтол;X")
    set_column(context, "Стол", code="ST-1")
    assert told(read(_PRICES)) == (2, 1, 0, 0)
    assert len(products(context)) == 3


def test_without_a_code_the_name_in_its_section_counts(context: Context, read: Read) -> None:
    text = "Название;Раздел;Цена\nСтол;A;1\nСтол;B;2\n"
    assert told(read(text)) == (2, 0, 0, 0)
    assert told(read(text.replace(";2", ";3"))) == (0, 1, 1, 0)
    rows = context.database.reader().execute("SELECT count(*) FROM product").fetchone()
    assert rows == (2,)


def test_another_key_can_be_chosen(context: Context, read: Read) -> None:
    read("Название;Код;Штрихкод\nСтол;A;460\n")
    assert told(read("Название;Код;Штрихкод\nСтол;B;460\n", key="bar_code")) == (0, 1, 0, 0)
    assert products(context)["Стол"]["code"] == "B"
    with pytest.raises(BadInput):
        read("Название;Код\nСтол;B\n", key="bar_code")


def test_what_a_person_changed_stays_until_the_table_changes_it(
    context: Context, read: Read
) -> None:
    read(_PRICES)
    set_column(context, "Кресло", description="Наше лучшее")
    read(_PRICES.replace("1200,5", "1300"))
    assert products(context)["Кресло"]["description"] == "Наше лучшее"
    assert products(context)["Кресло"]["prices"] == {"base": "1300 RUB"}


def test_columns_that_nobody_knows_become_properties_on_demand(
    context: Context, read: Read
) -> None:
    text = "Название;Ширина;Цвет;Поступил;Складной\nСтол;120,5;дуб;01.02.2026;да\nСтул;;бук;;нет\n"
    report = read(text)
    assert report.left_out == ["Ширина", "Цвет", "Поступил", "Складной"]
    assert products(context)["Стол"]["custom"] == {}
    assert told(read(text, new_properties=True)) == (0, 2, 0, 0)
    types = {one.label: one.type for one in context.database.fields.of("product") if one.is_custom}
    assert types == {
        "Ширина": FieldType.DECIMAL,
        "Цвет": FieldType.TEXT,
        "Поступил": FieldType.DATE,
        "Складной": FieldType.BOOL,
    }
    desk, chair = (products(context)[name]["custom"] for name in ("Стол", "Стул"))
    assert list(desk.values()) == ["2026-02-01", 120_500_000, True, "дуб"]
    assert list(chair.values()) == [False, "бук"]
    assert read(text.replace("дуб", "орех")).updated == 1
    assert "орех" in products(context)["Стол"]["custom"].values()


def test_what_is_said_of_columns_is_kept_for_the_next_table(context: Context, read: Read) -> None:
    text = "Что;Почём;Толщина\nСтол;5;2\n"
    with pytest.raises(UnusableFile, match="Почём"):
        read(text)
    columns = {"Что": "name", "Почём": "price:wholesale", "Толщина": "property"}
    assert told(read(text, columns=columns)) == (1, 0, 0, 0)
    assert products(context)["Стол"]["prices"] == {"wholesale": "5 RUB"}
    assert told(read(text.replace("Стол;5", "Стол;6"))) == (0, 1, 0, 0)
    assert products(context)["Стол"]["prices"] == {"wholesale": "6 RUB"}


@pytest.mark.parametrize(
    "columns", [{"Nothing": "name"}, {"Name": "colour"}, {"Name": ""}], ids=str
)
def test_what_columns_cannot_be(read: Read, columns: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        read("Name;Price\nDesk;5\n", columns=columns)


def test_prices_in_the_currency_of_the_heading(context: Context, read: Read) -> None:
    read("Nazwa;Cena (zł);Cena zakupu, EUR;Валюта\nBiurko;12,50;7;USD\n")
    found = products(context)["Biurko"]["prices"]
    assert found == {"base": "12.5 PLN", "purchase": "7 EUR"}


def test_what_is_broken_is_told_with_its_line_and_the_rest_goes_in(
    context: Context, read: Read
) -> None:
    report = read('Название;Цена;НДС\nA;"дорого\nочень";20\n;5;\nB;-1;120\nC;7;20\n')
    assert report.created == 3
    assert [line for line, _reason in report.errors] == [4]
    assert [line for line, _reason in report.notes] == [2, 5, 5]
    assert products(context)["C"]["prices"] == {"base": "7 RUB"}


def test_an_address_book_is_not_taken_for_products(read: Read) -> None:
    with pytest.raises(UnusableFile, match="address book"):
        read("First Name,Last Name,Title,E-mail Address\nAnna,Nowak,Dr,a@example.com\n")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_what_is_no_table_is_told(context: Context, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "goods.csv"
    path.write_bytes(data)
    with pytest.raises(UnusableFile):
        import_file(context, path)


def test_a_table_with_a_line_for_excel_and_short_rows(context: Context, read: Read) -> None:
    read("sep=;\nName;Price;Code\nDesk\nChair;5\n")
    assert set(products(context)) == {"Desk", "Chair"}


def test_a_quotation_mark_that_is_never_closed_is_told(context: Context, read: Read) -> None:
    report = read('name;price\nA;1\n"B;2\nC;3\n')
    assert (report.created, report.failed) == (1, 1)
    assert report.errors == [(3, "A quotation mark of this row is never closed.")]
    assert set(products(context)) == {"A"}
    assert told(read('name;price\nD;1\n"E"";\nx";2')) == (2, 0, 0, 0)


def test_what_a_table_adds_on_the_way_is_named_and_a_trial_says_it_before(
    context: Context, read: Read
) -> None:
    text = (
        "Название;Раздел;Цена;Цена VIP;Ед.;НДС;Ширина\n"
        "Стол;Мебель/Офис;5;4;бухта;13;120\nСтул;Мебель;3;2;шт;20;\n"
    )
    said = {"columns": {"Цена VIP": "price:VIP"}, "new_properties": True}
    tried = read(text, only_try=True, **said)
    assert tried.made == {
        "section": ["Мебель", "Мебель / Офис"],
        "property": ["Ширина"],
        "price_type": ["VIP"],
        "unit": ["бухта"],
        "tax_rate": ["13%"],
    }
    assert [*tried.explain_more()] == [
        "New sections, 2: Мебель, Мебель / Офис.",
        "New properties, 1: Ширина.",
        "New units, 1: бухта.",
        "New rates of tax, 1: 13%.",
        "New types of prices, 1: VIP.",
    ]
    assert products(context) == {}
    assert read(text, **said).made == tried.made
    assert not any(read(text, **said).made.values())


def test_of_many_new_sections_the_first_are_named(read: Read) -> None:
    rows = "".join(f"P{number};A{number}/B/C/D\n" for number in range(3))
    report = read(f"Name;Section\n{rows}")
    assert [*report.explain_more()] == [
        "New sections, 12: A0, A0 / B, A0 / B / C, … / B / C / D, A1, A1 / B and 6 more."
    ]


def test_a_row_that_is_half_broken_is_counted_once(context: Context, read: Read) -> None:
    text = "Название;Цена;НДС;Активен\nA;дорого;200;может\nB;5;20;да\n;7;;\n"
    for created, skipped, notes in ((2, 0, [2, 2, 2]), (0, 2, [2, 2])):
        report = read(text)
        assert (report.created, report.skipped, report.failed) == (created, skipped, 1)
        assert report.noted == 1
        assert [line for line, _reason in report.notes] == notes
        assert [line for line, _reason in report.errors] == [4]
        assert len([*report.explain()]) == 1 + len(notes)
