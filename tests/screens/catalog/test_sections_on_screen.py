"""Sections are added, renamed, moved, deleted and given properties in area 4."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.fields import FieldType
from domain.records.references import references_in
from screens.catalog.properties_dialog import PropertiesDialog
from screens.records.confirm_dialog import ConfirmDialog
from services.catalog.changing import rename_section
from services.catalog.properties import properties_of, set_properties
from services.catalog.tree import children_of, path_of, say_path
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.use_cases import list_records, show_record
from tests.screens.catalog.shelves import at_shelves, furnish
from tests.screens.desk import at


def path(context: Context, section: UUID) -> str:
    return say_path(path_of(context, section))


def section_of(context: Context, product: UUID) -> str:
    (section,) = references_in(show_record(context, "product", product).values["section"])
    return section.title


@pytest.mark.row("CAT-03")
async def test_a_section_is_added_renamed_and_undone(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Chairs"])
        await shelves.press("h")
        await shelves.press("n")
        await shelves.until_dialog()
        await shelves.type("Stools")
        await shelves.save()
        await shelves.until_said("Section added.")
        assert shelves.way().startswith("Catalog › Furniture › Office › Chairs › Stools")
        await shelves.press("e")
        await shelves.until_dialog()
        await shelves.put("name", "Bar stools")
        await shelves.save()
        await shelves.until(lambda: "› Bar stools" in shelves.way())
        assert [one.name for one in children_of(context, made["Chairs"])] == ["Bar stools"]
        await shelves.press("u")
        await shelves.until_said("Undone")
        await shelves.press("u")
        await shelves.until(lambda: not children_of(context, made["Chairs"]))
        await shelves.until(lambda: "Stools" not in shelves.way())


@pytest.mark.row("CAT-02", "CAT-03")
async def test_a_section_is_moved_by_cut_and_paste(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.press("h", "X")
        assert shelves.said().startswith("Taken: Office.")
        assert any("~" in line for line in shelves.tree())
        await shelves.press("G", "P")
        await shelves.until_said("Moved.")
        assert path(context, made["Chairs"]) == "Lamps / Office / Chairs"
        assert shelves.way().startswith("Catalog › Lamps › Office")
        assert not any("~" in line for line in shelves.tree())
        await shelves.press("X", "g", "P")
        await shelves.until(lambda: path(context, made["Office"]) == "Office")


@pytest.mark.row("CAT-03")
async def test_sections_are_put_in_order_among_those_beside_them(context: Context) -> None:
    made = furnish(context)

    def order() -> list[str]:
        return [one.name for one in children_of(context, made["Office"])]

    assert order() == ["Chairs", "Tables"]
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Tables"])
        await shelves.press("h", "shift+up")
        await shelves.until_said("Moved.")
        assert order() == ["Tables", "Chairs"]
        tree = "\n".join(shelves.tree())
        assert tree.index("Tables") < tree.index("Chairs")
        await shelves.press("shift+up")
        await shelves.until_said("It is the first already.")
        await shelves.press("u")
        await shelves.until(lambda: order() == ["Chairs", "Tables"])
        await shelves.press("shift+down")
        await shelves.until_said("It is the last already.")


async def test_a_section_put_where_it_is_promises_no_undo(context: Context) -> None:
    made = furnish(context)
    rename_section(context, made["Lamps"], "Lights")
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.press("h", "X")
        shelves.area.go_to_section(made["Furniture"])
        await shelves.press("P")
        await shelves.until_said("The section is there already: nothing is moved.")
        await shelves.press("u")
        await shelves.until_said("Undone")
        assert path(context, made["Office"]) == "Furniture / Office"
        assert path(context, made["Lamps"]) == "Lamps"


async def test_the_whole_catalog_is_not_taken(context: Context) -> None:
    furnish(context)
    async with at_shelves(at(context)) as shelves:
        await shelves.press("h", "j", "X")
        assert shelves.said().startswith("Taken: Furniture.")
        await shelves.press("g", "X")
        assert shelves.said() == "This is the whole catalog: go to a section."


async def test_a_section_is_not_put_below_itself(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Furniture"])
        await shelves.press("h", "X")
        shelves.area.go_to_section(made["Chairs"])
        await shelves.press("P")
        await shelves.until_said("A section cannot be put into itself")
        assert path(context, made["Furniture"]) == "Furniture"
        await shelves.press("escape")
        assert shelves.said() == "Nothing is taken any more."


async def test_marked_products_are_put_into_another_section(context: Context) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.until_products("Chairs 1", "Office 1", "Tables 1")
        shelves.app.set_focus(shelves.area.record_list)
        await shelves.press("m", "m", "X")
        assert shelves.said().startswith("Taken: 2 products.")
        shelves.area.go_to_section(made["Lamps"])
        await shelves.press("P")
        await shelves.until_said("2 products moved.")
        await shelves.until_products("Chairs 1", "Lamps 1", "Office 1")
        assert section_of(context, made["Chairs 1"]) == "Lamps"
        await shelves.press("u")
        await shelves.until_products("Lamps 1")


@pytest.mark.row("CAT-03")
async def test_a_section_goes_into_the_bin_with_its_content_and_comes_back(
    context: Context,
) -> None:
    made = furnish(context)
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Office"])
        await shelves.press("h", "delete")
        await shelves.until(lambda: isinstance(shelves.app.screen, ConfirmDialog))
        await shelves.until_shown("Delete the section “Office”?", "2 sections, 3 products")
        await shelves.press("enter")
        await shelves.until_said("“Office” is deleted.")
        await shelves.until_products("Furniture 1")
        assert len(list(list_records(context, "product", []))) == 3
        await shelves.press("u")
        await shelves.until_products("Chairs 1", "Furniture 1", "Office 1", "Tables 1")
        assert path(context, made["Chairs"]) == "Furniture / Office / Chairs"


@pytest.mark.row("CAT-10", "DOC-01")
async def test_a_section_says_which_properties_its_products_have(context: Context) -> None:
    made = furnish(context)
    for label in ("Colour", "Size"):
        add_field(context, NewField("product", label, FieldType.TEXT))
    set_properties(context, made["Furniture"], ["colour"])
    async with at_shelves(at(context)) as shelves:
        shelves.area.go_to_section(made["Chairs"])
        await shelves.press("h", "A")
        await shelves.until(lambda: isinstance(shelves.app.screen, PropertiesDialog))
        await shelves.until_shown("Properties of products in Chairs", "from Furniture")
        await shelves.press("space")
        await shelves.until_shown("It comes from Furniture: take it away there.")
        await shelves.press("j", "space")
        await shelves.until_shown("Products elsewhere no longer have it.")
        await shelves.press("n")
        await shelves.until_dialog()
        await shelves.type("Load, kg")
        await shelves.save()
        await shelves.until_shown("Added: products in Chairs have it.")
        await shelves.press("enter")
        await shelves.until_said("Products in Chairs have these properties now.")

    def names(section: str) -> list[str]:
        return [one.field.label for one in properties_of(context, made[section])]

    assert names("Chairs") == ["Colour", "Size", "Load, kg"]
    assert names("Tables") == ["Colour"]
    assert names("Lamps") == []
