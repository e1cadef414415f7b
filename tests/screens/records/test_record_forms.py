"""The forms of records: new ones, changed ones, and others like one that there is."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.fields import ROW_TYPES
from domain.records.kinds import KINDS
from services.context import Context
from services.layouts import laid_out_fields
from services.records.use_cases import edit_record, list_records, show_record
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients

TYPED: dict[str, dict[str, str]] = {
    "contact": {
        "last_name": "Иванов",
        "first_name": "Пётр",
        "phones": "8 916 123-45-67 (mobile); +48 501 23 12 34",
        "emails": "p.ivanov@romashka.example",
        "companies": 'Vega; "A; B"',
        "birth_date": "3 Oct",
        "type": "par",
        "city": "Omsk",
        "responsible": "Борис",
        "comment": "call after 11",
    },
    "company": {
        "title": "Vega",
        "annual_turnover": "1 200 000,50",
        "currency": "pln",
        "employees": "12",
        "sites": "vega.example",
    },
    "lead": {"title": "From the fair", "status": "new", "company_title": "Vega"},
    "activity": {"subject": "ask", "kind": "meeting", "due": "tomorrow 15:00", "elements": ""},
}
SHOWN: dict[str, dict[str, str]] = {
    "contact": {
        "phones": "8 916 123-45-67 (mobile); +48 501 23 12 34",
        "companies": 'Vega; "A; B"',
        "birth_date": "03.10",
        "type": "Partner",
        "responsible": "Борис Волков",
        "comment": "call after 11",
    },
    "company": {"annual_turnover": "1200000.5", "currency": "PLN", "employees": "12"},
    "lead": {"status": "New", "company_title": "Vega"},
    "activity": {"kind": "meeting"},
}
OF_ONE_ALONE = {"created_at", "updated_at", "done_at", "external_id", "due", "birth_date", "status"}
"""What another record like one that there is does not have: it begins a life of its own."""


async def fill_in(desk: Clients, kind: str) -> None:
    """Type all that is to be typed, field by field."""
    for name, text in TYPED[kind].items():
        if text:
            await desk.put(name, text)


def values(context: Context, kind: str, key: UUID) -> dict[str, object]:
    """Return the fields of a record that a copy has, too."""
    shown = show_record(context, kind, key).values
    return {name: value for name, value in shown.items() if name not in OF_ONE_ALONE}


def keys(context: Context, kind: str) -> list[UUID]:
    """Return the keys of all records of a kind, the oldest first."""
    return sorted(view.id for view in list_records(context, kind, []))


@pytest.mark.row("CONT-03", "COMP-03", "A15")
@pytest.mark.parametrize("kind", TYPED)
async def test_a_record_is_added_changed_and_copied(context: Context, kind: str) -> None:
    context = at(context)
    if kind == "contact":
        add(context, "company", "A; B")
    async with among_clients(context, size=(120, 60)) as desk:
        await desk.show(kind)
        await desk.open("n")
        await fill_in(desk, kind)
        await desk.save()
        assert desk.said() == "Added. u takes it back."
        (key,) = keys(context, kind)
        assert desk.row() == show_record(context, kind, key).title
        before = values(context, kind, key)

        # The form shows it all, and saving it unchanged changes nothing.
        await desk.open("e")
        form = desk.form()
        assert {name: form[name] for name in SHOWN[kind]} == SHOWN[kind]
        await desk.save()
        assert values(context, kind, key) == before

        # A copy has the same, and is selected.
        await desk.open("y")
        alike = set(SHOWN[kind]) - OF_ONE_ALONE
        assert {name: desk.form()[name] for name in alike} == {n: SHOWN[kind][n] for n in alike}
        await desk.save()
        first, second = keys(context, kind)
        assert first == key
        assert values(context, kind, second) == before
        reference = desk.area.row_reference()
        assert reference is not None
        assert reference.id == second
        await desk.press("u")
        await desk.until(lambda: keys(context, kind) == [key])


async def test_what_is_added_and_not_shown_is_told(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.show("lead")
        await desk.choose_view("Nobody's")
        await desk.open("n")
        await desk.put("title", "A joke")
        await desk.save()
        assert desk.said() == "Added. It is not among what is shown here. u takes it back."
        await desk.choose_view("In progress")
        assert desk.names() == ["A joke"]


@pytest.mark.parametrize("kind", ["contact", "company", "lead"])
async def test_each_field_can_be_typed_into(context: Context, kind: str) -> None:
    async with among_clients(at(context), size=(120, 60)) as desk:
        await desk.show(kind)
        await desk.open("n")
        await desk.until_shown(f"New: {KINDS[kind].label.lower()}")
        asked = laid_out_fields(context, kind)
        fields = {field.name for field in asked if field.type not in ROW_TYPES}
        assert set(desk.form()) == fields - {"junk_reason"}


async def test_only_what_was_typed_into_is_changed(context: Context, other: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk", comment="old")
    async with among_clients(context) as desk:
        await desk.open("e")
        edit_record(other, "contact", key, {"comment": "by Boris"})
        await desk.put("city", "Perm")
        await desk.save()
        assert desk.said() == "Changed. u takes it back."
    shown = show_record(context, "contact", key).values
    assert (shown["city"], shown["comment"]) == ("Perm", "by Boris")


async def test_a_field_is_emptied(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk", phones=["8 916 123-45-67"], type="client")
    async with among_clients(context) as desk:
        await desk.open("e")
        for name in ("city", "phones", "type", "responsible"):
            await desk.put(name, "")
        await desk.save()
    shown = show_record(context, "contact", key).values
    assert [shown[name] for name in ("city", "phones", "type", "responsible")] == [
        "",
        (),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("birth_date", "31.02.1980", "31.02"),
        ("type", "clinet", "Use one of: "),
        ("responsible", "nobody here", ""),
    ],
)
async def test_what_does_not_fit_is_said_under_its_field(
    context: Context, field: str, text: str, said: str
) -> None:
    async with among_clients(at(context), size=(120, 60)) as desk:
        await desk.open("n")
        await desk.put("last_name", "Ivanov")
        await desk.put(field, text)
        await desk.press("ctrl+s")
        await desk.until(lambda: "! " in desk.text() and desk.field() == field)
        await desk.until_shown(said)
        assert desk.form()["last_name"] == "Ivanov"


async def test_a_record_without_a_name_is_refused(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.open("n")
        await desk.put("comment", "who was it?")
        await desk.press("ctrl+s")
        await desk.until(lambda: "! " in desk.text())
        assert desk.form()["comment"] == "who was it?"
        await desk.leave()
        await desk.open("n")
        await desk.until_shown("What you had typed is back.")
        assert desk.form()["comment"] == "who was it?"


async def test_two_companies_of_one_name_stay_two(context: Context) -> None:
    context = at(context)
    companies = [add(context, "company", "Vega") for _number in range(2)]
    key = add(context, "contact", "Ivanov", companies=[str(company) for company in companies])
    async with among_clients(context) as desk:
        await desk.open("e")
        assert desk.form()["companies"] == "Vega; Vega (2)"
        await desk.put("companies", "Vega; Vega (2); Nova")
        await desk.save()
    linked = show_record(context, "contact", key).values["companies"]
    assert isinstance(linked, tuple)
    assert [reference.id for reference in linked][:2] == companies


@pytest.mark.parametrize(("keys", "title"), [("je", "Orlova"), ("jke", "Ivanov"), ("Ge", "Petrov")])
async def test_keys_typed_in_one_go_act_on_the_row_that_they_reach(
    context: Context, keys: str, title: str
) -> None:
    context = at(context)
    for name in ("Ivanov", "Orlova", "Petrov"):
        add(context, "contact", name)
    async with among_clients(context) as desk:
        await desk.until_shown("Petrov")
        await desk.type(keys)
        await desk.until_shown(f"Contact · {title}")
