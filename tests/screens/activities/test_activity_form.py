"""The form of an activity: what it asks, kind by kind, and what is written of it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from domain.records.fields import FieldType
from domain.records.layout_edits import hide
from domain.records.references import references_in
from domain.records.values import Value
from services.activities.checklist import add_check_items, check_list, tick_check_item
from services.activities.elements import FIELDS_OF
from services.activities.finishing import finish_activity
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.files.listing import list_attachments
from services.layouts import layout_of, save_layout
from services.records.use_cases import add_record, list_records, show_record
from services.undo import undo
from tests.screens.cards.cards import at_card
from tests.screens.desk import Desk, add_contact, at, at_desk, plan

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)])


def made(context: Context) -> UUID:
    """Return the key of the only activity."""
    (view,) = list_records(context, "activity", [])
    return view.id


def lines(context: Context, activity: UUID) -> list[tuple[str, bool]]:
    """Return the lines of a check list, and whether they are ticked."""
    return [(item.text, item.done_at is not None) for item in check_list(context, activity)]


@pytest.mark.row("TASK-02", "TASK-03", "A4.1", "ACT-13")
@SIZES
async def test_a_task_is_set_with_all_that_belongs_to_it(
    context: Context, tmp_path: Path, size: tuple[int, int]
) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    add_record(context, "company", {"title": "Vega"})
    add_record(context, "lead", {"title": "Fair"})
    add_record(context, "deal", {"title": "Forty chairs"})
    for name in ("offer.pdf", "plan.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    async with at_desk(context, size=size) as desk:
        await desk.open("t")
        await desk.type("Furnish the office\r\r")
        for text, title in (("iva", "Ivanov"), ("forty", "Forty chairs"), ("vega", "Vega")):
            await desk.pick("elements", text, title)
        await desk.pick("elements", "fair", "Fair")
        await desk.until_shown("contact Ivanov · deal Forty chairs · company Vega · lead")
        await desk.put("due", "fri 16:00")
        await desk.put("is_important", "+")
        await desk.put("description", "Two floors")
        await desk.put("check_list", "Measure\r[x] Ask for the plan")
        await desk.put("files", str(tmp_path / "offer.pdf"))
        await desk.press("tab")
        await desk.until_shown("offer.pdf")
        await desk.type(str(tmp_path / "plan.pdf"))
        await desk.put("tags", "office, big")
        await desk.put("responsible", "борис")
        await desk.put("co_executors", "anna")
        await desk.put("observers", "anna; Борис")
        await desk.save()
        key = made(context)
        values = show_record(context, "activity", key).values
        assert (values["kind"], values["subject"]) == ("task", "Furnish the office")
        links = [values[name] for name in ("contacts", "companies", "leads", "deals")]
        titles = [one.title for link in links for one in references_in(link)]
        assert titles == ["Ivanov", "Vega", "Fair", "Forty chairs"]
        assert values["tags"] == ("office", "big")
        assert values["is_important"] is True
        assert values["description"] == "Two floors"
        people = {name: values[name] for name in ("responsible", "co_executors", "observers")}
        assert getattr(people["responsible"], "login", "") == "boris"
        assert [one.login for one in people["co_executors"]] == ["anna"]  # type: ignore
        assert [one.login for one in people["observers"]] == ["anna", "boris"]  # type: ignore
        assert lines(context, key) == [("Measure", False), ("Ask for the plan", True)]
        files = {file.name for file in list_attachments(context, "activity", key)}
        assert files == {"offer.pdf", "plan.pdf"}
    undo(context)
    assert [*list_records(context, "activity", [])] == []


ASKED = {
    "call": {"planned_minutes", "place", "participants"},
    "meeting": {"planned_minutes", "place", "participants", "co_executors"},
    "letter": set[str](),
    "task": {"co_executors", "observers", "tags", "check_list"},
}


@pytest.mark.row("TASK-03", "MEET-01")
@pytest.mark.parametrize("kind", ASKED)
async def test_only_what_concerns_the_kind_is_asked(context: Context, kind: str) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("n")
        await desk.put("kind", kind)
        await desk.until(lambda: shown(desk) & set().union(*ASKED.values()) == ASKED[kind])
        common = {"subject", "elements", "due", "remind_minutes", "description", "files"}
        assert common <= shown(desk)
        assert not shown(desk) & {"outcome", "result", "done_at", "direction", "attempt"}


def shown(desk: Desk) -> set[str]:
    """Return the names of the lines that are in view."""
    return {line.name or "" for line in desk.app.screen.shown_fields()}  # type: ignore[attr-defined]


@pytest.mark.row("MEET-01")
async def test_what_was_typed_for_another_kind_stays(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.type("show the samples")
        await desk.put("kind", "meeting")
        await desk.put("place", "their office")
        await desk.put("planned_minutes", "1h 30m")
        await desk.until_shown("= 1 h 30 min")
        await desk.pick("participants", "iva", "Ivanov")
        await desk.put("kind", "task")
        await desk.until(lambda: "check_list" in shown(desk))
        assert {"place", "planned_minutes", "participants"} <= shown(desk)
        await desk.put("planned_minutes", "")
        await desk.put("check_list", "Pack them")
        await desk.leave()
        await desk.open("n")
        await desk.until_shown("What you had typed is back.")
        form = desk.form()
        assert (form["kind"], form["place"], form["check_list"]) == (
            "task",
            "their office",
            "Pack them",
        )
        assert desk.held("participants") == ["Ivanov"]
        await desk.put("kind", "meeting")
        await desk.save()
    values = show_record(context, "activity", made(context)).values
    assert (values["kind"], values["place"]) == ("meeting", "their office")
    assert lines(context, made(context)) == [("Pack them", False)]


@pytest.mark.row("ACT-15", "A16", "MEET-01")
@SIZES
async def test_a_meeting_is_bound_to_records_in_its_own_form(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    add_record(context, "deal", {"title": "Forty chairs"})
    async with at_desk(context, size=size) as desk:
        await desk.open("n")
        await desk.type("measure\rmeeting\r")
        await desk.pick("elements", "ivan", "Ivanov")
        await desk.put("due", "tomorrow 15:00")
        await desk.put("planned_minutes", "1h")
        await desk.put("place", "their office")
        await desk.save()
        await desk.until(lambda: "measure" in desk.current())
        await desk.open("e")
        assert desk.held("elements") == ["Ivanov"]
        await desk.pick("elements", "forty", "Forty chairs")
        await desk.save()
    values = show_record(context, "activity", made(context)).values
    linked = [references_in(values[name])[0].title for name in ("contacts", "deals")]
    assert linked == ["Ivanov", "Forty chairs"]
    assert (values["place"], values["planned_minutes"]) == ("their office", 60)


@pytest.mark.row("CF-02", "DOC-03")
async def test_custom_fields_are_asked_and_hidden_ones_are_not(context: Context) -> None:
    context = at(context)
    add_field(context, NewField("activity", "Colour", name="colour", type=FieldType.TEXT))
    save_layout(context, hide(layout_of(context, "activity"), "place", "leads"))
    async with at_desk(context) as desk:
        await desk.open("n")
        assert "place" not in shown(desk)
        await desk.type("ask")
        await desk.put("colour", "red")
        await desk.save()
        await desk.open("e")
        assert desk.form()["colour"] == "red"
    assert show_record(context, "activity", made(context)).values["colour"] == "red"


@pytest.mark.row("DOC-03", "TASK-02")
async def test_the_client_at_hand_is_linked_though_the_layout_hides_the_elements(
    context: Context,
) -> None:
    context = at(context)
    contact = add_contact(context, "Ivanov")
    save_layout(context, hide(layout_of(context, "activity"), *FIELDS_OF.values()))
    async with at_desk(context) as agenda:
        await agenda.open("n")
        assert "elements" not in shown(agenda)
        await agenda.leave()
    async with at_card(context, "contact", contact) as desk:
        await desk.open("t")
        assert desk.field() == "subject"
        names = [one.name for one in desk.app.screen.shown_fields()]  # type: ignore
        assert names[:2] == ["subject", "elements"]
        await desk.put("subject", "ask")
        await desk.save()
        key = made(context)
        assert [one.id for one in references_in(links(context, key))] == [contact]
    async with at_desk(context) as agenda:
        await agenda.open("e")
        await agenda.put("subject", "ask again")
        await agenda.save()
    assert [one.id for one in references_in(links(context, key))] == [contact]


def links(context: Context, activity: UUID) -> Value:
    """Return the contacts of an activity."""
    return show_record(context, "activity", activity).values["contacts"]


@pytest.mark.row("TASK-03")
async def test_a_check_list_is_changed_as_text_beside_a_colleague(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = plan(context, "move", "2026-11-23 15:00", kind="task")
    pack, carry, _unpack = add_check_items(context, key, ["Pack", "Carry", "Unpack"])
    tick_check_item(context, pack)
    async with at_desk(context) as desk:
        await desk.open("e")
        assert desk.form()["check_list"] == "[x] Pack\nCarry\nUnpack"
        tick_check_item(other, carry)
        add_check_items(other, key, ["Rest"])
        await desk.go_to("check_list")
        await desk.press("down", "down", "end")
        await desk.type(" the boxes\r[x] Pay")
        await desk.save()
    assert lines(context, key) == [
        ("Pack", True),
        ("Carry", True),
        ("Unpack the boxes", False),
        ("Pay", True),
        ("Rest", False),
    ]


async def test_another_task_like_this_one_begins_with_an_open_check_list(
    context: Context,
) -> None:
    context = at(context)
    key = plan(context, "move", "2026-11-23 15:00", kind="task")
    (pack,) = add_check_items(context, key, ["Pack"])
    tick_check_item(context, pack)
    async with at_desk(context) as desk:
        await desk.open("y")
        assert desk.form()["due"] == ""
        await desk.save()
    (copy,) = {view.id for view in list_records(context, "activity", [])} - {key}
    assert lines(context, copy) == [("Pack", False)]


async def test_a_file_that_is_not_there_is_said_under_the_paths(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("n")
        await desk.type("ask")
        await desk.put("files", "/no/such/file.pdf")
        await desk.press("ctrl+s")
        await desk.until_shown("! /no/such/file.pdf cannot be read")
        assert desk.field() == "files"
        assert [*list_records(context, "activity", [])] == []


@pytest.mark.row("ACT-12")
async def test_what_came_of_it_is_asked_once_it_is_done(context: Context) -> None:
    context = at(context)
    key = plan(context, "ask", "2026-11-23 10:00")
    finish_activity(context, key, result="said yes")
    async with at_desk(context) as desk:
        await desk.press("D")
        await desk.until(lambda: "Done 1" in desk.text())
        await desk.press("G")
        await desk.open("e")
        assert desk.form()["result"] == "said yes"
        await desk.put("outcome", "reached")
        await desk.save()
    outcome = show_record(context, "activity", key).values["outcome"]
    assert getattr(outcome, "code", "") == "reached"
