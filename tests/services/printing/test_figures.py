"""The figures of documents as they are shown: they add up however prices and taxes are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from services.printing.document import PrintedDocument, PrintedLine
from services.printing.figures import Figures, total_of
from services.printing.language import language_of
from services.printing.totals import sums_of
from tests.printed import documents, international, line, vat


@pytest.mark.row("TAX-03")
@given(document=documents())
def test_lines_discounts_and_taxes_add_up_to_the_total(document: PrintedDocument) -> None:
    figures = Figures(document, language_of("en"))
    changes = total_of(amount for _change, amount in figures.changes)
    total = figures.line_total + changes
    if figures.has_gross_amounts:
        assert total == figures.totals.tax_inclusive
    else:
        assert total == figures.totals.tax_exclusive
        assert total + figures.totals.tax_total == figures.totals.tax_inclusive
    for item in figures.items:
        assert item.shown.net + item.shown.tax == item.shown.gross


@pytest.mark.row("TAX-03")
@given(document=documents())
def test_what_is_payable_is_printed_last(document: PrintedDocument) -> None:
    figures = Figures(document, language_of("en"))
    last = sums_of(figures)[-1]
    assert last.is_strong
    assert last.amount == figures.money(figures.totals.payable)


@pytest.mark.parametrize(
    ("priced", "shown"),
    [
        (line("2", "100", vat("20"), discount="10"), "10%"),
        (line("2", "90", vat("20"), list_price="100"), "20.00"),
        (
            Line(Decimal(2), Decimal(100), allowances_charges=(AllowanceCharge(Decimal(15)),)),
            "15.00",
        ),
        (
            Line(
                Decimal(1),
                Decimal(100),
                allowances_charges=(AllowanceCharge(percent=Decimal(5), is_charge=True),),
            ),
            "+5%",
        ),
        (line("2", "100", vat("20")), ""),
    ],
)
def test_a_discount_is_shown_as_it_was_given(priced: Line, shown: str) -> None:
    document = international(
        lines=(PrintedLine("Desk"),), priced=Document(lines=(priced,), currency="EUR")
    )
    figures = Figures(document, language_of("en"))
    assert figures.discount(figures.items[0]) == shown


@pytest.mark.parametrize(
    ("language", "taxes", "shown"),
    [
        ("en", (vat("20"),), "20%"),
        ("ru", (vat("20"),), "20\u00a0%"),
        ("pl", (vat("8.5"),), "8,5%"),
        ("en", (vat("0", "E"),), "exempt"),
        ("en", (vat("0", "AE"),), "reverse charge"),
        ("en", (vat("0", "K"),), "0%"),
        ("en", (Tax("S", Decimal(9), "CGST"), Tax("S", Decimal(9), "SGST")), None),
        ("en", (), "–"),
    ],
)
def test_rates_read_as_the_language_has_them(
    language: str, taxes: tuple[Tax, ...], shown: str | None
) -> None:
    figures = Figures(international(), language_of(language))
    assert figures.rate(taxes) == (shown or "CGST\u00a09% + SGST\u00a09%")


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("ru", "1234567.5", "1\u00a0234\u00a0567,50"),
        ("pl", "-1234.5", "-1\u00a0234,50"),
        ("en", "1234.5", "1,234.50"),
        ("en", "0.125", "0.13"),
        ("ru", "0", "0,00"),
    ],
)
def test_amounts_read_as_the_language_has_them(language: str, amount: str, shown: str) -> None:
    assert language_of(language).amount(Decimal(amount), 2) == shown


def test_prices_keep_their_decimals_and_the_quantity_they_are_for() -> None:
    priced = Line(Decimal(2582), Decimal("4.48612"), Decimal(100), taxes=(vat("21"),))
    document = international(
        lines=(PrintedLine("Energy"),), priced=Document(lines=(priced,), currency="EUR")
    )
    figures = Figures(document, language_of("en"))
    assert figures.price(figures.items[0]) == "4.48612 / 100"
