"""The preview of a document: the texts of the PDF as lines that fit the screen."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from services.printing.document import DocumentKind, LineKind, PrintedDocument, PrintedLine
from services.printing.pdf import print_pdf
from services.printing.preview import preview_lines
from tests.printed import international, picture, polish, russian

DOCUMENTS = [
    russian(stamp=picture("blue"), logo=picture("green")),
    polish(),
    international(),
    international(kind=DocumentKind.ACT),
    international(
        lines=(
            PrintedLine("First floor, with the two meeting rooms of the house", LineKind.COMMENT),
            PrintedLine("Desk " * 30),
            PrintedLine("", LineKind.SUBTOTAL),
            PrintedLine("W" * 120),
        )
    ),
]


@pytest.mark.row("INV-15")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_lines_fit_the_screen(document: PrintedDocument, width: int) -> None:
    assert max(map(len, preview_lines(document, width))) <= width


@pytest.mark.row("INV-15")
@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("document", DOCUMENTS[:3])
def test_the_preview_says_what_the_pdf_says(document: PrintedDocument, width: int) -> None:
    pages = PdfReader(BytesIO(print_pdf(document))).pages
    printed = set(re.findall(r"\w+", "\n".join(page.extract_text() for page in pages)))
    seen = set(re.findall(r"\w+", "\n".join(preview_lines(document, width))))
    if width == 100:
        assert printed <= seen
    figures = {word for word in printed if word.isdecimal()}
    assert figures <= {word for word in seen if word.isdecimal()}


def test_pictures_are_told_of() -> None:
    text = "\n".join(preview_lines(DOCUMENTS[0], 100))
    assert "[logo]" in text
    assert "[stamp]" in text
    assert "[QR ST00012]" in text


def test_nothing_in_it_commands_the_terminal() -> None:
    document = international(lines=(PrintedLine("Desk \x1b[2J"), PrintedLine("Lamp\rX")))
    assert "\x1b" not in "".join(preview_lines(document))
    assert "\r" not in "".join(preview_lines(document))
