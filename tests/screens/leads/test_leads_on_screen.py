"""Leads in their list: moved, taken, passed on, called junk, added by one line."""

from __future__ import annotations

import pytest

from domain.records.values import Choice, Person
from screens.action_menu import ActionMenu
from screens.leads.line_dialog import LeadLineDialog
from services.context import Context
from services.leads.converting import New, convert_lead
from services.leads.passing import take_leads
from services.records.use_cases import list_records, show_record
from tests.screens.desk import at, at_desk, count
from tests.screens.records.clients import add, among_clients

SIZES = [(120, 40), (80, 24)]


def value(context: Context, title: str, field: str) -> str:
    """Return the code, or the login, in a field of the lead with this title."""
    fields = context.database.fields.of("lead")
    (view,) = [v for v in list_records(context, "lead", fields) if v.title == title]
    found = view.values[field]
    return (
        found.code
        if isinstance(found, Choice)
        else found.login
        if isinstance(found, Person)
        else ""
    )


@pytest.mark.row("LEAD-03")
@pytest.mark.parametrize("size", SIZES)
async def test_keys_move_a_lead_through_its_statuses(
    context: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    async with among_clients(ours, size=size) as desk:
        await desk.show("lead")
        await desk.press("greater_than_sign")
        await desk.until(lambda: value(ours, "chairs", "status") == "in_processing")
        await desk.until(lambda: desk.said() == "Status: In processing. u takes it back.")
        await desk.press("greater_than_sign")
        await desk.until_shown("The status is “In processing”, the last one: V converts the lead")
        await desk.press("less_than_sign")
        await desk.until(lambda: value(ours, "chairs", "status") == "new")
        await desk.until_idle()
        await desk.press("u")
        await desk.until(lambda: value(ours, "chairs", "status") == "in_processing")


@pytest.mark.row("LEAD-03", "MASS-01")
async def test_marked_leads_move_together(context: Context) -> None:
    ours = at(context)
    for title in ("chairs", "lamps", "tables"):
        add(ours, "lead", title)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.press("asterisk", "greater_than_sign")
        await desk.until(lambda: value(ours, "tables", "status") == "in_processing")
        await desk.until_shown("3 moved. u takes them back.")
        await desk.until_idle()
        assert desk.marked() == []
        assert {value(ours, t, "status") for t in ("chairs", "lamps")} == {"in_processing"}


@pytest.mark.row("MASS-01")
async def test_more_than_are_moved_at_once_are_left_alone(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.records.at_hand.MOST", 1)
    ours = at(context)
    for title in ("chairs", "lamps"):
        add(ours, "lead", title)
        add(ours, "activity", title)
    async with among_clients(ours) as desk:
        for kind, key, noun in (
            ("lead", "greater_than_sign", "leads"),
            ("activity", "x", "activities"),
        ):
            await desk.show(kind)
            await desk.press("asterisk", key)
            await desk.until_shown(f"At most 1 {noun} at once: E changes a field of more.")
    assert value(ours, "chairs", "status") == value(ours, "lamps", "status") == "new"


@pytest.mark.row("LEAD-12")
@pytest.mark.parametrize("size", SIZES)
async def test_junk_asks_why_and_leaves_the_list(context: Context, size: tuple[int, int]) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    add(ours, "lead", "lamps")
    async with among_clients(ours, size=size) as desk:
        await desk.show("lead")
        await desk.open("X")
        await desk.until_shown("1 lead is junk, because", "5 Advertising or spam")
        await desk.press("ctrl+s")
        await desk.until_shown("! Use one of:")
        await desk.type("spam")
        await desk.save()
        await desk.until(lambda: desk.names() == ["lamps"])
        assert value(ours, "chairs", "junk_reason") == "spam"
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["chairs", "lamps"])


@pytest.mark.row("LEAD-12")
async def test_the_view_of_junk_tells_the_reasons(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs", status="junk", junk_reason="spam")
    async with among_clients(ours) as desk:
        await desk.show("lead")
        assert "chairs" not in desk.text()
        await desk.choose_view("Junk leads")
        await desk.until_shown("chairs", "Advertising or spam")


@pytest.mark.row("LEAD-04")
async def test_a_lead_of_the_common_list_is_taken_once(context: Context, other: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs", responsible=None)
    lost = add(ours, "lead", "lamps", responsible=None)
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.press("T")
        await desk.until(lambda: value(ours, "chairs", "responsible") == "anna")
        await desk.until_shown("It is yours.")
        take_leads(other, [lost])
        await desk.press("j", "T")
        await desk.until_shown("Борис Волков was faster")
        assert value(ours, "lamps", "responsible") == "boris"


@pytest.mark.row("LEAD-05")
@pytest.mark.parametrize("size", SIZES)
async def test_passing_on_is_one_dialog(
    context: Context, other: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    async with among_clients(ours, size=size) as desk:
        await desk.show("lead")
        await desk.open("P")
        await desk.put("responsible", "boris")
        assert desk.form()["status"] == "In processing"
        await desk.go_to("note")
        await desk.type("a real one")
        await desk.save()
        await desk.until_shown("1 passed on. u takes it back.")
        assert value(ours, "chairs", "status") == "in_processing"
        assert value(ours, "chairs", "responsible") == "boris"
        (task,) = list_records(other, "activity", other.database.fields.of("activity"))
        assert task.values["subject"] == "a real one"


@pytest.mark.row("LEAD-09", "B3")
async def test_a_converted_lead_offers_nothing_and_says_why(context: Context) -> None:
    ours = at(context)
    lead = add(ours, "lead", "chairs")
    convert_lead(ours, lead, deal=New())
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.choose_view("All")
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        assert "Lead:" not in desk.text()
        await desk.press("escape")
        await desk.until_closed()
        for key in ("greater_than_sign", "less_than_sign", "T", "P", "X", "V"):
            await desk.press(key)
            await desk.until_shown("This lead was converted, so it can no longer be changed")
            assert len(desk.app.screen_stack) == 1
            desk.area.say("")
        assert value(ours, "chairs", "status") == "converted"


async def test_what_is_for_leads_is_offered_among_leads_alone(context: Context) -> None:
    ours = at(context)
    add(ours, "contact", "Petrov")
    add(ours, "lead", "chairs")
    async with among_clients(ours) as desk:
        await desk.press("V")
        await desk.until_shown("This is for leads")
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        assert "Lead: convert it" not in desk.text()
        await desk.press("escape")
        await desk.until_closed()
        await desk.show("lead")
        await desk.press("full_stop")
        await desk.until_shown("Lead: convert it")


@pytest.mark.row("LEAD-01", "LEAD-02")
@pytest.mark.parametrize("size", SIZES)
async def test_one_line_adds_a_lead_from_any_area(context: Context, size: tuple[int, int]) -> None:
    ours = at(context)
    async with at_desk(ours, size=size) as desk:
        await desk.open("N")
        await desk.type("Ivan Petrov, Romashka, 8 916 123-45-67, src:moon")
        await desk.until_shown("Company: Romashka", "Source: moon (?)")
        await desk.press("enter")
        await desk.until_shown("there is no “moon”")
        assert count(ours, "lead") == 0
        for _letter in "moon":
            await desk.press("backspace")
        await desk.type("fair")
        await desk.until_shown("Company: Romashka", "916 123-45-67", "Source: Fair")
        await desk.press("enter")
        await desk.until_closed()
        await desk.until_shown("Lead added. u takes it back.")
    (lead,) = list_records(ours, "lead", [])
    assert show_record(ours, "lead", lead.id).values["last_name"] == "Petrov"


@pytest.mark.row("LEAD-02")
async def test_the_line_leads_to_the_lead_and_is_kept_until_then(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("N")
        await desk.type("Ivan Petrov")
        await desk.leave()
        await desk.open("N")
        assert desk.form()["line"] == "Ivan Petrov"
        assert isinstance(desk.app.screen, LeadLineDialog)
        await desk.save()
        await desk.until(lambda: desk.row() == "Petrov Ivan")


@pytest.mark.row("LEAD-12")
async def test_a_new_lead_is_no_junk_yet(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("n")
        assert "status" in desk.form()
        assert "junk_reason" not in desk.form()
        await desk.until_shown("1 New  2 In processing")
        assert "3 Junk" not in desk.text()
        await desk.leave()
        await desk.open("e")
        assert "junk_reason" in desk.form()


@pytest.mark.row("LEAD-05", "LEAD-12")
async def test_nobody_passes_on_what_is_junk(context: Context) -> None:
    ours = at(context)
    add(ours, "lead", "chairs")
    async with among_clients(ours) as desk:
        await desk.show("lead")
        await desk.open("P")
        await desk.put("status", "")
        await desk.until_shown("1 New  2 In processing")
        assert "3 Junk" not in desk.text()
