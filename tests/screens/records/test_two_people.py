"""Two people change one record at a time: each is asked, and nothing typed is lost."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.context import Context
from services.lists.bin import purge
from services.records.use_cases import delete_record, edit_record, list_records, show_record
from tests.screens.desk import Desk, at, at_desk, plan
from tests.screens.records.clients import add, among_clients

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])


def values(context: Context, key: UUID, *names: str, kind: str = "contact") -> list[object]:
    """Return what some fields of a record hold."""
    shown = show_record(context, kind, key).values
    return [shown[name] for name in names]


async def try_to_save(desk: Desk) -> None:
    """Save, and wait for the question about what another has changed."""
    await desk.press("ctrl+s")
    await desk.until_shown("Somebody else has changed")


@SIZES
async def test_a_form_asks_field_by_field(
    context: Context, other: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk", position="buyer", type="client")
    async with among_clients(context, size=size) as desk:
        await desk.open("e")
        edit_record(
            other, "contact", key, {"city": "Perm", "position": "owner", "department": "sales"}
        )
        await desk.put("position", "director")
        await desk.put("type", "partner")
        await desk.put("city", "Tomsk")
        await try_to_save(desk)
        await desk.until_shown("> Position", "mine: director", "Борис Волков", "owner")
        await desk.press("m")
        await desk.until_shown("> City", "+ mine: director")
        await desk.press("t")
        await desk.until_closed()
        await desk.until_shown("Changed. u takes it back.")
    names = ("position", "city", "department")
    assert values(context, key, *names) == ["director", "Perm", "sales"]
    assert values(context, key, "type")[0].code == "partner"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("answer", "city", "companies"), [("M", "Tomsk", 2), ("T", "Perm", 1)])
async def test_all_fields_are_answered_at_once(
    context: Context, other: Context, answer: str, city: str, companies: int
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk", companies=["Vega"])
    async with among_clients(context) as desk:
        await desk.open("e")
        edit_record(other, "contact", key, {"city": "Perm", "companies": ["Nova"]})
        await desk.put("city", "Tomsk")
        await desk.put("companies", "Vega; Orion")
        await try_to_save(desk)
        await desk.press(answer)
        await desk.until_closed()
    found = values(context, key, "city", "companies")
    assert found[0] == city
    assert len(found[1]) == companies  # type: ignore[arg-type]


async def test_back_from_the_question_nothing_is_lost_and_nothing_saved(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk")
    async with among_clients(context) as desk:
        await desk.open("e")
        edit_record(other, "contact", key, {"city": "Perm"})
        await desk.put("city", "Tomsk")
        await try_to_save(desk)
        await desk.press("escape")
        await desk.until_shown("City has been changed meanwhile (Борис Волков, ", "“Perm”")
        assert desk.form()["city"] == "Tomsk"
        assert values(context, key, "city") == ["Perm"]
        await desk.leave()
        # The draft knows that Perm was never seen: it asks again.
        await desk.open("e")
        assert desk.form()["city"] == "Tomsk"
        await try_to_save(desk)
        await desk.press("m")
        await desk.until_closed()
    assert values(context, key, "city") == ["Tomsk"]


async def test_a_draft_does_not_bring_back_what_others_have_changed_since(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk", position="buyer", comment="old")
    async with among_clients(context) as desk:
        await desk.open("e")
        await desk.put("position", "director")
        await desk.leave()
        edit_record(other, "contact", key, {"city": "Perm", "comment": "by Boris"})
        await desk.until_idle()
        await desk.open("e")
        await desk.until_shown("What you had typed is back.")
        assert desk.form()["city"] == "Perm"
        await desk.save()
    assert values(context, key, "position", "city", "comment") == ["director", "Perm", "by Boris"]


async def test_a_deleted_record_is_brought_back_and_saved(context: Context, other: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk")
    async with among_clients(context) as desk:
        await desk.open("e")
        await desk.put("city", "Tomsk")
        delete_record(other, "contact", key)
        await desk.press("ctrl+s")
        await desk.until_shown("It was deleted (Борис Волков, ", "Bring it back")
        await desk.press("escape")
        await desk.until_shown("! It was deleted (Борис Волков, ")
        assert desk.form()["city"] == "Tomsk"
        await desk.press("ctrl+s")
        await desk.until_shown("Bring it back")
        await desk.press("enter")
        await desk.until_closed()
        await desk.until_idle()
        assert desk.names() == ["Ivanov"]
        assert values(context, key, "city") == ["Tomsk"]
        await desk.press("u")
        await desk.until(lambda: show_record(context, "contact", key).is_deleted)


async def test_what_is_deleted_for_good_is_added_again(context: Context, other: Context) -> None:
    boris = at(other)
    key = add(boris, "contact", "Ivanov", city="Omsk")
    async with among_clients(boris) as desk:
        await desk.open("e")
        await desk.put("city", "Tomsk")
        delete_record(context, "contact", key)
        purge(context, "contact", [key])
        await desk.press("ctrl+s")
        await desk.until_shown("It was deleted for good (anna, ", "Add it again")
        await desk.press("enter")
        await desk.until_closed()
    (again,) = list_records(boris, "contact", boris.database.fields.of("contact"))
    assert (again.title, again.values["city"]) == ("Ivanov", "Tomsk")


@pytest.mark.parametrize("answer", ["m", "t"])
async def test_an_activity_that_two_have_moved(
    context: Context, other: Context, answer: str
) -> None:
    context = at(context)
    key = plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.open("e")
        edit_record(other, "activity", key, {"due": "2026-11-24 10:00", "description": "by Boris"})
        await desk.put("due", "25.11.2026 12:00")
        await desk.put("subject", "agree")
        await try_to_save(desk)
        await desk.until_shown("> Deadline")
        await desk.press(answer)
        await desk.until_closed()
    due, subject, text = values(context, key, "due", "subject", "description", kind="activity")
    moved = due.at.astimezone(context.zone)  # type: ignore[attr-defined]
    assert (moved.day, moved.hour) == ((25, 12) if answer == "m" else (24, 10))
    assert (subject, text) == ("agree", "by Boris")


@pytest.mark.parametrize("answer", ["m", "t"])
async def test_an_activity_of_which_two_have_changed_the_client(
    context: Context, other: Context, answer: str
) -> None:
    context = at(context)
    ivanov, petrov, sidorov = (
        add(context, "contact", name) for name in ("Ivanov", "Petrov", "Sidorov")
    )
    company = add(context, "company", "Vega")
    key = plan(context, "ask", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("e")
        theirs = {"contacts": [str(sidorov)], "companies": [str(company)]}
        edit_record(other, "activity", key, theirs)
        await desk.go_to("elements")
        await desk.press("backspace")
        await desk.pick("elements", "Petrov", "Petrov")
        await try_to_save(desk)
        await desk.until_shown("> Contacts", "mine: Petrov", "Sidorov")
        assert "Companies" not in desk.text()
        await desk.press(answer)
        await desk.until_closed()
    contacts, companies = values(context, key, "contacts", "companies", kind="activity")
    assert [one.id for one in contacts] == [petrov if answer == "m" else sidorov]  # type: ignore[attr-defined]
    assert [one.id for one in companies] == [company]  # type: ignore[attr-defined]
