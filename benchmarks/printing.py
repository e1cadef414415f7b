"""Documents as PDF: one by itself, many at a time, and how large the files are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure
from domain.invoicing.parties import Party
from domain.pricing.model import Document, Line, Tax
from services.printing.batch import print_into
from services.printing.document import (
    DocumentKind,
    LayoutName,
    PrintedDocument,
    PrintedLine,
)
from services.printing.pdf import print_pdf

DOCUMENTS = 1_000
LIMIT_MS_A_PAGE = 50.0
LIMIT_KILOBYTES = 40.0

_LINES, _LONG = 8, 500


def measure_printing(rounds: int) -> Iterator[Figure]:
    """Print one invoice, one of 500 lines, and a thousand into a folder; times are of the CPU."""
    print_pdf(_invoice(0, _LINES))  # loads what printing needs
    for count in (_LINES, _LONG):
        document = _invoice(1, count)
        spent = min(_seconds_of(document) for _round in range(rounds))
        yield Figure(f"a PDF of {count} lines", spent * 1e3, "ms")
    with TemporaryDirectory() as folder:
        before = time.process_time()
        files = print_into(
            Path(folder), (_invoice(number, _LINES) for number in range(1, DOCUMENTS + 1))
        )
        spent = time.process_time() - before
        size = sum(file.path.stat().st_size for file in files) / len(files)
    yield Figure(f"{DOCUMENTS:,} invoices", spent, "s")
    yield Figure("1,000 invoices: time of a page", spent / DOCUMENTS * 1e3, "ms", LIMIT_MS_A_PAGE)
    yield Figure("a file", size / 1e3, "kB", LIMIT_KILOBYTES)


def _seconds_of(document: PrintedDocument) -> float:
    before = time.process_time()
    print_pdf(document)
    return time.process_time() - before


def _invoice(number: int, count: int) -> PrintedDocument:
    """Return a Russian invoice with a payment table, a code to pay by, and so many lines."""
    vat = (Tax("S", Decimal(20)),)
    return PrintedDocument(
        DocumentKind.INVOICE,
        f"2026/{number:05}",
        date(2026, 11, 26),
        Party(
            legal_name="ООО «Лотос-Мебель»",
            address="117997, г. Москва, ул. Вавилова, д. 19",
            tax_id="7707083893",
            tax_code="773601001",
            bank_name="ПАО СБЕРБАНК",
            bank_code="044525225",
            account="40702810438000012345",
            correspondent_account="30101810400000000225",
        ),
        Party(legal_name="АО «Северное сияние»", tax_id="7830000426"),
        tuple(
            PrintedLine(f"Стол письменный «Лотос», исполнение {at}", unit="шт")
            for at in range(count)
        ),
        Document(
            lines=tuple(
                Line(Decimal(at % 9 + 1), Decimal(1000 + at), taxes=vat) for at in range(count)
            ),
            currency="RUB",
            prices_include_tax=True,
        ),
        language="ru",
        layout=LayoutName.RUSSIAN,
    )
