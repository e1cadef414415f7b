"""Printed documents: what stands in the file, whether it adds up, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from domain.errors import BadInput
from domain.pricing.model import AllowanceCharge, Document
from domain.pricing.totals import price
from services.printing.document import (
    Correction,
    DocumentKind,
    LineKind,
    PrintedDocument,
    PrintedField,
    PrintedLine,
    Signature,
)
from services.printing.fonts import Typeface
from services.printing.pdf import print_pdf
from services.printing.preview import preview_lines
from tests.printed import international, line, picture, polish, russian, vat

AMOUNT = re.compile(r"-?\d[\d\u00a0,]*[.,]\d\d(?!\d)")


def read(document: PrintedDocument) -> PdfReader:
    """Print a document and open the file."""
    return PdfReader(BytesIO(print_pdf(document)))


def text_of(document: PrintedDocument) -> str:
    """Return what is printed, pages behind each other."""
    return "\n".join(page.extract_text() for page in read(document).pages)


def amounts_in(text: str) -> list[Decimal]:
    """Return all amounts with two decimals, in the order of the text."""
    found = []
    for typed in AMOUNT.findall(text):
        whole, fraction = typed[:-3], typed[-2:]
        found.append(Decimal(re.sub(r"[\u00a0,.]", "", whole) + "." + fraction))
    return found


def long(document: PrintedDocument, count: int) -> PrintedDocument:
    """Return a document with so many lines, all of the same price."""
    lines = tuple(PrintedLine(f"{document.lines[0].text} {at}") for at in range(count))
    priced = tuple(line("1", "10.50", *document.priced.lines[0].taxes) for _ in range(count))
    return replace(document, lines=lines, priced=replace(document.priced, lines=priced))


def rows_in(text: str) -> list[list[Decimal]]:
    """Return the amounts of each line of the table that begins with its number."""
    return [amounts_in(row) for row in text.splitlines() if re.match(r"\d+ \S.* \d", row)]


@pytest.mark.row("INV-11")
@pytest.mark.parametrize("document", [russian(), international()])
def test_what_is_printed_adds_up(document: PrintedDocument) -> None:
    text, totals = text_of(document), price(document.priced)
    rows = rows_in(text)
    assert len(rows) == len(document.lines)
    assert sum(row[-1] for row in rows) == totals.line_total
    last = next(reversed([row for row in text.splitlines() if re.match(r"\d+ \S.* \d", row)]))
    below = amounts_in(text[text.index(last) + len(last) :])
    assert {totals.line_total, totals.tax_total, totals.payable} <= set(below)


@pytest.mark.row("INV-11")
def test_a_polish_invoice_adds_up_across_and_down() -> None:
    text, totals = text_of(polish()), price(polish().priced)
    rows = [row[-3:] for row in rows_in(text)]
    assert len(rows) == 3
    for net, tax, gross in rows:
        assert net + tax == gross
    columns = [sum(column) for column in zip(*rows, strict=True)]
    assert columns == [totals.tax_exclusive, totals.tax_total, totals.tax_inclusive]
    rates = [
        amounts_in(row) for row in text.splitlines() if re.match(r"(23%|5%|exempt|zw\.) ", row)
    ]
    assert [sum(column) for column in zip(*rates, strict=True)] == columns
    assert columns in [amounts_in(row) for row in text.splitlines()]


@pytest.mark.row("INV-11")
def test_a_file_is_pdf_a_3_with_embedded_fonts() -> None:
    reader = read(russian(stamp=picture("blue"), signatures=(Signature(picture=picture("navy")),)))
    catalog = reader.trailer["/Root"]
    assert isinstance(catalog, DictionaryObject)
    intent = catalog["/OutputIntents"][0]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "Счёт" in metadata or "Invoice" in metadata
    assert "/ID" in reader.trailer
    assert "/Encrypt" not in reader.trailer
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"]
        for font in fonts.values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert len(descriptor["/FontFile2"].get_data()) < 60_000
            assert font["/ToUnicode"].get_data()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert print_pdf(russian()) == print_pdf(russian())


def test_a_typeface_for_many_prints_the_same_text() -> None:
    typeface = Typeface(is_for_many=True)
    for document in (russian(), polish(), international()):
        reader = PdfReader(BytesIO(print_pdf(document, typeface)))
        assert reader.pages[0].extract_text() == read(document).pages[0].extract_text()


@pytest.mark.row("INV-10")
def test_nothing_says_the_status() -> None:
    """There is nowhere to put it: what is printed has no such value."""
    names = set(PrintedDocument.__dataclass_fields__)
    assert not {name for name in names if "status" in name or "stage" in name or "paid" in name}


@pytest.mark.row("CAT-12", "DOC-02")
def test_printed_properties_stand_under_their_product() -> None:
    text = text_of(russian(fields=(PrintedField("Склад", "Химки"), PrintedField("Пусто", ""))))
    at = text.index("Стол письменный")
    assert at < text.index("Цвет: дуб сонома") < text.index("Размер: 140") < text.index("Кресло")
    assert "Химки" in text
    assert "Пусто" not in text


@pytest.mark.row("TAX-03")
@pytest.mark.parametrize("document", [russian(), polish(), international()])
def test_hidden_tax_is_mentioned_nowhere_and_prices_contain_it(document: PrintedDocument) -> None:
    shown, hidden = text_of(document), text_of(replace(document, is_tax_shown=False))
    assert re.search("VAT|НДС|[Tt]ax|Stawka", shown)
    assert not re.search("VAT|НДС|[Tt]ax|Stawka", hidden.replace("Tax ID", ""))
    totals = price(document.priced)
    amounts = amounts_in(hidden)
    assert totals.payable in amounts
    assert sum(row[-1] for row in rows_in(hidden)) == totals.payable


def test_columns_of_discounts_come_with_discounts_only() -> None:
    plain = text_of(international())
    lines = (line("4", "349.90", vat("19"), list_price="399.90"), line("2.5", "60", vat("19")))
    dear = text_of(international(priced=Document(lines=lines, currency="EUR")))
    assert "Disc." not in plain
    assert "Disc." in dear
    assert {Decimal("399.90"), Decimal("200.00"), Decimal("1399.60")} <= set(amounts_in(dear))


def test_discounts_of_the_whole_document_stand_under_the_lines() -> None:
    changes = (AllowanceCharge(percent=Decimal(5), reason="Regular client"),)
    document = international()
    document = replace(document, priced=replace(document.priced, allowances_charges=changes))
    text = text_of(document)
    assert "Regular client 5%" in text
    assert Decimal("-77.48") in amounts_in(text)


@pytest.mark.row("INV-11")
def test_long_tables_carry_their_sums_over_pages() -> None:
    pages = [page.extract_text() for page in read(long(international(), 120)).pages]
    assert len(pages) == 4
    seen = Decimal(0)
    for before, after in pairwise(pages):
        seen += sum(row[-1] for row in rows_in(before))
        assert amounts_in(before.partition("Carried forward")[2])[0] == seen
        assert amounts_in(after.partition("Brought forward")[2])[0] == seen
        assert "Description" in after
    seen += sum(row[-1] for row in rows_in(pages[-1]))
    assert seen == 120 * Decimal("10.50")
    assert "Page 4 of 4" in pages[-1]


def test_a_name_longer_than_a_page_is_divided() -> None:
    lines = (PrintedLine("brick " * 3000), PrintedLine("W" * 300))
    document = international(lines=lines)
    pages = [page.extract_text() for page in read(document).pages]
    assert sum(page.count("brick") for page in pages) == 3000
    assert "".join(pages).count("W") >= 300


def test_remarks_and_sub_totals_stand_between_lines() -> None:
    lines = (
        PrintedLine("First floor", LineKind.COMMENT),
        PrintedLine("Desk"),
        PrintedLine("", LineKind.SUBTOTAL),
        PrintedLine("Chair"),
        PrintedLine("Second floor in all", LineKind.SUBTOTAL),
    )
    text = text_of(international(lines=lines))
    assert text.index("First floor") < text.index("Desk") < text.index("Sub-total")
    after = amounts_in(text.partition("Second floor in all")[2])
    assert after[0] == Decimal("150.00")


def test_lines_that_do_not_fit_the_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="1 printed items for 2"):
        international(lines=(PrintedLine("Alone"),))


@pytest.mark.row("QUOTE-02")
def test_a_quotation_asks_for_no_payment() -> None:
    text = text_of(international(kind=DocumentKind.QUOTE))
    assert "Quotation No. 2026-0017" in text
    assert "Valid until" in text
    assert "Total to pay" not in text
    assert "DE89" not in text


@pytest.mark.row("IMPL-05")
def test_an_act_is_signed_by_both() -> None:
    text = text_of(international(kind=DocumentKind.ACT))
    assert "Acceptance certificate" in text
    assert text.count("Contractor") == 2
    assert text.count("Customer") == 2


@pytest.mark.parametrize("document", [polish, international])
def test_an_accountant_signs_where_papers_ask_for_one(
    document: Callable[..., PrintedDocument],
) -> None:
    signed = (Signature(name="Marek Lis"), Signature(name="Ewa Sowa"))
    text = text_of(document(signatures=signed))
    assert "Marek Lis" in text
    assert "Ewa Sowa" not in text
    assert "Ewa Sowa" in text_of(russian(signatures=signed))


def test_whoever_signs_is_written_beside_the_office() -> None:
    name = "Мария Ивановна Иванова-Константинопольская, директор, на основании устава"
    page = read(russian(signatures=(Signature(name=name),))).pages[0]
    begins: dict[str, float] = {}

    def see(text: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        begins[text.strip()] = tm[4]

    page.extract_text(visitor_text=see)
    office = next(x for text, x in begins.items() if text == "Руководитель")
    names = [x for text, x in begins.items() if text and text in name]
    assert len(names) > 1
    assert min(names) > office + 60


def test_a_country_is_told_where_the_address_does_not() -> None:
    document = international()
    assert text_of(document).count("Germany") == 1
    named = replace(document, buyer=replace(document.buyer, country="Utopia"))
    assert "Utopia" in text_of(named)
    within = replace(document, seller=replace(document.seller, country="Germany"))
    assert text_of(within).count("Germany") == 1


def test_a_credit_note_names_its_invoice() -> None:
    correction = Correction("2026-0009", date(2026, 10, 1), "Goods returned")
    text = text_of(international(kind=DocumentKind.CREDIT_NOTE, correction=correction))
    assert "To invoice No. 2026-0009 of 1 October 2026. Goods returned" in text
    assert "Total to be returned" in text


def test_letters_that_the_font_lacks_are_written_in_latin() -> None:
    lines = (PrintedLine("茶 desk\tin \u0007two\nlines"), PrintedLine("Assembly 🪑"))
    text = text_of(international(lines=lines))
    assert "Cha desk in  two\nlines" in text
    assert "Assembly" in text


def test_a_broken_picture_is_told_of() -> None:
    with pytest.raises(BadInput, match="picture"):
        print_pdf(international(stamp=b"no picture"))


@pytest.mark.parametrize("document", [russian, polish, international])
def test_a_document_without_lines_is_printed(
    document: Callable[..., PrintedDocument],
) -> None:
    empty = document(lines=(), priced=Document(currency="EUR"))
    [page] = read(empty).pages
    assert amounts_in(page.extract_text())[-1] == 0
    assert preview_lines(empty)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_too_many_pixels_is_refused() -> None:
    file = BytesIO()
    Image.new("1", (11_000, 11_000)).save(file, "PNG")
    with pytest.raises(BadInput, match="picture"):
        print_pdf(international(stamp=file.getvalue()))
