"""The form for a call: who it is, what was said, what comes of it, and what it changes."""

from __future__ import annotations

from uuid import UUID

import pytest
from desk import Clock, Desk, add_contact, at, at_desk, count, glance, plan

from domain.records.references import Reference
from screens.calls.call_form import CallForm
from services.clients import PastActivity
from services.context import Context
from services.records.finding import find_records
from services.records.use_cases import add_record, list_records, show_record
from services.settings import CALL_RESULT_REQUIRED, set_setting

PHONE = "+7 916 123-45-67"


def past(context: Context, key: UUID) -> PastActivity:
    """Return the last contact with a contact."""
    return glance(context, key).past[0]


async def pick(desk: Desk, typed: str, shown: str) -> None:
    """Type who it is and take the first that is found."""
    await desk.type(typed)
    await desk.until_shown(f"> {shown}")
    await desk.press("enter")
    await desk.until(lambda: desk.form()["client"].startswith(shown))


async def report(desk: Desk, notes: str, outcome: str = "1", next_step: str = "") -> None:
    """Fill in a call from the notes on, and save it."""
    for field, text in (("notes", notes), ("outcome", outcome), ("next", next_step)):
        await desk.go_to(field)
        await desk.type(text)
    await desk.save()


@pytest.mark.row("CALL-03", "CALL-08", "CALL-09", "CONT-11")
async def test_c_logs_a_call_with_the_client_of_the_row(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov", phones=[PHONE], comment="after 11", city="Pskov")
    plan(context, "send drawings", "2026-11-23 15:00", kind="task", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("c")
        assert desk.form()["client"] == "Ivanov"
        assert desk.field() == "notes"
        await desk.until_shown("Call · outgoing · 14:32", "1 Reached  2 No answer  3 Busy")
        await desk.until_shown("+7 916 123-45-67", "after 11", "Pskov", "send drawings")
        clock.advance(minutes=3, seconds=41)
        await desk.until_shown("00:03:41")
        await report(desk, "wants 5 %", "reac", "+15m")
        await desk.until(lambda: any("14:50" in line for line in desk.agenda()))
        assert desk.said() == "The call is logged. u takes it back."
    found = past(context, ivanov)
    assert (found.kind, found.text, found.outcome) == ("call", "wants 5 %", "Reached")
    assert found.duration_seconds == 221


@pytest.mark.row("CALL-03")
@pytest.mark.parametrize(
    "typed",
    ["iva", "Pyotr iv", "romash", "8 916 123", "(916)1234567", "79161", "4567", "ivan@", "rom.ru"],
)
async def test_a_known_caller_is_found_by_what_is_known(context: Context, typed: str) -> None:
    context = at(context)
    romashka = add_record(context, "company", {"title": "Romashka"})
    ivanov = add_contact(
        context,
        "Ivanov",
        first_name="Pyotr",
        companies=[str(romashka)],
        phones=[PHONE],
        emails=["ivan@rom.ru"],
    )
    add_contact(context, "Nowak", phones=["+48 501 234 568"])
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        assert desk.field() == "client"
        await desk.until_shown("Call · incoming · 14:32")
        await desk.type(typed)
        if typed == "romash":
            await desk.until_shown("> Romashka")
            await desk.press("down")
        await desk.until_shown("> Ivanov Pyotr")
        await desk.press("enter")
        await desk.until(lambda: desk.form()["client"] == "Ivanov Pyotr")
        assert desk.field() == "notes"
        await report(desk, "hello")
    assert past(context, ivanov).text == "hello"
    assert count(context, "contact") == 2


async def test_arrows_choose_among_several_that_were_found(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Ivanova", "Ivanenko"):
        add_contact(context, name)
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await desk.type("iva")
        await desk.until_shown("> Ivan")
        first = next(line for line in desk.text().splitlines() if "> Ivan" in line)
        await desk.press("down")
        await desk.until(lambda: first not in desk.text())
        chosen = next(line for line in desk.text().splitlines() if "> Ivan" in line)
        await desk.press("enter")
        name = chosen.partition("> ")[2].split()[0]
        await desk.until(lambda: desk.form()["client"] == name)


@pytest.mark.row("CALL-03", "LEAD-02")
async def test_an_unknown_caller_becomes_a_contact_by_one_line(context: Context) -> None:
    context = at(context)
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await desk.type("Ivan Petrov, Vega, 8 916 123-45-67 ivan@vega.ru")
        await desk.until_shown("> + new client: Petrov Ivan · Vega · +7 916 123-45-67 · iv")
        await desk.press("enter")
        await desk.until_shown("ivan@vega.ru")
        assert desk.field() == "notes"
        await report(desk, "first talk", "1", "tomorrow 10")
        await desk.until(lambda: any("Petrov Ivan · Vega" in line for line in desk.agenda()))
        (hit,) = find_records(context, "4567", ("contact",))
        assert hit.title == "Petrov Ivan"
        assert [row.title for row in list_records(context, "company", [])] == ["Vega"]
        await desk.press("u")
        await desk.until(lambda: not count(context, "contact"))
        assert not count(context, "company")


async def test_a_new_client_can_be_called_as_a_known_one_is(context: Context) -> None:
    context = at(context)
    add_contact(context, "Petrov", first_name="Ivan", phones=[PHONE])
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await desk.type("Petrov")
        await desk.until_shown("> Petrov Ivan", "+ new client: Petrov")
        await desk.press("up", "enter")
        await desk.until_shown("new client: Petrov")
        await report(desk, "another one")
    assert count(context, "contact") == 2


@pytest.mark.row("CALL-02")
async def test_another_person_of_the_company_is_talked_to(context: Context) -> None:
    context = at(context)
    vega = add_record(context, "company", {"title": "Vega"})
    chief = add_contact(context, "Orlov", companies=[str(vega)], phones=["+7 495 111-22-33"])
    deputy = add_contact(context, "Kim", companies=[str(vega)], phones=[PHONE], position="deputy")
    deal = add_record(context, "deal", {"title": "Chairs", "contacts": [str(chief)]})
    key = plan(context, "agree", "2026-11-23 15:00", contacts=[str(chief)], deals=[str(deal)])
    async with at_desk(context) as desk:
        await desk.open("enter")
        await desk.until_shown("+7 495 111-22-33")
        await desk.go_to("client")
        await desk.press("ctrl+u")
        await desk.until_shown("> Kim", "deputy")
        await desk.press("enter")
        await desk.until_shown("+7 916 123-45-67")
        assert desk.form()["client"] == "Kim"
        await report(desk, "the deputy agrees")
    assert past(context, deputy).text == "the deputy agrees"
    view = show_record(context, "activity", key)
    assert view.values["done_at"] is not None
    contacts = view.values["contacts"]
    assert isinstance(contacts, tuple)
    assert {reference.title for reference in contacts} == {"Kim", "Orlov"}


@pytest.mark.row("CALL-01", "CALL-05")
async def test_a_planned_call_is_completed_and_its_attempts_are_counted(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov", phones=[PHONE])
    plan(context, "agree", "2026-11-23 14:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("enter")
        await desk.until(lambda: desk.form()["planned"].startswith("agree"))
        await desk.until_shown("= saving marks this planned call as done")
        await report(desk, "", "2", "q")
        await desk.until(lambda: "14:47" in desk.current())
        assert "try 2, agree" in desk.current()
        await desk.open("enter")
        await report(desk, "", "3", "h")
        await desk.until(lambda: "try 3" in desk.current())
        await desk.open("enter")
        await report(desk, "they agree", "1")
        await desk.until_shown("0 open")
    assert [one.outcome for one in glance(context, ivanov).past] == [
        "Reached",
        "Busy",
        "No answer",
    ]


async def test_a_call_beside_a_planned_one_leaves_it_open(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov", phones=[PHONE])
    plan(context, "agree the date", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("c")
        await desk.until(lambda: desk.form()["planned"])
        await desk.put("planned", "")
        await report(desk, "about something else")
        assert "agree the date" in desk.current()
    assert past(context, ivanov).text == "about something else"


@pytest.mark.row("CALL-06", "DEAL-11")
async def test_deal_and_stage_are_set_with_the_call_and_undone_as_one(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov", phones=[PHONE])
    people = {"contacts": [str(ivanov)]}
    chairs = add_record(context, "deal", {"title": "Chairs", "stage": "new", **people})
    add_record(context, "deal", {"title": "Tables", "stage": "new", **people})

    def stage() -> str:
        value = show_record(context, "deal", chairs).values["stage"]
        return str(getattr(value, "label", value))

    before = stage()
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await pick(desk, "iva", "Ivanov")
        await desk.until_shown("Deal: Chairs", "Deal: Tables", "! no next step")
        await desk.go_to("deal")
        await desk.until_shown("1 Tables  2 Chairs")
        await desk.type("ch")
        await desk.until_shown("= Chairs")
        await desk.press("tab")
        assert desk.field() == "stage"
        await desk.until(lambda: desk.form()["stage"] == before)
        await desk.type("3")
        await desk.press("tab")
        await desk.until_shown(f"= from {before} to ")
        chosen = desk.form()["stage"]
        await report(desk, "wants an offer", "1", "fri 9")
        await desk.until(lambda: stage() == chosen)
        await desk.until(lambda: any("Fri 09:00" in line for line in desk.agenda()))
        assert "wants an offer" in [one.text for one in glance(context, ivanov).past]
        await desk.press("u")
        await desk.until(lambda: stage() == before)
        await desk.until_shown("0 open")
        assert glance(context, ivanov).past == ()


async def test_direction_and_hanging_up(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await pick(desk, "iva", "Ivanov")
        await desk.press("f6")
        await desk.until_shown("Call · outgoing")
        clock.advance(minutes=2)
        await desk.press("f8")
        await desk.until_shown("00:02:00 hung up")
        clock.advance(minutes=10)
        await report(desk, "short")
    found = past(context, ivanov)
    assert found.duration_seconds == 120
    (row,) = list_records(context, "activity", [])
    assert show_record(context, "activity", row.id).values["direction"] == "outgoing"


@pytest.mark.row("CALL-08")
async def test_a_result_is_asked_for_where_it_is_required(context: Context) -> None:
    context = at(context)
    set_setting(context, CALL_RESULT_REQUIRED, True)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await pick(desk, "iva", "Ivanov")
        await desk.put("outcome", "1")
        await desk.press("ctrl+s")
        await desk.until_shown("! Write what came of the call: here a result is", "required.")
        assert desk.field() == "notes"
        await desk.type("agreed")
        await desk.save()


async def test_keys_typed_before_the_form_is_open_land_where_they_belong(
    context: Context,
) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        for number in range(3):
            await desk.type(f"\x0civa\rhello {number}\rand more\treac\t+15m\x13")
            await desk.until(lambda number=number: len(glance(context, ivanov).past) > number)
            await desk.until_closed()
    found = [(one.text, one.outcome) for one in glance(context, ivanov).past]
    assert found == [(f"hello {number}\nand more", "Reached") for number in (2, 1, 0)]


async def test_a_client_that_is_deleted_meanwhile_is_told(context: Context, other: Context) -> None:
    from services.records.use_cases import delete_record

    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await pick(desk, "iva", "Ivanov")
        delete_record(other, "contact", ivanov)
        await desk.type("hello")
        await desk.press("ctrl+s")
        await desk.until_shown("! ")
        assert isinstance(desk.app.screen, CallForm)
        assert desk.form()["notes"] == "hello"


async def test_the_call_is_whole_at_every_size(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov", comment="after 11")
    for size in ((120, 40), (80, 24), (40, 30)):
        async with at_desk(context, size=size) as desk:
            await desk.open("ctrl+l")
            await pick(desk, "iva", "Ivanov")
            await desk.until_shown("Notes", "Outcome", "Next", "after 11")
            await desk.press("ctrl+n", "escape")
            await desk.until_closed()


async def test_a_company_and_a_deal_can_be_called_from_their_cards(context: Context) -> None:
    from screens.cards.opening import open_card

    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    deal = add_record(context, "deal", {"title": "Chairs", "contacts": [str(ivanov)]})
    async with at_desk(context) as desk:
        open_card(desk.app, Reference("deal", deal, "Chairs"))
        await desk.until_shown("c call")
        await desk.open("c")
        await desk.until_shown("Call · outgoing")
        await desk.until(lambda: desk.form()["client"])
        await report(desk, "about chairs")
    assert past(context, ivanov).text == "about chairs"
