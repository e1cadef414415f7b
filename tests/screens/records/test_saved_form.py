"""The form of a record: what it says of a text is what is kept, and nothing else is touched."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.references import Reference
from domain.records.values import Person
from services.context import Context
from services.records.use_cases import show_record
from tests.screens.desk import at
from tests.screens.records.clients import add, among_clients


def companies(context: Context, key: UUID) -> list[Reference]:
    """Return the companies of a contact."""
    found = show_record(context, "contact", key).values["companies"]
    assert isinstance(found, tuple)
    return [item for item in found if isinstance(item, Reference)]


@pytest.mark.row("COMP-03")
async def test_a_colleague_is_kept_by_the_beginning_of_the_name(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov")
    async with among_clients(context) as clients:
        await clients.open("e")
        await clients.put("responsible", "бор")
        await clients.until_shown("= Борис Волков")
        await clients.save()
    assert show_record(context, "contact", key).values["responsible"] == Person(
        "boris", "Борис Волков"
    )


@pytest.mark.row("MASS-01")
async def test_a_value_for_many_may_be_a_beginning_but_not_of_several(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov")
    async with among_clients(context) as clients:
        await clients.open("E")
        await clients.put("field", "type")
        await clients.put("value", "p")
        await clients.press("ctrl+s")
        await clients.until_shown("! “p” may be: Partner, Press.")
        await clients.put("field", "responsible")
        await clients.put("value", "бор")
        await clients.until_shown("= Борис Волков")
        await clients.save()
        await clients.until_shown("1 changed")
    assert show_record(context, "contact", key).values["responsible"] == Person(
        "boris", "Борис Волков"
    )


@pytest.mark.row("CF-02")
async def test_companies_with_a_semicolon_or_of_one_name_stay_what_they_are(
    context: Context,
) -> None:
    context = at(context)
    linked = [
        add(context, "company", "Romashka; Sons"),
        add(context, "company", "Vega"),
        add(context, "company", "Vega"),
    ]
    key = add(context, "contact", "Ivanov", companies=[str(one) for one in linked])
    async with among_clients(context) as clients:
        await clients.open("e")
        await clients.go_to("companies")
        await clients.press("end")
        await clients.type("; Orion")
        await clients.save()
    after = companies(context, key)
    assert [one.id for one in after[:3]] == linked
    assert [one.title for one in after] == ["Romashka; Sons", "Vega", "Vega", "Orion"]


@pytest.mark.row("COMP-03")
async def test_each_copy_has_a_draft_of_its_own(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Ivanov", city="Moscow")
    add(context, "contact", "Petrova", city="Kazan")
    async with among_clients(context) as clients:
        first = clients.row()
        await clients.open("y")
        await clients.put("first_name", "Semen")
        await clients.leave()
        await clients.press("j")
        assert clients.row() != first
        await clients.open("y")
        assert clients.form()["last_name"] == clients.row()
        assert clients.form()["first_name"] == ""
        await clients.leave()
        await clients.press("k")
        await clients.open("y")
        assert clients.form()["first_name"] == "Semen"
