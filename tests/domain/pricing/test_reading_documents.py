"""The JSON of documents: forms that numbers and taxes may have, and sentences on what is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.errors import BadInput
from domain.pricing.model import ONE, AllowanceCharge, Document, Line, Tax
from domain.pricing.reading import parse_json, read_document

VAT = Tax("S", Decimal(20))


def read(text: str) -> Document:
    return read_document(parse_json(text))


def read_line(text: str) -> Line:
    return read(f'{{"lines": [{text}]}}').lines[0]


@pytest.mark.parametrize("number", ['"1200.50"', "1200.50", "12005e-1", '" 1200.5 "', '"+1200.50"'])
def test_a_number_may_be_written_in_several_ways(number: str) -> None:
    assert read_line(f'{{"unit_price": {number}}}').unit_price == Decimal("1200.5")


def test_numbers_do_not_go_through_floating_point() -> None:
    digits = "0.1000000000000000055511151231257827021181583404541015625001"
    assert read_line(f'{{"unit_price": {digits}}}').unit_price == Decimal(digits)


def test_what_is_missing_is_usual() -> None:
    document = read('{"lines": [{"unit_price": 5}]}')
    assert document == Document((Line(unit_price=Decimal(5)),))
    assert document.minor_digits == 2
    assert document.lines[0].quantity is ONE


def test_decimals_follow_the_currency_unless_they_are_given() -> None:
    assert read('{"currency": "kwd", "lines": []}').minor_digits == 3
    assert read('{"currency": "RUR", "lines": []}').currency == "RUB"
    assert read('{"currency": "OMR", "decimals": 2, "lines": []}').minor_digits == 2
    assert read('{"currency": "XXX", "decimals": "2", "lines": []}').minor_digits == 2


@pytest.mark.parametrize(
    ("said", "taxes"),
    [
        ('"vat_category": "S", "vat_rate": "20.00"', (VAT,)),
        ('"vat_rate": 20', (VAT,)),
        ('"vat_rate": 0', (Tax("Z"),)),
        ('"vat_category": "O", "vat_rate": null', (Tax("O"),)),
        ('"vat_category": null, "vat_rate": null', ()),
        ('"taxes": []', ()),
        ('"taxes": [], "vat_category": "S", "vat_rate": 20', (VAT,)),
        ('"taxes": [{"rate": "20"}], "vat_category": "E"', (VAT,)),
        ('"taxes": [{"rate": 20, "included": false, "name": null}]', (VAT,)),
        ('"taxes": [{"rate": 20, "included": true}]', (Tax("S", Decimal(20), is_included=True),)),
        (
            '"taxes": [{"rate": 5, "name": "P", "compound": true}, {"rate": 1, "retained": true}]',
            (Tax("S", Decimal(5), "P", is_compound=True), Tax("S", ONE, is_withheld=True)),
        ),
    ],
)
def test_taxes_of_a_line(said: str, taxes: tuple[Tax, ...]) -> None:
    assert read_line(f'{{"unit_price": 1, {said}}}').taxes == taxes


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", AllowanceCharge(ONE)),
        ('"vat_category": null, "vat_rate": null', AllowanceCharge(ONE)),
        ('"taxes": []', AllowanceCharge(ONE, taxes=())),
        ('"vat_category": "S", "vat_rate": 20', AllowanceCharge(ONE, taxes=(VAT,))),
        ('"vat_category": "S"', AllowanceCharge(ONE, tax_category="S")),
        ('"vat_rate": 7', AllowanceCharge(ONE, taxes=(Tax("S", Decimal(7)),))),
        ('"vat_rate": 0', AllowanceCharge(ONE, taxes=(Tax("E"),))),
        ('"charge": true', AllowanceCharge(ONE, is_charge=True)),
        ('"percent": "5", "base": null', AllowanceCharge(ONE, Decimal(5))),
    ],
)
def test_taxes_of_a_discount_on_the_whole(said: str, expected: AllowanceCharge) -> None:
    lines = '{"unit_price": 1, "vat_category": "E"}, {"unit_price": 1, "vat_rate": 20}'
    comma = "," if said else ""
    document = read(f'{{"lines": [{lines}], "allowances": [{{"amount": 1{comma} {said}}}]}}')
    assert document.allowances_charges == (expected,)


def test_a_rate_means_the_named_tax_that_lines_have() -> None:
    named = '{"unit_price": 1, "taxes": [{"name": "VAT", "rate": "20.0"}]}'
    document = read(
        f'{{"lines": [{named}], "charges": [{{"amount": 1, "vat_category": "S", "vat_rate": 20}}]}}'
    )
    assert document.allowances_charges == (
        AllowanceCharge(ONE, is_charge=True, taxes=(Tax("S", Decimal(20), "VAT"),)),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "The JSON cannot be read"),
        ("[1e99999999999999999999]", "too large or too deep"),
        ("[" * 100_000, "too large or too deep"),
        ('{"lines": [{"unit_price": Infinity}]}', "Infinity is no number"),
        ("3", "The document is no JSON object"),
        ("{}", "has no “lines”"),
        ('{"lines": {}}', "“lines” is {}; a list is needed"),
        ('{"lines": [3]}', "line 1 is no JSON object"),
        ('{"lines": [{"qty": 1}]}', "line 1 has neither “unit_price” nor “net_amount”"),
        ('{"lines": [{"unit_price": "1,5"}]}', "“unit_price” is “1,5”; a number such as 1200.50"),
        ('{"lines": [{"unit_price": "٣"}]}', "a number such as"),
        ('{"lines": [{"unit_price": true}]}', "a number such as"),
        ('{"lines": [{"unit_price": []}]}', "a number such as"),
        ('{"lines": [{"unit_price": "NaN"}]}', "a number such as"),
        ('{"lines": [{"unit_price": "1e61"}]}', "no document needs a number of that length"),
        ('{"lines": [{"unit_price": "0.' + "1" * 61 + '"}]}', "no document needs"),
        ('{"lines": [{"unit_price": 1, "base_qty": "0"}]}', "a quantity above zero"),
        ('{"lines": [{"unit_price": 1, "base_qty": -1}]}', "a quantity above zero"),
        ('{"lines": [{"unit_price": 1, "vat_rate": "-15"}]}', "has “retained”: true"),
        ('{"lines": [{"unit_price": 1, "name": []}]}', "a text is needed"),
        ('{"lines": [{"unit_price": 1, "taxes": "VAT"}]}', "“taxes” is “VAT”; a list"),
        (
            '{"lines": [{"unit_price": 1, "taxes": [{"rate": 1}, {"rate": "x"}]}]}',
            "line 1, tax 2: “rate” is “x”",
        ),
        ('{"lines": [{"unit_price": 1, "allowances": [{}]}]}', "allowance 1 has neither “amount”"),
        ('{"lines": [], "charges": [{"amount": "a"}]}', "document, charge 1: “amount” is “a”"),
        ('{"lines": [], "currency": "EURO"}', "“currency” is “EURO”, no currency of ISO 4217"),
        ('{"lines": [], "decimals": 7}', "“decimals” is 7; a whole number from 0 to 6"),
        ('{"lines": [], "decimals": 1.5}', "a whole number from 0 to 6"),
        ('{"lines": [], "cash_rounding": -1}', "a coin such as 0.05"),
        ('{"lines": [], "prices_include_tax": "yes"}', "true or false is needed"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("found", "number", "name"),
    [
        ({"id": "E071"}, 4, "Document E071"),
        ({"id": Decimal(7)}, 4, "Document 7"),
        ({"id": "  "}, 4, "Document 4"),
        ({}, None, "The document"),
        ([], 2, "Document 2"),
    ],
)
def test_a_document_is_called_by_its_id_or_its_place(
    found: Any, number: int | None, name: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(found, number)
    assert str(caught.value).startswith(f"{name} ")
