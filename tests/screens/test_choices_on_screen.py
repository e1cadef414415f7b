"""Choosing in forms by a digit, a name or its beginning, and what is kept of what was chosen."""

from __future__ import annotations

from uuid import UUID

import pytest
from desk import add_contact, at, at_desk, glance, plan

from domain.records.values import Person, Value
from services.context import Context
from services.dictionaries.changing import add_value
from services.lists.views import list_views
from services.records.use_cases import show_record
from services.users import add_user
from tests.screens.records.clients import among_clients


def value_of(context: Context, key: UUID, name: str, kind: str = "activity") -> Value:
    """Return the value of a field of a record."""
    return show_record(context, kind, key).values[name]


def titles(context: Context, key: UUID, name: str, kind: str = "activity") -> list[str]:
    """Return the titles of the records that a record is linked with."""
    found = value_of(context, key, name, kind)
    assert isinstance(found, tuple)
    return [getattr(item, "title", "") for item in found]


def let_go(context: Context, login: str) -> None:
    """Take a colleague out of use."""
    with context.database.write(context.actor, "let_go") as unit:
        unit.connection.execute('UPDATE "user" SET is_active = 0 WHERE login = ?', (login,))


@pytest.mark.row("ACT-03")
async def test_an_activity_of_somebody_who_has_left_can_be_changed(context: Context) -> None:
    context = at(context)
    add_user(context, "carl", "Carl")
    key = plan(context, "agree", "2026-11-23 15:00", responsible="carl")
    let_go(context, "carl")
    async with at_desk(context) as desk:
        desk.area._open_form(key, as_new=False)
        await desk.until_dialog()
        assert desk.form()["responsible"] == "Carl"
        await desk.put("subject", "agree on the price")
        await desk.save()
    assert value_of(context, key, "subject") == "agree on the price"
    assert value_of(context, key, "responsible") == Person("carl", "Carl")


@pytest.mark.row("ACT-03")
async def test_people_of_one_name_are_told_apart(context: Context) -> None:
    context = at(context)
    add_user(context, "jan1", "Jan Kos")
    add_user(context, "jan2", "Jan Kos")
    key = plan(context, "agree", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.put("responsible", "jan kos")
        await desk.press("ctrl+s")
        await desk.until_shown("! “jan kos” may be: Jan Kos (jan1), Jan Kos (jan2).")
        await desk.put("responsible", "jan2")
        await desk.until_shown("= Jan Kos (jan2)")
        await desk.save()
    assert value_of(context, key, "responsible") == Person("jan2", "Jan Kos")


@pytest.mark.row("ACT-12")
async def test_an_outcome_that_another_one_begins_with_can_be_chosen(context: Context) -> None:
    context = at(context)
    add_value(context, "outcome", "Call back later")
    ivanov = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("x")
        await desk.put("outcome", "Call back")
        await desk.save()
    assert [past.outcome for past in glance(context, ivanov).past] == ["Call back"]


@pytest.mark.parametrize(
    ("typed", "is_important"), [("no", False), ("нет", False), ("tak", True), ("+", True)]
)
async def test_important_is_read_as_yes_or_no(
    context: Context, typed: str, is_important: bool
) -> None:
    context = at(context)
    key = plan(context, "ask", "2026-11-23 15:00", is_important=not is_important)
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.put("is_important", typed)
        await desk.until_shown("= yes" if is_important and typed != "+" else "Important")
        await desk.save()
    assert value_of(context, key, "is_important") is is_important


async def test_what_is_neither_yes_nor_no_is_said_under_the_field(context: Context) -> None:
    context = at(context)
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.put("subject", "ask")
        await desk.put("is_important", "perhaps")
        await desk.press("ctrl+s")
        await desk.until_shown("! “perhaps” is neither yes nor no.")
        assert desk.field() == "is_important"


@pytest.mark.row("VIEW-02")
async def test_a_view_that_is_not_for_all_stays_with_its_owner(
    context: Context, other: Context
) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await desk.press("3")
        await desk.until_shown("Ivanov")
        await desk.press("apostrophe", "s")
        await desk.until(lambda: desk.field() == "name")
        await desk.put("name", "hot")
        await desk.put("shared", "no")
        await desk.press("ctrl+s")
        await desk.until_shown("The view is kept.")
    assert "hot" in [view.name for view in list_views(context, "contact")]
    assert "hot" not in [view.name for view in list_views(other, "contact")]


@pytest.mark.parametrize(("key", "field"), [("x", "outcome"), ("p", "due"), ("a", "responsible")])
async def test_a_draft_for_several_is_not_that_of_other_ones(
    context: Context, key: str, field: str
) -> None:
    context = at(context)
    for hour in (15, 16, 17):
        plan(context, f"ask at {hour}", f"2026-11-23 {hour}:00")
    async with at_desk(context) as desk:
        await desk.press("m", "m")
        await desk.open(key)
        await desk.put(field, "b")
        await desk.leave()
        await desk.press("m")
        await desk.open(key)
        assert desk.form()[field] == ""
        await desk.leave()
        await desk.press("m")
        await desk.open(key)
        assert desk.form()[field] == "b"


@pytest.mark.row("ACT-06")
async def test_another_client_is_put_in_the_place_of_the_last_one(context: Context) -> None:
    context = at(context)
    people = {name: add_contact(context, name) for name in ("Ivanov", "Petrova", "Sidorov")}
    both = [str(people["Ivanov"]), str(people["Petrova"])]
    key = plan(context, "agree", "2026-11-23 15:00", contacts=both)
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.go_to("elements")
        await desk.press("backspace")
        await desk.pick("elements", "sidorov", "Sidorov")
        await desk.save()
        assert titles(context, key, "contacts") == ["Ivanov", "Sidorov"]
        await desk.open("y")
        await desk.put("subject", "agree again")
        await desk.save()
        copied = desk.area.activity_row()
    assert copied is not None
    (again,) = {found.id for found in glance(context, people["Sidorov"]).planned} - {key}
    assert titles(context, again, "contacts") == ["Ivanov", "Sidorov"]


async def test_choices_stand_side_by_side_on_a_narrow_screen(context: Context) -> None:
    async with among_clients(at(context), size=(40, 30)) as desk:
        await desk.open("n")
        await desk.go_to("birth_date")
        await desk.until_shown("1 Client  2 Supplier  3 Partner")
