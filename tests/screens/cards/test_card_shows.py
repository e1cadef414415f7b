"""What the card of a record shows, of any kind, on any screen."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from domain.records.references import Reference
from screens.cards.card_texts import FieldKey
from screens.cards.field_editor import Spot
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.parts.parts_dialog import PartsDialog
from services.context import Context
from services.dictionaries.changing import ValueEdit, change_value, set_active
from services.leads.converting import New, convert_lead
from services.records.use_cases import add_record, delete_record, edit_record
from services.undo import undo
from tests.screens.cards.cards import at_card
from tests.screens.desk import add_contact, at, plan


@pytest.mark.row("DOC-06", "DOC-07", "CONT-01", "CONT-02", "CONT-04")
async def test_a_contact_has_its_values_and_its_company_pinned(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega", "phones": ["+7 495 000-11-22"]})
    key = add_contact(
        context,
        "Ivanov",
        position="buyer",
        phones=["+7 916 123-45-67"],
        birth_date="12 May",
        companies=[str(company)],
        comment="call after 11",
    )
    async with at_card(at(context), "contact", key) as desk:
        assert desk.title().startswith("Ivanov")
        pinned = " ".join(desk.pinned())
        for value in ("Vega", "buyer", "+7 916 123-45-67", "12 May", "call after 11"):
            assert value in pinned
        assert desk.pinned()[-1] == "Vega:   +7 495 000-11-22"


@pytest.mark.row("DOC-07")
async def test_companies_and_deals_have_their_people_pinned(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega", "emails": ["info@vega.example"]})
    ivanov = add_contact(context, "Ivanov", phones=["+7 916 123-45-67"], companies=[str(company)])
    deal = add_record(
        context, "deal", {"title": "Chairs", "company": str(company), "contacts": [str(ivanov)]}
    )
    async with at_card(at(context), "company", company) as desk:
        assert desk.pinned()[-1] == "Ivanov:   +7 916 123-45-67"
    async with at_card(at(context), "deal", deal) as desk:
        assert desk.pinned()[-2:] == ["Vega:   info@vega.example", "Ivanov:   +7 916 123-45-67"]


@pytest.mark.row("LEAD-10", "COMP-04")
async def test_a_card_tells_who_added_the_record_or_which_lead_it_came_from(
    context: Context, other: Context
) -> None:
    company = add_record(other, "company", {"title": "Vega"})
    async with at_card(at(context), "company", company) as desk:
        assert "company · added by Борис Волков" in desk.title()


async def test_fields_without_a_value_are_shown_when_asked_for(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        assert desk.about()[:2] == ["Name", "Surname Ivanov"]
        assert not any("Position" in line for line in desk.about())
        await desk.card.about_list.run_action("last")
        desk.card.about_list.focus()
        await desk.press("k", "enter")
        await desk.until(lambda: any("Position" in line for line in desk.about()))


@pytest.mark.row("DICT-01", "DICT-04", "CONT-07")
async def test_what_is_chosen_has_the_colour_of_its_dictionary_also_out_of_use(
    context: Context,
) -> None:
    change_value(context, "contact_type", "client", ValueEdit(color="blue"))
    key = add_contact(context, "Ivanov", type="client")
    set_active(context, "contact_type", "client", is_active=False)
    async with at_card(at(context), "contact", key) as desk:
        assert "Type Client" in desk.about()
        shown = desk.card.about_list
        lines = [shown.render_line(y) for y in range(shown.size.height)]
        (value,) = [s for line in lines if "Type" in line.text for s in line if "Client" in s.text]
        blue = shown.get_component_rich_style("record-list--calm")
        assert value.style is not None
        assert value.style.color == blue.color


@pytest.mark.row("COMP-02", "DOC-10")
async def test_tabs_count_what_they_list_and_keys_go_to_them(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    for name in ("Ivanov", "Petrov"):
        add_contact(context, name, companies=[str(company)])
    add_record(context, "deal", {"title": "Chairs", "company": str(company), "amount": "100"})
    plan(context, "ask", "2026-11-25 10:00", companies=[str(company)])
    async with at_card(at(context), "company", company) as desk:
        await desk.until(lambda: "Contacts 2" in desk.tabs())
        assert desk.tabs() == "[Activities] Deals 1  Invoices  Quotes  Contacts 2  Files  History"
        await desk.press("apostrophe")
        await desk.until_shown("1  Activities", "6  Contacts", "9    Name")
        await desk.press("6")
        await desk.until(lambda: "[Contacts 2]" in desk.tabs())
        await desk.until_idle()
        assert [line.split()[0] for line in desk.rows()] == ["Name", "Ivanov", "Petrov"]
        await desk.press(*["left_square_bracket"] * 3)
        await desk.until(lambda: "[Deals 1]" in desk.tabs())
        assert any("Chairs" in line and "100" in line for line in desk.rows())
        await desk.press("apostrophe")
        await desk.until_shown("9    Name")
        await desk.press("a")
        await desk.until(lambda: desk.app.focused is desk.card.about_list)


@pytest.mark.row("DOC-10")
@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
async def test_on_a_small_screen_fields_have_a_tab(context: Context, size: tuple[int, int]) -> None:
    key = add_contact(context, "Ivanov", comment="call after 11 " * 6)
    for subject, due in (("send drawings", "2026-11-23 15:00"), ("ask again", "2026-11-25 10:00")):
        plan(context, subject, contacts=[str(key)], due=due)
    plan(context, "talked long", contacts=[str(key)], done_at="2025-11-19 10:00")
    async with at_card(at(context), "contact", key, size=size) as desk:
        assert "[Activities] About" in desk.tabs()
        if size[0] == 40:  # kind and subject first, then the day, or the time of today
            assert [line.split() for line in desk.rows() if "call" in line] == [
                ["call", "send", "drawings", "15:00"],
                ["call", "ask", "again", "Wed"],
                ["call", "talked", "long", "19", "Nov", "2025"],
            ]
        assert not desk.card.about_list.display
        await desk.press("right_square_bracket")
        await desk.until(lambda: desk.app.focused is desk.card.about_list)
        await desk.until(lambda: "Surname Ivanov" in " ".join(desk.about()))
        assert not desk.card.main_list.display
        assert all(len(line) <= size[0] for line in desk.text().splitlines())
        words = " ".join(desk.about())
        assert words.count("call after 11") + words.count("after 11 call") >= 6


@pytest.mark.row("HIST-05", "HIST-06", "A9.1")
async def test_the_history_tab_tells_changes_and_a_whole_step(
    context: Context, other: Context
) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    edit_record(other, "company", company, {"comment": "pays late\n" + "and again " * 20})
    plan(context, "asked", companies=[str(company)], done_at="2026-11-20 10:00")
    async with at_card(at(context), "company", company) as desk:
        assert not any("company added" in line for line in desk.rows())
        await desk.show_tab("History")
        first, second, third = desk.rows()
        assert "Борис Вол… company changed · Comment:" in first
        assert "company added" in second
        assert "call asked" in third
        await desk.press("enter")
        await desk.until_shown("Before", "After", "and again and again")
        await desk.press("escape")
        await desk.until_gone("Before")


@pytest.mark.row("LEAD-10", "LEAD-11", "B7")
async def test_leads_are_listed_only_where_one_became_this_client(context: Context) -> None:
    lead = add_record(context, "lead", {"title": "Fair 2023", "last_name": "Ivanov"})
    alone = add_contact(context, "Petrov")
    made = convert_lead(context, lead, contact=New())
    async with at_card(at(context), "contact", alone) as desk:
        assert "Leads" not in desk.tabs()
    async with at_card(at(context), "contact", made.results["contact"]) as desk:
        await desk.until(lambda: "Leads 1" in desk.tabs())
        assert "from the lead “Fair 2023”" in desk.title()
        await desk.go_to_field("Origin")
        await desk.press("enter")
        await desk.until(lambda: desk.title().startswith("Fair 2023"))
        await desk.press("escape")
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        await desk.show_tab("Leads")
        assert any("Fair 2023" in line for line in desk.rows())
        await desk.press("enter")
        await desk.until(lambda: desk.title().startswith("Fair 2023"))
        assert "Invoices" not in desk.tabs()


async def test_what_others_change_shows_at_once(context: Context, other: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        edit_record(other, "contact", key, {"position": "buyer", "last_name": "Ivanova"})
        await desk.until(lambda: desk.title().startswith("Ivanova"))
        assert "Position buyer" in desk.about()
        assert "buyer" in " ".join(desk.pinned())
        plan(other, "ask", "2026-11-25 10:00", contacts=[str(key)])
        await desk.until(lambda: any("ask" in line for line in desk.rows()))


async def test_a_record_that_is_deleted_says_so_and_leads_back(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        delete_record(other, "contact", key)
        await desk.until(lambda: "(deleted)" in desk.title())
        assert desk.said().startswith("! Ivanov is in the bin now")
        undo(other)
        await desk.until(lambda: "(deleted)" not in desk.title())
        await desk.press("escape")
        await desk.until_closed()


async def test_an_activity_and_a_deal_have_cards_too(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov")
    call = plan(context, "ask", "2026-11-25 10:00", contacts=[str(ivanov)])
    async with at_card(at(context), "activity", call) as desk:
        assert desk.tabs().startswith("[About] Files  History")
        await desk.until(lambda: "Subject ask" in " ".join(desk.about()))
        await desk.open("x")
        assert "outcome" in desk.form()
        await desk.leave()
        await desk.show_tab("History")
        assert any("activity added" in line for line in desk.rows())


async def test_a_first_attempt_is_no_outcome_of_an_open_call(context: Context) -> None:
    key = plan(context, "ask", direction="outgoing")
    async with at_card(context, "activity", key) as desk:
        await desk.until_shown("Direction")
        assert "Outcome" not in desk.text()
        assert "Attempt" not in desk.text()
        edit_record(context, "activity", key, {"attempt": 2})
        await desk.until_shown("Attempt")
        assert "Outcome" not in desk.text()


async def test_a_card_fits_a_terminal_that_has_another_size_by_now(context: Context) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: "About" in desk.tabs())
        await desk.until(lambda: not desk.card.about_list.display)
        await desk.press("escape")
        await desk.until_closed()
        await desk.pilot.resize_terminal(120, 40)
        open_card(desk.app, Reference("contact", key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: "About" not in desk.tabs())
        await desk.until(lambda: "Position buyer" in desk.about())
        assert desk.card.main_list.display


async def test_a_card_forgets_the_record_before(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov", comment="call after 11")
    nowak = add_contact(context, "Nowak")
    plan(context, "ask", "2026-11-25 10:00", contacts=[str(ivanov)])
    async with at_card(at(context), "contact", ivanov) as desk:
        await desk.show_tab("History")
        await desk.press("escape")
        await desk.until_closed()
        open_card(desk.app, Reference("contact", nowak, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        assert desk.title().startswith("Nowak")
        assert desk.tabs().startswith("[Activities]")
        assert "call after 11" not in desk.text()
        assert desk.rows() == ["Next: nothing is planned, t plans a step"]


async def test_addresses_that_are_opened_from_the_card_name_the_client(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        desk.card.edit_field(FieldKey("contact", key, "addresses"), Spot(desk.card.region))
        await desk.until(lambda: isinstance(desk.app.screen, PartsDialog))
        await desk.pilot.pause()
        assert "Ivanov" in str(desk.app.screen.query_one("#title", Static).render())
        await desk.leave()


@pytest.mark.row("HIST-04")
async def test_the_time_of_what_is_older_than_a_year_is_not_cut(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    dated = {"contacts": [str(key)], "done_at": "2025-03-28 11:00"}
    plan(context, "long ago", "2025-03-28 10:00", **dated)
    async with at_card(context, "contact", key, size=(80, 24)) as desk:
        await desk.until_shown("28 Mar 2025 11:00")
        await desk.show_tab("History")
        await desk.until_shown("28 Mar 2025 11:00")
