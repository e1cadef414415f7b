"""Pricing: a document of 500 lines after each key, its columns, a wanted total, `crm price`.

The budget is half of that from key to repainted totals (DESIGN.md, section 4, Speed), in time of
the processor.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from domain.pricing.explain import Figure as Explained
from domain.pricing.explain import explain
from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from domain.pricing.reading import parse_json, read_document
from domain.pricing.shown import shown_lines
from domain.pricing.solving import Goal, solve
from domain.pricing.totals import price
from domain.pricing.writing import totals_as_json

PRICED_LIMIT = 8.0
SIZES = (10, 100, 500)
DOCUMENTS = 2_000
LINES_EACH = 5
RATES = (20, 10, 0)


def measure_pricing(rounds: int) -> Iterator[Figure]:
    """Processor time of what the calculator does, and documents of `crm price` a second."""
    for size in SIZES:
        yield from _calculator(size, rounds)
    yield from _documents()


def _calculator(size: int, rounds: int) -> Iterator[Figure]:
    """What happens on a key with so many lines, and on those for columns, steps and totals."""
    document = _document(size)
    totals = price(document)
    wanted = totals.tax_inclusive - Decimal("12.34")

    def figure(name: str, step: Callable[[], object], limit: float | None = None) -> Figure:
        return Figure(f"pricing, {size} lines, {name}", _processor(step, rounds), "ms", limit)

    yield figure("one changed and priced", lambda: price(_changed(document)), PRICED_LIMIT)
    yield figure("columns of lines", lambda: shown_lines(document, totals))
    yield figure("explained", lambda: explain(document, totals, Explained.TAX_EXCLUSIVE))
    yield figure("a wanted total", lambda: solve(document, Goal.TAX_INCLUSIVE, wanted))


def _processor(step: Callable[[], object], rounds: int) -> float:
    """Return the median time of the processor that a step takes, in milliseconds."""
    times = []
    for _round in range(10 * rounds):
        started = time.process_time()
        step()
        times.append((time.process_time() - started) * 1e3)
    return statistics.median(times)


def _documents() -> Iterator[Figure]:
    """Documents a second, within a process and by the command from its start to its end."""
    text = json.dumps([_json(number) for number in range(DOCUMENTS)])
    started = time.process_time()
    for number, found in enumerate(parse_json(text), 1):
        totals_as_json(price(read_document(found, number)))
    spent = time.process_time() - started
    yield Figure("pricing, documents read, priced, written", DOCUMENTS / spent, "/s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.json"
        path.write_text(text, "utf-8")
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "crm_tui", "price", str(path)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        spent = time.perf_counter() - started
    yield Figure(f"crm price, {DOCUMENTS} documents and its start", DOCUMENTS / spent, "/s")


def _document(size: int) -> Document:
    """Return a document of many lines, a third of them with a discount, and one on the whole."""
    taxes = [(Tax("S" if rate else "Z", Decimal(rate)),) for rate in RATES]
    off = (AllowanceCharge(percent=Decimal("2.5")),)
    lines = tuple(
        Line(
            quantity=Decimal(number % 9 + 1),
            unit_price=Decimal(number * 7919 % 100_000) / 1000,
            taxes=taxes[number % len(taxes)],
            allowances_charges=() if number % 3 else off,
            name=f"Item {number}",
        )
        for number in range(size)
    )
    return Document(lines, (AllowanceCharge(percent=Decimal(3)),), currency="EUR")


def _changed(document: Document) -> Document:
    """Return a document with another price in its middle line, as after a key."""
    lines, middle = document.lines, len(document.lines) // 2
    line = replace(lines[middle], unit_price=lines[middle].unit_price + 1)
    return replace(document, lines=(*lines[:middle], line, *lines[middle + 1 :]))


def _json(number: int) -> dict[str, Any]:
    """Return a document as other programs write it."""
    return {
        "id": f"D{number}",
        "currency": "EUR",
        "lines": [
            {
                "name": f"Item {at}",
                "qty": f"{at + 1}.5",
                "unit_price": f"{number % 97}.{at}9",
                "vat_category": "S",
                "vat_rate": str(RATES[at % 2]),
                "allowances": [{"percent": "2.5"}],
            }
            for at in range(LINES_EACH)
        ],
        "charges": [{"amount": "4.90", "vat_category": "S", "vat_rate": "20"}],
    }
