"""`crm price`: totals of a document or of many, as JSON, and what is wrong with some."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Crm = Callable[..., Outcome]

CHAIRS = {
    "id": "A-1",
    "currency": "EUR",
    "lines": [
        {"name": "Chair", "qty": "2", "unit_price": 379.005, "vat_category": "S", "vat_rate": 21}
    ],
    "allowances": [{"percent": "5", "reason": "Regular client"}],
    "expected": {"payable": "1"},
}
TOTALS = {
    "line_total": "758.01",
    "allowance_total": "37.90",
    "charge_total": "0.00",
    "tax_exclusive": "720.11",
    "tax_total": "151.22",
    "tax_breakdown": [{"category": "S", "rate": "21", "taxable": "720.11", "tax": "151.22"}],
    "tax_inclusive": "871.33",
    "retained": "0.00",
    "prepaid": "0.00",
    "rounding": "0.00",
    "payable": "871.33",
}
WRONG = {"lines": [{"unit_price": 1}, {"unit_price": "1,5"}]}


@pytest.mark.row("DOC-11")
def test_a_document_is_priced_from_a_file(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    path.write_text(json.dumps(CHAIRS), encoding="utf-8-sig")
    done = crm("price", path)
    assert (done.code, done.err) == (0, "")
    assert done.json == {"id": "A-1", **TOTALS}


def test_several_are_priced_in_their_order_from_the_standard_input(crm: Crm) -> None:
    other = {"lines": [{"unit_price": "0.1"}]}
    done = crm("price", "-", stdin=json.dumps([other, CHAIRS]))
    assert done.code == 0
    assert [one["payable"] for one in done.json] == ["0.10", "871.33"]
    assert crm("price", "-", stdin="[]").json == []


def test_withheld_and_named_taxes_are_told_apart(crm: Crm) -> None:
    taxes = [
        {"name": "VAT", "category": "S", "rate": "21.0"},
        {"name": "City", "category": "S", "rate": "1.50", "compound": True},
        {"name": "IRPF", "category": "S", "rate": "15", "retained": True},
    ]
    done = crm("price", "-", stdin=json.dumps({"lines": [{"unit_price": 100, "taxes": taxes}]}))
    vat, city, withheld = done.json["tax_breakdown"]
    assert (vat["name"], vat["rate"], vat["taxable"], vat["tax"]) == (
        "VAT",
        "21",
        "100.00",
        "21.00",
    )
    assert (city["taxable"], city["tax"], city["compound"]) == ("121.00", "1.82", True)
    assert (withheld["tax"], withheld["retained"]) == ("15.00", True)
    assert done.json["retained"] == "15.00"


def test_one_that_is_wrong_does_not_stop_the_others(crm: Crm) -> None:
    done = crm("price", "-", stdin=json.dumps([CHAIRS, WRONG]))
    sentence = "Document 2, line 2: “unit_price” is “1,5”; a number such as 1200.50 is needed."
    assert done.code == 7
    assert done.err == f"crm: {sentence}\n"
    assert [done.json[0]["payable"], done.json[1]] == ["871.33", {"error": sentence}]
    assert crm("price", "-", stdin=json.dumps([WRONG, WRONG])).code == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (json.dumps(WRONG), "crm: The document, line 2: “unit_price” is “1,5”"),
        ("not JSON", "crm: The JSON cannot be read: Expecting value (line 1, column 1)."),
        ('"text"', "crm: The document is no JSON object"),
    ],
)
def test_what_cannot_be_priced_is_told_in_a_sentence(crm: Crm, text: str, sentence: str) -> None:
    done = crm("price", "-", stdin=text)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(sentence)


def test_files_that_are_not_there_or_no_text(crm: Crm, tmp_path: Path) -> None:
    missing = crm("price", tmp_path / "none.json")
    assert missing.code == 6
    assert "cannot be read: No such file" in missing.err
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xd8\xff")
    picture = crm("price", path)
    assert picture.code == 2
    assert "no text in UTF-8" in picture.err


@pytest.mark.row("DOC-11")
def test_each_total_is_explained(crm: Crm) -> None:
    done = crm("price", "-", "--explain", stdin=json.dumps([CHAIRS, WRONG]))
    lines = done.out.replace("\u00a0", " ").splitlines()
    assert lines[0] == "Document A-1"
    assert "      Regular client, 5 % of 758.01 € = 37.9005, rounded 37.90 €" in lines
    assert "      VAT: 21 % of 720.11 € = 151.2231, rounded 151.22 €" in lines
    assert lines[-2:] == ["  To pay: 871.33 €", "      Total with tax = 871.33 €"]
    assert done.code == 7


def test_no_database_is_made(crm: Crm, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert crm("price", "-", stdin=json.dumps(CHAIRS), db=other).code == 0
    assert not other.exists()
