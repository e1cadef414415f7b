"""The history of a record shows amounts, percent and days as the card does (FEATURES HIST-06)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from domain.records.references import Reference
from services.context import Context
from services.deals.lines import read_deal_lines, store_deal_lines
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.records.history import history_of
from services.records.use_cases import add_record, edit_record

CHAIR = {"name": "Chair", "quantity": 2, "price": "1200", "currency": "PLN", "tax": 20}


def told(context: Context, kind: str, key: UUID, *, as_shown: bool = True) -> list[str]:
    """Return the lines of the history with old and new values, the newest first."""
    lines = history_of(context, kind, key, as_shown=as_shown)
    return [f"{x.field}: {x.old} > {x.new}".replace("\xa0", " ") for x in lines]


@pytest.mark.row("HIST-06", "HIST-02")
def test_amounts_are_of_the_currency_that_they_had_then(context: Context) -> None:
    data = {"title": "Chairs", "currency": "RUB", "amount": "1200.5", "close_date": "2026-12-01"}
    key = add_record(context, "deal", data)
    edit_record(context, "deal", key, {"amount": "2000000", "close_date": "2026-12-02"})
    edit_record(context, "deal", key, {"currency": "PLN"})
    edit_record(context, "deal", key, {"amount": "5"})
    said = told(context, "deal", key)
    assert said[:4] == [
        "Amount: 2 000 000 zł > 5 zł",
        "Currency: RUB > PLN",
        "Amount: 1 200.50 ₽ > 2 000 000 ₽",
        "Expected close: 1 Dec 2026 > 2 Dec 2026",
    ]
    assert "Amount:  > 1 200.50 ₽" in said
    assert "Amount: 1200.5 > 2000000" in told(context, "deal", key, as_shown=False)


@pytest.mark.row("HIST-07", "HIST-06")
def test_figures_of_lines_and_payments_say_what_they_are(context: Context, seller: UUID) -> None:
    data = {"title": "Chairs", "currency": "PLN", "products": [CHAIR | {"discount": "10%"}]}
    deal = add_record(context, "deal", data)
    read = read_deal_lines(context, deal)
    dearer = replace(read.lines[0], price=Decimal("1500.2575"), discount=Decimal(5))
    store_deal_lines(context, read, [dearer])
    said = told(context, "deal", deal)
    assert "Product: Price: 1 200 zł > 1 500.2575 zł" in said
    assert "Product: Discount: 10 % > 5 %" in said
    company = add_record(context, "company", {"title": "Romashka"})
    source = Reference("company", company, "")
    invoice = make_document(context, "invoice", source, {"currency": "PLN", "products": [CHAIR]})
    issue_document(context, "invoice", invoice)
    add_payment(context, invoice, NewPayment(Decimal(50)))
    assert "Payment:  > 50 zł" in told(context, "invoice", invoice)
