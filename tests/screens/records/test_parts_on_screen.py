"""Addresses, requisites, products and the photo of a record on the screen."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from struct import pack

import pytest

from domain.records.fields import FieldType
from domain.records.values import Point
from screens.cards.card_texts import FieldKey
from screens.cards.record_card import RecordCard
from screens.parts import photo_dialog
from services.context import Context
from services.parts.photo import photo_of, set_photo
from services.parts.use_cases import add_part, change_part, parts_of
from services.records.use_cases import add_record, show_record
from services.undo import undo
from tests.screens.desk import at
from tests.screens.records.clients import among_clients

SIZES = [(120, 40), (80, 24)]


@pytest.mark.row("COMP-07")
@pytest.mark.parametrize("size", SIZES)
async def test_sets_of_requisites_are_added_changed_and_one_is_the_default(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Ромашка"})
    add_part(context, "company", company, FieldType.REQUISITES, {"tax_id": "7707083893"})
    async with among_clients(context, size=size) as desk:
        await desk.show("company")
        await desk.press("R")
        await desk.until_shown("+ Address", "INN 7707083893", "default", "+ Requisites")
        assert "type a line" not in desk.text()  # a company has no products
        await desk.press("j")
        await desk.open("n")
        await desk.put("tax_id", "7707083894")
        await desk.press("enter")
        await desk.until_shown("The check digit of this INN or NIP does")
        await desk.put("legal_name", "Фирма")
        await desk.save()
        await desk.until_shown("! Фирма, 7707083894 (?)", "Added. u takes it back.")
        await desk.press("j", "d")
        await desk.until_shown("Invoices take this set now.")
        sets = parts_of(context, "company", company, FieldType.REQUISITES)
        assert [str(one) for one in sets] == ["Фирма, 7707083894 (?)", "INN 7707083893"]
        await desk.press("delete")
        await desk.until_shown("Removed. u brings it back.")
        await desk.until_gone("Фирма")
        await desk.press("u")
        await desk.until_shown("Фирма")


@pytest.mark.row("CONT-01")
async def test_an_address_of_a_kind_is_typed(context: Context) -> None:
    context = at(context)
    person = add_record(context, "contact", {"last_name": "Ким", "city": "Тула"})
    async with among_clients(context) as desk:
        await desk.press("R")
        await desk.until_shown("Тула")
        await desk.open("n")
        await desk.until_shown("registered", "delivery")
        await desk.put("label", "deliv")
        await desk.until_shown("= delivery")
        await desk.put("city", "Химки")
        await desk.save()
        await desk.until_shown("delivery: Химки")
        await desk.press("enter")
        await desk.until_dialog()
        await desk.put("street", "Ленина 1")
        await desk.save()
        await desk.until_shown("Changed. u takes it back.")
    first, second = parts_of(context, "contact", person, FieldType.ADDRESS)
    assert {str(first), str(second)} == {"Тула, Ленина 1", "delivery: Химки"}


async def test_what_a_colleague_adds_is_seen_at_once(context: Context, other: Context) -> None:
    context = at(context)
    lead = add_record(context, "lead", {"title": "Стулья"})
    async with among_clients(context) as desk:
        await desk.show("lead")
        await desk.press("R")
        await desk.until_shown("+ Product")
        add_part(other, "lead", lead, FieldType.LINE_ITEM, {"name": "Лампа", "quantity": "3"})
        await desk.until_shown("Лампа, 3")


@pytest.mark.row("COMP-03", "A15")
async def test_a_copied_company_keeps_its_requisites(context: Context) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Ромашка", "city": "Тула"})
    add_part(context, "company", company, FieldType.REQUISITES, {"tax_id": "7707083893"})
    add_part(context, "company", company, FieldType.ADDRESS, {"city": "Химки"})
    async with among_clients(context) as desk:
        await desk.show("company")
        await desk.open("y")
        await desk.put("title", "Ромашка 2")
        await desk.put("city", "Тверь")
        await desk.save()
        await desk.until(lambda: desk.row() == "Ромашка 2")
        copy = desk.area.row_reference()
        assert copy is not None
    parts = {type_: parts_of(context, "company", copy.id, type_) for type_ in FieldType if type_ in
             (FieldType.ADDRESS, FieldType.REQUISITES)}  # fmt: skip
    assert [str(one) for one in parts[FieldType.ADDRESS]] == ["Тверь", "Химки"]
    assert [str(one) for one in parts[FieldType.REQUISITES]] == ["INN 7707083893"]


def picture(path: Path, width: int = 4, height: int = 4) -> Path:
    """Write a picture in PNG, all of it red, and return where."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = (b"\0" + b"\xff\0\0" * width) * height
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


@pytest.mark.row("CONT-01")
@pytest.mark.parametrize("size", SIZES)
async def test_a_photo_is_set_by_its_path_and_opened(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    context, path = at(context), picture(tmp_path / "Ким.png")
    opened: list[str] = []
    monkeypatch.setattr(photo_dialog, "open_outside", lambda target: not opened.append(target))
    person = add_record(context, "contact", {"last_name": "Ким"})
    async with among_clients(context, size=size) as desk:
        await desk.press("F")
        await desk.until_shown("There is no photo yet.")
        await desk.open("n")
        await desk.put("path", str(tmp_path / "нет.png"))
        await desk.press("ctrl+s")
        await desk.until_shown("cannot be read: No such file")
        await desk.put("path", str(path))
        await desk.press("ctrl+s")
        await desk.until_shown("This terminal shows no pictures.")
        await desk.press("enter")
        await desk.until(lambda: opened)
        await desk.press("delete")
        await desk.until_shown("There is no photo yet.")
    assert Path(opened[0]).name == "Ким.png"
    assert photo_of(context, "contact", person) is None
    undo(context)
    assert photo_of(context, "contact", person) is not None


@pytest.mark.row("CONT-01")
async def test_a_photo_is_painted_in_half_blocks(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    context = at(context)
    person = add_record(context, "contact", {"last_name": "Ким"})
    set_photo(context, "contact", person, str(picture(tmp_path / "Ким.png", 30, 20)))
    async with among_clients(context) as desk:
        monkeypatch.setattr(type(desk.app.console), "color_system", "truecolor")
        await desk.press("F")
        await desk.until_shown("▀" * 30, "Ким.png")


async def test_without_the_package_for_pictures_a_photo_can_be_opened(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    context = at(context)
    person = add_record(context, "contact", {"last_name": "Ким"})
    set_photo(context, "contact", person, str(picture(tmp_path / "other.png")))
    async with among_clients(context) as desk:
        monkeypatch.setattr(type(desk.app.console), "color_system", "truecolor")
        await desk.press("F")
        await desk.until_shown("Pillow is missing", "Enter opens it")


@pytest.mark.row("CONT-01", "COMP-07")
@pytest.mark.parametrize("size", [(120, 40), (80, 40)])
async def test_the_card_shows_kinds_of_phones_and_what_is_wrong_with_requisites(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    phones = [{"value": "8 916 123-45-67", "label": "mobile"}, {"value": "8 495 1234567"}]
    data = {"title": "Ромашка", "phones": phones, "messengers": ["t.me/rom"]}
    company = add_record(context, "company", data)
    add_part(context, "company", company, FieldType.REQUISITES, {"tax_id": "7707083894"})
    async with among_clients(context, size=size) as desk:
        await desk.show("company")
        await desk.press("enter")
        if size[0] < 100:
            await desk.press("apostrophe", "2")
        await desk.until_shown("+7 916 123-45-67 · mobile", "Telegram @rom", "! 7707083894")
        card = desk.app.screen
        assert isinstance(card, RecordCard)
        card.about_list.focus()
        wanted = FieldKey("company", company, "phones", 1)
        card.about_list.move_to(wanted)
        await desk.open("enter")
        assert desk.form() == {"phones": "8 495 1234567"}
        await desk.press("end")
        await desk.type(" (wo")
        await desk.until_shown("work")
        await desk.press("right", "enter")
        await desk.until_shown("+7 495 123-45-67 · work", "+7 916 123-45-67 · mobile")
        (line,) = [name for name in card._extra if name.endswith("tax_id")]
        card.about_list.move_to(FieldKey("company", company, line))
        await desk.open("enter")
        await desk.press("end", "backspace", "3")
        await desk.save()
        await desk.until_gone("! 7707083894")
    values = show_record(context, "company", company).values["phones"]
    assert isinstance(values, tuple)
    assert [point.label for point in values if isinstance(point, Point)] == ["mobile", "work"]


@pytest.mark.row("CONT-11", "CALL-06")
async def test_address_and_requisites_are_at_hand_while_one_talks(context: Context) -> None:
    context = at(context)
    firm = add_record(context, "company", {"title": "Ромашка", "city": "Москва"})
    add_part(context, "company", firm, FieldType.REQUISITES, {"tax_id": "7707083893"})
    data = {"last_name": "Ким", "companies": [str(firm)], "messengers": ["t.me/kim"]}
    add_record(context, "contact", data)
    async with among_clients(context) as desk:
        await desk.press("c")
        await desk.until_shown("Telegram @kim", "Москва", "INN 7707083893")


@pytest.mark.row("COMP-07")
async def test_requisites_are_asked_for_as_the_country_of_the_company_has_them(
    context: Context,
) -> None:
    context = at(context)
    add_record(context, "company", {"title": "Nova", "phones": ["+48 22 311 40 50"]})
    async with among_clients(context) as desk:
        await desk.show("company")
        await desk.press("R")
        await desk.until_shown("+ Requisites")
        await desk.press("j")
        await desk.open("n")
        assert not desk.form().keys() & {"tax_code", "correspondent_account"}
        await desk.until_shown("NIP", "KRS, REGON", "SWIFT")
        assert "INN" not in desk.text()
        await desk.put("tax_id", "7707083893")
        await desk.save()
        # The number of an office in Russia: what else there is of it is asked for, too.
        await desk.press("k")
        await desk.open("enter")
        assert desk.form().keys() >= {"tax_code", "correspondent_account"}
        await desk.until_shown("INN", "KPP", "OGRN", "BIC")


async def test_a_colleague_changes_the_same_set_while_it_is_open(
    context: Context, other: Context
) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Ромашка"})
    key = add_part(context, "company", company, FieldType.REQUISITES, {"bank_name": "А"})
    async with among_clients(context) as desk:
        await desk.show("company")
        await desk.press("R")
        await desk.until_shown("+ Requisites")
        await desk.press("j")
        await desk.open("enter")
        await desk.put("bank_name", "В")
        change_part(other, FieldType.REQUISITES, key, {"bank_name": "Б"})
        await desk.press("ctrl+s")
        await desk.until_shown("Bank has been changed meanwhile", "^S once more keeps")
        assert desk.form()["bank_name"] == "В"
        await desk.save()
    (kept,) = parts_of(context, "company", company, FieldType.REQUISITES)
    assert str(kept) == "В"
