"""The form of a line of products, which a product of the catalog fills."""

from __future__ import annotations

import pytest
from picker_desk import PickerDesk, make_catalog

from domain.parts import LineItem
from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.parts.line_form import LineForm
from services.catalog.picking import search_products
from services.context import Context
from services.parts.use_cases import parts_of
from services.records.use_cases import add_record
from tests.screens.desk import at, at_desk


@pytest.mark.row("CAT-14", "DEAL-05")
async def test_a_line_in_a_form_is_filled_by_a_product(context: Context) -> None:
    keys = make_catalog(at(context))
    deal = add_record(context, "deal", {"title": "x", "currency": "RUB"})
    async with at_desk(at(context)) as plain:
        desk = PickerDesk(plain.app, plain.pilot)
        desk.app.push_screen(LineForm(Reference("deal", deal, "x")))
        await desk.until_dialog()
        await desk.type("мужск")
        await desk.open_picker("f3")
        await desk.press("tab", "3", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, LineForm))
        await desk.until_idle()
        form = desk.form()
        assert (form["name"], form["quantity"], form["price"]) == ("Кофта мужская", "3", "1800")
        await desk.press("ctrl+s")
        await desk.until_closed()
    (line,) = parts_of(context, "deal", deal, FieldType.LINE_ITEM)
    assert isinstance(line, LineItem)
    assert (line.quantity, line.product_id) == (3, keys["Кофта мужская"])


@pytest.mark.row("CAT-14")
async def test_a_line_that_is_left_and_gone_on_with_is_still_one_of_the_catalog(
    context: Context,
) -> None:
    keys = make_catalog(at(context))
    deal = add_record(context, "deal", {"title": "x", "currency": "RUB"})
    async with at_desk(at(context)) as plain:
        desk = PickerDesk(plain.app, plain.pilot)
        desk.app.push_screen(LineForm(Reference("deal", deal, "x")))
        await desk.until_dialog()
        await desk.open_picker("f3", *"мужск")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, LineForm))
        await desk.until(lambda: desk.form()["name"] == "Кофта мужская")
        await desk.leave()
        desk.app.push_screen(LineForm(Reference("deal", deal, "x")))
        await desk.until_dialog()
        await desk.until_shown("What you had typed is back.")
        await desk.press("ctrl+s")
        await desk.until_closed()
    (line,) = parts_of(context, "deal", deal, FieldType.LINE_ITEM)
    assert isinstance(line, LineItem)
    (product,) = search_products(context, "мужск")
    assert (line.name, line.product_id) == ("Кофта мужская", keys["Кофта мужская"])
    assert line.code == product.code != ""
