"""Addresses, requisites and lines of products: added, changed, removed, found, copied, undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.parts import Address, LineItem, Requisites, sums
from domain.records.fields import FieldType
from domain.records.record_query import RecordQuery
from services.activities.call_context import call_context
from services.context import Context
from services.leads.converting import New, convert_lead
from services.lists.reading import record_list_source
from services.parts.countries import country_of
from services.parts.photo import set_photo
from services.parts.use_cases import add_part, change_part, make_main, parts_of, remove_part
from services.records.copying import copy_values
from services.records.finding import find_records
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import redo, undo

REQUISITES, ADDRESS = FieldType.REQUISITES, FieldType.ADDRESS


@pytest.fixture
def company(context: Context) -> UUID:
    """A company without anything."""
    return add_record(context, "company", {"title": "Ромашка"})


def sets_of(context: Context, company: UUID) -> list[tuple[str, bool]]:
    """Return the tax numbers of the sets of a company, and which is the default."""
    found = parts_of(context, "company", company, REQUISITES)
    return [(one.tax_id, one.is_default) for one in found if isinstance(one, Requisites)]


@pytest.mark.row("COMP-07")
def test_one_of_several_sets_is_the_default(context: Context, company: UUID) -> None:
    first = add_part(context, "company", company, REQUISITES, {"tax_id": "7707083893"})
    second = add_part(context, "company", company, REQUISITES, {"tax_id": "1234563218"})
    assert sets_of(context, company) == [("7707083893", True), ("1234563218", False)]
    make_main(context, REQUISITES, second)
    assert sets_of(context, company) == [("1234563218", True), ("7707083893", False)]
    assert undo(context) == "default requisites changed"
    assert sets_of(context, company)[0] == ("7707083893", True)
    remove_part(context, REQUISITES, first)
    assert sets_of(context, company) == [("1234563218", True)]
    undo(context)
    assert sets_of(context, company) == [("7707083893", True), ("1234563218", False)]
    change_part(context, REQUISITES, first, {"is_default": False})
    assert sum(is_default for _tax_id, is_default in sets_of(context, company)) == 1


@pytest.mark.row("COMP-07")
def test_a_wrong_number_is_kept_and_told(crm: Callable[..., Any]) -> None:
    data = '{"title": "Мак", "requisites": [{"tax_id": "7707083894", "tax_code": "77"}]}'
    made = crm("add", "company", "--json", data, "--format", "json").json
    (kept,) = made["requisites"]
    assert (kept["tax_id"], kept["is_default"]) == ("7707083894", True)
    assert set(kept["doubts"]) == {"tax_id", "tax_code"}
    assert "7707083894 (?)" in crm("show", "company", made["id"]).out


@pytest.mark.row("CONT-01", "COMP-01")
def test_addresses_have_kinds_and_the_first_is_that_of_the_form(
    context: Context, company: UUID
) -> None:
    registered = {"label": "Registered", "city": "Москва", "street": "Тверская 1"}
    edit_record(
        context, "company", company, {"addresses": [registered, {"label": "тыл", "city": "Химки"}]}
    )
    view = show_record(context, "company", company)
    assert view.values["city"] == "Москва"
    assert view.values["addresses"] == (
        Address(label="registered", city="Москва", street="Тверская 1"),
        Address(label="тыл", city="Химки"),
    )
    edit_record(context, "company", company, {"city": "Тула"})
    assert [str(a) for a in parts_of(context, "company", company, ADDRESS)] == [
        "registered: Тула, Тверская 1",
        "тыл: Химки",
    ]


@pytest.mark.row("COMP-07", "SRCH-01")
@pytest.mark.parametrize("text", ["7707083893", "77 07 083893", "770708", "ромашка-снаб"])
def test_a_company_is_found_by_its_requisites(context: Context, company: UUID, text: str) -> None:
    data = {"tax_id": "77 07 083893", "legal_name": "ООО Ромашка-снаб"}
    add_part(context, "company", company, REQUISITES, data)
    (hit,) = find_records(context, text, is_forgiving=False)
    assert hit.id == company
    assert hit.field is None or hit.field.name == "requisites"


@pytest.mark.row("COMP-03", "A15")
def test_a_copy_has_requisites_and_addresses_of_its_own(context: Context, company: UUID) -> None:
    add_part(context, "company", company, REQUISITES, {"tax_id": "7707083893"})
    add_part(context, "company", company, ADDRESS, {"city": "Химки"})
    values = copy_values(context, "company", company)
    made = {f: values[f] for f in ("requisites", "addresses")}
    assert made == {
        "requisites": (Requisites(tax_id="7707083893", is_default=True),),
        "addresses": (Address(city="Химки"),),
    }


@pytest.mark.row("LEAD-06")
def test_products_of_a_lead_are_plain_lines(context: Context) -> None:
    chair = {"name": "Стул", "quantity": "1,5", "unit": "шт", "price": "10.10", "currency": "RUB"}
    lead = add_record(context, "lead", {"title": "Стулья", "products": [chair, "Лампа"]})
    items = show_record(context, "lead", lead).values["products"]
    assert items == (
        LineItem(None, "Стул", Decimal("1.5"), "шт", Decimal("10.10"), "RUB"),
        LineItem(name="Лампа"),
    )
    assert sums(items) == {"RUB": Decimal("15.150")}  # type: ignore[arg-type]  # as just compared
    assert [hit.id for hit in find_records(context, "лампа")] == [lead]


def test_only_what_changed_is_logged(context: Context, company: UUID) -> None:
    data = {"requisites": [{"tax_id": "7707083893", "bank_name": "А"}, {"name": "second"}]}
    edit_record(context, "company", company, data)
    before = len(list(history_of(context, "company", company)))
    edit_record(context, "company", company, data)
    assert len(list(history_of(context, "company", company))) == before
    kept, _other = parts_of(context, "company", company, REQUISITES)
    edit_record(
        context,
        "company",
        company,
        {"requisites": [{"id": str(kept.id), "tax_id": "7707083893", "bank_name": "Б"}]},
    )
    lines = [(x.field, x.old, x.new) for x in history_of(context, "company", company)][:2]
    assert ("Requisites: Bank", "А", "Б") in lines
    assert ("Requisites", "second", "") in lines


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"tax": "1"}, "Did you mean “tax_id”"),
        ({}, "empty"),
        ({"is_default": True}, "empty"),
    ],
)
def test_what_does_not_fit_is_refused(
    context: Context, company: UUID, data: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_part(context, "company", company, REQUISITES, data)
    assert parts_of(context, "company", company, REQUISITES) == ()


def test_a_price_that_is_none_names_its_column(context: Context) -> None:
    lead = add_record(context, "lead", {"title": "x"})
    with pytest.raises(BadInput) as refused:
        add_part(context, "lead", lead, FieldType.LINE_ITEM, {"name": "Стул", "price": "дорого"})
    assert refused.value.field == "price"


def test_what_a_colleague_has_removed_is_told(
    context: Context, other: Context, company: UUID
) -> None:
    key = add_part(context, "company", company, ADDRESS, {"city": "Химки"})
    remove_part(other, ADDRESS, key)
    for change in (
        lambda: change_part(context, ADDRESS, key, {"city": "Тула"}),
        lambda: remove_part(context, ADDRESS, key),
    ):
        with pytest.raises(NotFound, match="somebody has removed it"):
            change()
    delete_record(other, "company", company)
    with pytest.raises(NotFound):
        add_part(context, "company", company, ADDRESS, {"city": "Тула"})


def test_undo_and_redo_bring_parts_back(context: Context, company: UUID) -> None:
    add_part(context, "company", company, ADDRESS, {"city": "Химки", "label": "delivery"})
    undo(context)
    assert parts_of(context, "company", company, ADDRESS) == ()
    redo(context)
    assert parts_of(context, "company", company, ADDRESS) == (
        Address(label="delivery", city="Химки"),
    )


@pytest.mark.row("CONT-11")
def test_requisites_and_address_are_at_hand_in_a_call(context: Context, company: UUID) -> None:
    add_part(context, "company", company, REQUISITES, {"tax_id": "7707083893", "bank_name": "Б"})
    person = add_record(
        context, "contact", {"last_name": "Ким", "companies": [str(company)], "city": "Тула"}
    )
    found = call_context(context, show_reference(context, person))
    assert found is not None
    assert (found.header.address, found.header.requisites) == ("Тула", "INN 7707083893, Б")
    edit_record(context, "contact", person, {"addresses": []})
    add_part(context, "company", company, ADDRESS, {"city": "Химки"})
    found = call_context(context, show_reference(context, person))
    assert found is not None
    assert found.header.address == "Химки"


def show_reference(context: Context, contact: UUID) -> Any:
    """Return the reference of a contact."""
    from domain.records.references import Reference

    return Reference("contact", contact, show_record(context, "contact", contact).title)


@pytest.mark.row("CONT-01", "SRCH-01")
@pytest.mark.parametrize(
    "text", ["t.me/ivan", "@ivan", "https://telegram.me/Ivan", "тг ivan", "rom.ru", "http://rom.ru"]
)
def test_a_client_is_found_by_any_spelling_of_a_handle_or_a_site(
    context: Context, text: str
) -> None:
    key = add_record(
        context,
        "contact",
        {"last_name": "Ким", "messengers": ["telegram: @Ivan"], "sites": ["https://www.rom.ru/"]},
    )
    assert [hit.id for hit in find_records(context, text, is_forgiving=False)] == [key]


@pytest.mark.row("CONT-01", "SRCH-02")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("messengers:telegram", ["Ким"]),
        ("messengers:t.me/ivan", ["Ким"]),
        ("messengers:=@IVAN", ["Ким"]),
        ("messengers:whatsapp", []),
        ("sites:https://rom.ru", ["Ким"]),
        ("sites:=http://www.rom.ru/", ["Ким"]),
        ("sites:=rom", []),
        ("sites:rom", ["Ким"]),
        ("messengers:none", ["Мак"]),
        ("telegram", ["Ким"]),
    ],
)
def test_a_filter_knows_handles_and_sites_in_any_spelling(
    context: Context, query: str, found: list[str]
) -> None:
    data = {"messengers": ["https://t.me/Ivan"], "sites": ["www.rom.ru"]}
    add_record(context, "contact", {"last_name": "Ким"} | data)
    add_record(context, "contact", {"last_name": "Мак"})
    source = record_list_source(context, RecordQuery("contact", query))
    assert [row.title for row in source.after(None, 9)] == found


@pytest.mark.row("COMP-07", "CONT-01")
def test_what_is_printed_of_parts_can_be_read_in_again(crm: Callable[..., Any]) -> None:
    requisites = [
        {"tax_id": "7707083894", "bank_name": "Б"},
        {"name": "вторые", "is_default": True},
    ]
    data = {
        "title": "Мак",
        "requisites": requisites,
        "addresses": [{"label": "billing", "city": "Тула"}],
    }
    first = crm("add", "company", "--json", json.dumps(data), "--format", "json").json
    kept = {name: first[name] for name in ("title", "requisites", "addresses")}
    second = crm("add", "company", "--json", json.dumps(kept), "--format", "json").json
    for record in (first, second):
        for part in (*record["requisites"], *record["addresses"]):
            del part["id"]
    assert second["requisites"] == first["requisites"]
    assert second["addresses"] == first["addresses"]
    assert [part["is_default"] for part in first["requisites"]] == [False, True]


@pytest.mark.row("LEAD-09", "B3")
def test_parts_of_a_converted_lead_stay_as_they_are(context: Context, tmp_path: Path) -> None:
    lead = add_record(context, "lead", {"title": "Стулья", "products": ["Стул"], "city": "Тула"})
    convert_lead(context, lead, company=New({"title": "Ромашка"}))
    (product,) = parts_of(context, "lead", lead, FieldType.LINE_ITEM)
    assert product.id is not None
    key, photo = product.id, tmp_path / "a.png"
    photo.write_bytes(b"-")
    for change in (
        lambda: add_part(context, "lead", lead, ADDRESS, {"city": "Химки"}),
        lambda: change_part(context, FieldType.LINE_ITEM, key, {"name": "Стол"}),
        lambda: remove_part(context, FieldType.LINE_ITEM, key),
        lambda: set_photo(context, "lead", lead, str(photo)),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert [str(one) for one in parts_of(context, "lead", lead, FieldType.LINE_ITEM)] == ["Стул"]


@pytest.mark.row("CONT-01")
def test_an_address_is_made_the_first(context: Context, company: UUID) -> None:
    for city in ("Тула", "Химки", "Тверь"):
        last = add_part(context, "company", company, ADDRESS, {"city": city})
    make_main(context, ADDRESS, last)
    shown = [str(one) for one in parts_of(context, "company", company, ADDRESS)]
    assert shown == ["Тверь", "Тула", "Химки"]
    assert show_record(context, "company", company).values["city"] == "Тверь"
    assert undo(context) == "address changed"
    assert show_record(context, "company", company).values["city"] == "Тула"


def test_two_people_who_change_one_set(context: Context, other: Context, company: UUID) -> None:
    data = {"tax_id": "7707083893", "bank_name": "А", "signatory": "Ким"}
    key = add_part(context, "company", company, REQUISITES, data)
    (shown,) = parts_of(context, "company", company, REQUISITES)
    change_part(other, REQUISITES, key, {"bank_name": "Б"})
    change_part(context, REQUISITES, key, {"signatory": "Мак"}, shown=shown)
    with pytest.raises(Conflict, match="Bank has been changed meanwhile: “Б”; you have “В”"):
        change_part(context, REQUISITES, key, {"bank_name": "В"}, shown=shown)
    change_part(context, REQUISITES, key, {"bank_name": "Б"}, shown=shown)
    (kept,) = parts_of(context, "company", company, REQUISITES)
    assert isinstance(kept, Requisites)
    assert (kept.bank_name, kept.signatory) == ("Б", "Мак")


@pytest.mark.row("COMP-07")
@pytest.mark.parametrize(
    ("data", "country"),
    [
        ({"phones": ["+48 22 311 40 50"]}, "PL"),
        ({"phones": ["8 495 120-44-10"]}, "RU"),
        ({"phones": ["+48 22 311 40 50"], "addresses": [{"country": "Германия"}]}, "DE"),
        ({"phones": ["+800 1234 5678"], "addresses": [{"country": "Narnia"}]}, "RU"),
        ({}, "RU"),
    ],
)
def test_the_country_of_a_company_is_that_of_its_address_or_phone(
    context: Context, data: dict[str, object], country: str
) -> None:
    key = add_record(context, "company", {"title": "Nova"} | data)
    assert country_of(context, "company", key) == country
