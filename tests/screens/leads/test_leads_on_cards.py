"""Leads on their card, and on the cards of what they became."""

from __future__ import annotations

import pytest

from screens.action_menu import ActionMenu
from screens.cards.record_card import RecordCard
from screens.leads.convert_dialog import ConvertDialog
from services.context import Context
from services.leads.converting import New, convert_lead
from services.records.use_cases import edit_record, show_record
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients

IVAN: dict[str, object] = {"last_name": "Petrov", "first_name": "Ivan", "source": "fair"}


async def open_card(desk: Clients, kind: str, title: str) -> None:
    """Open the card of the first record of a kind, which has this title."""
    await desk.show(kind)
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_shown(title)
    await desk.until_idle()


async def to_field(desk: Clients, label: str) -> None:
    """Bring the cursor of the fields, which stand beside the list, to one of them."""
    card = desk.app.screen
    assert isinstance(card, RecordCard)
    card.about_list.focus()
    rows = card.about_list
    while label not in rows.render_line(rows.pinned + rows.position - rows.top).text:
        await desk.press("down")
        await desk.pilot.pause()


@pytest.mark.row("LEAD-03", "LEAD-07")
async def test_a_lead_is_moved_and_converted_from_its_card(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await open_card(desk, "lead", "40 chairs")
        await desk.press("greater_than_sign")
        await desk.until_shown("In processing")
        await desk.press("u")
        await desk.until_gone("In processing")
        await desk.press("V")
        await desk.until(lambda: isinstance(desk.app.screen, ConvertDialog))
        await desk.until_dialog()
        await desk.press("ctrl+s")
        await desk.until_shown("Petrov Ivan", "contact · from the lead “40 chairs”", "Leads 1")
        await desk.press("escape")
        # The lead shows what it became.
        await desk.until_shown("Converted", "Petrov Ivan")


async def test_the_keys_of_leads_say_on_other_cards_that_they_are_for_leads(
    context: Context,
) -> None:
    ours = at(context)
    add(ours, "company", "Vega")
    async with among_clients(ours) as desk:
        await open_card(desk, "company", "Vega")
        for key in ("greater_than_sign", "less_than_sign"):
            await desk.press(key)
            await desk.until_shown("Leads and deals move on step by step")
            await desk.press("j")
        for key in ("T", "P", "X", "V"):
            await desk.press(key)
            await desk.until_shown("This is for leads: go to the card of one, or to their list")
            await desk.press("j")
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.until_shown("F2  ")
        assert "Lead:" not in desk.text()
        assert "f2" not in desk.text()


@pytest.mark.row("LEAD-10", "COMP-04")
async def test_origin_leads_to_the_lead(context: Context) -> None:
    ours = at(context)
    convert_lead(ours, add(ours, "lead", "40 chairs", **IVAN), company=New({"title": "Vega"}))
    async with among_clients(ours) as desk:
        await open_card(desk, "company", "company · from the lead “40 chairs”")
        await to_field(desk, "Origin")
        await desk.press("enter")
        await desk.until_shown("lead · added by")
        await desk.until(
            lambda: isinstance(desk.app.screen, RecordCard) and desk.app.screen.kind() == "lead"
        )


@pytest.mark.row("LEAD-11", "B7", "LEAD-10")
async def test_only_clients_who_were_leads_have_a_tab_for_them(context: Context) -> None:
    ours = at(context)
    add(ours, "contact", "Anna")
    async with among_clients(ours) as desk:
        await open_card(desk, "contact", "Anna")
        assert "contact · added by" in desk.text()
        assert "Leads" not in desk.text()


@pytest.mark.row("LEAD-09", "B3")
async def test_the_card_of_a_converted_lead_changes_nothing(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    add(ours, "company", "Vega")
    convert_lead(ours, lead, contact=New())
    before = show_record(ours, "lead", lead).values
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.choose_view("All")
        await open_card(desk, "lead", "40 chairs")
        await to_field(desk, "Surname")
        for key in ("e", "enter", "greater_than_sign", "P", "X", "T", "V"):
            await desk.press(key)
            await desk.until_shown("This lead was converted, so it can no longer be changed")
            card = desk.app.screen
            assert isinstance(card, RecordCard), key
            card.say("")
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        assert "Lead:" not in desk.text()
    assert show_record(ours, "lead", lead).values == before


@pytest.mark.row("LEAD-09")
async def test_a_card_that_was_open_when_a_colleague_converted_says_so(
    context: Context, other: Context
) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await open_card(desk, "lead", "40 chairs")
        convert_lead(other, lead, deal=New())
        await desk.until_shown("Converted")
        await desk.press("V")
        await desk.until_shown("This lead was converted, so it can no longer be changed")


@pytest.mark.row("LEAD-12")
async def test_the_card_tells_why_a_lead_is_junk(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    edit_record(ours, "lead", lead, {"status": "junk", "junk_reason": "spam"})
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.choose_view("Junk leads")
        await open_card(desk, "lead", "40 chairs")
        await desk.until_shown("Junk", "Advertising or spam")
        await desk.press("less_than_sign")
        await desk.until_shown("In processing")
        await desk.until_gone("Advertising or spam")
