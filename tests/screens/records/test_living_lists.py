"""Lists that others change, that are long, and that one comes back to."""

from __future__ import annotations

from datetime import timedelta
from threading import current_thread

import pytest

from crm_tui.app import CrmApp
from crm_tui.settings import Settings
from domain.records.record_query import RecordQuery
from screens.records.records_area import RecordsArea
from services.context import Context
from services.lists import opening
from services.lists.keeping_views import save_view, set_default_view
from services.records.use_cases import delete_record, edit_record
from services.seeding.seed import seed
from storage.connection import CrmConnection
from tests.screens.desk import MONDAY, at
from tests.screens.records.clients import Clients, add, among_clients
from widgets.filter_line import FilterLine


async def test_a_list_is_as_it_was_left_when_one_comes_back_to_it(context: Context) -> None:
    context = at(context)
    for number in range(80):
        add(context, "contact", f"Name {number:02}")
        add(context, "company", f"Firm {number:02}")
    async with among_clients(context, size=(80, 24)) as desk:
        await desk.press("pagedown", "pagedown", "j", "m")
        place, rows, marked = desk.row(), desk.rows(), desk.marked()
        assert len(marked) == 1
        await desk.show("company")
        assert desk.row() == "Firm 00"
        assert desk.marked() == []
        await desk.narrow("07")
        assert desk.names() == ["Firm 07"]
        await desk.show("contact")
        assert (desk.row(), desk.rows(), desk.marked()) == (place, rows, marked)
        assert not desk.area.query_one(FilterLine).display
        await desk.show("company")
        assert (desk.names(), desk.filter()) == (["Firm 07"], "07")
        await desk.press("1")
        await desk.press("3")
        await desk.until(lambda: desk.app.screen is desk.area)
        assert desk.names() == ["Firm 07"]


@pytest.mark.row("VIEW-06")
async def test_what_a_colleague_changes_shows_and_the_cursor_stays(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    keys = [add(context, "contact", name) for name in ("Ivanov", "Nowak", "Smith")]
    async with among_clients(context) as desk:
        await desk.press("j")
        add(other, "contact", "Alfa")
        await desk.until(lambda: desk.names() == ["Alfa", "Ivanov", "Nowak", "Smith"])
        assert desk.row() == "Nowak"
        await desk.until(lambda: "4 records" in desk.kind_line())
        edit_record(other, "contact", keys[0], {"city": "Tomsk"})
        await desk.until(lambda: "Tomsk" in desk.rows()[1])
        assert desk.row() == "Nowak"
        edit_record(other, "contact", keys[1], {"last_name": "Zet"})
        await desk.until(lambda: desk.names() == ["Alfa", "Ivanov", "Smith", "Zet"])
        assert desk.row() == "Zet"
        delete_record(other, "contact", keys[1])
        await desk.until(lambda: desk.names() == ["Alfa", "Ivanov", "Smith"])
        assert desk.row() == "Smith"
        await desk.until(lambda: "3 records" in desk.kind_line())


async def test_what_has_just_been_deleted_elsewhere_is_told(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov")
    add(context, "contact", "Nowak")
    async with among_clients(context) as desk:
        await desk.open("e")
        delete_record(other, "contact", key)
        await desk.put("city", "Tomsk")
        await desk.press("ctrl+s")
        await desk.until_shown("It was deleted (")
        await desk.press("escape")
        await desk.until_shown("! It was deleted (")
        assert desk.form()["city"] == "Tomsk"
        await desk.leave()
        await desk.until(lambda: desk.names() == ["Nowak"])
        assert desk.row() == "Nowak"


async def test_twenty_thousand_contacts(context: Context) -> None:
    context = at(context)
    seed(context, contacts=20_000, companies=500, deals=0, activities=500, seed=7)
    # By then nobody is reminded of anything any more.
    async with among_clients(at(context, MONDAY + timedelta(days=400))) as desk:
        shown = desk.area.record_list
        await desk.until(lambda: shown.total == 20_000)
        await desk.until(lambda: "20 000 records" in desk.kind_line())
        await desk.press("G")
        assert shown.position == 19_999
        last = desk.row()
        await desk.press("k", "pageup", "pagedown", "j")
        assert (shown.position, desk.row()) == (19_999, last)
        await desk.press("g")
        assert shown.position == 0
        await desk.press("j", "j", "pagedown", "m")
        marked = desk.area.marked()
        await desk.press("G", "g")
        assert desk.area.marked() == marked
        await desk.arrange(sort="-City")
        assert shown.position == 0
        await desk.press("G")
        assert shown.position == 19_999
        await desk.narrow("company.city:москва")
        await desk.until(lambda: 0 < shown.total < 5_000)
        assert desk.area.marked() == marked


async def test_a_list_that_takes_long_is_read_beside_the_screen(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    for number in range(300):
        add(context, "contact", f"Name {number:03}", city=("Perm", "Omsk", "Tomsk")[number % 3])
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 0.0)
    async with among_clients(context) as desk:
        await desk.arrange("Name or title, City", "City")
        await desk.until(lambda: "Omsk" in desk.rows()[0])
        await desk.press("j", "j", "m")
        place = desk.row()
        await desk.press("right_square_bracket", "left_square_bracket")
        await desk.until(lambda: desk.row() == place)
        assert len(desk.marked()) == 1
        add(other, "contact", "First", city="Aaa")
        await desk.until(lambda: "First" in desk.names())
        assert desk.row() == place
        await desk.press("G")
        assert "Tomsk" in desk.rows()[-1]
        await desk.press("slash", *"city:perm", "enter")
        await desk.until(lambda: "Perm" in desk.rows()[0])
        assert desk.area.record_list.position == 0
        await desk.until(lambda: "100 records" in desk.kind_line())


async def test_no_row_of_another_kind_is_acted_on_while_a_list_is_read(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    for number in range(300):
        add(context, "company", f"Firm {number:03}", city="Perm")
    add(context, "contact", "Ivanov")
    view = save_view(context, "By city", RecordQuery("company", sort=("-city",)))
    set_default_view(context, "company", view.key)
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 0.0)
    async with among_clients(context) as desk:
        assert desk.row() == "Ivanov"
        desk.area.action_tab(1)
        assert desk.area.kind() == "company"
        assert desk.area.row_reference() is None
        await desk.until(lambda: desk.row().startswith("Firm"))


async def test_what_was_written_while_another_kind_was_shown_is_there(
    context: Context, other: Context
) -> None:
    context = at(context)
    keys = [add(context, "contact", name) for name in ("Ivanov", "Nowak")]
    async with among_clients(context) as desk:
        await desk.press("j")
        await desk.show("company")
        add(other, "contact", "Alfa")
        delete_record(other, "contact", keys[0])
        await desk.until(lambda: desk.area._states["contact"].is_stale)
        await desk.show("contact")
        await desk.until(lambda: desk.names() == ["Alfa", "Nowak"])
        assert desk.row() == "Nowak"
        await desk.until(lambda: "2 records" in desk.kind_line())


@pytest.mark.parametrize("keys", ["3j", "1313j"])
async def test_keys_pressed_at_once_after_the_digit_find_the_list(
    context: Context, keys: str
) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak"):
        add(context, "contact", name)
    app = CrmApp(context, Settings())
    async with app.run_test(size=(120, 40)) as pilot:
        desk = Clients(app, pilot)
        await desk.type(keys)
        await desk.until(lambda: isinstance(app.screen, RecordsArea))
        await desk.until(lambda: desk.row() == "Nowak")
        await desk.type("e")
        await desk.until_dialog()
        assert desk.form()["last_name"] == "Nowak"
        assert desk.filter() == ""


async def test_an_area_that_is_not_in_view_follows_when_it_comes_into_view(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    add(context, "contact", "Nowak")
    async with among_clients(context) as desk:
        shown = desk.area
        await desk.press("1")
        await desk.until(lambda: desk.app.screen is not shown)
        add(other, "contact", "Ivanov")
        await desk.until(lambda: shown.state.is_stale)
        assert shown.record_list.total == 1
        await desk.press("3")
        await desk.until(lambda: desk.names() == ["Ivanov", "Nowak"])


async def test_rows_that_take_long_to_find_are_read_beside_the_screen(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    for number in range(400):
        city = "Omsk" if number < 150 or number == 399 else "Perm"
        add(context, "contact", f"Name {number:03}", city=city)
    async with among_clients(context) as desk:
        await desk.narrow("city:omsk")
        await desk.until(lambda: "151 records" in desk.kind_line())
        # From here on nothing can be found at once: what is wanted is read beside the screen.
        monkeypatch.setattr(opening, "AT_ONCE_SECONDS", -1.0)
        opened = desk.area.state.opened
        assert opened is not None
        listed: list[str] = []
        list_on = opened.list_on

        def listen(connection: CrmConnection) -> None:
            listed.append(current_thread().name)
            list_on(connection)

        monkeypatch.setattr(opened, "list_on", listen)
        await desk.press("G")
        await desk.until(lambda: desk.row() == "Name 399")
        await desk.press("k")
        await desk.until(lambda: desk.row() == "Name 149")
        assert len(listed) == 1
        assert listed != [current_thread().name]
