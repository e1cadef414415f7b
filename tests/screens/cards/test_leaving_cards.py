"""A card whose record goes away is left, and the next card opens as if there had been none."""

from __future__ import annotations

import asyncio

import pytest

from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.cards.shown_card import LATER_SECONDS
from services.context import Context
from services.leads.converting import New, convert_lead
from services.records.use_cases import edit_record
from services.undo import undo
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact, at, plan
from tests.screens.records.clients import Clients, add, among_clients


async def opened(clients: Clients) -> CardDesk:
    """Open the card of the row, and wait for it."""
    await clients.press("enter")
    desk = CardDesk(clients.app, clients.pilot)
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()
    return desk


async def test_undo_on_the_card_of_what_was_just_added_leads_back_to_the_list(
    context: Context,
) -> None:
    context = at(context)
    async with among_clients(context) as clients:
        await clients.open("n")
        await clients.put("last_name", "Ivanov")
        await clients.save()
        desk = await opened(clients)
        await desk.press("u")
        await clients.until_closed()
        await clients.until(lambda: clients.said() == "Undone: contact added.")
        assert "Ivanov" not in clients.text()


@pytest.mark.row("LEAD-07")
async def test_undo_of_a_conversion_leads_from_the_result_back_to_the_lead(
    context: Context,
) -> None:
    context = at(context)
    add(context, "lead", "40 chairs", last_name="Petrov")
    async with among_clients(context) as clients:
        await clients.show("lead")
        desk = await opened(clients)
        await desk.open("V")
        await desk.press("ctrl+s")
        await desk.until(lambda: "from the lead" in desk.title())
        await desk.press("u")
        await desk.until(lambda: desk.title().startswith("40 chairs"))
        await desk.until(lambda: desk.said() == "Undone: lead converted.")
        assert "Converted" not in " ".join(desk.about())


async def test_undo_of_a_conversion_with_only_the_result_in_view(context: Context) -> None:
    context = at(context)
    lead = add(context, "lead", "40 chairs", last_name="Petrov")
    made = convert_lead(context, lead, contact=New())
    async with at_card(context, "contact", made.results["contact"]) as desk:
        await desk.press("u")
        await desk.until_closed()
        await desk.until_shown("Undone: lead converted.")


async def test_what_one_deletes_oneself_is_told_as_that_and_the_list_is_back(
    context: Context,
) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak"):
        add(context, "contact", name)
    async with among_clients(context) as clients:
        desk = await opened(clients)
        await desk.press("delete")
        await clients.until_closed()
        await clients.until(lambda: clients.said() == "Ivanov is deleted. u takes it back.")
        await clients.until(lambda: clients.names() == ["Nowak"])
        await clients.press("u")
        await clients.until(lambda: clients.said() == "Undone: contact deleted.")
        await clients.until(lambda: clients.names() == ["Ivanov", "Nowak"])


async def test_a_record_that_is_gone_for_good_leads_back_once_no_dialog_is_open(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = add_contact(other, "Ivanov", position="buyer")
    async with at_card(context, "contact", key) as desk:
        await desk.go_to_field("Position")
        await desk.open("enter")
        undo(other)
        desk.app.notice_changes()
        await desk.leave()
        await desk.until_closed()
        await desk.until_shown("Somebody has deleted Ivanov.")


async def test_keys_that_come_as_the_dialog_closes_find_a_card_that_is_whole(
    context: Context, other: Context
) -> None:
    add_contact(context, "Nowak")
    key = add_contact(other, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Position")
        await desk.open("enter")
        undo(other)
        desk.app.notice_changes()
        await desk.pilot.resize_terminal(80, 24)
        desk.card.follow_time()
        await desk.pilot.pause()
        card = desk.card
        desk.app.screen.dismiss(None)
        card.action_tab(2)
        await desk.until_closed()
        await desk.until_shown("Somebody has deleted Ivanov.")


async def test_each_card_opens_at_its_first_tab_first_row_and_with_empty_fields_folded(
    context: Context,
) -> None:
    context = at(context)
    keys = [add_contact(context, name, comment="call after 11") for name in ("Ivanov", "Nowak")]
    for key in keys:
        for day in (24, 25, 26):
            plan(context, f"ask on {day}", f"2026-11-{day} 10:00", contacts=[str(key)])
    async with at_card(context, "contact", keys[0]) as desk:
        before = (desk.card.main_list.position, desk.card.about_list.position)
        await desk.press("j", "j")
        await desk.show_tab("History")
        await desk.go_to_field("Comment")
        desk.card.show_empty_fields()
        desk.card.strip.action_step(1)
        await desk.press("escape")
        await desk.until_closed()
        open_card(desk.app, Reference("contact", keys[1], ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        assert desk.title().startswith("Nowak")
        assert desk.tabs().startswith("[Activities")
        assert desk.app.focused is desk.card.main_list
        assert (desk.card.main_list.position, desk.card.about_list.position) == before
        assert not any("Position" in line for line in desk.about())
        assert desk.card.strip.cursor_region.x == 1


async def test_on_a_small_screen_a_card_that_was_left_under_about_opens_at_its_activities(
    context: Context,
) -> None:
    context = at(context)
    keys = [add_contact(context, name) for name in ("Ivanov", "Nowak")]
    async with at_card(context, "contact", keys[0], size=(80, 24)) as desk:
        await desk.show_tab("About")
        await desk.press("escape")
        await desk.until_closed()
        open_card(desk.app, Reference("contact", keys[1], ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        assert desk.tabs().startswith("[Activities")
        assert desk.card.main_list.display
        assert desk.app.focused is desk.card.main_list


async def test_a_field_that_is_emptied_leaves_the_cursor_on_its_neighbour(
    context: Context,
) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", first_name="Pyotr", city="Omsk")
    async with at_card(context, "contact", key) as desk:
        await desk.change("Surname", "")
        await desk.until(lambda: "Surname Ivanov" not in desk.about())
        row = desk.card.about_list.row
        assert row is not None
        assert row.label == "First name"
        shown = desk.card.about_list
        lines = [shown.render_line(y).text for y in range(shown.size.height)]
        assert any(line.startswith(">") and "Pyotr" in line for line in lines)


async def test_a_program_that_ends_does_not_show_what_was_to_be_shown_a_moment_later(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        card, close_all = desk.card, desk.app._close_all

        async def take_the_body_away_first() -> None:
            await card.query_one("#body").remove()
            edit_record(other, "contact", key, {"last_name": "Petrova"})
            desk.app.notice_changes()
            await asyncio.sleep(3 * LATER_SECONDS)
            await close_all()

        monkeypatch.setattr(desk.app, "_close_all", take_the_body_away_first)
        edit_record(other, "contact", key, {"last_name": "Ivanova"})
        await desk.until(lambda: desk.title().startswith("Ivanova"))
