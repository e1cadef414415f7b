"""The lists of clients and activities: what they show, and how one moves about in them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kinds import KINDS
from screens.action_menu import ActionMenu
from screens.actions import CLIENTS, GLOBAL, actions_of
from screens.client_card import ClientCard
from screens.help import HelpScreen
from screens.records.records_area import KINDS_SHOWN
from screens.records.views_dialog import ViewsDialog
from services.context import Context
from services.lists import opening
from services.records.use_cases import delete_record, edit_record
from services.seeding.seed import seed
from services.users import add_user
from tests.screens.desk import MONDAY, at, plan
from tests.screens.records.clients import add, among_clients
from widgets.facts import FactsPane
from widgets.filter_line import FilterLine
from widgets.record_list import RecordList


@pytest.mark.row("VIEW-02", "COMP-06", "LEAD-12")
async def test_each_kind_opens_with_its_first_view(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Ivanov")
    add(context, "company", "Vega")
    add(context, "lead", "From the fair")
    add(context, "lead", "A joke", status="junk")
    add(context, "activity", "ask about the contract")
    add(context, "activity", "was asked", done_at="2026-11-20 10:00")
    expected = {
        "contact": ("All", ["Ivanov"], "1 record"),
        "company": ("All", ["Vega"], "1 record"),
        "lead": ("In progress", ["From the fair"], "1 record"),
        "activity": ("To do", ["ask about the contract"], "1 record"),
    }
    async with among_clients(context) as desk:
        for kind in KINDS_SHOWN:
            await desk.show(kind)
            assert (desk.view(), desk.names()) == expected[kind][:2]
            await desk.until(lambda kind=kind: desk.kind_line().rstrip().endswith("1 record"))
            assert f"[{KINDS[kind].plural_label}]" in desk.kind_line()
        await desk.press("right_square_bracket")
        assert desk.area.kind() == "contact"
        await desk.press("left_square_bracket")
        assert desk.area.kind() == "activity"


@pytest.mark.row("LEAD-12")
async def test_junk_leads_are_in_a_view_of_their_own(context: Context) -> None:
    add(context, "lead", "From the fair")
    add(context, "lead", "A joke", status="junk")
    async with among_clients(at(context)) as desk:
        await desk.show("lead")
        assert desk.names() == ["From the fair"]
        await desk.choose_view("Junk leads")
        assert desk.names() == ["A joke"]
        await desk.choose_view("All")
        assert desk.names() == ["A joke", "From the fair"]


@pytest.mark.row("ACT-09", "ACT-11", "A18")
async def test_what_is_next_stands_in_the_row_and_is_marked_when_late(context: Context) -> None:
    context = at(context)
    late = add(context, "company", "Late")
    soon = add(context, "company", "Soon")
    add(context, "company", "Without")
    plan(context, "ask", "2026-11-21 10:00", companies=[str(late)])
    plan(context, "then", "2026-11-25", companies=[str(late)])
    plan(context, "show sofas", "2026-11-24 15:00", companies=[str(soon)])
    async with among_clients(context) as desk:
        await desk.show("company")
        late_row, soon_row, without = desk.rows()
        assert "! ask, 2 d late" in late_row
        assert "! " not in soon_row
        assert "show sofas, tomorrow" in soon_row
        assert "anna" in without
        assert "," not in without
        await desk.choose_view("Without a next step")
        assert desk.names() == ["Without"]


@pytest.mark.row("ACT-11", "A18")
async def test_late_activities_are_marked_in_their_list_and_done_ones_are_not(
    context: Context,
) -> None:
    context = at(context)
    plan(context, "late", "2026-11-21 10:00")
    plan(context, "later", "2026-11-25 10:00")
    plan(context, "was done", "2026-11-20 10:00", done_at="2026-11-20 11:00")
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.choose_view("All")
        rows = dict(zip(desk.names(), desk.rows(), strict=True))
        assert [name for name, row in rows.items() if "! " in row] == ["late"]
        # A column that is not shown decides all the same.
        await desk.press("s")
        await desk.until_dialog()
        await desk.put_columns("name, due")
        await desk.save()
        assert "Done" not in desk.header()
        rows = dict(zip(desk.names(), desk.rows(), strict=True))
        assert [name for name, row in rows.items() if "! " in row] == ["late"]


@pytest.mark.row("VIEW-01")
@pytest.mark.parametrize("keys", [("right", "left"), ("l", "h"), ("д", "р")])
async def test_columns_scroll_and_the_first_one_stays(
    context: Context, keys: tuple[str, str]
) -> None:
    right, left = keys
    add(
        context,
        "contact",
        "Ivanov",
        phones=["8 916 123-45-67"],
        emails=["p.ivanov@romashka.example"],
        companies=["Vega"],
        city="Moscow",
    )
    async with among_clients(at(context), size=(60, 24)) as desk:
        titles = desk.header()
        assert titles.startswith("Name or title")
        assert "City" not in titles
        for _press in range(9):
            await desk.press(right)
        assert desk.header().startswith("Name or title")
        assert desk.header().endswith("Changed")
        assert "Phones" not in desk.header()
        assert desk.names() == ["Ivanov"]
        assert "Moscow" in desk.rows()[0]
        for _press in range(9):
            await desk.press(left)
        assert desk.header() == titles


async def test_columns_that_are_all_in_view_do_not_scroll(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context)) as desk:
        titles = desk.header()
        await desk.press("right")
        assert desk.header() == titles
        assert desk.said() == "All columns are in view."


@pytest.mark.row("VIEW-01")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_first_column_is_shown_whole_where_there_is_room(
    context: Context, width: int
) -> None:
    name = "Very long name of a company which goes on"
    add(context, "company", name)
    add(context, "company", "Vega")
    async with among_clients(at(context), size=(width, 24)) as desk:
        await desk.show("company")
        shown = desk.names()[1].rstrip("…")
        assert name.startswith(shown)
        assert len(shown) >= 29
        assert all(len(line) <= width for line in desk.text().splitlines())


@pytest.mark.row("VIEW-01", "COMP-06")
async def test_columns_and_order_are_chosen_by_their_names(context: Context) -> None:
    context = at(context)
    for title, turnover, city in (("Alfa", 5, "Omsk"), ("Beta", 90, "Perm"), ("Gama", 7, "Omsk")):
        add(context, "company", title, annual_turnover=turnover, currency="PLN", city=city)
    async with among_clients(context) as desk:
        await desk.show("company")
        await desk.open("s")
        assert desk.form()["columns"].startswith("name or title, next step")
        assert desk.form()["sort"] == "name or title"
        await desk.put_columns("name, annual turnover, city")
        await desk.put("sort", "-annual turnover")
        await desk.save()
        assert desk.header().split() == ["Name", "or", "title", "Annual", "turnover", "City"]
        assert desk.names() == ["Beta", "Gama", "Alfa"]
        assert desk.row() == "Beta"
        # The amounts have their currency though its column is not shown.
        assert desk.rows()[0] == "> Beta 90 zł Perm"
        await desk.until(lambda: "3 records · 102 zł" in desk.kind_line())
        await desk.narrow("city:omsk")
        await desk.until(lambda: "2 records · 12 zł" in desk.kind_line())
        await desk.show("contact")
        assert "zł" not in desk.kind_line()


async def test_what_is_no_column_is_said_in_the_form(context: Context) -> None:
    add(context, "company", "Vega")
    async with among_clients(at(context)) as desk:
        await desk.show("company")
        await desk.open("s")
        await desk.put_columns("name, sity")
        await desk.press("ctrl+s")
        await desk.until_shown("There is no field “sity”. Did you mean “city”?")
        assert desk.field() == "columns"
        await desk.put_columns("name, city")
        await desk.put("sort", "-sity")
        await desk.press("ctrl+s")
        await desk.until_shown("There is no field “sity”. Did you mean “city”?")
        assert desk.field() == "sort"
        await desk.put("sort", "-city")
        await desk.save()
        assert desk.header().split() == ["Name", "or", "title", "City"]


@pytest.mark.parametrize("kind", KINDS_SHOWN)
async def test_every_column_can_be_shown_and_chosen_again(context: Context, kind: str) -> None:
    context = at(context)
    add(context, kind, "Vega")
    async with among_clients(context) as desk:
        await desk.show(kind)
        await desk.open("s")
        # The names that the form offers.
        names = " ".join(desk.text().split("There are: ")[1].split(".")[0].split())
        await desk.put_columns(names)
        await desk.save()
        await desk.open("s")
        again = desk.form()["columns"]
        await desk.press("end")
        await desk.type(" ")
        await desk.save()
        assert desk.row() == "Vega"
        assert sorted(again.split(", ")) == sorted(names.split(", "))


@pytest.mark.row("CONT-03", "A7")
async def test_a_contact_opens_by_its_name_by_two_clicks_and_by_the_menu(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak", "Smith"):
        add(context, "contact", name, comment=f"about {name}")

    async with among_clients(context) as desk:

        async def opened(name: str) -> None:
            await desk.until(lambda: isinstance(desk.app.screen, ClientCard))
            await desk.until_shown(f"about {name}")
            await desk.press("escape")
            await desk.until_closed()

        await desk.pilot.click(RecordList, offset=(4, 2))
        await opened("Nowak")
        await desk.pilot.click(RecordList, offset=(70, 3))
        assert desk.row() == "Smith"
        await desk.pilot.click(RecordList, offset=(70, 1))
        assert (desk.row(), len(desk.app.screen_stack)) == ("Ivanov", 1)
        await desk.pilot.click(RecordList, offset=(70, 1), times=2)
        await opened("Ivanov")
        await desk.press("full_stop")
        await desk.until_shown("Enter", "View it")
        await desk.press("enter")
        await opened("Ivanov")
        await desk.press("j", "enter")
        await opened("Nowak")


@pytest.mark.row("VIEW-07")
@pytest.mark.parametrize("key", ["full_stop", "ю"])
async def test_the_menu_lists_every_action_and_takes_their_keys(context: Context, key: str) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context), size=(120, 60)) as desk:
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.until_shown("Ivanov")
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        for action in actions_of(CLIENTS, GLOBAL):
            if action.name != "global.menu":
                line = f"{action.shown_key} {action.sentence}"
                assert any(line in one for one in shown), line
        await desk.press("e" if key == "full_stop" else "у")
        await desk.until_dialog()
        assert desk.form()["last_name"] == "Ivanov"


@pytest.mark.row("VIEW-07")
async def test_the_palette_offers_what_can_be_done_with_the_row(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context)) as desk:
        await desk.press("ctrl+p")
        await desk.type("columns and")
        await desk.until_shown("Columns and order")
        await desk.press("enter")
        await desk.until_dialog()
        assert desk.form()["sort"] == "name or title"


async def test_keys_work_in_the_russian_layout(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak", "Smith"):
        add(context, "contact", name)
    async with among_clients(context) as desk:
        await desk.press("о", "о", "л")  # j, j, k
        assert desk.row() == "Nowak"
        await desk.press("ь")  # m
        assert desk.marked() == ["Nowak"]
        await desk.press("escape", "П")  # Esc, G
        assert desk.row() == "Smith"
        await desk.press("п")  # g
        assert desk.row() == "Ivanov"
        await desk.press("ъ")  # ]
        assert desk.area.kind() == "company"
        await desk.press("х")  # [
        assert desk.area.kind() == "contact"
        await desk.press("э")  # '
        await desk.until(lambda: isinstance(desk.app.screen, ViewsDialog))
        await desk.press("escape")
        await desk.until_closed()
        await desk.press("т")  # n
        await desk.until_dialog()


async def test_the_keys_of_lists_are_explained(context: Context) -> None:
    async with among_clients(at(context), size=(120, 70)) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        for action in actions_of(CLIENTS):
            await desk.until_shown(action.sentence)


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
        await desk.until(lambda: desk.text().count("! "))
        assert desk.form()["city"] == "Tomsk"
        await desk.leave()
        await desk.until(lambda: desk.names() == ["Nowak"])
        assert desk.row() == "Nowak"


async def test_the_record_is_shown_beside_the_list(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", comment="call after 11")
    add(context, "contact", "Nowak", comment="a friend")
    async with among_clients(context) as desk:
        await desk.press("space")
        await desk.until_shown("call after 11")
        await desk.press("j")
        await desk.until_shown("a friend")
        await desk.until_gone("call after 11")
        await desk.press("k")
        await desk.until_shown("call after 11")
        edit_record(context, "contact", key, {"comment": "call before 9"})
        await desk.until_shown("call before 9")
        await desk.narrow("nobody bears this")
        await desk.until_gone("call before 9")
        await desk.press("escape")
        await desk.until_shown("call before 9")
        await desk.press("space")
        await desk.until_gone("call before 9")
        assert not desk.area.query_one(FactsPane).display


@pytest.mark.row("ACT-08", "B10")
async def test_the_activities_of_a_colleague_are_found_by_sorting_and_by_filtering(
    context: Context,
) -> None:
    context = at(context)
    add_user(context, "celina", "Celina Dul")
    for who in ("boris", "anna", "celina", "boris"):
        plan(context, f"of {who}", "2026-11-25 10:00", responsible=who)
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.open("s")
        await desk.put("sort", "responsible")
        await desk.save()
        assert desk.names() == ["of anna", "of celina", "of boris", "of boris"]
        await desk.narrow(" responsible:boris")
        assert desk.names() == ["of boris", "of boris"]


async def test_keys_that_find_no_record_say_so(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.until_shown("There is nothing yet. n adds the first")
        for key in ("enter", "e", "y", "c", "t", "a", "E", "delete"):
            desk.area.say("")
            await desk.press(key)
            await desk.pilot.pause()
            if key != "enter":
                assert desk.said() == "There is no record under the cursor.", key
        await desk.press("asterisk")
        await desk.until(lambda: desk.said() == "There is nothing to mark.")
        await desk.press("r")
        assert desk.said().startswith("Only what is in the bin")


async def test_an_activity_leads_to_its_client(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov")
    plan(context, "ask", "2026-11-25 10:00", contacts=[str(key)])
    plan(context, "think", "2026-11-26 10:00")
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.open("t")
        assert desk.form()["client"] == "Ivanov"
        await desk.leave()
        await desk.open("enter")
        assert desk.form()["subject"] == "ask"
        await desk.leave()
        await desk.press("j", "c")
        assert desk.said() == "This activity is with nobody: e adds a client."
        await desk.press("k", "c")
        await desk.until_dialog()
        assert desk.form()["client"] == "Ivanov"


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
        marked = desk.area.marked_records()
        await desk.press("G", "g")
        assert desk.area.marked_records() == marked
        await desk.open("s")
        await desk.put("sort", "-city")
        await desk.save()
        assert shown.position == 0
        await desk.press("G")
        assert shown.position == 19_999
        await desk.narrow("company.city:москва")
        await desk.until(lambda: 0 < shown.total < 5_000)
        assert desk.area.marked_records() == marked


async def test_a_list_that_takes_long_is_read_beside_the_screen(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    for number in range(300):
        add(context, "contact", f"Name {number:03}", city=("Perm", "Omsk", "Tomsk")[number % 3])
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 0.0)
    async with among_clients(context) as desk:
        await desk.open("s")
        await desk.put_columns("name, city")
        await desk.put("sort", "city")
        await desk.save()
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
        add(context, "contact", f"Name {number:03}", city="Perm")
    add(context, "company", "Vega")
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 0.0)
    async with among_clients(context) as desk:
        await desk.open("s")
        await desk.put("sort", "-city")
        await desk.save()
        await desk.show("company")
        assert desk.row() == "Vega"
        desk.area.action_tab(-1)
        assert desk.area.kind() == "contact"
        assert desk.area.row_reference() is None
        await desk.until(lambda: desk.row().startswith("Name"))
