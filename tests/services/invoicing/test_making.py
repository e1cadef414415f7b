"""Documents are made from what there is, and say what it said (FEATURES INV-01, INV-04, INV-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, NotAllowed
from domain.parts import LineItem
from domain.pricing.model import AllowanceCharge
from domain.records.references import Reference, references_in
from domain.records.values import Choice, Value
from services.context import Context
from services.currencies.rates import add_rate
from services.invoicing.contents.content import read_content, store_content
from services.invoicing.contents.terms import (
    changed_parties,
    choose_location,
    choose_requisites,
    parties_of,
    refresh_parties,
)
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import issue_document
from services.invoicing.making import copy_document, make_deal, make_document
from services.invoicing.revising import list_revisions
from services.invoicing.settings.locations import (
    PlaceTax,
    add_location,
    delete_location,
    find_location,
    set_location_taxes,
)
from services.records.use_cases import (
    add_record,
    delete_record,
    edit_record,
    list_records,
    show_record,
)
from services.settings import TAX_TYPE, set_setting

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20, "discount": "10%"}
SETS = [
    {"name": "main", "legal_name": "ООО «Ромашка»", "tax_id": "7707083893"},
    {"name": "euro", "legal_name": "Romashka LLC", "tax_id": "7707083893"},
]


def company(context: Context) -> UUID:
    return add_record(context, "company", {"title": "Ромашка", "requisites": SETS})


def deal(context: Context, **fields: object) -> UUID:
    data = {"title": "Chairs", "company": "Ромашка", "currency": "RUB", "products": [CHAIR]}
    return add_record(context, "deal", data | fields)


def values(context: Context, kind: str, key: UUID) -> dict[str, Value]:
    return dict(show_record(context, kind, key).values)


def lines(context: Context, kind: str, key: UUID) -> list[LineItem]:
    found = values(context, kind, key)["products"]
    assert isinstance(found, tuple)
    return [line for line in found if isinstance(line, LineItem)]


def linked(context: Context, kind: str, key: UUID, field: str) -> list[UUID]:
    return [one.id for one in references_in(values(context, kind, key)[field])]


@pytest.mark.row("INV-01", "INV-04", "INV-05", "INV-19", "B4.3")
def test_an_invoice_of_a_deal_has_its_client_and_products(context: Context) -> None:
    client = company(context)
    source = deal(context)
    key = make_document(context, "invoice", Reference("deal", source, ""))
    assert linked(context, "invoice", key, "deal") == [source]
    assert linked(context, "invoice", key, "company") == [client]
    (line,) = lines(context, "invoice", key)
    assert (line.name, line.quantity, line.price, line.discount) == ("Chair", 2, 100, 10)
    found = values(context, "invoice", key)
    assert (found["subject"], found["currency"], found["total"]) == ("Chairs", "RUB", 216)
    assert values(context, "deal", source)["amount"] == 216


def test_an_invoice_of_a_deal_without_taxes_has_the_usual_prices(
    context: Context, seller: UUID
) -> None:
    company(context)
    edit_record(context, "own_company", seller, {"tax_mode": "inclusive"})
    taxed = make_document(context, "invoice", Reference("deal", deal(context), ""))
    bare = add_record(context, "deal", {"title": "Lamps", "currency": "RUB"})
    free = make_document(context, "invoice", Reference("deal", bare, ""))
    modes = [values(context, "invoice", key)["tax_mode"] for key in (taxed, free)]
    assert modes == ["exclusive", "inclusive"]


@pytest.mark.row("QUOTE-06", "QUOTE-02")
def test_an_invoice_of_a_quote_says_what_the_quote_says(context: Context) -> None:
    company(context)
    source = deal(context)
    quote = make_document(context, "quote", Reference("deal", source, ""), {"notes": "net 30"})
    issue_document(context, "quote", quote)
    invoice = make_document(context, "invoice", Reference("quote", quote, ""))
    assert linked(context, "invoice", invoice, "quote") == [quote]
    assert linked(context, "invoice", invoice, "deal") == [source]
    assert values(context, "invoice", invoice)["notes"] == "net 30"
    assert len(lines(context, "invoice", invoice)) == 1


def test_a_quote_becomes_a_deal_once(context: Context) -> None:
    client = company(context)
    data = {"subject": "Chairs", "currency": "RUB", "products": [CHAIR]}
    quote = make_document(context, "quote", Reference("company", client, ""), data)
    made = make_deal(context, quote)
    found = values(context, "deal", made)
    assert (found["title"], found["amount"], found["currency"]) == ("Chairs", 216, "RUB")
    assert linked(context, "quote", quote, "deal") == [made]
    with pytest.raises(BadInput, match="a deal already"):
        make_deal(context, quote)


@pytest.mark.row("DEAL-05", "QUOTE-06")
@pytest.mark.parametrize("with_tax", [False, True])
@pytest.mark.parametrize(
    "off", [AllowanceCharge(amount=Decimal("33.35")), AllowanceCharge(percent=Decimal(7))]
)
def test_a_discount_on_the_whole_of_a_quote_goes_into_the_lines_of_its_deal(
    context: Context, off: AllowanceCharge, with_tax: bool
) -> None:
    products = [CHAIR, CHAIR | {"name": "Desk", "price": "99.99", "tax": 10, "discount": None}]
    data = {"subject": "Chairs", "currency": "RUB", "products": products}
    quote = make_document(context, "quote", None, data)
    read = read_content(context, "quote", quote)
    terms = replace(read.terms, allowances_charges=(off,), prices_include_tax=with_tax)
    store_content(context, read, read.lines, terms)
    made = make_deal(context, quote)
    assert values(context, "deal", made)["amount"] == values(context, "quote", quote)["total"]
    names = [line.name for line in lines(context, "deal", made)]
    assert names == ["Chair", "Desk"]
    assert all(line.discount for line in lines(context, "deal", made))


@pytest.mark.row("INV-02")
def test_days_count_from_the_day_of_the_document(context: Context) -> None:
    company(context)
    for name, days in (("Вега", 7), ("Норд", 30)):
        add_record(context, "own_company", {"title": name, "payment_days": days})

    def last_day(kind: str, name: str, **said: object) -> date:
        data = {"company": "Ромашка", "date": "2026-03-01"} | said
        found = values(context, kind, make_document(context, kind, None, data))[name]
        assert isinstance(found, date)
        return found

    assert last_day("invoice", "due") == date(2026, 3, 8)
    assert last_day("invoice", "due", own_company="Норд") == date(2026, 3, 31)
    assert last_day("invoice", "due", due="2026-03-02") == date(2026, 3, 2)
    assert last_day("quote", "valid_until") == date(2026, 3, 15)


@pytest.mark.row("CUR-03")
def test_discounts_and_what_was_paid_before_are_converted_with_the_prices(context: Context) -> None:
    company(context)
    add_rate(context, "USD", "4", base="PLN", day=context.now().date())
    data = {"company": "Ромашка", "currency": "USD", "prepaid": 5, "products": [CHAIR]}
    quote = make_document(context, "quote", None, data)
    shown = read_content(context, "quote", quote)
    discount = AllowanceCharge(amount=Decimal(10), reason="fair")
    terms = replace(shown.terms, allowances_charges=(discount,), rounding_amount=Decimal("0.01"))
    store_content(context, shown, shown.lines, terms)
    source = Reference("quote", quote, "")
    key = make_document(context, "invoice", source, {"currency": "PLN"})
    assert values(context, "invoice", key)["net"] == 4 * (180 - 10)
    edit_record(context, "quote", quote, {"currency": "PLN"})
    found = values(context, "quote", quote)
    assert (found["net"], found["prepaid"]) == (680, 20)
    assert found["payable"] == found["total"] - 20


def test_what_says_the_same_may_be_for_another_client(context: Context) -> None:
    company(context)
    add_record(context, "company", {"title": "Лютик"})
    add_record(context, "own_company", {"title": "Вега"})
    contact = add_record(context, "contact", {"last_name": "Иванов"})
    data = {"company": "Ромашка", "contact": str(contact), "products": [CHAIR]}
    quote = make_document(context, "quote", None, data)
    key = make_document(
        context, "invoice", Reference("quote", quote, ""), {"company": "Лютик", "notes": "urgent"}
    )
    payer = parties_of(context, "invoice", key).payer
    assert (payer.title, payer.contact) == ("Лютик", "")
    assert parties_of(context, "invoice", key).payee.title == "Вега"


@pytest.mark.usefixtures("seller")
def test_a_client_in_the_bin_is_still_invoiced_and_credited(context: Context) -> None:
    client = company(context)
    quote = make_document(context, "quote", None, {"company": "Ромашка", "products": [CHAIR]})
    of_quote = Reference("quote", quote, "")
    first = make_document(context, "invoice", of_quote, issue=True)
    delete_record(context, "company", client)
    second = make_document(context, "invoice", of_quote, issue=True)
    assert parties_of(context, "invoice", second).payer.title == "ООО «Ромашка»"
    copied = values(context, "invoice", copy_document(context, "invoice", first))
    assert copied["company"].title == "Ромашка"
    note = credit_invoice(context, first)
    assert values(context, "invoice", note)["total"] == -216


def test_what_cannot_be_issued_is_not_made(context: Context) -> None:
    company(context)
    with pytest.raises(BadInput, match="Add a product"):
        make_document(context, "invoice", None, {"company": "Ромашка"}, issue=True)
    assert [*list_records(context, "invoice", [])] == []


@pytest.mark.usefixtures("seller")
def test_a_copy_is_a_draft_of_today(context: Context) -> None:
    company(context)
    first = make_document(
        context, "invoice", Reference("deal", deal(context), ""), {"date": "2025-01-01"}
    )
    issue_document(context, "invoice", first)
    found = values(context, "invoice", copy_document(context, "invoice", first))
    assert (found["number"], found["date"], found["total"]) == ("", context.now().date(), 216)


@pytest.mark.row("CUR-03", "B18")
def test_prices_in_other_currencies_are_converted_by_the_day_of_the_document(
    context: Context,
) -> None:
    company(context)
    add_rate(context, "USD", "4", base="PLN", day=context.now().date())
    line = {"name": "Chair", "quantity": 3, "price": "10", "currency": "USD"}
    data = {"company": "Ромашка", "currency": "PLN", "products": [line]}
    key = make_document(context, "invoice", None, data)
    (kept,) = lines(context, "invoice", key)
    assert (kept.price, kept.currency) == (40, "PLN")
    assert values(context, "invoice", key)["total"] == 120
    with pytest.raises(BadInput, match="No rate tells what PLN was in GBP"):
        edit_record(context, "invoice", key, {"currency": "GBP"})


@pytest.mark.row("INV-03", "INV-17", "A13")
def test_a_document_takes_what_is_usual_with_the_own_company(context: Context) -> None:
    company(context)
    for title, method in (("Вега", "card"), ("Норд", "cash")):
        data = {"title": title, "currency": "PLN", "payment_method": method, "payment_days": 3}
        add_record(context, "own_company", data | {"requisites": [{"tax_id": "5253014006"}]})
    made = [
        values(context, "invoice", make_document(context, "invoice", None, data))
        for data in ({}, {"own_company": "Норд"}, {"own_company": "Норд", "payment_method": "card"})
    ]
    methods = [getattr(found["payment_method"], "code", "") for found in made]
    assert methods == ["card", "cash", "card"]
    assert {found["currency"] for found in made} == {"PLN"}
    assert not any(field.name == "payment_method" for field in context.fields.of("deal"))


@pytest.mark.row("COMP-07", "INV-13", "INV-04")
@pytest.mark.usefixtures("seller")
def test_requisites_are_a_snapshot_and_another_set_can_be_chosen(context: Context) -> None:
    client = company(context)
    key = make_document(context, "invoice", Reference("company", client, ""), {"products": [CHAIR]})
    parties = parties_of(context, "invoice", key)
    assert parties.payer.legal_name == "ООО «Ромашка»"
    edit_record(context, "company", client, {"title": "Лютик"})
    assert parties_of(context, "invoice", key).payer.name == "Ромашка"
    euro = next(one.id for one in parties.payer_sets if one.name == "euro")
    assert euro is not None
    choose_requisites(context, "invoice", key, euro)
    assert parties_of(context, "invoice", key).payer.legal_name == "Romashka LLC"
    edit_record(context, "company", client, {"title": "Мимоза"})
    assert changed_parties(context, "invoice", key) == ("Мимоза",)
    refresh_parties(context, "invoice", key)
    assert parties_of(context, "invoice", key).payer.name == "Мимоза"
    assert changed_parties(context, "invoice", key) == ()
    (own,) = list_records(context, "own_company", [])
    edit_record(context, "own_company", own.id, {"director": "Anna P"})
    assert changed_parties(context, "invoice", key) == (own.title,)
    issue_document(context, "invoice", key)
    assert changed_parties(context, "invoice", key) == ()
    with pytest.raises(BadInput, match="has been issued"):
        refresh_parties(context, "invoice", key)
    main = next(one.id for one in parties.payer_sets if one.name == "main")
    assert main is not None
    choose_requisites(context, "invoice", key, main)
    (before,) = list_revisions(context, "invoice", key)
    assert "Romashka LLC" in before.content["payer"]


@pytest.mark.row("TAX-02", "B22")
def test_taxes_of_a_place_apply_when_it_is_chosen(context: Context) -> None:
    client = company(context)
    canada = add_location(context, "Canada")
    quebec = add_location(context, "Quebec", canada)
    set_location_taxes(context, canada, [PlaceTax("GST", Decimal(5))])
    set_location_taxes(context, quebec, [PlaceTax("QST", Decimal("9.975"))])
    line = {"name": "Chair", "price": 100}
    data = {"products": [line], "currency": "CAD"}
    key = make_document(context, "invoice", Reference("company", client, ""), data)
    choose_location(context, "invoice", key, quebec)
    assert values(context, "invoice", key)["tax"] == 0  # taxes are VAT until the setting says so
    set_setting(context, TAX_TYPE, "location")
    choose_location(context, "invoice", key, find_location(context, "canada/quebec").id)
    found = values(context, "invoice", key)
    assert (found["net"], found["tax"]) == (100, Decimal("14.98"))
    choose_location(context, "invoice", key, None)
    assert values(context, "invoice", key)["tax"] == 0
    with pytest.raises(BadInput, match="stays"):
        delete_location(context, canada)


@pytest.mark.row("TAX-01", "B16")
def test_a_product_has_a_rate_of_tax_only_where_the_type_of_tax_is_vat(context: Context) -> None:
    add_record(context, "product", {"name": "Chair", "tax_rate": "20"})
    set_setting(context, TAX_TYPE, "location")
    with pytest.raises(BadInput, match="only where the type of tax is VAT") as caught:
        add_record(context, "product", {"name": "Lamp", "tax_rate": "20"})
    assert caught.value.field == "tax_rate"
    add_record(context, "product", {"name": "Lamp"})


def test_an_own_company_with_documents_stays(context: Context) -> None:
    client = company(context)
    free, used = (add_record(context, "own_company", {"title": name}) for name in "AB")
    make_document(context, "invoice", Reference("company", client, ""), {"own_company": str(used)})
    delete_record(context, "own_company", free)
    with pytest.raises(NotAllowed, match="stays while documents"):
        delete_record(context, "own_company", used)


@pytest.mark.row("INV-07")
def test_statuses_of_quotes_and_invoices_are_dictionaries(context: Context) -> None:
    client = company(context)
    key = make_document(context, "quote", Reference("company", client, ""), {"products": [CHAIR]})
    edit_record(context, "quote", key, {"status": "accepted"})
    status = values(context, "quote", key)["status"]
    assert isinstance(status, Choice)
    assert (status.code, status.meaning) == ("accepted", "accepted")
    assert str(values(context, "quote", key)["number"]).startswith("Q")
