"""Lists, tabs, search, bulk changes and histories of quotes and invoices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domain.card_tabs import CARD_TABS, INVOICES, QUOTES, tabs_of
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from domain.records.values import Choice
from domain.timeline import RecordedStep
from services.cards.card import read_card
from services.cards.related import count_tabs, related_records, tabs_of_card
from services.cards.stream import Stream
from services.context import Context
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment, paid_between
from services.invoicing.sending import record_sent
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.lists.reading import ListFigures, keys_of, record_list_source, sums
from services.records.finding import find_records
from services.records.use_cases import add_record, edit_record, list_records, show_record
from storage.bulk.columns import How

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def invoices(context: Context) -> dict[str, UUID]:
    """Make one paid in part, one overdue, one paid, one draft; all of Ромашка."""
    add_record(context, "company", {"title": "Ромашка"})
    today = context.now().date()
    made: dict[str, UUID] = {}
    for name, due in (("part", 5), ("overdue", -3), ("paid", 1), ("draft", 2)):
        data = {
            "subject": name,
            "company": "Ромашка",
            "currency": "RUB",
            "date": (today + timedelta(days=min(due, 0))).isoformat(),
            "due": (today + timedelta(days=due)).isoformat(),
            "products": [CHAIR],
        }
        made[name] = make_document(context, "invoice", None, data)
        if name != "draft":
            issue_document(context, "invoice", made[name])
    add_payment(context, made["part"], NewPayment(Decimal(100)))
    add_payment(context, made["paid"], NewPayment())
    return made


def found(context: Context, filter_: str, kind: str = "invoice") -> set[str]:
    rows = record_list_source(context, RecordQuery(kind, filter_)).after(None, 99)
    return {row.title.rpartition(" · ")[2] for row in rows}


@pytest.mark.row("INV-08", "INV-18", "INV-21")
def test_filters_find_invoices_by_what_is_paid_and_when(context: Context) -> None:
    invoices(context)
    assert found(context, "overdue") == {"overdue"}
    assert found(context, "outstanding:>0") == {"part", "overdue"}
    assert found(context, "paid:100..") == {"part", "paid"}
    assert found(context, "status:paid") == {"paid"}
    assert found(context, "ромашка total:200..300") == {"part", "overdue", "paid", "draft"}
    assert found(context, "company:ромашка date:today -status:draft") == {"part", "paid"}
    today = context.now().date()
    assert paid_between(context, today, today) == {"RUB": 340}


@pytest.mark.row("INV-08", "INV-21")
def test_a_list_tells_what_was_paid_in_the_time_that_its_filter_names(context: Context) -> None:
    made = invoices(context)
    for day, amount in ((date(2026, 3, 1), 30), (date(2026, 3, 31), 20), (date(2026, 4, 1), 10)):
        add_payment(context, made["part"], NewPayment(Decimal(amount), day))
        add_payment(context, made["overdue"], NewPayment(Decimal(5 * amount), date(2026, 2, 1)))
    assert found(context, "paid_on:2026-03") == {"part"}
    assert found(context, "paid_on:2026-02..2026-03") == {"part", "overdue"}
    figures = ListFigures(context)

    def paid_then(filter_: str) -> Mapping[str, Decimal] | None:
        told = figures.read(RecordQuery("invoice", filter_))
        assert told is not None
        return told.paid_then

    march = (date(2026, 3, 1), date(2026, 3, 31))
    assert paid_then("paid_on:2026-03") == paid_between(context, *march) == {"RUB": 50}
    both = paid_between(context, date(2026, 2, 1), date(2026, 3, 31))
    assert paid_then("paid_on:2026-02..2026-03") == both == {"RUB": 350}
    assert paid_then("paid_on:2026-02..2026-03 subject:part") == {"RUB": 50}
    assert paid_then("paid_on:2026-05") == {}
    for filter_ in ("status:paid", "paid_on:none", "paid_on:any", "-paid_on:2026-03"):
        assert paid_then(filter_) is None
    figures.close()


@pytest.mark.row("INV-08")
def test_sums_count_credit_notes_with_a_minus(context: Context) -> None:
    made = invoices(context)
    assert sums(context, RecordQuery("invoice")) == {"RUB": 960}
    credit_invoice(context, made["overdue"])
    assert sums(context, RecordQuery("invoice")) == {"RUB": 720}
    paid = RecordQuery("invoice", "date:this month", ("number", "paid"))
    assert sums(context, paid) == {"RUB": 340}


@pytest.mark.row("LEAD-13", "B20")
def test_clients_and_deals_have_tabs_of_documents_and_leads_none(context: Context) -> None:
    invoices(context)
    for kind in ("contact", "company", "deal"):
        assert {INVOICES, QUOTES} <= {tab.name for tab in tabs_of(kind, ())}
    every = {tab.name for tab in CARD_TABS}
    assert not {INVOICES, QUOTES} & {tab.name for tab in tabs_of("lead", every)}
    (client,) = list_records(context, "company", [])
    record = Reference("company", client.id, "")
    card = read_card(context, record)
    assert card is not None
    tabs = tabs_of_card(context, card)
    assert count_tabs(context, record, tabs)[INVOICES] == 4
    tab = next(one for one in tabs if one.name == INVOICES)
    assert len(related_records(context, record, tab).after(None, 9)) == 4


@pytest.mark.row("INV-18")
def test_documents_are_found_by_number_client_and_product(context: Context) -> None:
    made = invoices(context)
    number = str(show_record(context, "invoice", made["paid"]).values["number"])
    assert [hit.id for hit in find_records(context, number, ["invoice"])] == [made["paid"]]
    assert len(find_records(context, "ромаш", ["invoice"])) == 4
    (client,) = list_records(context, "company", [])
    edit_record(context, "company", client.id, {"title": "Лютик"})
    assert len(find_records(context, "лютик chair", ["invoice"])) == 4


@pytest.mark.row("INV-07", "MASS-01")
def test_a_status_for_many_issues_drafts_and_leaves_out_what_cannot_be(context: Context) -> None:
    made = invoices(context)
    nobody = make_document(context, "invoice", None, {"products": [CHAIR]})
    changes = [FieldChange("status", How.SET, "sent")]
    keys = [made["draft"], made["part"], nobody]
    outcome = bulk_edit(context, "invoice", keys, changes)
    assert (outcome.changed, outcome.refused) == (2, 1)
    assert "somebody who pays" in outcome.explain()
    assert show_record(context, "invoice", made["draft"]).values["number"]
    back = bulk_edit(context, "invoice", keys, [FieldChange("status", How.SET, "draft")])
    assert (back.changed, back.refused) == (0, 2)
    fixed = bulk_edit(context, "invoice", keys, [FieldChange("currency", How.SET, "EUR")])
    assert fixed.refused == 2


def test_all_that_a_list_shows_is_called_paid_at_once(context: Context) -> None:
    invoices(context)
    asked = RecordQuery("invoice", "outstanding:>0")
    outcome = bulk_edit(context, "invoice", asked, [FieldChange("status", How.SET, "paid")])
    assert outcome.changed == 2
    assert keys_of(context, asked) == []
    assert sums(context, RecordQuery("invoice", "", ("paid",))) == {"RUB": 720}


@pytest.mark.row("QUOTE-02", "IMPL-05")
def test_that_a_document_was_sent_is_noted_with_deal_and_client(context: Context) -> None:
    client = add_record(context, "company", {"title": "Ромашка"})
    deal = add_record(
        context, "deal", {"title": "Chairs", "company": "Ромашка", "products": [CHAIR]}
    )
    quote = make_document(context, "quote", Reference("deal", deal, ""))
    letter = show_record(context, "activity", record_sent(context, "quote", quote))
    number = show_record(context, "quote", quote).values["number"]
    assert letter.values["subject"] == f"Quote {number} sent"
    assert letter.values["done_at"] is not None
    status = show_record(context, "quote", quote).values["status"]
    assert isinstance(status, Choice)
    assert status.code == "sent"
    invoice = make_document(context, "invoice", Reference("quote", quote, ""))
    record_sent(context, "invoice", invoice, "act")
    tasks = found(context, "open kind:task", "activity")
    assert tasks == {"Ask for a review"}
    assert found(context, "companies:ромашка", "activity") >= tasks
    assert client


@pytest.mark.row("HIST-07", "INV-14")
def test_the_history_of_a_deal_tells_of_its_invoices(context: Context) -> None:
    add_record(context, "company", {"title": "Ромашка"})
    deal = add_record(
        context, "deal", {"title": "Chairs", "company": "Ромашка", "products": [CHAIR]}
    )
    invoice = make_document(context, "invoice", Reference("deal", deal, ""))
    issue_document(context, "invoice", invoice)
    add_payment(context, invoice, NewPayment(Decimal(5)))
    for kind, key in (("invoice", invoice), ("deal", deal)):
        said = history(context, kind, key)
        assert {"invoice added", "invoice issued", "payment kept"} <= said


def history(context: Context, kind: str, key: UUID) -> set[str]:
    rows = Stream(context, Reference(kind, key, "")).after(None, 99)
    return {row.action for row in rows if isinstance(row, RecordedStep)}
