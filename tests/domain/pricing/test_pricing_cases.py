"""Documents whose totals are known: made for each rule, and after published faults of others."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.pricing.reading import parse_json
from tools.samples import compare

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in parse_json(path.read_text("utf-8"))
]


@pytest.mark.row("TAX-01", "DOC-11", "DOC-12")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_document_comes_to_what_is_known(case: dict[str, Any]) -> None:
    assert compare(case, 1) == ("agree", "")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_figure_that_is_a_unit_off_does_not_agree(case: dict[str, Any]) -> None:
    for name, amount in case["expected"].items():
        if name == "tax_breakdown":
            rows = [dict(row, taxable=Decimal(row["taxable"]) + 1) for row in amount]
            wrong: Any = rows or [{"category": "S", "rate": 0, "taxable": 1, "tax": 0}]
        else:
            wrong = str(Decimal(amount) + Decimal("0.001"))
        verdict, said = compare(case | {"expected": case["expected"] | {name: wrong}}, 1)
        assert verdict == "differ"
        assert name in said


def test_cases_are_plain_json() -> None:
    for path in (Path(__file__).parent / "cases").glob("*.json"):
        assert all(case["why"] for case in json.loads(path.read_text("utf-8")))
