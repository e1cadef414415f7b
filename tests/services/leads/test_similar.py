"""Who a lead may already be: offered best first, with the reason (FEATURES LEAD-07)."""

from __future__ import annotations

from uuid import UUID

import pytest
from lead_helpers import add_lead

from services.context import Context
from services.leads.proposal import propose
from services.leads.similar import Similar, similar_companies, similar_contacts
from services.records.use_cases import add_record, delete_record
from storage.reads.leads import POINT_COLUMNS, shared_points_sql

pytestmark = pytest.mark.row("LEAD-07")


def keys(found: list[Similar]) -> list[UUID]:
    return [one.record.id for one in found]


def contact(context: Context, **fields: object) -> UUID:
    return add_record(context, "contact", fields)


def test_a_shared_phone_goes_before_a_shared_name(context: Context) -> None:
    namesake = contact(context, last_name="Петров", first_name="Иван", middle_name="Сергеевич")
    caller = contact(context, last_name="Сидоров", phones=["+7 (916) 123-45-67"])
    same = contact(context, last_name="Петров", first_name="Иван", emails=["IVAN@romashka.example"])
    contact(context, last_name="Кузнецов", first_name="Иван")
    found = similar_contacts(context, add_lead(context))
    assert keys(found) == [same, caller, namesake]
    assert found[0].why == ("same address ivan@romashka.example", "similar name")
    assert found[1].why == ("same phone +7 916 123-45-67",)
    assert found[2].why == ("same name",)
    assert [one.is_sure for one in found] == [True, False, False]


def test_a_slip_in_the_name_is_forgiven(context: Context) -> None:
    slip = contact(context, last_name="Петроф", first_name="Иван", middle_name="Сергеевич")
    (found,) = similar_contacts(context, add_lead(context))
    assert (found.record.id, found.why) == (slip, ("similar name",))


def test_a_first_name_alone_finds_nobody(context: Context) -> None:
    contact(context, last_name="Кузнецов", first_name="Иван")
    lead = add_record(context, "lead", {"first_name": "Иван", "phones": ["112"]})
    assert similar_contacts(context, lead) == []


def test_what_is_in_the_bin_is_not_offered(context: Context) -> None:
    gone = contact(context, last_name="Петров", phones=["89161234567"])
    delete_record(context, "contact", gone)
    assert similar_contacts(context, add_lead(context)) == []


def test_companies_are_compared_without_legal_forms(context: Context) -> None:
    same = add_record(context, "company", {"title": "Ромашка, АО"})
    near = add_record(context, "company", {"title": "Ромашки"})
    add_record(context, "company", {"title": "Вега"})
    found = similar_companies(context, add_lead(context), [])
    assert keys(found) == [same, near]
    assert [(one.why, one.is_sure) for one in found] == [
        (("same name",), True),
        (("similar name",), False),
    ]


def test_the_place_of_work_of_a_known_person_is_offered(context: Context) -> None:
    contact(
        context,
        last_name="Петров",
        first_name="Иван",
        phones=["8 916 123 45 67"],
        companies=["Вега"],
    )
    lead = add_lead(context, company_title="")
    (found,) = similar_companies(context, lead, similar_contacts(context, lead))
    assert (found.record.title, found.why) == ("Вега", ("Петров Иван works there",))


@pytest.mark.parametrize("kind", ["contact", "company"])
@pytest.mark.parametrize("column", POINT_COLUMNS)
def test_points_are_compared_by_their_index(context: Context, kind: str, column: str) -> None:
    plan = context.database.reader().execute(
        f"EXPLAIN QUERY PLAN {shared_points_sql(kind, column)}", (b"", kind)
    )
    steps = [str(row[3]) for row in plan]
    assert steps[0].startswith("SEARCH p USING INDEX contact_point_of (record_kind=? AND record_id")
    assert steps[1].startswith(f"SEARCH x USING INDEX contact_point_{column} ({column}=?")


@pytest.mark.row("IMPL-03", "B17.1", "B17.2")
def test_a_person_becomes_a_contact_and_a_deal_unless_somebody_says_otherwise(
    context: Context,
) -> None:
    lead = add_record(context, "lead", {"last_name": "Петров", "phones": ["112"]})
    assert propose(context, lead).chosen == {"contact": "new", "company": "none", "deal": "new"}
    lead = add_lead(context)
    assert propose(context, lead).chosen == {"contact": "new", "company": "new", "deal": "new"}
    company = add_record(context, "company", {"title": "Ромашка"})
    person = contact(context, last_name="Петров", phones=["89161234567"])
    chosen = propose(context, lead).chosen
    assert chosen == {"contact": str(person), "company": str(company), "deal": "new"}
    firm = add_record(context, "lead", {"company_title": "Вега", "phones": ["112"]})
    assert propose(context, firm).chosen == {"contact": "none", "company": "new", "deal": "new"}
