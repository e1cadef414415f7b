"""What can be done with the row of a list: by key, by menu, by the mouse, in any layout."""

from __future__ import annotations

import pytest

from screens.action_menu import ActionMenu
from screens.actions import CLIENTS, GLOBAL, RECORD, RESTORE, actions_of
from screens.cards.record_card import RecordCard
from screens.help import HelpScreen
from screens.records.views_dialog import ViewsDialog
from services.context import Context
from services.records.use_cases import edit_record
from tests.screens.desk import at, plan
from tests.screens.records.clients import add, among_clients
from widgets.facts import FactsPane
from widgets.lists.record_list import RecordList


@pytest.mark.row("CONT-03", "A7.1", "A7.2", "A7.3")
async def test_a_contact_opens_by_its_name_by_two_clicks_and_by_the_menu(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak", "Smith"):
        add(context, "contact", name, comment=f"about {name}")

    async with among_clients(context) as desk:

        async def opened(name: str) -> None:
            await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
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
@pytest.mark.row("VIEW-07")
async def test_on_a_phone_the_menu_says_whole_what_is_cut(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context), size=(40, 24)) as desk:
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        cut = "Change a field of all marked"
        assert cut not in desk.text()
        for _line in actions_of(CLIENTS, RECORD, GLOBAL):
            if cut in desk.text():
                break
            await desk.press("j")
            await desk.pilot.pause()
        assert cut in desk.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_footer_names_undo(context: Context, size: tuple[int, int]) -> None:
    async with among_clients(at(context), size=size) as desk:
        assert "u undo" in desk.text().splitlines()[-1]


async def test_the_filter_opens_by_a_key_of_every_layout(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context)) as desk:
        # In the Russian layout the key of the slash gives a point, and opens the menu.
        await desk.press("ctrl+f")
        await desk.type("iva")
        await desk.until(lambda: desk.filter() == "iva")


@pytest.mark.parametrize("key", ["full_stop", "ю"])
async def test_the_menu_lists_every_action_and_takes_their_keys(context: Context, key: str) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context), size=(120, 80)) as desk:
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.until_shown("Ivanov")
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        for action in actions_of(CLIENTS, RECORD, GLOBAL):
            if action.name not in ("global.menu", RESTORE):  # which works in the bin alone
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
        await desk.until_shown("[x]  Name or title", "8 columns")


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
        assert desk.held("elements") == ["Ivanov"]
        await desk.leave()
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.open("e")
        assert desk.form()["subject"] == "ask"
        await desk.leave()
        await desk.leave()
        await desk.press("j", "c")
        assert desk.said() == "This activity is with nobody: e adds a client."
        await desk.press("k", "c")
        await desk.until_dialog()
        assert desk.form()["client"] == "Ivanov"
