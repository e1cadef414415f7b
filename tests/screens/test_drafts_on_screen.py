"""Nothing typed is lost: what stands in a dialog comes back until it is saved or emptied."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer

import pytest
from desk import Desk, add_contact, at, at_desk, count, glance, plan

from screens import form_dialog
from services.context import Context
from services.drafts import load_draft
from tests.screens.records.clients import among_clients

BACK = "What you had typed is back. ^N empties the form."


def plan_two(context: Context) -> None:
    """Plan a call with Ivanov, and after it one with Nowak."""
    for name, hour in (("Ivanov", 15), ("Nowak", 16)):
        key = add_contact(context, name)
        plan(context, "ask", f"2026-11-23 {hour}:00", contacts=[str(key)])


async def test_escape_keeps_a_draft_for_the_same_client(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.type("send the offer")
        await desk.leave()
        await desk.press("j")
        await desk.open("n")
        assert (desk.held("elements"), desk.form()["subject"]) == (["Nowak"], "")
        assert BACK not in desk.text()
        await desk.leave()
        await desk.press("k")
        await desk.open("n")
        assert (desk.held("elements"), desk.form()["subject"]) == (["Ivanov"], "send the offer")
        await desk.until_shown(BACK)
        assert desk.field() == "due"


async def test_a_form_that_waits_for_another_program_says_so(
    context: Context, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    plan_two(context)
    monkeypatch.setattr(form_dialog, "TELL_SECONDS", 0.01)
    async with at_desk(context, size=(80, 24)) as desk:
        await desk.open("n")
        await desk.type("send the offer")
        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        await desk.press("ctrl+s")
        await desk.until_shown("Saving … Another program may be writing just now.")
        busy.execute("ROLLBACK")
        busy.close()
        await desk.until_said("Planned.")


async def test_what_is_saved_as_the_program_ends_is_not_typed_any_more(
    context: Context, path: Path
) -> None:
    """Neither where it ends before the form is saved, nor where it does a moment later."""
    context = at(context)
    async with among_clients(context) as desk:
        await desk.open("n")
        await desk.type("Ames")
        busy = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        busy.execute("BEGIN IMMEDIATE")
        await desk.press("ctrl+s")
        release = Timer(0.1, busy.close)
        release.start()
    release.join()
    async with among_clients(context) as desk:
        await desk.until(lambda: desk.names() == ["Ames"])
        await desk.open("n")
        assert BACK not in desk.text()
        assert desk.form()["last_name"] == ""


async def test_a_draft_outlives_the_program(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await desk.open("x")
        await desk.press("1", "enter")
        await desk.type("signed")
    async with at_desk(context) as desk:
        await desk.open("x")
        assert desk.form() == {"outcome": "Reached", "result": "signed", "next": ""}
        await desk.save()
        await desk.press("u")
        await desk.until(lambda: desk.said().startswith("Undone"))
        await desk.until(lambda: "2 open" in desk.text() and len(desk.agenda()) == 3)
        await desk.press("g")
        await desk.open("x")
        assert desk.form()["result"] == ""


@dataclass(frozen=True)
class Form:
    """A form: the keys that open it, and a field with something that can be typed there."""

    keys: tuple[str, ...]
    field: str
    text: str


FORMS = {
    "plan": Form(("n",), "subject", "send the offer"),
    "copy": Form(("y",), "subject", "ask again"),
    "change": Form(("e",), "description", "bring samples"),
    "finish": Form(("x",), "result", "they agree"),
    "postpone": Form(("p",), "due", "fri 9"),
    "assign": Form(("a",), "responsible", "Борис"),
    "attach": Form(("f", "n"), "path", "/no/such/file.pdf"),
    "setting": Form(("0", "j", "enter"), "value", "Europe/Nowhere"),
}


@pytest.mark.parametrize("name", FORMS)
async def test_every_form_keeps_what_is_typed(context: Context, name: str) -> None:
    context, form = at(context), FORMS[name]
    plan_two(context)

    async def open_form(desk: Desk) -> None:
        for key in form.keys:
            await desk.press(key)
            await desk.until_idle()
        await desk.until_dialog()

    async with at_desk(context) as desk:
        await open_form(desk)
        await desk.put(form.field, form.text)
        await desk.leave()
    async with at_desk(context) as desk:
        await open_form(desk)
        await desk.until_shown(BACK)
        assert desk.form()[form.field] == form.text
        await desk.press("ctrl+n")
        assert desk.form()[form.field] != form.text
        await desk.leave()
        await open_form(desk) if len(form.keys) == 1 else await desk.open(form.keys[-1])
        assert BACK not in desk.text()


async def test_what_is_copied_has_a_draft_of_its_own(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await desk.open("y")
        await desk.type("ask Ivanov again")
        await desk.leave()
        await desk.press("j")
        await desk.open("y")
        assert (desk.held("elements"), desk.form()["subject"]) == (["Nowak"], "ask")
        assert BACK not in desk.text()


async def test_ctrl_n_empties_the_form_and_its_draft(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.type("show the samples")
        await desk.leave()
        await desk.open("n")
        await desk.press("ctrl+n")
        assert desk.form() == {
            "subject": "",
            "kind": "call",
            "elements": "",
            "due": "",
            "remind_minutes": "15m",
            "is_important": "",
            "planned_minutes": "",
            "place": "",
            "description": "",
            "files": "",
            "responsible": "anna",
            "participants": "",
        }
        assert desk.field() == "subject"
        await desk.until_gone(BACK)
        await desk.leave()
        await desk.open("n")
        assert desk.form()["subject"] == ""
        assert desk.held("elements") == ["Ivanov"]
        assert BACK not in desk.text()


async def test_a_dialog_that_was_only_looked_at_leaves_no_draft(context: Context) -> None:
    context = at(context)
    plan_two(context)
    async with at_desk(context) as desk:
        for key in "cnx":
            await desk.open(key)
            await desk.press("tab", "shift+tab")
            await desk.leave()
        await desk.open("n")
        await desk.type("a")
        await desk.press("backspace")
        await desk.leave()
    drafts = context.database.reader().execute("SELECT count(*) FROM draft").fetchone()[0]
    assert drafts == 0


async def test_a_draft_remembers_which_client_was_chosen(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", first_name="Pyotr")
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.type("send the offer")
        await desk.pick("elements", "iva", "Ivanov Pyotr")
        await desk.leave()
        await desk.open("n")
        assert desk.held("elements") == ["Ivanov Pyotr"]
        await desk.save()
    assert [planned.subject for planned in glance(context, key).planned] == ["send the offer"]
    assert count(context, "contact") == 1


async def test_a_draft_is_written_while_one_goes_on_typing(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("n")

        def kept() -> str:
            return load_draft(context, "plan_activity").get("subject", "")

        while not kept():
            assert len(desk.form()["subject"]) < 500
            await desk.press("a")
        assert "a" in kept()


async def test_drafts_are_personal(context: Context, other: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("n")
        await desk.type("mine")
        await desk.leave()
    async with at_desk(replace(at(context), actor=other.actor)) as desk:
        await desk.open("n")
        assert desk.form()["subject"] == ""
