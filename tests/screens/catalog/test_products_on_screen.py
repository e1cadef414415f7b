"""Products in area 4: the form of a new one, and the card with prices, properties and sales."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.records.fields import FieldType
from domain.records.layout_edits import group_field, hide
from screens.cards.record_card import RecordCard
from screens.catalog.product_facts import product_facts
from screens.layouts.editor import LayoutEditor
from screens.parts.photo_dialog import PhotoDialog
from screens.records.record_form import RecordForm
from services.catalog.picking import search_products
from services.catalog.properties import properties_of, set_properties
from services.catalog.selling import add_product
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.importing.files import import_file
from services.invoicing.crediting import credit_invoice
from services.invoicing.making import make_document
from services.layouts import laid_out_fields, layout_of, rename, save_layout
from services.records.use_cases import add_record, edit_record, list_records, show_record
from tests.screens.cards.cards import at_card
from tests.screens.catalog.shelves import at_shelves, furnish
from tests.screens.desk import at
from widgets.forms.form_field import FormField


def give(context: Context, label: str, *sections: object) -> None:
    """Add a property to sections."""
    field = add_field(context, NewField("product", label, FieldType.TEXT))
    for section in sections:
        set_properties(context, section, [field.name])  # type: ignore[arg-type]


@pytest.mark.row("CAT-07", "CAT-20", "B16")
async def test_a_new_product_is_in_the_section_that_is_shown(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Tables"])
        await shelves.until_products("Tables 1")
        await shelves.press("n")
        await shelves.until_dialog()
        assert shelves.form()["section"] == "Tables"
        await shelves.put("name", "Desk")
        await shelves.put("price", "1 200,50 EUR")
        await shelves.put("unit", "1")
        await shelves.put("tax_rate", "20%")
        await shelves.save()
        await shelves.until_products("Desk", "Tables 1")
        assert shelves.area.record_list.row.title == "Desk"  # type: ignore[union-attr]
    (desk,) = [one for one in list_records(context, "product", []) if one.title == "Desk"]
    view = show_record(context, "product", desk.id)
    shown = {name: str(view.values[name]) for name in ("price", "unit", "tax_rate", "is_active")}
    assert "1200.5" in shown["price"]
    assert ("pcs" in shown["unit"], "20%" in shown["tax_rate"]) == (True, True)
    assert shown["is_active"] == "True"


@pytest.mark.row("CAT-07", "CAT-10")
async def test_the_card_shows_properties_of_the_section_and_what_is_kept(context: Context) -> None:
    made = furnish(context)
    give(context, "Colour", made["Furniture"])
    give(context, "Lumens", made["Lamps"])
    give(context, "Watts", made["Lamps"])
    chairs = made["Chairs 1"]
    edit_record(context, "product", chairs, {"colour": "red", "lumens": "800"})
    async with at_card(at(context), "product", chairs) as desk:
        about = desk.about()
        assert "Section Furniture / Office / Chairs" in about
        assert "Colour red" in about
        assert "Lumens 800" in about
        assert not any("Watts" in line for line in about)
        place = [line.strip() for line in about]
        assert place.index("Properties") < place.index("Record")
        await desk.change("Price", "250 EUR")
        assert any(line.startswith("Price 250") for line in desk.about())


@pytest.mark.row("CAT-10", "DOC-01")
async def test_a_property_is_added_on_the_card(context: Context) -> None:
    made = furnish(context)
    async with at_card(at(context), "product", made["Chairs 1"]) as desk:
        await desk.press("G", "k")
        assert "+ property of products in Chairs" in desk.text()
        await desk.open("enter")
        await desk.type("Colour")
        await desk.save()
        await desk.until_said("Added:")
        assert [one.field.label for one in properties_of(context, made["Chairs"])] == ["Colour"]
        assert properties_of(context, made["Tables"]) == []
        await desk.press("f2")
        await desk.until(lambda: isinstance(desk.app.screen, LayoutEditor))
        await desk.press("n")
        await desk.until(lambda: desk.field() == "label")
        await desk.type("Size")
        await desk.save()
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        named = {one.field.label for one in properties_of(context, made["Chairs"])}
        assert named == {"Colour", "Size"}
        assert properties_of(context, made["Tables"]) == []


@pytest.mark.row("CAT-10")
async def test_another_section_asks_for_other_properties_and_loses_nothing(
    context: Context,
) -> None:
    made = furnish(context)
    give(context, "Seat", made["Chairs"])
    give(context, "Back", made["Chairs"])
    give(context, "Legs", made["Tables"])
    async with at_shelves(at(context)) as shelves:

        def shown() -> dict[str, str]:
            """Return what stands in the fields that are shown, in their order."""
            lines = [one for one in shelves.app.screen.query(FormField) if one.display]
            lines.sort(key=lambda one: one.region.y)
            return {one.name or "": one.value for one in lines}

        async def put_into(section: str) -> None:
            await shelves.go_to("section")
            await shelves.press("ctrl+u")
            await shelves.type(section)
            await shelves.until_shown(f"> {section}")
            await shelves.press("enter")
            await shelves.until_idle()

        shelves.area.go_to_section(made["Chairs"])
        await shelves.until_products("Chairs 1")
        await shelves.press("n")
        await shelves.until_dialog()
        assert {"seat", "back"} <= shown().keys()
        await shelves.put("name", "Desk")
        await shelves.put("seat", "soft")
        await put_into("Tables")
        await shelves.until(lambda: "legs" in shown())
        assert "back" not in shown()
        assert shown()["seat"] == "soft", "what was typed stays"
        assert list(shown()).index("seat") < list(shown()).index("legs")
        await shelves.put("legs", "four")
        await put_into("Chairs")
        await shelves.until(lambda: "back" in shown())
        assert shown()["legs"] == "four"
        await put_into("Tables")
        await shelves.until(lambda: "back" not in shown())
        await shelves.save()
        await shelves.until(lambda: not shelves.app.screen.is_modal)
    (desk,) = [one for one in list_records(context, "product", []) if one.title == "Desk"]
    values = show_record(context, "product", desk.id).values
    assert (values["seat"], values["legs"], values["back"]) == ("soft", "four", None)
    assert str(getattr(values["section"], "title", "")) == "Tables"


@pytest.mark.row("CAT-21")
async def test_the_card_tells_where_and_when_it_was_sold_last(context: Context) -> None:
    made = furnish(context)
    chair = made["Chairs 1"]
    add_record(context, "own_company", {"title": "We"})
    for title in ("Fit-out", "Move"):
        deal = add_record(context, "deal", {"title": title, "currency": "RUB"})
        add_product(context, "deal", deal, chair)
    add_record(context, "company", {"title": "Romashka"})
    line = {"name": "Chair", "quantity": 1, "price": 1, "product_id": str(chair)}
    data = {"company": "Romashka", "currency": "RUB", "products": [line]}
    invoice = make_document(context, "invoice", None, data, issue=True)
    make_document(context, "invoice", None, data)
    credit_invoice(context, invoice)
    number = str(show_record(context, "invoice", invoice).values["number"])
    async with at_card(at(context), "product", chair) as desk:
        about = "\n".join(desk.about())
        assert re.search("in 2 deals, last .+: Move", about)
        assert re.search(f"in 1 invoice, last .+: {number}", about)
        await desk.press("G", "k", "k", "k")
        await desk.press("enter")
        await desk.until(lambda: "[Invoices" in desk.tabs())
        await desk.until(lambda: [row for row in desk.rows() if number in row])
        assert len([row for row in desk.rows() if number in row]) == 1
        await desk.press("[")
        await desk.until(lambda: any("Fit-out" in row for row in desk.rows()))


@pytest.mark.row("CAT-08")
async def test_form_and_card_follow_the_layout_that_somebody_made_and_the_colours(
    context: Context,
) -> None:
    made = furnish(context)
    layout = layout_of(context, "product").completed(laid_out_fields(context, "product"))
    for name in ("code", "bar_code"):
        layout = group_field(layout, name, "Shop")
    save_layout(context, rename(context, hide(layout, "is_service"), "code", "Article"))
    edit_record(context, "product", made["Chairs 1"], {"code": "C-1"})
    grounds = []
    for theme in ("dark", "light"):
        async with at_card(at(context), "product", made["Chairs 1"], theme=theme) as desk:
            grounds.append(desk.app.screen.background_colors[1])
            about = "\n".join(desk.about())
            assert about.index("Shop") < about.index("Article C-1")
            desk.app.push_screen(RecordForm("product"))
            await desk.until_dialog()
            lines = desk.text().splitlines()
            shown = ("Shop ──", "Article", "Bar code")
            three = zip(lines, lines[1:], lines[2:], strict=False)
            assert any(all(x in line for x, line in zip(shown, at, strict=True)) for at in three)
            assert "is_service" not in desk.form()
            await desk.leave()
    assert grounds[0] != grounds[1]


@pytest.mark.row("CAT-18")
async def test_products_of_another_system_are_marked_with_it(
    context: Context, tmp_path: Path
) -> None:
    made = furnish(context)
    exchange = tmp_path / "import.xml"
    exchange.write_text(
        '<КоммерческаяИнформация ВерсияСхемы="2.07"><Каталог><Товары><Товар><Ид>a1</Ид>'
        "<Наименование>Shop lamp</Наименование></Товар></Товары></Каталог>"
        "</КоммерческаяИнформация>",
        "utf-8",
    )
    import_file(context, exchange)
    (lamp,) = search_products(context, "shop lamp")
    async with at_shelves(at(context)) as shelves:
        await shelves.press("/", *"origin:1c", "enter")
        await shelves.until_products("Shop lamp")
        await shelves.press("escape", "/", *"-origin:1c", "enter")
        await shelves.until(lambda: "Lamps 1" in shelves.products())
        assert "Shop lamp" not in shelves.products()
    for product, is_marked in ((lamp.id, True), (made["Lamps 1"], False)):
        async with at_card(at(context), "product", product) as desk:
            assert any(line.split() == ["Origin", "1c"] for line in desk.about()) == is_marked
    assert "Origin" in str(product_facts(context, lamp.id))
    assert "Origin" not in str(product_facts(context, made["Lamps 1"]))


@pytest.mark.row("CAT-11")
async def test_a_product_has_a_picture(context: Context) -> None:
    made = furnish(context)
    async with at_card(at(context), "product", made["Lamps 1"]) as desk:
        await desk.press("F")
        await desk.until(lambda: isinstance(desk.app.screen, PhotoDialog))
        await desk.until_shown("There is no photo yet.")


async def test_nobody_calls_a_product(context: Context) -> None:
    made = furnish(context)
    async with at_card(at(context), "product", made["Lamps 1"]) as desk:
        footer = desk.text().splitlines()[-1]
        assert "c call" not in footer
        for key in ("c", "t", "v", "d"):
            await desk.press(key)
            assert desk.said() == "Calls, tasks and deals are with clients: go to one in area 3."
            assert isinstance(desk.app.screen, RecordCard)


async def test_products_and_sections_are_added_from_the_card_of_a_section(
    context: Context,
) -> None:
    made = furnish(context)
    async with at_card(at(context), "section", made["Chairs"]) as desk:
        await desk.show_tab("Products")
        await desk.press("n")
        await desk.until_dialog()
        assert desk.form()["section"] == "Chairs"
        await desk.put("name", "Stool")
        await desk.save()
        await desk.until(lambda: any("Stool" in row for row in desk.rows()))


@pytest.mark.row("CAT-06")
async def test_marked_products_are_changed_together(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")
        shelves.app.set_focus(shelves.area.record_list)
        await shelves.press("asterisk", "E")
        await shelves.until_dialog()
        await shelves.put("field", "active")
        await shelves.put("value", "no")
        await shelves.save()
        await shelves.until_products()
        await shelves.press("u")
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")


@pytest.mark.row("CAT-05")
async def test_all_marked_is_what_the_section_shows(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")
        shelves.app.set_focus(shelves.area.record_list)
        await shelves.press("asterisk")
        await shelves.until(lambda: "3 marked" in shelves.way())
        shelves.area.go_to_section(made["Lamps"])
        await shelves.until_products("Lamps 1")
        await shelves.until(lambda: "3 marked" in shelves.way())
        shelves.app.set_focus(shelves.area.record_list)
        await shelves.press("delete")
        await shelves.until_shown("Delete 3 records?", "3 of them are not shown")
        await shelves.press("enter")
        await shelves.until_said("3 deleted.")
    left = {one.title for one in list_records(context, "product", [])}
    assert left == {"Furniture 1", "Lamps 1", "Delivery"}


async def test_prices_are_in_view_at_80_columns_beside_long_names_and_codes(
    context: Context,
) -> None:
    product = {
        "name": "A large playpen for children, white and beige",
        "code": "IF-027-02-FBR-BW10",
    }
    add_record(context, "product", product | {"price": "12 400 zł"})
    async with at_shelves(at(context), size=(80, 24)) as shelves:
        await shelves.until_shown("Price", "12 400 zł")
