"""What stands beside the notes of a call: who it is, whom else to ask, deals, next and last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domain.records.references import Reference
from services.activities.call_context import CallContext, call_context
from services.activities.finishing import finish_activity
from services.context import Context
from services.records.use_cases import add_record, delete_record

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


def contact(context: Context, name: str, **more: object) -> UUID:
    return add_record(context, "contact", {"last_name": name, **more})


def deal(context: Context, title: str, *people: UUID, **more: object) -> UUID:
    data = {"title": title, "contacts": [str(key) for key in people], **more}
    return add_record(context, "deal", data)


def look(context: Context, kind: str, key: UUID) -> CallContext:
    found = call_context(context, Reference(kind, key, ""))
    assert found is not None
    return found


@pytest.mark.row("CONT-11", "CALL-03")
def test_all_ways_to_reach_a_client_are_at_hand(context: Context) -> None:
    key = contact(
        context,
        "Иванов",
        phones=[{"value": "8 916 123-45-67", "label": "mobile"}, "8 495 123-45-67"],
        emails=["p.ivanov@rom.ru"],
        messengers=["skype: ivanov"],
        position="закупщик",
        companies=["Ромашка"],
        street="Тверская 1",
        city="Москва",
        comment="звонить после 11",
        birth_date="12.05",
    )
    header = look(context, "contact", key).header
    assert header.client.title == "Иванов"
    assert [(point.e164, point.label) for point in header.phones] == [
        ("+79161234567", "mobile"),
        ("+74951234567", ""),
    ]
    assert [point.value for point in (*header.emails, *header.messengers)] == [
        "p.ivanov@rom.ru",
        "skype: ivanov",
    ]
    assert [company.title for company in header.companies] == ["Ромашка"]
    assert (header.address, header.position) == ("Москва, Тверская 1", "закупщик")
    assert (header.comment, header.birth_date) == ("звонить после 11", "--05-12")
    lead = add_record(context, "lead", {"title": "Fair", "company_title": "Nova"})
    assert look(context, "lead", lead).header.company_title == "Nova"


@pytest.mark.row("CALL-02")
def test_others_of_the_deal_and_the_company_may_be_talked_to(context: Context) -> None:
    company = add_record(context, "company", {"title": "Вега", "phones": ["8 495 111-22-33"]})
    works = {"companies": [str(company)]}
    chief = contact(context, "Орлов", **works)
    deputy = contact(context, "Ким", position="зам", phones=["8 916 123-45-67"], **works)
    gone = contact(context, "Удалён", **works)
    partner = contact(context, "Партнёр")
    contact(context, "Чужой")
    order = deal(context, "40 стульев", chief, partner, company=str(company))
    delete_record(context, "contact", gone)
    others = look(context, "contact", chief).others
    assert [other.record.id for other in others] == [partner, deputy, company]
    assert (others[1].detail, others[1].phones[0].e164) == ("зам", "+79161234567")
    assert {other.record.id for other in look(context, "company", company).others} == {
        chief,
        deputy,
        partner,
    }
    assert {other.record.id for other in look(context, "deal", order).others} == {
        chief,
        deputy,
        partner,
        company,
    }


@pytest.mark.row("CALL-06")
def test_open_deals_come_with_stages_and_next_steps(context: Context) -> None:
    company = add_record(context, "company", {"title": "Вега"})
    key = contact(context, "Орлов", companies=[str(company)])
    of_company = deal(context, "столы", company=str(company), stage="offer")
    own = deal(context, "стулья", key, amount="214000", currency="RUB", stage="need")
    deal(context, "выиграна", key, stage="won")
    delete_record(context, "deal", deal(context, "удалена", key))
    step = {"kind": "call", "subject": "срок", "due": "tomorrow 10", "deals": [str(own)]}
    planned = add_record(context, "activity", step)
    first, second = look(context, "contact", key).deals
    assert (first.deal.id, second.deal.id) == (own, of_company)
    assert (first.amount, first.currency) == (Decimal(214000), "RUB")
    assert first.stage is not None
    assert first.stage.code == "need"
    codes = [choice.stage.code for choice in first.stages]
    assert codes == ["new", "need", "offer", "agreeing", "won", "lost"]
    assert first.stages[1].id == first.stage_id
    assert first.next_step is not None
    assert (first.next_step.id, second.next_step) == (planned, None)
    assert [one.deal.id for one in look(context, "company", company).deals] == [of_company]
    assert [one.deal.id for one in look(context, "deal", own).deals] == [own]


@pytest.mark.row("CALL-06")
def test_the_history_of_the_deal_is_in_view(context: Context) -> None:
    key, other = contact(context, "Орлов"), contact(context, "Ким")
    order = deal(context, "стулья", key)
    for number in range(10):
        earlier = NOON - timedelta(days=number)
        links: dict[str, object] = {"deals": [str(order)]}
        links |= {"contacts": [str(other if number % 2 else key)]}
        data = {"kind": "call", "subject": f"{number}", "done_at": earlier.isoformat(), **links}
        add_record(context, "activity", data)
    open_one = add_record(
        context, "activity", {"kind": "call", "due": "today", "contacts": [str(key)]}
    )
    found = look(context, "contact", key)
    assert [past.text for past in found.past] == [str(number) for number in range(8)]
    assert [planned.id for planned in found.planned] == [open_one]
    finish_activity(context, open_one, result="да")
    assert [past.text for past in look(context, "deal", order).past][:2] == ["0", "1"]
    assert look(context, "contact", key).past[0].id == open_one


def test_a_client_that_is_gone_has_no_surroundings(context: Context) -> None:
    key = contact(context, "Орлов")
    delete_record(context, "contact", key)
    assert call_context(context, Reference("contact", key, "")) is None
