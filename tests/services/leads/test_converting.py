"""A lead becomes a contact, a company and a deal, and all that it had goes on with them."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from lead_helpers import add_lead, status_of, whole_file

from domain.agenda import AgendaEntry
from domain.errors import BadInput, NotAllowed, NotFound
from domain.ids import new_id
from domain.records.fields import FieldType
from domain.records.references import Reference
from domain.records.values import Choice, Person, Point
from services.activities.calls import CallReport, log_call
from services.agenda import Agenda
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.files.attaching import attach_files
from services.files.listing import list_attachments
from services.leads.converting import Conversion, Existing, New, convert_lead
from services.records.finding import find_records
from services.records.history import history_of
from services.records.listing import open_list, read_query
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo
from storage.check import find_faults
from storage.reads.leads import read_results_of
from storage.reads.related import related_condition


def values(context: Context, kind: str, key: UUID) -> dict[str, object]:
    return dict(show_record(context, kind, key).values)


def linked(value: object) -> list[UUID]:
    items = value if isinstance(value, tuple) else (value,)
    return [item.id for item in items if isinstance(item, Reference)]


def texts(value: object) -> list[str]:
    assert isinstance(value, tuple)
    return [item.value for item in value if isinstance(item, Point)]


def leads_of(context: Context, contact: UUID) -> list[UUID]:
    """Return the leads that the card of a contact lists, in the order in which they came."""
    condition = related_condition("contact", contact, "leads")
    rows = context.database.reader().execute(
        f"SELECT id FROM lead r WHERE {condition.sql} ORDER BY id", condition.parameters
    )
    return [UUID(bytes=key) for (key,) in rows]


def add_product(context: Context, lead: UUID, name: str, price: str, sort: int) -> None:
    from storage.tables import LineItem

    with context.database.write(context.actor, "trial") as unit:
        unit.add(
            LineItem(
                record_kind="lead",
                record_id=lead,
                name=name,
                quantity=Decimal(40),
                unit="pc",
                price=Decimal(price),
                currency="RUB",
                sort=sort,
            )
        )


def add_requisites(context: Context, kind: str, record: UUID, tax_id: str) -> None:
    from storage.tables import Requisites

    with context.database.write(context.actor, "trial") as unit:
        unit.add(Requisites(record_kind=kind, record_id=record, tax_id=tax_id, is_default=True))


def rows_of(context: Context, table: str, column: str, kind: str, record: UUID) -> list[object]:
    rows = context.database.reader().execute(
        f"SELECT {column} FROM {table} WHERE record_kind = ? AND record_id = ? ORDER BY sort",
        (kind, record.bytes),
    )
    return [value for (value,) in rows]


@pytest.mark.row("LEAD-07", "B17.1", "B17.2")
def test_a_lead_becomes_a_contact_a_company_and_a_deal(context: Context) -> None:
    lead = add_lead(context)
    done = convert_lead(context, lead, contact=New(), company=New(), deal=New())
    contact = values(context, "contact", done.results["contact"])
    names = [contact[name] for name in ("last_name", "first_name", "middle_name", "position")]
    assert names == ["Петров", "Иван", "Сергеевич", "buyer"]
    assert texts(contact["phones"]) == ["8 916 123-45-67"]
    assert texts(contact["emails"]) == ["ivan@romashka.example"]
    assert texts(contact["messengers"]) == ["telegram:ivan"]
    assert linked(contact["companies"]) == [done.results["company"]]
    assert isinstance(contact["source"], Choice)
    assert contact["source"].code == "fair"
    company = values(context, "company", done.results["company"])
    assert (company["title"], company["city"]) == ("ООО «Ромашка»", "Москва")
    assert (texts(company["sites"]), company["phones"]) == (["https://romashka.example"], ())
    deal = values(context, "deal", done.results["deal"])
    assert (deal["title"], deal["comment"]) == ("40 chairs", "needs them by May")
    assert linked(deal["company"]) == [done.results["company"]]
    assert linked(deal["contacts"]) == [done.results["contact"]]
    assert status_of(context, lead) == "converted"


@pytest.mark.row("LEAD-07")
@pytest.mark.parametrize(
    "chosen", [kinds for kinds in product([True, False], repeat=3) if any(kinds)]
)
def test_any_combination_will_do(context: Context, chosen: tuple[bool, bool, bool]) -> None:
    lead = add_lead(context)
    contact, company, deal = (New() if one else None for one in chosen)
    done = convert_lead(context, lead, contact=contact, company=company, deal=deal)
    kinds = [k for k, one in zip(("contact", "company", "deal"), chosen, strict=True) if one]
    assert list(done.results) == kinds
    results = read_results_of(context.database.reader(), lead)
    assert [(one.kind, one.id) for one in results] == list(done.results.items())
    for kind, key in done.results.items():
        assert linked(values(context, kind, key)["origin"]) == [lead]
    assert list(find_faults(context.database)) == []


def test_phones_are_those_of_the_company_where_there_is_no_person(context: Context) -> None:
    done = convert_lead(context, add_lead(context), company=New())
    company = values(context, "company", done.results["company"])
    assert texts(company["phones"]) == ["8 916 123-45-67"]
    assert texts(company["emails"]) == ["ivan@romashka.example"]


def test_something_must_be_chosen(context: Context) -> None:
    lead = add_lead(context)
    with pytest.raises(BadInput):
        convert_lead(context, lead)
    assert status_of(context, lead) == "new"


@pytest.mark.row("LEAD-08", "A12")
def test_a_company_that_the_crm_does_not_know_is_made_on_the_way(context: Context) -> None:
    assert find_records(context, "Вега", ["company"]) == []
    lead = add_lead(context, company_title="Вега")
    done = convert_lead(context, lead, company=New({"title": "АО «Вега»", "industry": "trade"}))
    company = values(context, "company", done.results["company"])
    assert company["title"] == "АО «Вега»"
    assert isinstance(company["industry"], Choice)
    (hit,) = find_records(context, "Вега", ["company"])
    assert hit.id == done.results["company"]


@pytest.mark.row("LEAD-07", "LEAD-10")
def test_what_is_there_can_be_linked_and_gets_what_it_lacks(context: Context) -> None:
    company = add_record(context, "company", {"title": "Ромашка"})
    contact = add_record(
        context, "contact", {"last_name": "Петров", "phones": ["+7 916 123 45 67", "112"]}
    )
    deal = add_record(context, "deal", {"title": "chairs"})
    lead = add_lead(context)
    convert_lead(
        context, lead, contact=Existing(contact), company=Existing(company), deal=Existing(deal)
    )
    shown = values(context, "contact", contact)
    # The phone is the same in another spelling, the e-mail is new.
    assert texts(shown["phones"]) == ["+7 916 123 45 67", "112"]
    assert texts(shown["emails"]) == ["ivan@romashka.example"]
    assert (shown["first_name"], linked(shown["companies"])) == ("", [company])
    assert linked(shown["origin"]) == [lead]
    assert values(context, "company", company)["city"] == "Москва"
    assert linked(values(context, "deal", deal)["contacts"]) == [contact]
    assert linked(values(context, "deal", deal)["company"]) == [company]


@pytest.mark.row("LEAD-10", "LEAD-11", "B7")
def test_a_client_who_comes_again_has_two_leads_and_keeps_the_first_as_origin(
    context: Context,
) -> None:
    first, second = add_lead(context), add_lead(context, title="10 tables")
    contact = convert_lead(context, first, contact=New()).results["contact"]
    assert leads_of(context, contact) == [first]
    convert_lead(context, second, contact=Existing(contact), deal=New())
    assert leads_of(context, contact) == [first, second]
    assert linked(values(context, "contact", contact)["origin"]) == [first]
    assert leads_of(context, add_record(context, "contact", {"last_name": "Сидоров"})) == []


@pytest.mark.row("LEAD-10", "COMP-04")
def test_the_results_tell_in_their_history_where_they_came_from(context: Context) -> None:
    done = convert_lead(context, add_lead(context), company=New())
    lines = list(history_of(context, "company", done.results["company"]))
    assert ("Origin", "40 chairs") in {(line.field, line.new) for line in lines}
    assert {line.action for line in lines} == {"lead converted"}


@pytest.mark.row("LEAD-10", "COMP-04")
def test_records_are_found_by_the_lead_they_came_from(context: Context) -> None:
    done = convert_lead(context, add_lead(context), contact=New(), company=New())
    add_record(context, "contact", {"last_name": "Сидоров"})
    for query in ("origin:chairs", "origin.source:fair"):
        asked = read_query(context, "contact", query)
        pages = open_list(context, "contact", [], query=asked)
        assert [row.id for row in pages.after(None, 9)] == [done.results["contact"]]


@pytest.mark.row("LEAD-07", "LEAD-06")
def test_everything_moves_along(context: Context, tmp_path: Path) -> None:
    lead = add_lead(context)
    call = log_call(context, CallReport("lead", lead, notes="asks for a price")).call
    task = add_record(
        context, "activity", {"kind": "task", "subject": "offer", "leads": [str(lead)]}
    )
    drawing = tmp_path / "drawing.txt"
    drawing.write_text("a chair")
    attach_files(context, "lead", lead, [str(drawing)])
    add_product(context, lead, "Chair", "12400", 0)
    add_product(context, lead, "Table", "100", 1)
    add_requisites(context, "lead", lead, "7701234567")
    done = convert_lead(context, lead, contact=New(), company=New(), deal=New())
    contact, company, deal = done.results.values()
    for activity in (call, task):
        shown = values(context, "activity", activity)
        assert linked(shown["contacts"]) == [contact]
        assert linked(shown["companies"]) == [company]
        assert linked(shown["deals"]) == [deal]
        assert linked(shown["leads"]) == [lead]
    assert [file.name for file in list_attachments(context, "deal", deal)] == ["drawing.txt"]
    assert rows_of(context, "line_item", "name", "deal", deal) == ["Chair", "Table"]
    assert values(context, "deal", deal)["amount"] == Decimal(500_000)
    assert values(context, "deal", deal)["currency"] == "RUB"
    assert rows_of(context, "requisites", "tax_id", "company", company) == ["7701234567"]
    assert rows_of(context, "address", "city", "company", company) == ["Москва"]
    # The task stands in the agenda under the client now.
    (entry,) = (e for e in Agenda(context, context.now()).after(None, 9) if not e.is_heading)
    assert isinstance(entry, AgendaEntry)
    assert entry.client
    assert entry.client.id == contact
    # The lead keeps what it had.
    assert rows_of(context, "line_item", "name", "lead", lead) == ["Chair", "Table"]
    assert [file.name for file in list_attachments(context, "lead", lead)] == ["drawing.txt"]
    assert "lead converted" in {line.action for line in history_of(context, "lead", lead)}


def test_the_same_address_and_tax_details_are_not_given_twice(context: Context) -> None:
    lead = add_lead(context)
    add_requisites(context, "lead", lead, "7701234567")
    company = add_record(context, "company", {"title": "Ромашка"})
    edit_record(context, "company", company, {"city": "Москва", "street": "Тверская, 1"})
    add_requisites(context, "company", company, "7701234567")
    add_requisites(context, "lead", lead, "5003000000")
    convert_lead(context, lead, company=Existing(company))
    assert rows_of(context, "address", "city", "company", company) == ["Москва"]
    tax_ids = rows_of(context, "requisites", "tax_id", "company", company)
    assert tax_ids == ["7701234567", "5003000000"]
    assert rows_of(context, "requisites", "is_default", "company", company) == [1, 0]


def test_the_results_belong_to_whoever_had_the_lead(context: Context) -> None:
    lead = add_lead(context, responsible="boris")
    done = convert_lead(context, lead, contact=New(), deal=New({"responsible": "anna"}))
    holder = values(context, "contact", done.results["contact"])["responsible"]
    assert isinstance(holder, Person)
    assert holder.login == "boris"
    holder = values(context, "deal", done.results["deal"])["responsible"]
    assert isinstance(holder, Person)
    assert holder.login == "anna"


def test_what_was_typed_goes_before_what_the_lead_says(context: Context) -> None:
    data = {"last_name": "Petrow", "phones": [], "comment": "met at the fair"}
    done = convert_lead(context, add_lead(context), contact=New(data))
    shown = values(context, "contact", done.results["contact"])
    typed = (shown["last_name"], shown["first_name"], shown["phones"], shown["comment"])
    assert typed == ("Petrow", "Иван", (), "met at the fair")


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"contact": New({"birth_date": "yesterday or so"})}, "contact.birth_date"),
        ({"company": New({"title": ""})}, "company.title"),
        ({"deal": New({"amount": "much"})}, "deal.amount"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_made(
    context: Context, part: dict[str, New], field: str
) -> None:
    lead = add_lead(context)
    before = whole_file(context)
    with pytest.raises(BadInput) as caught:
        convert_lead(context, lead, **part)
    assert caught.value.field == field
    assert whole_file(context) == before


def test_what_is_gone_cannot_be_linked(context: Context) -> None:
    lead = add_lead(context)
    before = whole_file(context)
    with pytest.raises(NotFound):
        convert_lead(context, lead, contact=New(), company=Existing(new_id()))
    with pytest.raises(NotFound):
        convert_lead(context, new_id(), contact=New())
    assert whole_file(context) == before


def test_undo_brings_everything_back_and_redo_converts_again(
    context: Context, tmp_path: Path
) -> None:
    company = add_record(context, "company", {"title": "Ромашка"})
    lead = add_lead(context)
    log_call(context, CallReport("lead", lead, notes="asks for a price"))
    (tmp_path / "a.txt").write_text("a")
    attach_files(context, "lead", lead, [str(tmp_path / "a.txt")])
    add_product(context, lead, "Chair", "12400", 0)
    before = whole_file(context)
    convert_lead(context, lead, contact=New(), company=Existing(company), deal=New())
    converted = whole_file(context)
    assert undo(context) == "lead converted"
    assert whole_file(context) == before
    assert status_of(context, lead) == "new"
    redo(context)
    assert whole_file(context) == converted
    undo(context)
    edit_record(context, "lead", lead, {"comment": "open again"})
    convert_lead(context, lead, deal=New())


def test_a_custom_field_of_both_kinds_is_carried_over(context: Context) -> None:
    for kind, type_ in (
        ("lead", FieldType.TEXT),
        ("contact", FieldType.TEXT),
        ("deal", FieldType.INTEGER),
    ):
        add_field(context, NewField(kind, "Car", type_))
    lead = add_lead(context, car="Volga")
    done: Conversion = convert_lead(context, lead, contact=New(), deal=New())
    assert values(context, "contact", done.results["contact"])["car"] == "Volga"
    assert values(context, "deal", done.results["deal"])["car"] is None


def test_a_lead_in_the_bin_is_not_converted(context: Context) -> None:
    from services.records.use_cases import delete_record

    lead = add_lead(context)
    delete_record(context, "lead", lead)
    with pytest.raises(NotFound):
        convert_lead(context, lead, contact=New())


def test_junk_that_proves_real_can_be_converted(context: Context) -> None:
    from services.leads.statuses import mark_junk

    lead = add_lead(context)
    mark_junk(context, [lead], "spam")
    convert_lead(context, lead, contact=New())
    assert values(context, "lead", lead)["junk_reason"] is None
    with pytest.raises(NotAllowed):
        convert_lead(context, lead, contact=New())
