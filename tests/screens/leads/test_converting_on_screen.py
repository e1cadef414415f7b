"""The conversion of a lead on one screen: chosen by digits, filled in, changed in place."""

from __future__ import annotations

import asyncio
from threading import Event, Thread, current_thread, main_thread
from typing import Any
from uuid import UUID

import pytest
from textual.events import Key

from domain.records.references import Reference
from domain.records.values import Point
from services.activities.calls import CallReport, log_call
from services.context import Context
from services.leads import proposal
from services.leads.converting import New, convert_lead
from services.records.use_cases import edit_record, list_records, show_record
from storage.reads.leads import read_results_of
from tests.screens.desk import PATIENCE_SECONDS, at, count
from tests.screens.records.clients import Clients, add, among_clients

SIZES = [(120, 40), (80, 24)]

IVAN: dict[str, object] = {
    "last_name": "Petrov",
    "first_name": "Ivan",
    "company_title": "Romashka LLC",
    "phones": ["+7 916 123-45-67"],
}


def results(context: Context, lead: UUID) -> dict[str, Reference]:
    return {one.kind: one for one in read_results_of(context.database.reader(), lead)}


async def choose(desk: Clients, kind: str, digit: str) -> None:
    """Choose what becomes of a kind by its digit."""
    await desk.put(kind, digit)
    await desk.press("tab")
    await desk.pilot.pause()


@pytest.mark.row("LEAD-07", "LEAD-08", "A12", "B17.1", "B17.2", "IMPL-03")
@pytest.mark.parametrize("size", SIZES)
async def test_a_lead_is_converted_by_two_keys(context: Context, size: tuple[int, int]) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    log_call(ours, CallReport("lead", lead, notes="asks for a price"))
    async with among_clients(ours, size=size) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.until_shown("Convert: 40 chairs", "Goes along: 1 activity.")
        form = desk.form()
        assert [form[kind] for kind in ("contact", "company", "deal")] == ["new"] * 3
        assert form["contact-last_name"] == "Petrov"
        assert form["company-title"] == "Romashka LLC"
        assert form["deal-title"] == "40 chairs"
        await desk.press("ctrl+s")
        await desk.until(lambda: len(results(ours, lead)) == 3)
        await desk.until_idle()
        await desk.until_shown("Converted. u takes it back.")
        assert not desk.app.screen.is_modal
        assert desk.app.screen is not desk.area
    made = results(ours, lead)
    assert made["company"].title == "Romashka LLC"
    assert (count(ours, "contact"), count(ours, "company"), count(ours, "deal")) == (1, 1, 1)


async def test_offers_are_looked_up_beside_the_screen_and_keys_wait_for_them(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, threads = at(context), list[Thread]()
    has_begun, may_go_on = Event(), Event()
    company = add(ours, "company", "Romashka")
    lead = add(ours, "lead", "40 chairs", **IVAN)
    real = proposal.similar_companies

    def slowly(*given: Any) -> Any:
        threads.append(current_thread())
        has_begun.set()
        assert may_go_on.wait(PATIENCE_SECONDS)
        return real(*given)

    monkeypatch.setattr(proposal, "similar_companies", slowly)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        # The pilot waits for screens that open, a person does not.
        desk.app.post_message(Key("V", "V"))
        assert await asyncio.to_thread(has_begun.wait, PATIENCE_SECONDS)
        # No contact, and what is offered: typed before there are any fields.
        desk.app.post_message(Key("3", "3"))
        desk.app.post_message(Key("ctrl+s", None))
        await asyncio.sleep(0)
        assert not results(ours, lead)
        may_go_on.set()
        await desk.until(lambda: results(ours, lead))
        await desk.until_idle()
    assert main_thread() not in threads
    made = results(ours, lead)
    assert (made.keys(), made["company"].id) == ({"company", "deal"}, company)


@pytest.mark.row("LEAD-07")
async def test_what_is_like_it_is_offered_and_linked(context: Context) -> None:
    ours = at(context)
    contact = add(ours, "contact", "Petrov", first_name="Ivan", phones=["8 916 123 45 67"])
    company = add(ours, "company", "Romashka")
    other = add(ours, "company", "Vega")
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.until_shown("> 2 Petrov Ivan", "same phone +7 916 123-45-67", "> 2 Romashka")
        # The fields of what is linked are not asked for.
        assert "Position" not in desk.text()
        await choose(desk, "company", "3")
        await desk.until_shown("Which")
        await desk.put("company-other", "vega")
        await desk.until_shown("Vega")
        await desk.press("tab")
        await choose(desk, "deal", "3")
        await desk.until_gone("Amount")
        await desk.press("ctrl+s")
        await desk.until(lambda: results(ours, lead))
        await desk.until_idle()
    made = results(ours, lead)
    assert {kind: one.id for kind, one in made.items()} == {"contact": contact, "company": other}
    assert count(ours, "deal") == 0
    assert show_record(ours, "company", company).values["origin"] is None


@pytest.mark.row("LEAD-07", "LEAD-08")
async def test_new_ones_are_changed_in_place(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.put("contact-last_name", "Petroff")
        await desk.put("company-title", "Romashka Trade")
        await desk.put("deal-amount", "a lot")
        await desk.press("ctrl+s")
        await desk.until_shown("“a lot” is not understood as a number")
        assert (desk.field(), count(ours, "contact")) == ("deal-amount", 0)
        await desk.put("deal-amount", "214 000")
        await desk.put("deal-currency", "RUB")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(results(ours, lead)) == 3)
        await desk.until_idle()
    made = results(ours, lead)
    assert (made["contact"].title, made["company"].title) == ("Petroff Ivan", "Romashka Trade")
    deal = show_record(ours, "deal", made["deal"].id).values
    assert f"{deal['amount']:f}" == "214000"


@pytest.mark.row("IMPL-03", "IMPL-01")
async def test_the_pipeline_of_the_new_deal_is_chosen(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "Repair", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        assert desk.form()["deal-pipeline"] == "General sale"
        await choose(desk, "deal", "2")
        assert not desk.app.screen.query_one("#field-deal-pipeline").display
        await choose(desk, "deal", "1")
        await desk.put("deal-pipeline", "Serv")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(results(ours, lead)) == 3)
        await desk.until_idle()
    stage = show_record(ours, "deal", results(ours, lead)["deal"].id).values["stage"]
    assert getattr(stage, "code", "") == "service_request"


@pytest.mark.row("LEAD-07")
async def test_without_a_contact_the_phone_is_that_of_the_company(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        assert desk.form()["company-phones"] == ""
        await choose(desk, "contact", "3")
        assert desk.form()["company-phones"] == "+7 916 123-45-67"
        await choose(desk, "company", "1")
        await desk.save()
    (phone,) = show_record(ours, "company", results(ours, lead)["company"].id).values["phones"]  # type: ignore[misc]
    assert isinstance(phone, Point)
    assert phone.e164 == "+79161234567"


async def test_something_must_be_chosen_and_nothing_typed_is_lost(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        for kind in ("contact", "company", "deal"):
            await choose(desk, kind, "3")
        await desk.press("ctrl+s")
        await desk.until_shown("Choose what the lead becomes")
        await choose(desk, "deal", "1")
        await desk.put("deal-title", "chairs for the office")
        await desk.leave()
        await desk.open("V")
        await desk.until_shown("What you had typed is back.")
        form = desk.form()
        assert (form["contact"], form["deal"]) == ("none", "new")
        assert form["deal-title"] == "chairs for the office"
    assert count(ours, "deal") == 0


@pytest.mark.row("LEAD-09", "B3")
async def test_whoever_is_second_is_told_so(context: Context, other: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        convert_lead(other, lead, contact=New())
        await desk.press("ctrl+s")
        await desk.until_shown("This lead was converted, so it can no longer be changed")
    assert (count(ours, "contact"), count(ours, "deal")) == (1, 0)


async def test_undo_takes_a_conversion_back(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(results(ours, lead)) == 3)
        await desk.until_idle()
        while len(desk.app.screen_stack) > 1:
            await desk.press("escape")
            await desk.pilot.pause()
        await desk.until_gone("40 chairs")
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["40 chairs"])
    assert [list(list_records(ours, kind, [])) for kind in ("contact", "company", "deal")] == [
        [],
        [],
        [],
    ]
    edit_record(ours, "lead", lead, {"comment": "open again"})


async def test_leads_are_converted_one_by_one(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    add(ours, "lead", "lamps")
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.press("asterisk", "V")
        await desk.until_shown("Leads are converted one by one")


@pytest.mark.row("LEAD-07")
async def test_the_digit_of_another_one_leads_on_to_its_name(context: Context) -> None:
    ours = at(context)
    vega = add(ours, "company", "Vega")
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.press("tab")
        while desk.field() != "company":
            await desk.press("tab")
        await desk.press("backspace", "backspace", "backspace", *"2Veg")
        await desk.until_shown("> Vega")
        assert desk.form()["company"] == "another one"
        await desk.press("ctrl+s")
        await desk.until(lambda: len(results(ours, lead)) == 3)
    assert results(ours, lead)["company"].id == vega


@pytest.mark.row("LEAD-07")
async def test_keys_typed_in_one_go_find_the_fields_that_a_choice_brings(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "40 chairs", **IVAN)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("V")
        await desk.put("contact", "2")
        await desk.put("company", "3")
        await desk.put("contact", "3")
        # A new contact after all: what follows goes into the fields of it, then all is converted.
        await desk.press("backspace", "backspace", "backspace", "backspace")
        await desk.type("1\t\x15Kim\r\x15Anna\x13")
        await desk.until(lambda: results(ours, lead))
        await desk.until_idle()
    assert results(ours, lead)["contact"].title == "Kim Anna"
