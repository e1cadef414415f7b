"""What Polish invoices and their corrections say by the act on VAT (articles 106e and 106j)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from domain.parts import LineItem
from domain.records.references import Reference
from services.context import Context
from services.currencies.rates import add_rate, delete_rate, list_rates
from services.invoicing.contents.content import read_content
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import issue_document
from services.invoicing.local_tax import say_of_rates
from services.invoicing.making import make_document
from services.invoicing.printing import printed_document
from services.invoicing.revising import revise_document
from services.printing.document import LocalTax, PrintedDocument
from services.printing.preview import preview_lines
from services.records.use_cases import add_record

pytestmark = pytest.mark.usefixtures("seller")

DESK = {"name": "Desk", "quantity": 5, "unit": "pc", "price": 100, "tax": 23}
BOOK = {"name": "Book", "quantity": 3, "unit": "pc", "price": 20, "tax": 5}
LAMP = {"name": "Lamp", "quantity": 1, "unit": "pc", "price": 50, "tax": 23}
POLISH = {"template": "polish", "language": "en", "currency": "PLN", "date": "2026-03-10"}


def issued(context: Context, **fields: object) -> UUID:
    """Issue an invoice in the Polish layout, in English; return its key."""
    company = add_record(context, "company", {"title": "Nova"})
    data = POLISH | {"products": [DESK, BOOK, LAMP]} | fields
    key = make_document(context, "invoice", Reference("company", company, ""), data)
    issue_document(context, "invoice", key)
    return key


def lines(context: Context, key: UUID) -> dict[str, LineItem]:
    return {line.name: line for line in read_content(context, "invoice", key).lines}


def credit(context: Context, key: UUID, **quantities: str) -> UUID:
    """Take back so much of lines that are called so; return the key of the note."""
    found = lines(context, key)
    wanted = {found[name].id: Decimal(value) for name, value in quantities.items()}
    return credit_invoice(context, key, {one: n for one, n in wanted.items() if one})


def shown(document: PrintedDocument) -> list[str]:
    text = [line.replace("\u00a0", " ") for line in preview_lines(document, 100)]
    return [" ".join(line.split()) for line in text]


def part(document: PrintedDocument, first: str, last: str) -> list[str]:
    found = shown(document)
    return found[found.index(first) + 1 : found.index(last)]


@pytest.mark.row("INV-14", "INV-11")
def test_a_correction_tells_before_after_and_the_difference(context: Context) -> None:
    key = issued(context)
    credit(context, key, Desk="1")
    note = credit(context, key, Desk="2", Book="3")
    document = printed_document(context, "invoice", note)
    before = "\n".join(part(document, "Before the correction", "After the correction"))
    assert "1 Desk 4 pc 100.00 400.00 23% 92.00 492.00" in before
    assert "2 Book 3 pc 20.00 60.00 5% 3.00 63.00" in before
    assert "Lamp" not in before
    after = "\n".join(part(document, "After the correction", "Difference"))
    assert "1 Desk 2 pc 100.00 200.00 23% 46.00 246.00" in after
    assert "2 Book 0 pc 20.00 0.00 5% 0.00 0.00" in after
    text = "\n".join(shown(document))
    assert "23% before 450.00 103.50 553.50" in text  # with the lamp, of the same rate
    assert "after 250.00 57.50 307.50" in text
    assert "difference -200.00 -46.00 -246.00" in text
    assert "difference -260.00 -49.00 -309.00" in text
    assert "Total to be returned 309.00 zł" in text


@pytest.mark.row("INV-14", "HIST-07")
def test_a_correction_stays_as_it_was_when_its_invoice_is_revised(context: Context) -> None:
    key = issued(context)
    note = credit(context, key, Desk="2")
    credit(context, key, Desk="1")
    before = shown(printed_document(context, "invoice", note))
    revised = [BOOK, DESK | {"quantity": 9, "id": str(lines(context, key)["Desk"].id)}]
    revise_document(context, "invoice", key, {"products": revised})
    assert lines(context, key)["Desk"].quantity == 9
    assert shown(printed_document(context, "invoice", note)) == before


@pytest.mark.row("INV-11", "CUR-03")
def test_the_tax_of_an_invoice_in_euros_is_told_in_zloty_too(context: Context) -> None:
    add_rate(context, "EUR", "4.3012", base="PLN", day=date(2026, 3, 10))
    add_rate(context, "EUR", "4.2512", base="PLN", day=date(2026, 3, 6))
    key = issued(context, currency="EUR")
    document = printed_document(context, "invoice", key)
    assert document.local_tax == LocalTax("PLN", Fraction("4.2512"), date(2026, 3, 6))
    text = "\n".join(shown(document))
    assert "Exchange rate: 1 EUR = 4.2512 PLN of 6 Mar 2026" in text
    assert "23% 550.00 126.50 676.50 537.78" in text
    assert "Total 610.00 129.50 739.50 550.53" in text
    assert say_of_rates(context, "invoice", [key]) == ""
    note = printed_document(context, "invoice", credit(context, key, Desk="2", Book="1"))
    text = "\n".join(shown(note))
    assert "difference -200.00 -46.00 -246.00 -195.56" in text
    assert "difference -20.00 -1.00 -21.00 -4.25" in text
    assert "difference -220.00 -47.00 -267.00 -199.81" in text


@pytest.mark.row("CUR-03", "HIST-07")
def test_rates_that_are_changed_later_change_nothing_that_was_issued(context: Context) -> None:
    key = issued(context, currency="EUR")
    add_rate(context, "EUR", "4.2512", base="PLN", day=date(2026, 3, 6))
    told = printed_document(context, "invoice", key).local_tax
    assert told == LocalTax("PLN", Fraction("4.2512"), date(2026, 3, 6))  # none was known before
    later = issued(context, currency="EUR")
    add_rate(context, "EUR", "4.3", base="PLN", day=date(2026, 3, 9))
    assert printed_document(context, "invoice", later).local_tax == told
    assert printed_document(context, "invoice", credit(context, later, Desk="1")).local_tax == told
    assert printed_document(context, "invoice", issued(context, currency="EUR")).local_tax != told
    assert printed_document(context, "invoice", later).local_tax == told
    newest = issued(context, currency="EUR")
    by_then = printed_document(context, "invoice", newest).local_tax
    add_rate(context, "EUR", "4.2514", base="PLN", day=date(2026, 3, 6))
    add_rate(context, "EUR", "430.1", base="PLN", day=date(2026, 3, 9), nominal=100)
    add_rate(context, "EUR", "430.2", base="PLN", day=date(2026, 3, 9), nominal=100)
    for _time in range(3):
        assert printed_document(context, "invoice", later).local_tax == told
        assert printed_document(context, "invoice", newest).local_tax == by_then
        for day in (date(2026, 3, 9), date(2026, 3, 6)):
            if (day, "EUR") in {(one.day, one.currency) for one in list_rates(context)}:
                delete_rate(context, "EUR", day, "PLN")
                break


@pytest.mark.row("CUR-03")
def test_zloty_have_their_own_decimals_beside_yen(context: Context) -> None:
    add_rate(context, "JPY", "2.7145", base="PLN", day=date(2026, 3, 6), nominal=100)
    key = issued(context, currency="JPY")
    text = "\n".join(shown(printed_document(context, "invoice", key)))
    assert "1 JPY = 0.027145 PLN" in text
    assert "23% 550 127 677 3.45" in text
    assert "Total 610 130 740 3.53" in text
    note = printed_document(context, "invoice", credit(context, key, Desk="2"))
    assert "difference -200 -46 -246 -1.25" in "\n".join(shown(note))


@pytest.mark.row("CUR-04")
def test_whoever_issues_without_a_rate_is_told_what_to_do(context: Context) -> None:
    key = issued(context, currency="EUR")
    assert printed_document(context, "invoice", key).local_tax is None
    said = say_of_rates(context, "invoice", [key])
    assert "crm rates add EUR" in said
    assert "2026-03-09" in said
    add_rate(context, "EUR", "4.25", base="PLN", day=date(2026, 2, 1))
    assert "2026-02-01" in say_of_rates(context, "invoice", [key])
    at_home = issued(context)
    abroad = issued(context, currency="EUR", template="international")
    assert say_of_rates(context, "invoice", [at_home, abroad]) == ""
    assert printed_document(context, "invoice", at_home).local_tax is None
