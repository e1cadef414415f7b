"""Columns and order of a list, chosen from the fields that there are (FEATURES VIEW-01)."""

from __future__ import annotations

import pytest

from domain.records.computed_fields import fields_of, is_named_twice
from screens.records.arrange_dialog import ArrangeDialog
from screens.records.records_area import KINDS_SHOWN
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.lists.views import list_views
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients


def dialog_of(desk: Clients) -> ArrangeDialog:
    """Return the open dialog."""
    dialog = desk.app.screen
    assert isinstance(dialog, ArrangeDialog)
    return dialog


async def open_dialog(desk: Clients) -> ArrangeDialog:
    """Open the dialog."""
    await desk.press("s")
    await desk.until(lambda: isinstance(desk.app.screen, ArrangeDialog))
    await desk.pilot.pause()
    return dialog_of(desk)


def lines(desk: Clients) -> list[str]:
    """Return the lines of the dialog in view, each without runs of blanks."""
    shown = dialog_of(desk).line_list
    texts = [" ".join(shown.render_line(y).text.split()) for y in range(shown.size.height)]
    return [text for text in texts if text]


@pytest.mark.row("VIEW-01")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
async def test_columns_are_ticked_moved_and_sorted_by(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    for name, city in (("Ivanov", "Omsk"), ("Nowak", "Perm"), ("Smith", "Omsk")):
        add(context, "contact", name, city=city)
    async with among_clients(context, size=size) as desk:
        await open_dialog(desk)
        assert lines(desk)[0] == "> [x] Name or title 1 ↑"
        assert "Columns and order · 8 columns" in desk.text()
        assert "Enter done" in desk.text()
        await desk.press("j", "space")
        assert lines(desk)[1] == "> [ ] Next step"
        assert "7 columns" in desk.text()
        await desk.press("slash")
        await desk.type("city")
        await desk.until(lambda: lines(desk) == ["> [x] City"])
        # Space and s are letters here, and q does not close the dialog.
        await desk.press("enter", "s", "J")
        await desk.until_shown("Esc shows all fields again")
        await desk.press("escape", "K", "K", "K", "K")
        assert lines(desk)[1] == "> [x] City 2 ↑"
        await desk.press("g", "s")
        assert lines(desk)[0] == "> [x] Name or title 1 ↓"
        await desk.press("s", "s")
        assert lines(desk)[:2] == ["> [x] Name or title 2 ↑", "[x] City 1 ↑"]
        await desk.press("s", "enter")
        await desk.until_closed()
        await desk.until_idle()
        assert desk.names() == ["Smith", "Ivanov", "Nowak"]
        assert desk.header().startswith("Name or title")
        assert "City" in desk.header()
        assert "Next step" not in desk.header()


@pytest.mark.row("VIEW-01")
async def test_one_goes_back_to_what_is_usual_and_leaves_without_changing(
    context: Context,
) -> None:
    context = at(context)
    add(context, "contact", "Ivanov", city="Omsk")
    async with among_clients(context) as desk:
        usual = desk.header()
        await desk.arrange("Name or title, City", "-City")
        changed = desk.header()
        assert changed.split() == ["Name", "or", "title", "City"]
        await open_dialog(desk)
        await desk.press("J", "s", "escape")
        await desk.until_closed()
        assert desk.header() == changed
        await open_dialog(desk)
        await desk.press("r")
        await desk.until_shown("As usual.", "8 columns")
        await desk.press("enter")
        await desk.until_closed()
        await desk.until_idle()
        assert desk.header() == usual
        # What is usual is not written down, so it follows the fields that come.
        query = desk.area.state.query
        assert (query.columns, query.sort) == ((), ())


async def test_a_list_without_columns_is_refused(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context)) as desk:
        await desk.arrange("Name or title")
        await open_dialog(desk)
        await desk.press("space", "enter")
        await desk.until_shown("! A list needs a column: tick one.")
        await desk.press("slash")
        await desk.type("zzz")
        await desk.until_shown("No field has such a name.")
        await desk.press("escape", "space", "enter")
        await desk.until_closed()


@pytest.mark.parametrize("kind", KINDS_SHOWN)
async def test_every_column_can_be_shown(context: Context, kind: str) -> None:
    context = at(context)
    add(context, kind, "Vega")
    async with among_clients(context) as desk:
        await desk.show(kind)
        dialog = await open_dialog(desk)
        for field in [line.item for line in dialog.lines()]:
            if field.name not in dialog.arrangement.shown:
                dialog.line_list.move_to(field.name)
                await desk.press("space")
        await desk.press("enter")
        await desk.until_closed()
        await desk.until_idle()
        known = fields_of(context.database.fields, kind)
        assert set(desk.area.state.query.columns) == {
            field.name for field in known if not is_named_twice(field)
        }
        assert desk.row() == "Vega"


@pytest.mark.row("VIEW-01", "VIEW-02")
async def test_custom_fields_are_columns_and_are_kept_with_the_view(context: Context) -> None:
    context = at(context)
    add_field(context, NewField("contact", "Car colour"))
    for name, colour in (("Ivanov", "red"), ("Nowak", "blue")):
        add(context, "contact", name, car_colour=colour)
    async with among_clients(context) as desk:
        await desk.arrange("Name or title, Car colour", "Car colour")
        assert desk.names() == ["Nowak", "Ivanov"]
        await desk.press("apostrophe", "s")
        await desk.until_dialog()
        await desk.put("name", "Cars")
        await desk.press("ctrl+s")
        await desk.until_shown("The view is kept.")
    view = list_views(context, "contact")[-1]
    assert view.query.columns == ("name", "car_colour")
    assert view.query.sort == ("car_colour",)
