"""Area 5 and the keys for quotes and invoices, as they are used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from paper import (
    CHAIR,
    PaperDesk,
    all_of,
    at_card,
    at_papers,
    company_with,
    deal_with,
    draft_with,
    issued_with,
    papers_of,
    status_of,
    values_of,
)

from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.cards.record_card import RecordCard
from services.context import Context
from services.invoicing.contents.terms import parties_of
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment, list_payments
from services.parts.use_cases import add_part
from services.records.use_cases import add_record, edit_record
from tests.screens.desk import at

pytestmark = pytest.mark.usefixtures("seller")


@pytest.mark.row("INV-08", "INV-18")
async def test_the_area_lists_invoices_and_quotes_with_what_is_paid(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    draft_with(context, kind="quote")
    add_payment(context, key, NewPayment(amount=Decimal(2500)))
    add_payment(context, key, NewPayment(amount=Decimal(1500), day=date(2026, 3, 2)))
    async with at_papers(context) as desk:
        await desk.until_shown("2026-0001 · Two chairs", "1 record", "10 000 ₽", "paid 4 000 ₽")
        await desk.press("]")
        await desk.until_idle()
        await desk.until_shown("[Quotes]", "Two chairs", "Draft")
        await desk.press("[")
        await desk.until_idle()
        await desk.press("slash", *"romashka")
        await desk.until_shown("2026-0001")
        await desk.type(" paid_on:2026-03")
        await desk.until_shown("paid in this time 1 500 ₽")


@pytest.mark.row("INV-21")
async def test_what_should_have_been_paid_by_now_is_marked(context: Context) -> None:
    context = at(context)
    deal = deal_with(context, CHAIR, company=str(company_with(context)))

    source = Reference("deal", deal, "")
    late = make_document(context, "invoice", source, {"date": "2026-11-01", "due": "2026-11-10"})
    later = make_document(context, "invoice", source, {"due": "2026-11-30"})
    for key in (late, later):
        issue_document(context, "invoice", key)
    async with at_papers(context) as desk:
        await desk.until_shown("! 10 Nov", "30 Nov")
        assert "! 30 Nov" not in desk.text()
        await desk.press("]", "[")
        await desk.until_idle()


@pytest.mark.row("INV-01", "INV-04", "INV-05", "INV-19", "B4.3", "B22")
async def test_i_makes_an_invoice_of_a_deal_in_the_list(context: Context) -> None:
    context = at(context)
    deal = deal_with(context, CHAIR, company=str(company_with(context)))
    async with at_papers(context, area="2") as desk:
        await desk.press("]")
        await desk.until_idle()
        await desk.press("i")
        await desk.until_editor()
        assert "Romashka" in desk.text()
        assert "Chair" in desk.text()
    (key,) = all_of(context)
    values = values_of(context, key)
    assert values["deal"].id == deal
    assert values["company"].title == "Romashka"
    assert values["total"] == 10000
    assert status_of(context, key) == "draft"


@pytest.mark.row("INV-01", "INV-05")
async def test_i_asks_where_there_is_a_draft_or_nothing_to_ask_money_for(context: Context) -> None:
    context = at(context)
    deal = deal_with(context, amount=700)
    async with at_card(context, "deal", deal) as desk:
        papers = papers_of(desk)
        await desk.press("i")
        await desk.until_shown("The deal has no products yet", "New, one line: Two chairs")
        await desk.press("1")
        await papers.until_editor()
        assert "700" in desk.text()
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("i")
        await desk.until_shown("There is a draft of it already", "Open the draft “Two chairs”")
        await desk.press("1")
        await papers.until_editor()
    assert len(all_of(context)) == 1


async def test_i_makes_an_invoice_of_each_marked_deal_once_that_is_sure(context: Context) -> None:
    context = at(context)
    for title in ("One", "Two", "Three"):
        deal_with(context, CHAIR, title=title)
    async with at_papers(context, area="2") as desk:
        await desk.press("]")
        await desk.until_idle()
        await desk.press("asterisk")
        await desk.until_shown("3 marked")
        await desk.press("i")
        await desk.agree()
        await desk.until_said("3 drafts made")
        assert len(all_of(context)) == 3
        await desk.press("u")
        await desk.until(lambda: not all_of(context))


@pytest.mark.row("INV-20", "QUOTE-04")
@pytest.mark.parametrize(("key", "kind"), [("i", "invoice"), ("o", "quote")])
async def test_a_client_gets_an_invoice_or_a_quote(context: Context, key: str, kind: str) -> None:
    context = at(context)
    company = company_with(context)
    add_record(context, "contact", {"last_name": "Orlova", "companies": [str(company)]})
    async with at_papers(context, area="3") as desk:
        await desk.press(key)
        await desk.until_editor()
        assert "Romashka · Orlova" in desk.text()
        (made,) = all_of(context, kind)
        assert values_of(context, made, kind)["contact"].title == "Orlova"
        await desk.press("escape")
        await desk.until_shown("An empty draft was made. u takes it back.")
        await desk.press("u")
        await desk.until(lambda: not all_of(context, kind))
        await desk.press(key)
        await desk.until_editor()
        await desk.press(*"Chair", "enter", "escape")
        await desk.until_shown(f"but not saved yet: I on the {kind} goes on.")


@pytest.mark.row("B20", "LEAD-13")
async def test_a_lead_gets_no_invoice_and_an_empty_list_has_none_to_pay(context: Context) -> None:
    context = at(context)
    lead = add_record(context, "lead", {"title": "A fair"})
    async with at_card(context, "lead", lead) as desk:
        await desk.press("i")
        assert "A lead is no client yet" in desk.text()
        assert "Invoices" not in [tab.title for tab in desk.card._tabs]
    assert all_of(context) == []
    async with at_papers(context) as desk:
        for key in ("$", "I"):
            desk.app.screen.say("")  # type: ignore[attr-defined]
            await desk.press(key)
            await desk.until_said("There is no record under the cursor.")


@pytest.mark.row("INV-01", "INV-08", "B20")
async def test_the_tab_of_a_deal_tells_what_is_paid_and_makes_invoices(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    add_payment(context, key, NewPayment())
    deal = values_of(context, key)["deal"].id
    async with at_card(context, "deal", deal) as desk:
        await desk.until_shown("Invoices 1")
        while desk.card.shown_tab() != "invoices":
            await desk.press("]")
        await desk.until_shown("1 of 1 paid: 10 000 ₽ of 10 000 ₽", "2026-0001")
        await desk.press("n")
        await PaperDesk(desk.app, desk.pilot).until_editor()
    assert len(all_of(context)) == 2


@pytest.mark.row("INV-13", "COMP-07")
async def test_another_set_of_requisites_is_chosen(context: Context) -> None:

    context = at(context)
    key = draft_with(context)
    company = values_of(context, key)["company"].id
    for name, bank in (("Main", "First bank"), ("Second", "Other bank")):
        data = {"name": name, "bank_name": bank}
        add_part(context, "company", company, FieldType.REQUISITES, data)
    async with at_card(context, "invoice", key) as desk:
        await desk.press("Q")
        await desk.until_shown("Second · Other bank")
        await desk.press("2")
        await desk.until_shown("The document names them now")
        assert parties_of(context, "invoice", key).payer.bank_name == "Other bank"
        edit_record(context, "company", company, {"title": "Buttercup"})
        await desk.press("I")
        papers = papers_of(desk)
        await papers.until_editor()
        await papers.until_said("Buttercup: the card has changed since. ^R takes it over.")
        await papers.press("ctrl+r")
        await papers.until_shown("As the card is now")
        await papers.press("3")
        await papers.until_said("The document names them now")
        assert "Buttercup" in papers.text()


@pytest.mark.row("INV-09", "INV-17", "INV-21", "A13")
async def test_a_payment_in_parts_and_the_next_stage_of_the_deal(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    deal = values_of(context, key)["deal"].id
    stage = values_of(context, deal, "deal")["stage"].label
    async with at_papers(context) as desk:
        await desk.open("dollar_sign")
        await desk.put("amount", "4 €")
        await desk.press("ctrl+s")
        await desk.until_shown("The invoice is in RUB")
        await desk.put("amount", "4 тыс. руб.")
        await desk.until_shown("6 000 ₽ will still be outstanding")
        await desk.put("method", "bank transfer")
        await desk.save()
        await desk.until_said("4 000 ₽ paid, 6 000 ₽ still to come.")
        await desk.open("dollar_sign")
        await desk.save()
        await desk.until_shown("Paid. Bring the deal “Two chairs” to")
        await desk.agree()
    assert status_of(context, key) == "paid"
    assert values_of(context, deal, "deal")["stage"].label != stage
    assert [one.method for one in list_payments(context, key)] == ["Bank transfer", ""]


@pytest.mark.row("A22.1")
async def test_issuing_asks_first_and_closes_no_deal(context: Context) -> None:
    context = at(context)
    key = draft_with(context)
    deal = values_of(context, key)["deal"].id
    stage = values_of(context, deal, "deal")["stage"].code
    async with at_card(context, "invoice", key) as desk:
        await desk.press("O")
        await desk.until_shown("It gets the number 2026-0001. Nobody takes that back.")
        await desk.press("escape")
        assert status_of(context, key) == "draft"
        await desk.press("O")
        await desk.until_shown("It gets the number")
        await desk.press("enter")
        await desk.until(lambda: status_of(context, key) == "issued")
        await desk.until_idle()
        await desk.press("O")
        await desk.until_said("There is no draft among them")
    assert values_of(context, deal, "deal")["stage"].code == stage


async def test_a_credit_note_takes_an_invoice_back(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    async with at_papers(context) as desk:
        await desk.open("minus")
        await desk.until_shown("1 all of it", "2 a part")
        await desk.press("2", "enter")
        await desk.put("reason", "never ordered")
        await desk.save()
        papers = PaperDesk(desk.app, desk.pilot)
        await papers.until_editor()
        await papers.press("ctrl+o")
        await papers.until_shown("Issue the credit note?")
        await papers.press("escape", "escape")
        await desk.until_gone("Credit note · Draft")
        await desk.open("minus")
        await desk.press("1", "enter")
        await desk.save()
        await desk.until_said("Taken back by the credit note C2026-0001.")
    assert status_of(context, key) == "cancelled"
    assert values_of(context, key)["outstanding"] == 0


@pytest.mark.row("QUOTE-06")
async def test_a_quote_becomes_an_invoice_and_a_deal(context: Context) -> None:
    context = at(context)
    company = company_with(context)

    quote = make_document(context, "quote", Reference("company", company, ""), {"currency": "RUB"})
    add_part(context, "quote", quote, FieldType.LINE_ITEM, CHAIR | {"currency": "RUB"})
    async with at_card(context, "quote", quote) as desk:
        await desk.press("i")
        papers = PaperDesk(desk.app, desk.pilot)
        await papers.until_editor()
        await papers.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("d")
        await desk.until(lambda: values_of(context, quote, "quote")["deal"] is not None)
        await desk.until_idle()
    (invoice,) = all_of(context)
    assert values_of(context, invoice)["quote"].id == quote
    assert values_of(context, invoice)["total"] == 10000


async def test_a_payment_is_never_kept_for_another_invoice_than_is_marked(
    context: Context,
) -> None:
    context = at(context)
    first, second = issued_with(context), issued_with(context)
    async with at_papers(context) as desk:
        await desk.press("m", "m")
        await desk.until_shown("2 marked")
        for key in ("$", "-", "w", "Q"):
            await desk.press(key)
            await desk.until_shown("This works on one document at a time")
            assert len(desk.app.screen_stack) == 1
            await desk.press("down", "up")
        # The one that is marked is not that under the cursor; then it is.
        await desk.press("escape", "m", "$")
        await desk.until_shown("This works on one document at a time")
        await desk.press("k")
        await desk.open("$")
        await desk.save()
        await desk.until_idle()
    assert sorted(len(list_payments(context, key)) for key in (first, second)) == [0, 1]


@pytest.mark.row("INV-15")
async def test_all_that_is_marked_is_looked_at_one_after_the_other(context: Context) -> None:
    context = at(context)
    for name in ("Alfa", "Beta", "Gamma"):
        issued_with(context, {**CHAIR, "name": name})
    async with at_papers(context) as desk:
        # Alfa and Beta are marked, the cursor is on Gamma.
        await desk.press("m", "m")
        await desk.until_shown("2 marked")
        await desk.press("f9")
        await desk.until_preview()
        await desk.until_shown("1 of 2 marked   ] the next")
        assert "Alfa" in desk.text()
        await desk.press("]")
        await desk.until_shown("2 of 2 marked")
        assert "Beta" in desk.text()
        await desk.press("]")
        await desk.until_shown("This is the last one.")
        # What is done here is done with the one in view.
        await desk.open("s")
        await desk.press("escape", "[")
        await desk.until_shown("1 of 2 marked")
        # The one under the cursor stands first where it is marked itself.
        await desk.press("escape", "k", "f9")
        await desk.until_preview()
        await desk.until_shown("2 of 2 marked")
