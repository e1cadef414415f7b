"""The filter as a form of fields, which writes what one could have typed (FEATURES CONT-05)."""

from __future__ import annotations

import pytest

from crm_tui.translations import load
from domain.query.names import find_field
from domain.records.computed_fields import heading
from screens.records.filter_panel import REST, asked_fields
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from tests.screens.desk import at, plan
from tests.screens.records.clients import Clients, add, among_clients
from widgets.forms.form_field import FormField


@pytest.fixture
def some(context: Context) -> Context:
    """Three contacts, two of them of a company, one of them to be called."""
    context = at(context)
    add_field(context, NewField("contact", "Car colour"))
    vega = add(context, "company", "Vega", city="Omsk")
    ids = {"city": "Omsk", "companies": [str(vega)], "car_colour": "dark blue"}
    add(context, "contact", "Ivanov", type="client", phones=["+7 916 123-45-67"], **ids)
    nowak = add(context, "contact", "Nowak", city="Perm", type="partner", emails=["n@rom.ru"])
    add(context, "contact", "Smith", city="Tomsk", type="press")
    plan(context, "ask", "2026-11-25 10:00", contacts=[str(nowak)])
    return context


async def open_panel(desk: Clients) -> None:
    """Open the form of fields."""
    await desk.press("f3")
    await desk.until_dialog()
    await desk.pilot.pause()


@pytest.mark.row("CONT-05", "CONT-06", "CONT-07", "COMP-06", "VIEW-04", "VIEW-05", "VIEW-06")
@pytest.mark.parametrize(
    ("field", "typed", "names", "text"),
    [
        ("name", "smi", ["Smith"], "name:smi"),
        ("last_name", "iva, nowak", ["Ivanov", "Nowak"], "last_name:iva, nowak"),
        ("emails", "n@rom.ru", ["Nowak"], "emails:n@rom.ru"),
        ("phones", "8 916 123", ["Ivanov"], "phones:8 916 123"),
        ("companies", "vega", ["Ivanov"], "companies:vega"),
        ("type", "client, press", ["Ivanov", "Smith"], "type:client, press"),
        ("updated_at", "..2026-05-01 10:15:30", [], "updated_at:..2026-05-01 10:15:30"),
        ("car_colour", "dark blue", ["Ivanov"], 'car_colour:"dark blue"'),
        ("next_step", "this week", ["Nowak"], "next_step:this week"),
        (REST, "-nowak mine", ["Ivanov", "Smith"], "-nowak mine"),
    ],
)
async def test_what_is_typed_for_a_field_is_what_the_list_shows(
    some: Context, field: str, typed: str, names: list[str], text: str
) -> None:
    async with among_clients(some) as desk:
        await open_panel(desk)
        await desk.put(field, typed)
        await desk.until_shown(text)
        await desk.save()
        assert desk.filter() == text
        await desk.until(
            lambda: desk.names() == (names or ["Nothing fits the filter. Esc takes it away."])
        )
        assert desk.app.focused is desk.area.record_list


@pytest.mark.row("CONT-05", "VIEW-04")
@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_a_filter_that_was_typed_stands_in_the_fields(
    some: Context, size: tuple[int, int]
) -> None:
    async with among_clients(some, size=size) as desk:
        await desk.press("slash")
        await desk.type("type:client,press -nowak city:omsk")
        await open_panel(desk)
        asked = {name: value for name, value in desk.form().items() if value}
        assert asked == {REST: "-nowak", "type": "client,press", "city": "omsk"}
        await desk.put("city", "")
        await desk.put("companies", "vega")
        await desk.save()
        assert desk.filter() == "-nowak companies:vega type:client,press"
        await desk.until(lambda: desk.row() == "Ivanov")
        await desk.press("escape")
        await desk.until(lambda: desk.filter() == "")


async def test_what_cannot_be_read_is_said_at_its_field(some: Context) -> None:
    async with among_clients(some) as desk:
        await open_panel(desk)
        await desk.put("type", "klient")
        await desk.press("ctrl+s")
        await desk.until_shown("! There is no value “klient”. Did you mean “client”?")
        assert desk.field() == "type"
        await desk.put("type", "client")
        await desk.put(REST, "(a")
        await desk.press("ctrl+s")
        await desk.until_shown("! This bracket is not closed.")
        assert desk.field() == REST
        # Left like that, nothing that was typed is lost.
        await desk.leave()
        assert desk.filter() == ""
        await open_panel(desk)
        assert desk.form()["type"] == "client"
        await desk.put(REST, "mine")
        await desk.save()
        assert desk.filter() == "mine type:client"


async def test_a_filter_that_cannot_be_read_is_not_lost(some: Context) -> None:
    async with among_clients(some) as desk:
        await desk.press("slash")
        await desk.type("city:omsk (")
        await open_panel(desk)
        assert desk.form()[REST] == "city:omsk ("


@pytest.mark.row("COMP-06", "ACT-08", "B10")
@pytest.mark.parametrize("kind", ["company", "lead", "activity"])
async def test_every_kind_has_its_fields(some: Context, kind: str) -> None:
    async with among_clients(some) as desk:
        await desk.show(kind)
        await open_panel(desk)
        fields = some.database.fields
        for name in desk.app.screen.query(FormField).results(FormField):
            if name.name != REST:
                assert find_field(fields, kind, name.name or "").name == name.name
        await desk.put("responsible", "me")
        await desk.save()
        assert desk.filter().endswith("responsible:me")


async def test_a_record_known_by_its_title_has_one_name_for_it(context: Context) -> None:
    add(context, "company", "Vega")
    names = dict.fromkeys(("company", "deal", "own_company"), "Title") | {"activity": "Subject"}
    for kind, name in names.items():
        labels = [heading(field) for field in asked_fields(context, kind)]
        assert labels.count(name) == 1, kind
        assert "Name or title" not in labels
    async with among_clients(at(context)) as desk:
        await desk.show("company")
        assert desk.header().split()[0] == "Title"
        await open_panel(desk)
        await desk.put("name", "veg")
        await desk.save()
        await desk.until(lambda: desk.names() == ["Vega"])
        await desk.press("s")
        await desk.until_shown("[x]  Title", "Columns and order")
        assert "Name or title" not in desk.text()


async def test_fields_are_called_as_in_the_language_of_the_interface(some: Context) -> None:
    load("pl")
    async with among_clients(some) as desk:
        await open_panel(desk)
        await desk.put("city", "omsk")
        await desk.until_shown("= miasto:omsk")
        await desk.save()
        assert desk.filter() == "miasto:omsk"
        await desk.until(lambda: desk.names() == ["Ivanov"])
        await open_panel(desk)
        assert desk.form()["city"] == "omsk"
