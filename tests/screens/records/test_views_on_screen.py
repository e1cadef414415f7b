"""Views of lists: choosing, keeping, opening with one, deleting, and fields that are gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlmodel import select

from domain.records.record_query import RecordQuery
from services.context import Context
from services.dictionaries.changing import add_value
from services.dictionaries.deleting import NOWHERE, delete_value
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.lists.keeping_views import delete_view, save_view, update_view
from services.lists.views import find_view, list_views
from services.undo import undo
from storage.tables import SavedView
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients
from widgets.filter_line import FilterLine
from widgets.tab_line import TabLine


def add_some(context: Context) -> None:
    """Add contacts in two cities."""
    for name, city in (("Ivanov", "Omsk"), ("Nowak", "Perm"), ("Smith", "Omsk")):
        add(context, "contact", name, city=city)


async def open_views(desk: Clients) -> None:
    """Open the dialog of views."""
    await desk.press("apostrophe")
    await desk.until_shown("Enter, digit show")


def filter_is_open(desk: Clients) -> bool:
    """Say whether the line of the filter is shown."""
    return desk.area.query_one(FilterLine).has_class("-open")


@pytest.mark.row("VIEW-02")
async def test_views_are_chosen_by_digit_by_enter_and_by_click(context: Context) -> None:
    add_some(context)
    add(context, "contact", "Lost", responsible=None)
    async with among_clients(at(context)) as desk:
        assert desk.view() == "All"
        await open_views(desk)
        await desk.press("4")
        await desk.until(lambda: desk.view() == "Nobody's")
        assert desk.names() == ["Lost"]
        await open_views(desk)
        await desk.press("k", "k", "enter")
        await desk.until(lambda: desk.view() == "Mine")
        assert desk.names() == ["Ivanov", "Nowak", "Smith"]
        place = desk.area.query_one("#views", TabLine).render_line(0).text.index("Nobody's")
        await desk.pilot.click("#views", offset=(place, 0))
        await desk.until(lambda: desk.view() == "Nobody's")
        assert desk.names() == ["Lost"]
        place = desk.kind_line().index("Companies")
        await desk.pilot.click("#kinds", offset=(place, 0))
        await desk.until(lambda: desk.area.kind() == "company")
        await desk.press("left_square_bracket")
        assert (desk.view(), desk.names()) == ("Nobody's", ["Lost"])
        await open_views(desk)
        await desk.press("escape")
        await desk.until_closed()
        assert desk.view() == "Nobody's"


@pytest.mark.row("VIEW-02", "VIEW-03", "A20")
async def test_what_is_shown_is_kept_and_the_list_opens_with_it(
    context: Context, other: Context
) -> None:
    add_some(context)
    async with among_clients(at(context)) as desk:
        await desk.arrange("Name or title, City, Comment", "-Name or title")
        await desk.narrow("city:omsk")
        assert desk.names() == ["Smith", "Ivanov"]
        await open_views(desk)
        await desk.press("s")
        await desk.until_dialog()
        await desk.put("name", "In Omsk")
        await desk.put("shared", "+")
        await desk.press("ctrl+s")
        await desk.until_shown("The view is kept.", "In Omsk", "city:omsk")
        await desk.press("f")
        await desk.until_shown("The list opens with it.")
        await desk.press("enter")
        await desk.until(lambda: desk.view() == "In Omsk")
    assert [view.name for view in list_views(other, "contact")][-1] == "In Omsk"
    async with among_clients(at(context)) as desk:
        assert (desk.view(), desk.names()) == ("In Omsk", ["Smith", "Ivanov"])
        assert desk.header().split() == ["Name", "or", "title", "City", "Comment"]
        await open_views(desk)
        await desk.press("delete")
        await desk.until_shown("The view is deleted.")
        await desk.press("escape")
        await desk.until_closed()
        await desk.until(lambda: "In Omsk" not in desk.views())
        await desk.press("u")
        await desk.until(lambda: any("In Omsk" in view for view in desk.views()))


async def test_a_view_that_cannot_be_kept_or_deleted_is_told(context: Context) -> None:
    add_some(context)
    async with among_clients(at(context)) as desk:
        await open_views(desk)
        await desk.press("o")
        await desk.until_shown("! “All” belongs to the program and stays.")
        await desk.press("s")
        await desk.until_dialog()
        await desk.put("name", "Mine")
        await desk.press("ctrl+s")
        await desk.until(lambda: "! " in desk.text())
        assert desk.field() == "name"


@pytest.mark.row("VIEW-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_view_that_filters_by_a_field_that_is_gone_shows_nothing_unasked(
    context: Context, size: tuple[int, int]
) -> None:
    add_some(context)
    view = save_view(context, "Old", RecordQuery("contact", "city:omsk", ("name", "city")))
    with context.database.write(context.actor, "edit_view") as unit:
        for row in unit.session.exec(select(SavedView)):
            row.filter, row.columns = "shoe_size:44 city:omsk", "name,shoe_size,city"
    async with among_clients(at(context), size=size) as desk:
        await desk.choose_view("Old")
        assert desk.area.row_reference() is None
        assert desk.filter() == "shoe_size:44 city:omsk"
        await desk.press("*", "E", "delete", "down")
        await desk.until_shown("! The view “Old” filters by fields that are gone")
        assert desk.area.row_reference() is None
        assert not desk.area.marked()
        await desk.press("]", "[")
        await desk.until_shown("! The view “Old” filters by fields that are gone")
        await desk.press("escape")
        await desk.until(lambda: desk.names() == ["Ivanov", "Smith"])
        assert desk.header().split() == ["Name", "or", "title", "City"]
        assert "fields that are gone" not in desk.text()
    assert view.name == "Old"


@pytest.mark.row("VIEW-02")
async def test_a_view_is_whole_again_when_its_field_comes_back(
    context: Context, other: Context
) -> None:
    add_field(context, NewField("contact", "Car"))
    add(context, "contact", "Ames", car="Lada")
    add(context, "contact", "Bell")
    save_view(context, "Ladas", RecordQuery("contact", "car:lada"), is_shared=True)
    delete_field(context, "contact", "car")
    async with among_clients(at(other)) as desk:
        await desk.choose_view("Ladas")
        await desk.until_shown("filters by fields that are gone")
        undo(context)
        await desk.until(lambda: desk.names() == ["Ames"])
        await desk.until_gone("filters by fields that are gone")


@pytest.mark.row("VIEW-02", "DICT-02")
async def test_a_view_that_filters_by_a_value_that_is_gone_shows_where_it_is_wrong(
    context: Context,
) -> None:
    value = add_value(context, "source", "Billboard")
    add(context, "contact", "Ivanov", city="Omsk", source=value.code)
    add(context, "contact", "Nowak", city="Perm")
    text = f"city:omsk source:{value.code}"
    save_view(context, "Boards", RecordQuery("contact", text))
    delete_value(context, "source", value.code, NOWHERE)
    async with among_clients(at(context)) as desk:
        await desk.choose_view("Boards")
        assert desk.filter() == text
        await desk.until_shown("! The filter of the view “Boards” cannot be read any more")
        lines = desk.text().splitlines()
        (at_text,) = [i for i, line in enumerate(lines) if text in line]
        start = lines[at_text].index("billboard")
        assert lines[at_text + 1].rstrip() == " " * start + "^" * len("billboard")
        assert desk.area.row_reference() is None
        await desk.press("slash", "ctrl+u", *"city:omsk", "enter")
        await desk.until(lambda: desk.names() == ["Ivanov"])


@pytest.mark.row("VIEW-03")
async def test_escape_leads_back_to_the_filter_of_the_view(context: Context) -> None:
    add(context, "lead", "From the fair", city="Omsk")
    add(context, "lead", "From the site", city="Perm")
    add(context, "lead", "A joke", status="junk", junk_reason="spam", city="Omsk")
    async with among_clients(at(context)) as desk:
        await desk.show("lead")
        assert desk.names() == ["From the fair", "From the site"]
        await desk.press("escape")
        await desk.until_idle()
        assert desk.names() == ["From the fair", "From the site"]
        await desk.narrow("city:omsk")
        assert (desk.view(), desk.names()) == ("In progress", ["From the fair"])
        await desk.press("escape")
        await desk.until(lambda: len(desk.names()) == 2)
        assert desk.names() == ["From the fair", "From the site"]
        await desk.press("slash", "escape")
        await desk.until_idle()
        assert desk.names() == ["From the fair", "From the site"]


async def test_a_view_that_is_shown_empty_says_so(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.choose_view("Nobody's")
        await desk.until_shown("Nothing fits this view. n adds one, ' shows the other views.")
        await desk.choose_view("Bin")
        await desk.until_shown("The bin is empty.")
        await desk.choose_view("All")
        await desk.until_shown("There is nothing yet.")
        await desk.narrow("zyx")
        await desk.until_shown("Nothing fits the filter. Esc takes it away.")


async def test_while_another_process_writes_the_keys_go_on(context: Context, path: Path) -> None:
    add_some(context)
    save_view(context, "Old", RecordQuery("contact", "city:omsk", ("name", "city")))
    async with among_clients(at(context)) as desk:
        await open_views(desk)
        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        await desk.press("G", "f", "delete", "escape")
        await desk.until_closed()
        busy.execute("ROLLBACK")
        busy.close()
        await desk.until_idle()
        await desk.until(lambda: "Old" not in desk.views())


async def test_what_is_done_to_views_is_undone_where_they_are_shown(context: Context) -> None:
    add_some(context)
    save_view(context, "Old", RecordQuery("contact", "city:omsk", ("name", "city")))
    async with among_clients(at(context)) as desk:
        await open_views(desk)
        await desk.press("G", "delete")
        await desk.until_shown("The view is deleted.")
        await desk.until_gone("city:omsk")
        await desk.press("u")
        await desk.until_shown("Undone:", "city:omsk")
        await desk.press("U")
        await desk.until_shown("Done again:")
        await desk.until_gone("city:omsk")


@pytest.mark.row("VIEW-02", "VIEW-03")
async def test_a_view_is_changed_shared_and_moved_where_it_is_chosen(
    context: Context, other: Context
) -> None:
    add_some(context)
    for name in ("One", "Two"):
        save_view(context, name, RecordQuery("contact", "city:perm", ("name", "city")))

    def own() -> list[str]:
        return [view.name for view in list_views(context, "contact") if not view.is_shipped]

    def of_others() -> list[str]:
        return [view.name for view in list_views(other, "contact") if not view.is_shipped]

    async with among_clients(at(context)) as desk:
        await desk.narrow("city:omsk")
        await open_views(desk)
        await desk.press("G", "less_than_sign")
        await desk.until(lambda: own() == ["Two", "One"])
        await desk.press("greater_than_sign")
        await desk.until(lambda: own() == ["One", "Two"])
        await desk.press("o")
        await desk.until_shown("It shows this from now on.", "city:omsk")
        assert list_views(context, "contact")[-1].query.filter == "city:omsk"
        assert of_others() == []
        await desk.press("a")
        await desk.until_shown("All see the view now.", "for all")
        assert of_others() == ["Two"]
        await desk.press("a")
        await desk.until_shown("Only you see the view now.")
        assert of_others() == []
        await desk.press("g", "o")
        await desk.until_shown("! “All” belongs to the program and stays.")


@pytest.mark.row("VIEW-02", "VIEW-03")
async def test_a_view_in_force_is_followed_while_a_colleague_changes_it(
    context: Context, other: Context
) -> None:
    """Also what one has changed of it oneself stays, and what is marked."""
    add_some(context)
    view = save_view(context, "Team", RecordQuery("contact", "city:omsk"), is_shared=True)
    async with among_clients(at(other)) as desk:
        await desk.choose_view("Team")
        await desk.until(lambda: desk.names() == ["Ivanov", "Smith"])
        await desk.press("m")
        update_view(context, view.key, RecordQuery("contact", "city:perm OR ivanov"))
        await desk.until(lambda: desk.names() == ["Ivanov", "Nowak"])
        await desk.until_said("The view “Team” was changed: this is what it shows now.")
        assert (desk.view(), desk.marked(), filter_is_open(desk)) == ("Team", ["Ivanov"], False)

        await desk.narrow("nowak")
        update_view(context, view.key, RecordQuery("contact", "city:perm"))
        await desk.until(lambda: desk.area.state.base.filter == "city:perm")
        assert desk.names() == ["Nowak"]
        await desk.press("escape", "escape")
        await desk.until(lambda: not filter_is_open(desk))
        assert desk.area.state.query.filter == "city:perm"

        line = desk.area.query_one(FilterLine)
        await desk.press("slash")
        await desk.type("nowak ")
        await desk.until(lambda: desk.names() == ["Nowak"])
        update_view(context, view.key, RecordQuery("contact", "city:perm", sort=("-name",)))
        await desk.until(lambda: desk.area.state.query.sort == ("-name",))
        await desk.type("x")  # goes on where one was typing
        await desk.until_idle()
        assert line.raw_text == "city:perm nowak x"
        await desk.press("escape", "escape")
        await desk.until(lambda: not filter_is_open(desk))

        delete_view(context, view.key)
        await desk.until_said("The view is gone. What it showed stays; Esc takes its filter away.")
        assert (desk.view(), desk.filter(), desk.names()) == ("", "city:perm", ["Nowak"])
        undo(context)
        await desk.until(lambda: desk.view() == "Team")
        assert not filter_is_open(desk)
        undo(context)
        delete_view(context, view.key)
        await desk.until(lambda: filter_is_open(desk))
        await desk.press("escape")
        await desk.until(lambda: desk.names() == ["Smith", "Nowak", "Ivanov"])


@pytest.mark.row("VIEW-02")
async def test_views_of_the_program_are_hidden_and_shown_again(
    context: Context, other: Context
) -> None:
    add_some(context)
    every = [view.name for view in list_views(context, "contact")]
    async with among_clients(at(context)) as desk:
        await open_views(desk)
        await desk.press("j", "delete")
        await desk.until_shown("Hidden. r shows it again.")
        assert [view.name for view in list_views(context, "contact")] == [every[0], *every[2:]]
        await desk.press("u")
        await desk.until(lambda: len(list_views(context, "contact")) == len(every))
        for _view in every:
            await desk.press("g", "delete")
            await desk.until_idle()
        await desk.until_shown("! This is the only view that is shown: it stays.")
        assert [view.name for view in list_views(context, "contact")] == every[-1:]
        # Nobody else misses them, and they are still found by their names.
        assert [view.name for view in list_views(other, "contact")] == every
        assert find_view(context, "contact", "mine").is_hidden
        await desk.press("r")
        await desk.until_shown("All views of the program are shown.")
        await desk.press("escape")
        await desk.until_closed()
        await desk.until(lambda: [view.strip("[]") for view in desk.views()] == every)
