"""What happened is written down from a row or a card, and stays as it was written down."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.references import Reference, references_in
from domain.records.values import Choice
from services.activities.events import EventReport, add_event
from services.context import Context
from services.records.use_cases import add_record, list_records, show_record
from services.undo import undo
from tests.screens.cards.cards import at_card
from tests.screens.desk import Desk, add_contact, at, at_desk, plan
from tests.screens.records.clients import among_clients
from widgets.forms.form_field import FormField


def events(context: Context) -> list[tuple[object, ...]]:
    """Return what is known of all events: kind, what, result, with whom."""
    names = ("event_kind", "subject", "result", "contacts")
    fields = [context.fields.get("activity", name) for name in names]
    found = []
    for view in list_records(context, "activity", fields):
        kind, what, result, contacts = (view.values[name] for name in names)
        code = kind.code if isinstance(kind, Choice) else ""
        found.append((code, what, result, *(one.title for one in references_in(contacts))))
    return found


@pytest.mark.row("HIST-01", "B19.1", "MEET-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_an_event_is_added_under_the_tab_of_activities(
    context: Context, size: tuple[int, int]
) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key, size=size) as desk:
        await desk.open("v")
        assert desk.field() == "kind"
        await desk.type("2\r")
        await desk.type("Seminar on chairs\r")
        await desk.type("fri 15:00")
        await desk.until_shown("= 20 Nov 15:00")
        await desk.put("result", "3 want an offer")
        await desk.save()
        assert desk.said() == "Event added. u takes it back."
        assert any("Seminar held: Seminar on chairs" in row for row in desk.rows())
    assert events(context) == [("seminar_held", "Seminar on chairs", "3 want an offer", "Ivanov")]
    assert undo(context) == "event added"


@pytest.mark.row("HIST-01", "B19.2")
async def test_an_event_is_added_from_the_menu_of_a_row(context: Context) -> None:
    add_contact(context, "Ivanov")
    async with among_clients(at(context)) as desk:
        await desk.press("full_stop")
        await desk.until_shown("Add event")
        await desk.open("v")
        await desk.put("what", "Came to the fair")
        await desk.save()
        assert desk.said() == "Event added. u takes it back."
    assert events(context) == [("", "Came to the fair", "", "Ivanov")]


@pytest.mark.row("HIST-01", "A1.1")
async def test_an_event_is_added_from_my_activities_and_not_among_them(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    plan(context, "ask about contract", "today 18:00", contacts=[str(key)])
    async with at_desk(at(context)) as desk:
        await desk.open("v")
        await desk.put("what", "Contract received")
        await desk.save()
        assert not any("Contract received" in line for line in desk.agenda())
    assert ("Contract received", "Ivanov") in [(row[1], row[3]) for row in events(context)]


@pytest.mark.row("HIST-01", "B19.1")
async def test_an_event_is_not_planned_in_the_form_of_activities(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("n")
        await desk.put("kind", "")
        await desk.until_shown("4 task")
        assert "5 event" not in desk.text()


@pytest.mark.row("HIST-01")
async def test_what_does_not_fit_is_said_and_what_is_typed_stays(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        await desk.open("v")
        await desk.put("when", "tomorrow")
        await desk.press("ctrl+s")
        await desk.until_shown("is still to come. An event has happened")
        await desk.put("when", "")
        await desk.press("ctrl+s")
        await desk.until_shown("Say what happened.")
        await desk.put("what", "Came by")
        await desk.leave()
        await desk.open("v")
        assert desk.form()["what"] == "Came by"


@pytest.mark.row("HIST-03")
async def test_an_event_is_read_and_deleted_and_e_says_why_not_changed(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    event = _event(context, key)
    async with at_card(at(context), "activity", event) as desk:
        await desk.press("e")
        assert "An event stays as it was written down" in desk.said()
        await desk.go_to_field("Result")
        await desk.press("enter")
        await desk.until_idle()
        assert desk.app.screen is desk.card
        assert "An event stays as it was written down" in desk.said()
        await desk.open("y")
        assert (desk.form()["what"], desk.form()["kind"]) == ("Came by", "Other")
        await desk.leave()
        await desk.press("delete")
        await desk.until(lambda: len(desk.app.screen_stack) == 1)
    assert list(list_records(context, "activity", [])) == []
    undo(context)
    assert len(list(list_records(context, "activity", []))) == 1


@pytest.mark.row("HIST-01")
async def test_what_is_typed_into_a_copy_is_not_brought_back_in_a_new_event(
    context: Context,
) -> None:
    key = add_contact(context, "Ivanov")
    event = _event(context, key)
    async with at_card(at(context), "activity", event) as desk:
        await desk.open("y")
        await desk.put("what", "Came by again")
        await desk.leave()
    async with at_card(at(context), "contact", key) as desk:
        await desk.open("v")
        assert desk.form()["what"] == ""
        await desk.leave()
    async with at_card(at(context), "activity", event) as desk:
        await desk.open("y")
        assert desk.form()["what"] == "Came by again"


@pytest.mark.row("HIST-03")
async def test_the_list_of_activities_changes_no_event(context: Context) -> None:
    _event(context, add_contact(context, "Ivanov"))
    async with among_clients(at(context)) as desk:
        await desk.show("activity")
        await desk.choose_view("All")
        await desk.press("e")
        await desk.until(lambda: "An event stays as it was written down" in desk.said())


def _event(context: Context, contact: UUID) -> UUID:
    who = Reference("contact", contact, "Ivanov")
    return add_event(context, EventReport((who,), "Came by", "other", result="wants 5 %"))


@pytest.mark.row("HIST-02", "A14.2", "A14.1")
async def test_an_event_brings_its_deal_to_a_stage(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "40 chairs"})
    async with at_card(at(context), "deal", deal) as desk:
        await desk.open("v")
        await desk.put("what", "They came to see the chairs")
        await desk.put("stage", "Offer")
        await desk.save()
        stage = show_record(context, "deal", deal).values["stage"]
        assert isinstance(stage, Choice)
        assert stage.code == "offer"
        assert any("They came to see" in row for row in desk.rows())
        await desk.press("greater_than_sign")
        await desk.until(lambda: desk.said() == "Stage: Agreeing. u takes it back.")
        await desk.press("u")
        await desk.until(lambda: desk.said().startswith("Undone"))
        await desk.press("u")
        await desk.until(lambda: "event added" in desk.said())
        stage = show_record(context, "deal", deal).values["stage"]
        assert isinstance(stage, Choice)
        assert stage.code == "new"


async def test_an_event_leaves_the_stage_where_it_is(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "40 chairs", "stage": "need"})
    async with at_card(at(context), "deal", deal) as desk:
        await desk.open("v")
        assert desk.app.screen.query_one("#field-stage", FormField).value == "Finding the need"
        await desk.put("what", "They called back")
        await desk.save()
    moved = context.database.reader().execute(
        "SELECT count(*) FROM change WHERE kind = 'deal' AND op = 'U'"
    )
    assert moved.fetchone() == (0,)


@pytest.mark.row("HIST-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_an_event_with_a_client_brings_one_of_its_open_deals_along(
    context: Context, size: tuple[int, int]
) -> None:
    who = add_contact(context, "Ivanov")
    add_record(context, "deal", {"title": "Won", "stage": "won", "contacts": [str(who)]})
    deal = add_record(context, "deal", {"title": "40 chairs", "contacts": [str(who)]})
    async with at_card(at(context), "contact", who, size=size) as desk:
        await desk.open("v")
        assert (desk.form()["deal"], desk.form()["stage"]) == ("40 chairs", "New request")
        await desk.put("what", "They came to see the chairs")
        await desk.put("stage", "Offer")
        await desk.save()
    stage = show_record(context, "deal", deal).values["stage"]
    assert isinstance(stage, Choice)
    assert stage.code == "offer"
    async with at_card(at(context), "deal", deal, size=size) as desk:
        assert any("They came to see" in row for row in desk.rows())


async def test_of_several_open_deals_none_is_taken_unasked(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    deals = {
        title: add_record(context, "deal", {"title": title, "company": str(company)})
        for title in ("Lamps", "Tables")
    }
    async with at_card(at(context), "company", company) as desk:
        await desk.open("v")
        assert desk.form()["deal"] == ""
        assert "stage" not in shown(desk)
        await desk.put("deal", "Lamps")
        await desk.until(lambda: desk.form()["stage"] == "New request")
        await desk.put("what", "Visited")
        await desk.put("deal", "")
        await desk.save()
        assert any("Visited" in row for row in desk.rows())
    for key in deals.values():
        async with at_card(at(context), "deal", key) as desk:
            assert not any("Visited" in row for row in desk.rows())


async def test_a_client_without_open_deals_is_asked_for_none(context: Context) -> None:
    who = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", who) as desk:
        await desk.open("v")
        assert shown(desk) == ["kind", "what", "when", "result", "files"]


def shown(desk: Desk) -> list[str]:
    return [field.name or "" for field in desk.app.screen.query(FormField) if field.display]


@pytest.mark.row("HIST-03")
@pytest.mark.parametrize("key", ["x", "p"])
async def test_an_event_is_neither_finished_nor_put_off(context: Context, key: str) -> None:
    ivanov = add_contact(context, "Ivanov")
    add_event(at(context), EventReport((Reference("contact", ivanov, ""),), "seminar"))
    said = "An event has happened already: there is nothing to be finished or put off."
    async with at_card(at(context), "contact", ivanov) as desk:
        await desk.press(key)
        await desk.until(lambda: desk.said() == said)
        await desk.press("escape")
        await desk.until_closed()
        await desk.press("D")
        await desk.until_shown("seminar")
        await desk.press("G", key)
        await desk.until_shown(said)
