"""Products are picked for deals and leads: found, counted, several in one go."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import Any, ClassVar
from uuid import UUID

import pytest
from picker_desk import PickerDesk, at_editor, lines_of, make_catalog

from domain.parts import LineItem
from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.catalog.product_picker import ProductPicker
from screens.documents import line_picking
from screens.documents.homes import DealHome
from screens.documents.lines_screen import LinesScreen
from screens.parts.line_form import LineForm
from screens.parts.parts_dialog import PartsDialog
from screens.records.record_form import RecordForm
from services.catalog.picking import search_products
from services.catalog.selling import SoldLine, line_of
from services.context import Context
from services.deals.lines import read_deal_lines
from services.parts.photo import set_photo
from services.parts.use_cases import parts_of
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import undo
from tests.screens.desk import at, at_desk
from widgets.picture_view import PictureView


def sold(context: Context, kind: str, key: UUID) -> list[tuple[str, str, UUID | None]]:
    """Return what the lines of a record sell: name, quantity, product."""
    lines = parts_of(context, kind, key, FieldType.LINE_ITEM)
    return [(x.name, str(x.quantity), x.product_id) for x in lines if isinstance(x, LineItem)]


@pytest.mark.row("CAT-14", "CAT-15", "DEAL-05", "CAT-19", "B11")
async def test_a_deal_gets_a_product_by_a_few_letters(context: Context) -> None:
    keys = make_catalog(at(context))
    async with at_editor(at(context)) as (desk, deal):
        await desk.press("f3", *"3 коф кр", "enter", "ctrl+s")
        editor = await desk.until_editor()
        await desk.until(lambda: sold(context, "deal", deal))
        assert lines_of(editor) == [("Кофта женская", "3", "1200")]
    assert sold(context, "deal", deal) == [("Кофта женская", "3", keys["Кофта женская"])]
    assert show_record(context, "deal", deal).values["amount"] == 3600


@pytest.mark.row("CAT-14", "CAT-15")
async def test_what_is_found_is_told_of(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        assert desk.rows()[:2] == [
            "> Кофта женская K-100 1 200 ₽",
            "Кофта мужская K-200 1 800 ₽",
        ]
        await desk.look_for("красную кофту")
        assert len(desk.rows()) == 1
        assert desk.way() == "Catalog › Одежда › Кофты"
        await desk.until(lambda: "Цвет красная" in desk.facts())
        assert "Code K-100" in desk.facts()


@pytest.mark.row("CAT-11", "CAT-14")
async def test_a_picture_is_shown_where_there_is_room(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    from PIL import Image

    keys = make_catalog(at(context))
    picture = tmp_path / "scarf.png"
    Image.new("RGB", (20, 12), (200, 30, 40)).save(picture)
    set_photo(context, "product", keys["Шарф"], str(picture))
    async with at_editor(at(context)) as (desk, _deal):
        monkeypatch.setattr(type(desk.app.console), "color_system", "truecolor")
        await desk.open_picker("f3", *"шарф")
        view = desk.picker.query_one(PictureView)
        await desk.until(lambda: view.size.height == 6)
        await desk.press("ctrl+u", *"кофта")
        await desk.until(lambda: view.size.height == 0)


@pytest.mark.row("CAT-13", "CUR-03", "B18")
async def test_prices_are_those_of_the_deal_and_a_missing_rate_is_said(context: Context) -> None:
    make_catalog(at(context))
    add_record(context, "product", {"name": "Болт", "price": "0.1973 RUB"})
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        await desk.look_for("болт")
        assert "0.1973 ₽" in desk.rows()[0]
        await desk.press("ctrl+u")
        await desk.look_for("мужск")
        assert "1 800 ₽" in desk.rows()[0]
        await desk.press("ctrl+u")
        await desk.look_for("лампа")
        assert "! 15 $" in desk.rows()[0]
        await desk.until(lambda: "No rate tells what USD was in RUB" in desk.facts())
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Лампа", "1", "None")]
        await desk.until_shown("Лампа: The catalog has 15")


@pytest.mark.row("CAT-14")
async def test_several_products_are_taken_in_one_go(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        await desk.look_for("2 шарф")
        await desk.press("+")
        await desk.until_found()
        assert desk.below() == "600 ₽ · taken: 2 × Шарф"
        await desk.look_for("кофта")
        await desk.press("down", "4", "space")
        assert "taken: 4 × Кофта" in desk.below()
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: len(editor.editing.lines) == 2)
        (first, count, _price), (second, fourth, _other) = lines_of(editor)
        assert (first, count, fourth) == ("Шарф", "2", "4")
        assert second.startswith("Кофта")
        await desk.press("ctrl+z")
        assert editor.editing.lines == ()


@pytest.mark.row("CAT-14")
async def test_a_row_is_counted_by_digits_and_given_back(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        await desk.look_for("шарф")
        await desk.press("tab", *"12")
        assert desk.below() == "12 ×"
        await desk.press("backspace", "5", "m")
        assert "15 × Шарф" in desk.rows()[0]
        await desk.press("m")
        assert desk.below() == ""
        await desk.press("7", "enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Шарф", "7", "300")]


@pytest.mark.row("CAT-14")
async def test_how_many_is_said_in_many_ways_but_never_nothing(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        await desk.look_for("0 шарф")
        assert desk.rows() == ["> Шарф S-1 300 ₽"]
        assert "The quantity must be more than 0" in desk.below()
        await desk.press("tab", "0", "enter")
        assert "The quantity must be more than 0" in desk.below()
        await desk.press("backspace", "space")
        assert "The quantity must be more than 0" in desk.below()
        for typed, said in (
            ("шарф 3", "3 ×"),
            ("10шт шарф", "10 ×"),
            ("шарф", ""),
            ("2x шарф", "2 ×"),
        ):
            await desk.press("/", "ctrl+u")
            await desk.look_for(typed)
            assert desk.rows() == ["> Шарф S-1 300 ₽"]
            assert desk.below() == said
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Шарф", "2", "300")]


@pytest.mark.row("CAT-14")
async def test_letters_in_the_list_go_on_with_the_search(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3", *"шар")
        await desk.press("tab", "ф")
        await desk.until_found()
        assert desk.picker.input.value == "шарф"
        assert desk.picker.focused is desk.picker.input
        await desk.press("down", "up")
        assert desk.picker.focused is desk.picker.input


@pytest.mark.row("CAT-14", "CAT-03", "CAT-04")
async def test_the_tree_and_sections_narrow_the_search(context: Context) -> None:
    keys = make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        await desk.look_for("кофты")
        assert desk.rows()[0] == "▸ Кофты · Одежда"
        await desk.press("up", "enter")
        await desk.until_found()
        assert desk.picker.narrowed == Reference("section", keys["Кофты"], "Кофты")
        assert len(desk.rows()) == 2
        assert "within Кофты" in desk.way()
        await desk.press("backspace")
        await desk.until_found()
        assert len(desk.rows()) == 3
        desk.picker.list.focus()
        await desk.press("tab")
        assert desk.picker.focused is desk.picker.tree_pane
        await desk.press("home")
        await desk.until_found()
        assert len(desk.rows()) == 4


@pytest.mark.row("CAT-14")
async def test_how_many_is_kept_on_the_way_through_a_section(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, deal):
        await desk.open_picker("f3")
        await desk.look_for("3 кофты")
        await desk.press("up", "enter")
        await desk.until_found()
        assert len(desk.rows()) == 2
        await desk.press("enter", "ctrl+s")
        await desk.until(lambda: sold(context, "deal", deal))
    assert [line[1] for line in sold(context, "deal", deal)] == ["3"]


@pytest.mark.row("CAT-09")
async def test_what_is_out_of_use_is_not_offered(context: Context) -> None:
    keys = make_catalog(at(context))
    edit_record(context, "product", keys["Шарф"], {"is_active": False})
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3")
        assert "Шарф" not in " ".join(desk.rows())
        await desk.look_for("шарф")
        assert "Nothing is found." in desk.text()
        await desk.press("enter")
        assert "Nothing is found." in desk.below()


@pytest.mark.row("CAT-14")
async def test_what_was_taken_is_not_lost_by_one_escape(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3", *"шарф")
        await desk.press("+", "escape")
        assert "once more lets it go" in desk.below()
        await desk.press("escape")
        editor = await desk.until_editor()
        assert editor.editing.lines == ()


@pytest.mark.row("CAT-14")
async def test_what_is_typed_in_the_cell_is_looked_for(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.press(*"шарф", "f3")
        await desk.until(lambda: isinstance(desk.app.screen, ProductPicker))
        await desk.until_found()
        assert desk.rows() == ["> Шарф S-1 300 ₽"]
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Шарф", "1", "300")]
        await desk.press("5", "enter", "f3", *"2 коф кр", "enter")
        await desk.until_editor()
        await desk.until(lambda: len(editor.editing.lines) == 2)
        assert lines_of(editor) == [("Шарф", "5", "300"), ("Кофта женская", "2", "1200")]


@pytest.mark.row("CAT-13", "TAX-03")
async def test_prices_with_tax_are_those_of_the_catalog_with_tax(context: Context) -> None:
    keys = make_catalog(at(context))
    edit_record(context, "product", keys["Шарф"], {"tax_rate": "20%"})
    async with at_editor(at(context)) as (desk, _deal):
        await desk.press("f5")
        await desk.open_picker("f3", *"шарф")
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Шарф", "1", "360")]
        assert editor.editing.figures.totals.tax_exclusive == 300


class MakingLines(LinesScreen):
    """An editor from which the catalog can be added to, as that of invoices."""

    makes_products: ClassVar[bool] = True


@pytest.mark.row("CAT-17")
async def test_a_new_product_is_first_one_of_the_catalog(context: Context) -> None:
    make_catalog(at(context))
    deal = add_record(context, "deal", {"title": "x", "currency": "RUB"})
    async with at_desk(at(context)) as plain:
        desk = PickerDesk(plain.app, plain.pilot)
        desk.app.push_screen(MakingLines(DealHome(deal), read_deal_lines(context, deal)))
        editor = await desk.until_editor()
        await desk.open_picker("f3", *"2 галстук")
        assert desk.rows() == ["> + new product “галстук”"]
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordForm))
        await desk.until_dialog()
        assert desk.form()["name"] == "галстук"
        await desk.put("price", "700 RUB")
        await desk.press("ctrl+s")
        await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("галстук", "2", "700")]
    assert [one.name for one in search_products(context, "галстук")] == ["галстук"]


@pytest.mark.row("CAT-17", "B11")
async def test_a_deal_offers_no_new_product(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3", *"галстук")
        assert "new product" not in desk.text()
        await desk.press("enter")
        assert "Only what the catalog has is picked here" in desk.below()


@pytest.mark.row("LEAD-06")
async def test_a_lead_gets_products_it_is_interested_in(context: Context) -> None:
    keys = make_catalog(at(context))
    lead = add_record(context, "lead", {"title": "Fair"})
    async with at_desk(at(context)) as plain:
        desk = PickerDesk(plain.app, plain.pilot)
        desk.app.push_screen(PartsDialog(Reference("lead", lead, "Fair"), FieldType.LINE_ITEM))
        await desk.until_shown("+ Product")
        await desk.open_picker("enter", *"2 коф кр")
        await desk.press("enter")
        await desk.until_shown("Added. u takes it back.")
        assert "Кофта женская, 2 × 1 200 ₽" in desk.text().replace("\xa0", " ")
        await desk.press("T")
        await desk.until(lambda: isinstance(desk.app.screen, LineForm))
    assert sold(context, "lead", lead) == [("Кофта женская", "2", keys["Кофта женская"])]
    undo(context)
    assert sold(context, "lead", lead) == []


@pytest.mark.row("CAT-14", "SRCH-01")
async def test_the_palette_finds_products(context: Context) -> None:
    make_catalog(at(context))
    async with at_desk(at(context)) as desk:
        await desk.press("ctrl+p", *"кофта красн")
        await desk.until_shown("> Кофта женская", "Product")
        await desk.press("enter")
        await desk.until_shown("K-100")


@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
@pytest.mark.row("CAT-14")
async def test_it_is_worked_with_on_a_small_screen(context: Context, size: tuple[int, int]) -> None:
    make_catalog(at(context))
    async with at_editor(at(context), size=size) as (desk, _deal):
        await desk.open_picker("f3", *"2 шарф")
        assert "Шарф" in desk.rows()[0]
        await desk.press("tab")
        assert desk.picker.focused is desk.picker.list
        await desk.press("tab")
        assert desk.picker.focused is desk.picker.input
        await desk.press("enter")
        editor = await desk.until_editor()
        await desk.until(lambda: editor.editing.lines)
        assert lines_of(editor) == [("Шарф", "2", "300")]


async def test_keys_typed_in_one_go_wait_for_what_they_are_about(context: Context) -> None:
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.press("f3", *"2 шарф", "+", *"коф кр", "enter")
        editor = await desk.until_editor()
        await desk.until(lambda: len(editor.editing.lines) == 2)
        assert lines_of(editor) == [("Шарф", "2", "300"), ("Кофта женская", "1", "1200")]


async def test_what_is_typed_behind_the_picker_is_not_lost(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow_line(*arguments: Any, **options: Any) -> SoldLine:
        sleep(0.2)
        return line_of(*arguments, **options)

    monkeypatch.setattr(line_picking, "line_of", slow_line)
    make_catalog(at(context))
    async with at_editor(at(context)) as (desk, _deal):
        await desk.open_picker("f3", *"2 шарф")
        await desk.until_found()
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, LinesScreen))
        await desk.type("Delivery\r")
        editor = await desk.until_editor()
        await desk.until(lambda: len(editor.editing.lines) == 2)
        assert lines_of(editor) == [("Шарф", "2", "300"), ("Delivery", "None", "None")]
