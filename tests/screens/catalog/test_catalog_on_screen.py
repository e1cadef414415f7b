"""Area 4: walking through the tree, the way back up, the products of a section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Event
from uuid import UUID

import pytest

from domain.records.fields import FieldType
from screens.catalog.crumb_menu import CrumbMenu
from screens.catalog.section_finder import SectionFinder
from services.catalog.beside import SectionCounts
from services.catalog.changing import add_section, delete_section, rename_section
from services.catalog.properties import set_properties
from services.catalog.selling import add_product
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.use_cases import add_record, edit_record
from tests.screens.catalog.shelves import at_shelves, furnish
from tests.screens.desk import at


@pytest.mark.row("CAT-01", "CAT-02", "CAT-03")
async def test_the_tree_is_read_as_it_unfolds(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context)) as shelves:
        assert shelves.tree() == ["> Whole catalog", "  ▸ Furniture", "    Lamps"]
        assert len(shelves.products()) == 6
        await shelves.press("h", "j", "l")
        assert shelves.tree() == [
            "  Whole catalog",
            "> ▾ Furniture",
            "    ▸ Office",
            "    Lamps",
        ]
        await shelves.press("j", "enter", "j")
        await shelves.until_products("Chairs 1")
        assert shelves.tree()[2:4] == ["    ▾ Office", ">       Chairs"]
        await shelves.press("h")
        assert shelves.tree()[2] == ">   ▾ Office"
        await shelves.press("h", "h", "h")
        assert shelves.tree() == ["  Whole catalog", "> ▸ Furniture", "    Lamps"]


@pytest.mark.row("CAT-04")
async def test_the_way_leads_back_to_any_section_above(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Chairs"])
        await shelves.until_products("Chairs 1")
        assert shelves.way().startswith("Catalog › Furniture › Office › Chairs · with all below")
        await shelves.press("backspace")
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")
        await shelves.press("apostrophe")
        await shelves.until(lambda: isinstance(shelves.app.screen, CrumbMenu))
        await shelves.press("2")
        await shelves.until_products("Chairs 1", "Furniture 1", "Office 1", "Tables 1")
        await shelves.pilot.click("#crumbs", offset=(2, 0))
        await shelves.until(lambda: len(shelves.products()) == 6)
        await shelves.press("backspace")
        assert shelves.said() == "This is the top of the catalog."


@pytest.mark.row("CAT-03")
async def test_products_of_the_section_alone_or_with_all_below(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")
        await shelves.press("B")
        await shelves.until_products("Office 1")
        assert "this section alone" in shelves.way()
        assert "1 record" in shelves.way()
        await shelves.press("backspace", "backspace")
        await shelves.until_products("Delivery")
        assert "without a section" in shelves.way()
        await shelves.press("B")
        await shelves.until(lambda: len(shelves.products()) == 6)


@pytest.mark.row("CAT-03")
async def test_typing_in_the_tree_jumps_to_a_section(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context)) as shelves:
        await shelves.press("h", "slash")
        await shelves.until(lambda: isinstance(shelves.app.screen, SectionFinder))
        await shelves.type("chai\r")
        await shelves.until_products("Chairs 1")
        assert shelves.is_in_tree
        assert shelves.tree()[3] == ">       Chairs"


@pytest.mark.row("CAT-03")
async def test_sections_that_are_not_shown_are_counted(context: Context) -> None:
    for number in range(120):
        add_section(
            context,
            f"Chairs {number}",
        )
    async with at_shelves(at(context)) as shelves:
        await shelves.press("h", "slash")
        await shelves.until(lambda: isinstance(shelves.app.screen, SectionFinder))
        for typed, said in (
            ("chairs", "and more than 100 others: type further"),
            (" 1", "and 17 more: type further"),
        ):
            await shelves.type(typed)
            await shelves.until(lambda said=said: said in shelves.text())
        await shelves.type("19")
        await shelves.until(lambda: "type further" not in shelves.text())


@pytest.mark.row("CAT-05", "CAT-06")
async def test_the_filter_knows_properties_and_stays_from_section_to_section(
    context: Context,
) -> None:
    made = furnish(context)
    add_field(context, NewField("product", "Colour", FieldType.TEXT))
    edit_record(context, "product", made["Chairs 1"], {"colour": "red"})
    edit_record(context, "product", made["Lamps 1"], {"colour": "red"})
    async with at_shelves(at(context)) as shelves:
        await shelves.press("slash")
        await shelves.type("colour:red")
        await shelves.press("enter")
        await shelves.until_products("Chairs 1", "Lamps 1")
        shelves.area.go_to_section(made["Furniture"])
        await shelves.until_products("Chairs 1")
        await shelves.press("h", "G")
        await shelves.until_products("Lamps 1")
        await shelves.press("l", "escape")
        await shelves.until_products("Lamps 1")
        await shelves.press("escape")
        assert shelves.is_in_tree


@pytest.mark.row("CAT-09")
async def test_what_is_out_of_use_is_in_a_view_of_its_own(context: Context) -> None:
    made = furnish(context)
    edit_record(context, "product", made["Chairs 1"], {"is_active": False})
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.until_products("Office 1", "Tables 1")
        await shelves.press("right_square_bracket")
        await shelves.until_products("Chairs 1")
        assert shelves.view() == "Out of use"
        await shelves.press("right_square_bracket")
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")


async def test_counts_come_late_and_follow_what_is_written(
    context: Context, other: Context
) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        await shelves.until_counted()
        assert shelves.counts() == ["", "4", "1"]
        add_record(other, "product", {"name": "Lamps 2", "section": str(made["Lamps"])})
        await shelves.until(lambda: shelves.counts() == ["", "4", "2"])


async def test_what_was_counted_before_a_change_is_not_shown_after_it(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = furnish(context)
    may_end, is_counted = Event(), Event()
    count = SectionCounts.read

    def slow(self: SectionCounts, sections: Sequence[UUID]) -> Mapping[UUID, int] | None:
        found = count(self, sections)
        is_counted.set()
        may_end.wait(20)
        return found

    monkeypatch.setattr(SectionCounts, "read", slow)
    async with at_shelves(at(context)) as shelves:
        await shelves.until(is_counted.is_set)
        before = shelves.area._counts
        add_record(other, "product", {"name": "Lamps 2", "section": str(made["Lamps"])})
        await shelves.until(lambda: shelves.area._counts is not before)
        may_end.set()
        await shelves.until(lambda: shelves.counts() == ["", "4", "2"])


async def test_sections_unfolded_by_the_mouse_are_counted(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context)) as shelves:
        await shelves.until_counted()
        await shelves.pilot.click("#tree", offset=(2, 1))
        await shelves.until(lambda: shelves.counts() == ["", "4", "3", "1"])


async def test_sections_of_others_come_and_go(context: Context, other: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Chairs"])
        await shelves.until_products("Chairs 1")
        rename_section(other, made["Office"], "Bureau")
        add_section(other, "Armchairs", made["Office"])
        await shelves.until(lambda: "› Bureau › Chairs" in shelves.way())
        assert any("Armchairs" in line for line in shelves.tree())
        delete_section(other, made["Office"])
        await shelves.until_products("Furniture 1")
        assert shelves.way().startswith("Catalog › Furniture ·")


async def test_an_empty_catalog_says_how_to_fill_it(context: Context) -> None:
    async with at_shelves(at(context)) as shelves:
        await shelves.until_shown("The catalog is empty.", "Z imports")
        assert shelves.tree() == ["> Whole catalog"]


async def test_on_a_narrow_screen_one_stands_in_place_of_the_other(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context), size=(40, 24)) as shelves:
        assert not shelves.area.section_tree.display
        assert shelves.area.record_list.size.width == 40
        await shelves.press("h")
        await shelves.until(lambda: shelves.area.section_tree.size.width == 40)
        assert shelves.is_in_tree
        await shelves.press("j", "j", "l")
        await shelves.until_products("Lamps 1")
        await shelves.until(lambda: not shelves.area.section_tree.display)
        await shelves.press("tab")
        await shelves.until(lambda: shelves.area.section_tree.size.width == 40)
        await shelves.press("tab")
        await shelves.until(lambda: not shelves.area.section_tree.display)


async def test_on_a_narrow_screen_a_product_is_read_by_name_and_price(context: Context) -> None:
    data = {"name": "Armchair “Acorn” 135, leather", "code": "A-009434", "price": "204 EUR"}
    add_record(context, "product", data)
    async with at_shelves(at(context), size=(40, 24)) as shelves:
        row = shelves.area.record_list.render_line(1).text.replace("\xa0", " ")
        assert row.rstrip() == "> Armchair “Acorn” 135, leather    204 €"
        await shelves.press("l")
        row = shelves.area.record_list.render_line(1).text
        assert row.startswith("> Armchair “Acorn” 135, ")
        assert "A-009434" in row


async def test_tab_goes_from_the_list_to_the_tree_and_back(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context)) as shelves:
        await shelves.press("tab")
        assert shelves.is_in_tree
        await shelves.press("G", "tab")
        await shelves.until_products("Lamps 1")
        assert shelves.app.focused is shelves.area.record_list


@pytest.mark.row("CAT-10")
async def test_a_peek_tells_prices_properties_and_where_it_was_sold(context: Context) -> None:
    made = furnish(context)
    field = add_field(context, NewField("product", "Colour", FieldType.TEXT))
    set_properties(context, made["Chairs"], [field.name])
    edit_record(
        context,
        "product",
        made["Chairs 1"],
        {"colour": "red", "price_purchase": "60 EUR", "description": "With a mesh back"},
    )
    deal = add_record(context, "deal", {"title": "Fit-out"})
    add_product(context, "deal", deal, made["Chairs 1"])
    async with at_shelves(at(context)) as shelves:
        await shelves.press("space")
        await shelves.until_shown("With a mesh back", "Furniture / Office / Chairs", "in 1 deal")
        await shelves.until_shown("Purchase price 60 €", "Colour", "red")
