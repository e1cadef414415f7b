"""From a card one goes on: to other records, to what is linked, and to what is to be done."""

from __future__ import annotations

import pytest

from domain.paging import TakesLong
from domain.records.references import Reference, references_in
from screens.cards.record_card import RecordCard
from services.activities.finishing import finish_activities
from services.context import Context
from services.records.use_cases import add_record, list_records, show_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import MONDAY, add_contact, at, at_desk, glance, plan
from tests.screens.records.clients import add, among_clients


async def test_the_next_record_of_the_list_comes_without_going_back(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Nowak", "Smith"):
        add(context, "contact", name)
    async with among_clients(context) as clients:
        await clients.press("enter")
        desk = CardDesk(clients.app, clients.pilot)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        await desk.press("right_square_bracket", "J")
        await desk.until(lambda: desk.title().startswith("Nowak"))
        assert "[Deals" in desk.tabs()
        await desk.press("J")
        await desk.until(lambda: desk.title().startswith("Smith"))
        await desk.press("J")
        await desk.until(lambda: desk.said() == "There is no further record in the list.")
        await desk.press("K")
        await desk.until(lambda: desk.title().startswith("Nowak"))
        await desk.press("escape")
        await clients.until_closed()
        assert clients.row() == "Nowak"


async def test_one_goes_on_past_lines_without_a_record_and_stays_at_the_end(
    context: Context,
) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    activities = [plan(context, f"ask {n}", contacts=[str(key)]) for n in (1, 2)]
    # What the program writes of the contact itself comes between the two.
    for activity, year in zip(activities, (2000, 2100), strict=True):
        finish_activities(at(context, MONDAY.replace(year=year)), [activity])
    async with at_card(context, "contact", key) as desk:
        await desk.show_tab("History")
        below = desk.card
        await desk.press("g", "enter")
        await desk.until(lambda: desk.title().startswith("ask 2"))
        await desk.press("J")
        await desk.until(lambda: desk.title().startswith("ask 1"))
        place, focused = below.main_list.position, below.focused
        await desk.press("J")
        await desk.until(lambda: desk.said() == "There is no further record in the list.")
        assert (below.main_list.position, below.focused) == (place, focused)
        await desk.press("K")
        await desk.until(lambda: desk.title().startswith("ask 2"))


async def test_without_a_further_client_the_agenda_stays_where_it_is(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(key)])
    plan(context, "alone", "2026-11-25 10:00")
    async with at_desk(context) as my:
        await my.press("l")
        desk = CardDesk(my.app, my.pilot)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("J")
        await desk.until(lambda: desk.said() == "There is no further record in the list.")
        await desk.press("escape")
        await my.until_closed()
        assert "ask" in my.current()


async def test_a_list_that_is_being_read_is_not_taken_for_one_that_ends(context: Context) -> None:
    def read(step: int) -> Reference | None:
        raise TakesLong

    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        desk.card.begin(Reference("contact", key, ""), read)
        await desk.press("J")
        await desk.until(lambda: desk.said() == "Reading …")


async def test_a_card_from_the_palette_has_no_list_to_go_on_in(context: Context) -> None:
    async with at_card(at(context), "contact", add_contact(context, "Ivanov")) as desk:
        await desk.press("J")
        await desk.until(lambda: desk.said().startswith("This card was opened by itself"))


async def test_from_an_activity_one_goes_to_its_client_and_on_to_the_next(
    context: Context,
) -> None:
    context = at(context)
    for number, name in enumerate(("Ivanov", "Ivanov", "Nowak"), 1):
        known = {view.title: view.id for view in list_records(context, "contact", [])}
        key = known.get(name) or add_contact(context, name)
        plan(context, f"ask {number}", f"2026-11-24 1{number}:00", contacts=[str(key)])
    plan(context, "alone", "2026-11-25 10:00")
    async with at_desk(context) as my:
        await my.press("l")
        desk = CardDesk(my.app, my.pilot)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        assert desk.text().splitlines()[0].startswith("[1 Activities")
        await desk.press("J")
        await desk.until(lambda: desk.title().startswith("Nowak"))
        await desk.press("escape")
        await my.until_closed()
        assert "ask 3" in my.current()
        await my.press("j", "l")
        await my.until(lambda: my.said() == "This activity is with nobody: e adds a client.")


@pytest.mark.row("CONT-10")
async def test_a_deal_is_begun_from_a_contact_with_both_linked(context: Context) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Vega"})
    key = add_contact(context, "Ivanov", companies=[str(company)])
    async with at_card(context, "contact", key) as desk:
        await desk.open("d")
        assert (desk.held("contacts"), desk.form()["company"]) == (["Ivanov"], "Vega")
        await desk.put("title", "Chairs")
        await desk.save()
        await desk.until(lambda: "Deals 1" in desk.tabs())
        await desk.show_tab("Deals")
        await desk.press("enter")
        await desk.until(lambda: desk.title().startswith("Chairs"))
        # Nothing more is known of the two, so no line of their own says it.
        (pinned,) = desk.pinned()
        assert "Vega   Ivanov" in pinned
    (deal,) = list_records(context, "deal", [])
    values = show_record(context, "deal", deal.id).values
    assert [one.id for one in references_in(values["contacts"])] == [key]
    assert [one.id for one in references_in(values["company"])] == [company]


@pytest.mark.row("CONT-10")
async def test_a_deal_is_begun_from_the_list_too(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Ivanov")
    async with among_clients(context) as clients:
        await clients.open("d")
        assert clients.held("contacts") == ["Ivanov"]


@pytest.mark.row("COMP-02", "CONT-02")
async def test_what_a_tab_lists_is_added_there(context: Context) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Vega"})
    async with at_card(context, "company", company) as desk:
        await desk.open("n")
        assert desk.held("elements") == ["Vega"]
        await desk.leave()
        await desk.show_tab("Contacts")
        assert desk.rows()[-1] == "Nothing is linked yet: n adds one."
        await desk.open("n")
        assert desk.form()["companies"] == "Vega"
        await desk.put("last_name", "Ivanov")
        await desk.save()
        await desk.until(lambda: any("Ivanov" in line for line in desk.rows()))
        await desk.show_tab("Deals")
        await desk.open("n")
        assert desk.form()["company"] == "Vega"


async def test_a_planned_step_is_done_and_put_off_from_the_timeline(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(key)])
    async with at_card(context, "contact", key) as desk:
        assert desk.rows()[0] == "Next 1"
        await desk.open("p")
        await desk.put("due", "fri 9")
        await desk.save()
        await desk.until(lambda: "Fri 09:00 call ask" in desk.rows()[1])
        await desk.open("x")
        await desk.put("result", "said yes")
        await desk.save()
        await desk.until(lambda: "said yes" in " ".join(desk.rows()))
        assert desk.rows()[0].startswith("Next: nothing is planned")
        assert desk.rows()[1] == "Past 1"
    assert glance(context, key).past[0].text == "said yes"


async def test_a_card_is_changed_copied_and_deleted_like_a_row(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(context, "contact", key) as desk:
        await desk.open("e")
        await desk.put("position", "seller")
        await desk.save()
        await desk.until(lambda: "seller" in " ".join(desk.pinned()))
        await desk.open("y")
        assert desk.form()["position"] == "seller"
        await desk.put("last_name", "Petrov")
        await desk.save()
        await desk.until(lambda: desk.title().startswith("Petrov"))
        await desk.press("delete")
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        assert desk.said() == "Petrov is deleted. u takes it back."


async def test_the_digit_of_its_area_leads_back_to_the_list(context: Context) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Vega"})
    add_contact(context, "Ivanov", companies=[str(company)])
    async with at_card(context, "company", company) as desk:
        await desk.show_tab("Contacts")
        await desk.press("enter")
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        await desk.press("3")
        await desk.until(lambda: not isinstance(desk.app.screen, RecordCard))
        await desk.press("1")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        assert desk.title().startswith("Ivanov")
        await desk.press("1")
        await desk.until_closed()


async def test_a_file_tab_leads_to_the_dialog_of_files(context: Context, tmp_path: object) -> None:
    from pathlib import Path

    from services.files.attaching import attach_files

    context = at(context)
    key = add_contact(context, "Ivanov")
    path = Path(str(tmp_path)) / "offer.pdf"
    path.write_bytes(b"%PDF")
    attach_files(context, "contact", key, [str(path)])
    async with at_card(context, "contact", key) as desk:
        await desk.until(lambda: "Files 1" in desk.tabs())
        await desk.show_tab("Files")
        assert any("offer.pdf" in line for line in desk.rows())
        await desk.press("f")
        await desk.until_shown("Files · Ivanov", "offer.pdf")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("n")
        await desk.until_dialog()
        await desk.type(str(path))
        await desk.press("enter")
        await desk.until_shown("1 file is attached.")
        await desk.press("escape")
        await desk.until(lambda: "Files 2" in desk.tabs())


async def test_the_card_keeps_where_one_was_when_one_comes_back(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    for number in range(40):
        plan(context, f"step {number}", f"2026-12-{1 + number % 28} 10:00", contacts=[str(key)])
    async with at_card(context, "contact", key) as desk:
        await desk.press("pagedown", "j")
        row = desk.card.main_list.row
        await desk.press("enter")
        await desk.until(lambda: "activity" in desk.title())
        await desk.press("escape")
        await desk.until(lambda: desk.title().startswith("Ivanov"))
        assert desk.card.main_list.row == row
        await desk.show_tab("Files")
        await desk.show_tab("Activities")
        assert desk.card.main_list.row == row
