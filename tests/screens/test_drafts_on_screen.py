"""Nothing typed is lost: what stands in a dialog comes back until it is saved or emptied."""

from __future__ import annotations

from dataclasses import replace

from desk import Desk, add_contact, at, at_desk, plan

from domain.references import Reference
from services.clients import glance_at_client
from services.context import Context
from services.drafts import load_draft
from services.records.use_cases import list_records

BACK = "What you had typed is back. ^N empties the form."


def plan_two(context: Context) -> None:
    """Plan a call with Ivanov, and after it one with Nowak."""
    for name, hour in (("Ivanov", 15), ("Nowak", 16)):
        key = add_contact(context, name)
        plan(context, "ask", f"2026-11-23 {hour}:00", contacts=[str(key)])


async def leave(desk: Desk) -> None:
    """Close the dialog with Escape."""
    await desk.press("escape")
    await desk.until_closed()


async def open_dialog(desk: Desk, key: str) -> None:
    """Open a dialog by its key."""
    await desk.press(key)
    await desk.until_dialog()


async def test_escape_keeps_a_draft_for_the_same_client(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await open_dialog(desk, "c")
        await desk.type("wants 5 %")
        await leave(desk)
        await desk.press("j")
        await open_dialog(desk, "c")
        assert desk.form() == {"client": "Nowak", "notes": "", "outcome": "", "next": ""}
        assert BACK not in desk.text()
        await leave(desk)
        await desk.press("k")
        await open_dialog(desk, "c")
        assert desk.form() == {"client": "Ivanov", "notes": "wants 5 %", "outcome": "", "next": ""}
        await desk.until_shown(BACK)
        assert desk.field() == "outcome"


async def test_a_draft_outlives_the_program(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await open_dialog(desk, "x")
        await desk.press("1", "enter")
        await desk.type("signed")
    async with at_desk(context) as desk:
        await open_dialog(desk, "x")
        assert desk.form() == {"outcome": "1", "result": "signed", "next": ""}
        await desk.press("ctrl+s")
        await desk.until_closed()
        await desk.press("u")
        await desk.until(lambda: desk.said().startswith("Undone"))
        await desk.until(lambda: "3 overdue" not in desk.text() and len(desk.agenda()) == 3)
        await desk.press("g")
        await open_dialog(desk, "x")
        assert desk.form()["result"] == ""


async def test_ctrl_n_empties_the_form_and_its_draft(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await open_dialog(desk, "n")
        await desk.type("show the samples")
        await leave(desk)
        await open_dialog(desk, "n")
        await desk.press("ctrl+n")
        assert desk.form() == {
            "subject": "",
            "kind": "call",
            "client": "",
            "due": "",
            "important": "",
        }
        assert desk.field() == "subject"
        await desk.until_gone(BACK)
        await leave(desk)
        await open_dialog(desk, "n")
        assert desk.form()["subject"] == ""
        assert desk.form()["client"] == "Ivanov"
        assert BACK not in desk.text()


async def test_a_dialog_that_was_only_looked_at_leaves_no_draft(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        for key in "cnx":
            await open_dialog(desk, key)
            await desk.press("tab", "shift+tab")
            await leave(desk)
        await open_dialog(desk, "n")
        await desk.type("a")
        await desk.press("backspace")
        await leave(desk)
    drafts = context.database.reader().execute("SELECT count(*) FROM draft").fetchone()[0]
    assert drafts == 0


async def test_a_draft_remembers_which_client_was_chosen(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", first_name="Pyotr")
    async with at_desk(context) as desk:
        await open_dialog(desk, "c")
        await desk.type("iva")
        await desk.press("enter")
        await desk.until(lambda: desk.form()["client"] == "Ivanov Pyotr")
        await desk.type("hello")
        await leave(desk)
        await open_dialog(desk, "c")
        assert desk.form()["client"] == "Ivanov Pyotr"
        await desk.press("ctrl+s")
        await desk.until_closed()
    assert len(list(list_records(context, "contact", []))) == 1
    glance = glance_at_client(context, Reference("contact", key, ""))
    assert glance is not None
    assert [past.text for past in glance.past] == ["hello"]


async def test_a_draft_is_written_while_one_goes_on_typing(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await open_dialog(desk, "n")

        def kept() -> str:
            return load_draft(context, "plan_activity").get("subject", "")

        while not kept():
            assert len(desk.form()["subject"]) < 500
            await desk.press("a")
        assert "a" in kept()


async def test_drafts_are_personal(context: Context, other: Context) -> None:
    async with at_desk(at(context)) as desk:
        await open_dialog(desk, "n")
        await desk.type("mine")
        await leave(desk)
    async with at_desk(replace(at(context), actor=other.actor)) as desk:
        await open_dialog(desk, "n")
        assert desk.form()["subject"] == ""
