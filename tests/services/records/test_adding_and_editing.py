"""Add and edit records: what is kept, and what is said where a value does not fit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from crm_tui.cli.record_output import record_json
from domain.errors import NotFound
from domain.records.values import Choice, Deadline, Person, Point
from services.context import Context
from services.records.use_cases import (
    add_record,
    delete_record,
    edit_record,
    list_records,
    show_record,
)


def add(context: Context, kind: str, /, **values: object) -> UUID:
    return add_record(context, kind, values)


def read(context: Context, kind: str, key: UUID) -> Any:
    return show_record(context, kind, key).values


@pytest.mark.row("CONT-01", "CONT-02")
def test_a_contact_keeps_everything_that_is_known_of_a_person(context: Context) -> None:
    key = add(
        context,
        "contact",
        last_name="Ковалёва",
        first_name="Анна",
        middle_name="Петровна",
        birth_date="12.03.1980",
        phones=["8 (916) 123-45-67", {"value": "+48 22 123 45 67", "label": "work"}],
        emails=["anna@romashka.ru"],
        sites=["romashka.ru"],
        messengers=["telegram:anna"],
        companies=["Ромашка", "Żółw"],
        position="бухгалтер",
        type="client",
        source="Fair",
        street="ул. Ленина, 1",
        city="Псков",
        postal_code="180000",
        country="Россия",
        comment="первая строка\nвторая",
        external_id="1C-17",
    )
    view = show_record(context, "contact", key)
    values: Any = view.values
    assert view.title == "Ковалёва Анна Петровна"
    assert values["birth_date"] == "1980-03-12"
    assert [(p.value, p.label, p.e164) for p in values["phones"]] == [
        ("8 (916) 123-45-67", "", "+79161234567"),
        ("+48 22 123 45 67", "work", "+48221234567"),
    ]
    assert [p.value for p in values["emails"]] == ["anna@romashka.ru"]
    assert [company.title for company in values["companies"]] == ["Ромашка", "Żółw"]
    assert (values["type"], values["source"]) == (
        Choice("client", "Client"),
        Choice("fair", "Fair"),
    )
    assert [values[name] for name in ("street", "city", "postal_code", "country")] == [
        "ул. Ленина, 1",
        "Псков",
        "180000",
        "Россия",
    ]
    assert values["comment"] == "первая строка\nвторая"
    assert values["responsible"] == Person("anna", "anna")
    assert values["external_id"] == "1C-17"


@pytest.mark.row("COMP-01")
def test_a_company_keeps_its_figures(context: Context) -> None:
    key = add(
        context,
        "company",
        title="ООО «Ромашка»",
        type="supplier",
        industry="trade",
        annual_turnover="1 200 000,50",
        currency="rub",
        employees=42,
        phones="8 495 123-45-67",
        sites="https://romashka.ru",
        city="Москва",
    )
    values = read(context, "company", key)
    assert values["annual_turnover"] == Decimal("1200000.50")
    assert (values["currency"], values["employees"]) == ("RUB", 42)
    assert values["industry"].code == "trade"
    assert values["phones"][0].e164 == "+74951234567"


@pytest.mark.row("LEAD-01")
@pytest.mark.parametrize(
    ("known", "title"),
    [
        ({"title": "Roof in Pskov"}, "Roof in Pskov"),
        ({"last_name": "Ким", "first_name": "Олег"}, "Ким Олег"),
        ({"company_title": "Żółw"}, "Żółw"),
        ({"phones": ["8 916 123-45-67"]}, "8 916 123-45-67"),
        ({"emails": ["oleg@kim.ru"]}, "oleg@kim.ru"),
    ],
)
def test_one_thing_known_makes_a_lead(
    context: Context, known: dict[str, object], title: str
) -> None:
    view = show_record(context, "lead", add(context, "lead", **known))
    assert view.title == title
    assert view.values["status"] == Choice("new", "New", "open")


@pytest.mark.row("DEAL-01")
def test_a_deal_keeps_amount_stage_and_people(context: Context, other: Context) -> None:
    contact = add(context, "contact", last_name="Ким")
    key = add(
        context,
        "deal",
        title="Крыша",
        amount="10 000,01",
        currency="PLN",
        stage="offer",
        probability=60,
        close_date="2026-12-25",
        company="Ромашка",
        contacts=["Ким"],
        type="sale",
        responsible="boris",
        open_to_all=True,
        comment="срочно",
    )
    values = read(context, "deal", key)
    assert values["amount"] == Decimal("10000.01")
    assert values["stage"].code == "offer"
    assert values["close_date"] == date(2026, 12, 25)
    assert values["company"].title == "Ромашка"
    assert [c.id for c in values["contacts"]] == [contact]
    assert values["responsible"] == Person("boris", "Борис Волков")
    assert (values["probability"], values["open_to_all"]) == (60, True)


def test_a_deal_begins_at_the_first_stage(context: Context) -> None:
    values = read(context, "deal", add(context, "deal", title="Крыша"))
    assert values["stage"].code == "new"
    assert values["open_to_all"] is False
    assert values["amount"] is None


@pytest.mark.row("ACT-01", "ACT-02", "CALL-01")
@pytest.mark.parametrize("kind", ["call", "meeting", "letter", "task", "event"])
def test_an_activity_concerns_any_number_of_records(context: Context, kind: str) -> None:
    links = {
        "contacts": [str(add(context, "contact", last_name=name)) for name in ("Ким", "Цой")],
        "companies": [str(add(context, "company", title="Ромашка"))],
        "leads": [str(add(context, "lead", title="Roof"))],
        "deals": [str(add(context, "deal", title="Крыша"))],
    }
    key = add(
        context,
        "activity",
        kind=kind,
        subject="договор",
        due="2026-12-25 15:00",
        remind_minutes=15,
        is_important="yes",
        **links,
    )
    values = read(context, "activity", key)
    assert values["kind"] == kind
    assert values["due"] == Deadline(at=datetime(2026, 12, 25, 14, tzinfo=UTC))
    assert (values["remind_minutes"], values["is_important"]) == (15, True)
    assert [str(r.id) for r in values["contacts"]] == links["contacts"]
    assert [r.title for r in values["companies"]] == ["Ромашка"]
    assert [r.title for r in values["leads"]] == ["Roof"]
    assert [r.title for r in values["deals"]] == ["Крыша"]


def test_a_day_without_a_time_stays_a_day(context: Context) -> None:
    key = add(context, "activity", subject="договор", due="25.12.2030")
    assert read(context, "activity", key)["due"] == Deadline(on=date(2030, 12, 25))
    edit_record(context, "activity", key, {"due": "2030-12-25T09:30:00+03:00"})
    assert read(context, "activity", key)["due"] == Deadline(
        at=datetime(2030, 12, 25, 6, 30, tzinfo=UTC)
    )
    edit_record(context, "activity", key, {"due": ""})
    assert read(context, "activity", key)["due"] is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 916 123-45-67", [("8 916 123-45-67", "+79161234567", True)]),
        ("0049 30 123456", [("0049 30 123456", "+4930123456", True)]),
        ("+48 22 123 45 67 doma", [("+48 22 123 45 67 doma", "+48221234567", True)]),
        ("спросить Олю", [("спросить Олю", None, False)]),
        ("12.03.1980", [("12.03.1980", None, False)]),
        ("4567", [("4567", None, False)]),
    ],
)
def test_a_phone_is_kept_as_typed_and_marked_where_it_is_none(
    context: Context, typed: str, kept: list[tuple[str, str | None, bool]]
) -> None:
    add(context, "contact", last_name="Ким", phones=[typed])
    rows = context.database.reader().execute("SELECT value, e164, is_valid FROM contact_point")
    assert [(value, e164, bool(valid)) for value, e164, valid in rows] == kept


def test_several_numbers_in_one_cell_become_several_phones(context: Context) -> None:
    cell = "8 916 123-45-67, 8 (495) 765-43-21 доб. 12; +48 22 123 45 67"
    key = add(context, "contact", last_name="Ким", phones=cell)
    phones: list[Point] = read(context, "contact", key)["phones"]
    assert [phone.e164 for phone in phones] == ["+79161234567", "+74957654321", "+48221234567"]
    assert [phone.value for phone in phones] == [
        "8 916 123-45-67",
        "8 (495) 765-43-21 доб. 12",
        "+48 22 123 45 67",
    ]


def test_one_number_in_two_spellings_is_kept_once(context: Context) -> None:
    key = add(context, "contact", last_name="Ким", phones=["8 916 123-45-67", "+79161234567"])
    assert [p.value for p in read(context, "contact", key)["phones"]] == ["8 916 123-45-67"]


def test_companies_are_found_by_title_whatever_the_legal_form(context: Context) -> None:
    company = add(context, "company", title="ООО «Ромашка»")
    key = add(context, "contact", last_name="Ким", companies=["ромашка, О.О.О.", "РОМАШКА", "Мак"])
    found, made = read(context, "contact", key)["companies"]
    assert found.id == company
    assert made.title == "Мак"
    assert len(list(list_records(context, "company", []))) == 2


def test_the_order_of_companies_can_be_changed(context: Context) -> None:
    key = add(context, "contact", last_name="Ким", companies=["Ромашка", "Мак"])
    edit_record(context, "contact", key, {"companies": ["Мак", "Ромашка"]})
    assert [c.title for c in read(context, "contact", key)["companies"]] == ["Мак", "Ромашка"]


def test_an_edit_leaves_alone_what_it_does_not_name(context: Context) -> None:
    key = add(context, "contact", last_name="Ким", phones=["8 916 123-45-67"], city="Псков")
    edit_record(context, "contact", key, {"city": None, "comment": "x"})
    values = read(context, "contact", key)
    assert values["city"] == ""
    assert [p.value for p in values["phones"]] == ["8 916 123-45-67"]
    assert values["last_name"] == "Ким"


def test_what_is_shown_as_json_can_be_given_back(context: Context) -> None:
    key = add(
        context,
        "contact",
        last_name="Ким",
        phones=["8 916 123-45-67 дом", "4567"],
        companies=["Ромашка"],
        birth_date="12.03",
        type="client",
    )
    view = show_record(context, "contact", key)
    shown = record_json(view)
    editable = {
        field.name: shown[field.name]
        for field in context.database.fields.of("contact")
        if not field.read_only
    }
    edit_record(context, "contact", key, editable)
    after = show_record(context, "contact", key)
    assert {**after.values, "updated_at": 0} == {**view.values, "updated_at": 0}


def test_terminals_are_never_told_what_to_do_by_a_value(context: Context) -> None:
    key = add(
        context,
        "contact",
        last_name="Ки\x1b[31mм\x00",
        first_name="О\u202eлег",
        comment="one\r\ntwo\x07",
        phones=["8 916\x1b 123-45-67"],
    )
    values = read(context, "contact", key)
    assert values["last_name"] == "Ки[31mм"
    assert values["first_name"] == "Олег"
    assert values["comment"] == "one\ntwo"
    assert "\x1b" not in values["phones"][0].value


def test_a_text_on_one_line_stays_on_one(context: Context) -> None:
    key = add(context, "company", title="  Ро\nмаш\tка  ")
    assert read(context, "company", key)["title"] == "Ро маш ка"


def test_a_contact_may_lose_its_name_but_not_its_phone(context: Context) -> None:
    key = add(context, "contact", last_name="Ким", phones=["8 916 123-45-67"])
    edit_record(context, "contact", key, {"last_name": ""})
    assert show_record(context, "contact", key).title == "8 916 123-45-67"


@pytest.mark.parametrize("act", [show_record, delete_record])
def test_a_key_that_nobody_has_is_named(context: Context, act: Any) -> None:
    key = UUID(int=1)
    with pytest.raises(NotFound, match=f"no contact with the key {key}"):
        act(context, "contact", key)


def test_a_record_in_the_bin_is_not_edited_or_linked(context: Context) -> None:
    key = add(context, "contact", last_name="Ким")
    delete_record(context, "contact", key)
    with pytest.raises(NotFound):
        edit_record(context, "contact", key, {"last_name": "Цой"})
    with pytest.raises(NotFound):
        add(context, "deal", title="x", contacts=[str(key)])
    assert [view.id for view in list_records(context, "contact", [])] == []
    assert show_record(context, "contact", key).is_deleted


def test_a_link_to_what_went_into_the_bin_may_stay(context: Context) -> None:
    key = add(context, "contact", last_name="Ким", companies=["Ромашка"])
    (company,) = read(context, "contact", key)["companies"]
    delete_record(context, "company", company.id)
    edit_record(context, "contact", key, {"companies": [str(company.id), "Мак"]})
    assert [c.title for c in read(context, "contact", key)["companies"]] == ["Ромашка", "Мак"]


def test_lists_are_in_the_order_of_names(context: Context) -> None:
    for name in ("Яшина", "ёлкин", "Żak", "Елагин", "abc"):
        add(context, "contact", last_name=name)
    titles = [view.title for view in list_records(context, "contact", [])]
    assert titles == ["abc", "Żak", "Елагин", "ёлкин", "Яшина"]
