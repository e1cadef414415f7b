"""`make samples` compares documents with the totals that come with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.samples import main

CHAIR = {"id": "A", "lines": [{"unit_price": "10", "vat_category": "S", "vat_rate": "20"}]}
RIGHT = {
    "line_total": 10,
    "allowance_total": None,
    "tax_breakdown": [{"category": "S", "rate": "20.0", "taxable": "10", "tax": "2.0"}],
    "payable": "12",
}


def write(path: Path, *documents: object) -> Path:
    path.write_text(json.dumps(documents), encoding="utf-8")
    return path


def test_documents_that_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.json", CHAIR | {"expected": RIGHT}, CHAIR)
    (tmp_path / "within").mkdir()
    write(tmp_path / "within" / "b.json", CHAIR | {"expected": RIGHT})
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == (
        "2 of 2 documents agree.\n1 have no totals to be compared with.\n"
    )


def test_each_difference_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"category": "S", "rate": "20", "taxable": "10", "tax": "1.99"}]
    wrong = RIGHT | {"payable": "12.01", "tax_breakdown": rows}
    path = write(tmp_path / "a.json", CHAIR | {"expected": wrong}, {"expected": RIGHT})
    assert main([str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a.json: Document A",
        "  tax_breakdown, not expected: S 20 10.00 2.00",
        "  tax_breakdown, missing: S 20 10 1.99",
        "  payable: 12.00, expected 12.01",
        "a.json: Document 2 has no “lines”; that is the list of its lines, which may be empty: [].",
        "0 of 2 documents agree.",
    ]


def test_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(write(tmp_path / "a.json", CHAIR))]) == 2
    assert main([str(tmp_path / "none.json")]) == 1
    assert "No such file" in capsys.readouterr().out
