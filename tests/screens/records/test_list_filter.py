"""The line above a list: words, fields, completion, what cannot be read, and the way back."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import Input

from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from tests.screens.desk import at, plan
from tests.screens.records.clients import Clients, add, among_clients
from widgets.filter_line import FilterLine


@pytest.fixture
def some(context: Context) -> Context:
    """Three contacts, two of them of a company, one of them to be called."""
    context = at(context)
    vega = add(context, "company", "Vega", city="Omsk")
    rival = add(context, "company", "Rival & Sons", city="Perm")
    add(context, "contact", "Ivanov", city="Omsk", companies=[str(vega)], type="client")
    nowak = add(context, "contact", "Nowak", city="Perm", companies=[str(rival)], type="partner")
    add(context, "contact", "Smith", city="Tomsk", type="press")
    plan(context, "ask", "2026-11-25 10:00", contacts=[str(nowak)])
    return context


async def type_filter(desk: Clients, text: str) -> None:
    """Begin to type a filter."""
    await desk.press("slash")
    await desk.type(text)


@pytest.mark.row("SRCH-02", "VIEW-04", "VIEW-06", "CONT-05", "CONT-06", "CONT-07", "A21")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("iva", ["Ivanov"]),
        ("city:omsk", ["Ivanov"]),
        ("city:omsk,perm", ["Ivanov", "Nowak"]),
        ("city:omsk OR surname:smith", ["Ivanov", "Smith"]),
        ("NOT (city:omsk OR city:perm)", ["Smith"]),
        ("company:vega", ["Ivanov"]),
        ("company:vega,rival", ["Ivanov", "Nowak"]),
        ('company:"rival & sons"', ["Nowak"]),
        ("company.city:omsk", ["Ivanov"]),
        ("type:client,press", ["Ivanov", "Smith"]),
        ("no-next-step", ["Ivanov", "Smith"]),
        ("changed:2026-05-01 10:15:30..", ["Ivanov", "Nowak", "Smith"]),
        ("changed:..2026-05-01 10:15:30", []),
        ("mine city:tomsk", ["Smith"]),
        ("unassigned", []),
    ],
)
async def test_a_filter_shows_what_fits_while_it_is_typed(
    some: Context, text: str, names: list[str]
) -> None:
    async with among_clients(some) as desk:
        await type_filter(desk, text)
        await desk.until(lambda: desk.names() == (names or [EMPTY]))
        assert desk.app.focused is desk.area.query_one(FilterLine).query_one(Input)
        await desk.press("enter")
        await desk.until(lambda: desk.app.focused is desk.area.record_list)
        assert desk.filter() == text
        await desk.until(lambda: f"{len(names)} record" in desk.kind_line())
        await desk.press("escape")
        await desk.until(lambda: len(desk.names()) == 3)
        assert not desk.area.query_one(FilterLine).display


EMPTY = "Nothing fits the filter. Esc takes it away."


@pytest.mark.row("VIEW-05")
async def test_a_custom_field_is_filtered_by_like_any_other(some: Context) -> None:
    add_field(some, NewField("contact", "Shoe size", FieldType.INTEGER))
    add(some, "contact", "Foot", shoe_size=44)
    async with among_clients(some) as desk:
        await desk.narrow("shoe_size:>40")
        assert desk.names() == ["Foot"]


async def test_tab_completes_fields_and_values(some: Context) -> None:
    async with among_clients(some) as desk:
        await type_filter(desk, "com")
        await desk.until_shown("Tab ", "companies:")
        await desk.press("tab")
        await desk.until(lambda: desk.filter() == "companies:")
        assert desk.app.focused is not desk.area.record_list
        await desk.press("ctrl+u")
        await desk.type("type:")
        await desk.until_shown("Tab client  supplier")
        assert "A value is missing" not in desk.text()
        await desk.type("par")
        await desk.until_shown("partner")
        await desk.press("tab")
        await desk.until(lambda: desk.filter() == "type:partner")
        await desk.until(lambda: desk.names() == ["Nowak"])


@pytest.mark.row("VIEW-04")
async def test_keys_typed_in_one_go_reach_the_line_and_then_the_list(some: Context) -> None:
    async with among_clients(some) as desk:
        await desk.type("/omsk OR perm\rjm")
        await desk.until(lambda: desk.marked() == ["Nowak"])
        assert desk.filter() == "omsk OR perm"
        assert desk.names() == ["Ivanov", "Nowak"]
        await desk.press("slash")
        desk.app.post_message(Key("escape", None))
        await desk.type("jj")
        await desk.until(lambda: desk.row() == "Smith")
        assert desk.filter() == ""


async def test_the_line_offers_what_there_is_before_anything_is_typed(some: Context) -> None:
    async with among_clients(some) as desk:
        await desk.press("slash")
        await desk.until_shown("Tab ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sity:omsk", "“city”"),
        ("city:(", ""),
        ("type:clinet", "“client”"),
        ("changed:soon", ""),
        ("(omsk", ""),
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    some: Context, text: str, said: str
) -> None:
    async with among_clients(some) as desk:
        await desk.press("j")
        await type_filter(desk, text)
        await desk.until_shown(said)
        assert len(desk.names()) == 3
        assert desk.row() == "Nowak"
        await desk.press("enter")
        await desk.until(lambda: "! " in desk.text())
        await desk.until_idle()
        assert desk.app.focused is not desk.area.record_list
        await desk.press("down")
        await desk.until(lambda: desk.app.focused is desk.area.record_list)
        assert desk.filter() == text
        await desk.press("j")
        await desk.until_idle()
        assert (desk.row(), desk.filter()) == ("Smith", text)
        await desk.show("company")
        assert desk.filter() == ""
        await desk.show("contact")
        assert desk.filter() == text
        await desk.press("slash", "ctrl+u")
        await desk.type("city:omsk")
        await desk.until(lambda: desk.names() == ["Ivanov"])


@pytest.mark.row("SRCH-02")
async def test_an_error_points_at_the_place(some: Context) -> None:
    async with among_clients(some) as desk:
        await type_filter(desk, "omsk sity:x")
        await desk.until(lambda: "! " in desk.text())
        lines = desk.text().splitlines()
        typed = next(line for line in lines if "omsk sity:x" in line)
        pointed = next(line for line in lines[lines.index(typed) + 1 :] if "^" in line)
        assert typed.index("sity") == pointed.index("^")
        # Enter does not keep it: a letter behind it goes on with it, and is no key of the list.
        await desk.type("\ry")
        await desk.until_shown("omsk sity:xy")
        await desk.press("escape")
        await desk.until(lambda: len(desk.names()) == 3)


async def test_escape_while_typing_takes_the_filter_away_and_moves_nothing_later(
    some: Context,
) -> None:
    async with among_clients(some) as desk:
        await type_filter(desk, "nowak")
        await desk.until(lambda: desk.names() == ["Nowak"])
        await desk.press("escape")
        await desk.until(lambda: len(desk.names()) == 3)
        await desk.press("j")
        assert desk.row() == "Nowak"
        await desk.pilot.pause(0.2)
        assert desk.row() == "Nowak"


async def test_enter_at_once_takes_what_was_typed(some: Context) -> None:
    async with among_clients(some) as desk:
        await desk.press("slash", *"smith", "enter", "e")
        await desk.until_dialog()
        assert desk.form()["last_name"] == "Smith"


async def test_letters_in_the_line_are_no_commands(some: Context) -> None:
    async with among_clients(some) as desk:
        await type_filter(desk, "cemnytuarsEU.'[]*/? hl")
        assert desk.filter() == "cemnytuarsEU.'[]*/? hl"
        assert len(desk.app.screen_stack) == 1
        await desk.press("left", "left", "x", "home", "y")
        assert desk.filter() == "ycemnytuarsEU.'[]*/? xhl"


@pytest.mark.row("MASS-05")
async def test_marks_survive_filtering_scrolling_and_other_tabs(some: Context) -> None:
    async with among_clients(some, size=(80, 24)) as desk:
        await desk.press("m", "m")
        assert desk.marked() == ["Ivanov", "Nowak"]
        await desk.until(lambda: "2 marked" in desk.kind_line())
        await desk.narrow("smith")
        assert (desk.names(), desk.marked()) == (["Smith"], [])
        assert "2 marked" in desk.kind_line()
        await desk.press("m")
        assert "3 marked" in desk.kind_line()
        await desk.show("company")
        assert "3 marked elsewhere" in desk.kind_line()
        await desk.show("contact")
        assert "3 marked" in desk.kind_line()
        await desk.press("escape")
        assert "marked" not in desk.kind_line()
        assert desk.names() == ["Smith"]
        await desk.press("escape")
        await desk.until(lambda: len(desk.names()) == 3)
        assert desk.marked() == []
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        await desk.press("asterisk")
        assert desk.marked() == []
