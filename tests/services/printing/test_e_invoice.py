"""The EN 16931 invoice: its totals follow the rules of the standard, and it is in the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import assume, given
from pypdf import PdfReader

from domain.errors import BadInput
from domain.invoicing.parties import Party
from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from services.printing.document import (
    Correction,
    DocumentKind,
    LineKind,
    PrintedDocument,
    PrintedLine,
)
from services.printing.e_invoice.countries import country_code
from services.printing.e_invoice.invoice import invoice_xml
from services.printing.pdf import print_pdf
from tests.printed import GERMAN_SELLER, documents, international, line, polish, russian, vat

STANDARD = "urn:un:unece:uncefact:data:standard"
NAMES = {
    "ram": f"{STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{STANDARD}:UnqualifiedDataType:100",
}
CHANGES = (
    AllowanceCharge(percent=Decimal(5), reason="Regular client"),
    AllowanceCharge(amount=Decimal("12.50"), is_charge=True, reason="Freight"),
)


def read(document: PrintedDocument) -> Element:
    """Return the e-invoice of a document."""
    root = fromstring(invoice_xml(document))
    assert isinstance(root, Element)
    return root


def amounts(root: Element, path: str) -> list[Decimal]:
    """Return the amounts of all elements at a path, whose steps are in the namespace `ram`."""
    steps = "/".join(f"ram:{step}" for step in path.split("/"))
    return [Decimal(str(node.text)) for node in root.findall(f".//{steps}", NAMES)]


def texts(root: Element, path: str) -> list[str | None]:
    """Return the texts of all elements at a path."""
    steps = "/".join(f"ram:{step}" for step in path.split("/"))
    return [node.text for node in root.findall(f".//{steps}", NAMES)]


def check_totals(root: Element) -> None:
    """Assert the rules of EN 16931 on totals (BR-CO-10 to 16, BR-S-8 and its like)."""
    head = "SpecifiedTradeSettlementHeaderMonetarySummation/"
    lines = amounts(root, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    [line_total] = amounts(root, f"{head}LineTotalAmount")
    [basis] = amounts(root, f"{head}TaxBasisTotalAmount")
    [tax] = amounts(root, f"{head}TaxTotalAmount")
    [grand] = amounts(root, f"{head}GrandTotalAmount")
    [due] = amounts(root, f"{head}DuePayableAmount")
    allowances = sum(amounts(root, f"{head}AllowanceTotalAmount"), Decimal(0))
    charges = sum(amounts(root, f"{head}ChargeTotalAmount"), Decimal(0))
    prepaid = sum(amounts(root, f"{head}TotalPrepaidAmount"), Decimal(0))
    rounding = sum(amounts(root, f"{head}RoundingAmount"), Decimal(0))
    settlement = root.find(".//ram:ApplicableHeaderTradeSettlement", NAMES)
    assert settlement is not None
    taxes = settlement.findall("ram:ApplicableTradeTax", NAMES)
    changes = settlement.findall("ram:SpecifiedTradeAllowanceCharge", NAMES)
    assert sum(lines) == line_total
    assert line_total - allowances + charges == basis
    assert basis + tax == grand
    assert grand - prepaid + rounding == due
    assert sum(amount for one in taxes for amount in amounts(one, "CalculatedAmount")) == tax
    assert sum(amount for one in taxes for amount in amounts(one, "BasisAmount")) == basis
    for one in taxes:
        assert amounts(one, "BasisAmount") == [basis_of(root, changes, one)]


def basis_of(root: Element, changes: list[Element], tax: Element) -> Decimal:
    """Return what the lines and changes with the category and rate of a tax come to."""
    wanted = texts(tax, "CategoryCode"), texts(tax, "RateApplicablePercent")
    total = Decimal(0)
    for settlement in root.findall(".//ram:SpecifiedLineTradeSettlement", NAMES):
        its = settlement.find("ram:ApplicableTradeTax", NAMES)
        assert its is not None
        if (texts(its, "CategoryCode"), texts(its, "RateApplicablePercent")) == wanted:
            total += sum(amounts(settlement, "LineTotalAmount"))
    for change in changes:
        if (texts(change, "CategoryCode"), texts(change, "RateApplicablePercent")) == wanted:
            is_charge = change.findtext(".//udt:Indicator", namespaces=NAMES) == "true"
            [amount] = amounts(change, "ActualAmount")
            total += amount if is_charge else -amount
    return total


@pytest.mark.row("INV-11")
@pytest.mark.parametrize(
    "document",
    [
        international(),
        polish(),
        russian(),
        replace(
            international(), priced=replace(international().priced, allowances_charges=CHANGES)
        ),
        replace(polish(), priced=replace(polish().priced, allowances_charges=CHANGES)),
        replace(russian(), priced=replace(russian().priced, allowances_charges=CHANGES)),
    ],
)
def test_totals_follow_the_standard(document: PrintedDocument) -> None:
    check_totals(read(document))


@given(document=documents())
def test_totals_of_any_document_follow_the_standard(document: PrintedDocument) -> None:
    assume(document.priced.minor_digits <= 2)
    check_totals(read(document))


def test_a_category_without_tax_has_one_row_whatever_its_rates() -> None:
    lines = (line("1", "100", vat("0", "E")), line("1", "50", vat("7", "E")))
    root = read(
        international(
            lines=(PrintedLine("Course"), PrintedLine("Book")),
            priced=Document(lines=lines, currency="EUR"),
        )
    )
    check_totals(root)
    assert amounts(root, "ApplicableTradeTax/BasisAmount") == [150]


def test_a_charge_of_nothing_is_told_where_its_category_has_a_row() -> None:
    stamp_duty = AllowanceCharge(Decimal(0), is_charge=True, taxes=(vat("0", "Z"),))
    document = international()
    root = read(
        replace(document, priced=replace(document.priced, allowances_charges=(stamp_duty,)))
    )
    check_totals(root)
    assert texts(root, "SpecifiedTradeAllowanceCharge/ActualAmount") == ["0.00"]
    assert texts(root, "ChargeTotalAmount") == ["0.00"]


def test_a_price_is_the_typed_one_and_never_below_zero() -> None:
    lines = (
        Line(Decimal(2582), Decimal("4.486"), Decimal(100), taxes=(vat("21"),)),
        Line(Decimal(1), Decimal(-5), taxes=(vat("21"),)),
    )
    root = read(
        international(
            lines=(PrintedLine("Energy"), PrintedLine("Bonus")),
            priced=Document(lines=lines, currency="EUR"),
        )
    )
    assert texts(root, "NetPriceProductTradePrice/ChargeAmount") == ["4.486", "5"]
    assert texts(root, "NetPriceProductTradePrice/BasisQuantity") == ["100"]
    assert texts(root, "BilledQuantity") == ["2582", "-1"]


def test_no_tax_has_its_reason() -> None:
    lines = (line("1", "100", Tax("AE")),)
    root = read(
        international(lines=(PrintedLine("Desk"),), priced=Document(lines=lines, currency="EUR"))
    )
    assert texts(root, "ExemptionReasonCode") == ["VATEX-EU-AE"]
    assert texts(root, "ExemptionReason") == ["Reverse charge"]
    assert texts(root, "BuyerTradeParty/SpecifiedTaxRegistration/ID") == ["NL004495445B01"]


def test_tax_numbers_begin_with_their_country() -> None:
    root = read(polish())
    assert texts(root, "SellerTradeParty/SpecifiedTaxRegistration/ID") == ["PL5261040828"]


@pytest.mark.parametrize(
    ("country", "tax_id", "code"),
    [
        ("PL", "", "PL"),
        ("Polska", "", "PL"),
        ("польша", "", "PL"),
        ("Russia", "", "RU"),
        ("РФ", "", "RU"),
        ("", "526-10-40-828", "PL"),
        ("", "7707083893", "RU"),
        ("", "DE123456789", "DE"),
        ("", "EL123456789", "GR"),
        ("Atlantis", "7707083893", ""),
        ("", "", ""),
    ],
)
def test_countries_are_told_by_name_or_number(country: str, tax_id: str, code: str) -> None:
    assert country_code(Party(country=country, tax_id=tax_id)) == code


def test_a_country_is_told_by_the_account_where_nothing_else_tells() -> None:
    account = "PL61 1090 1014 0000 0712 1981 2874"
    assert country_code(Party(account=account)) == "PL"
    assert country_code(Party(account="40702810438000012345")) == ""


def test_a_credit_note_names_its_invoice() -> None:
    correction = Correction("2026-0009", date(2026, 10, 1), "Goods returned")
    root = read(international(kind=DocumentKind.CREDIT_NOTE, correction=correction))
    assert texts(root, "InvoiceReferencedDocument/IssuerAssignedID") == ["2026-0009"]
    assert "381" in texts(root, "TypeCode")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (international(kind=DocumentKind.QUOTE), "Only an invoice"),
        (international(seller=replace(GERMAN_SELLER, country="Atlantis")), "countries"),
        (
            international(seller=replace(GERMAN_SELLER, tax_id="")),
            "tax number of the seller",
        ),
        (
            international(lines=(PrintedLine("Alone"),), priced=Document(lines=(line("1", "5"),))),
            "one rate of VAT",
        ),
        (
            international(
                lines=(PrintedLine("Coffee"),),
                priced=Document(lines=(line("1", "5", vat("5")),), currency="KWD"),
            ),
            "two decimals",
        ),
        (
            international(
                lines=(PrintedLine("Coffee"), PrintedLine("Gift")),
                priced=Document(
                    lines=(line("1", "5", vat("5")), line("1", "5", vat("0", "O"))),
                    currency="EUR",
                ),
            ),
            "one rate of VAT",
        ),
        (
            international(
                lines=(PrintedLine("", LineKind.COMMENT),),
                priced=Document(taxes=(vat("5"),)),
            ),
            "one rate of VAT",
        ),
    ],
)
def test_what_the_standard_has_no_place_for_is_told(
    document: PrintedDocument, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        invoice_xml(document)


@pytest.mark.row("INV-11")
def test_a_pdf_carries_it_as_factur_x_asks() -> None:
    reader = PdfReader(BytesIO(print_pdf(international(), with_e_invoice=True)))
    catalog = reader.trailer["/Root"]
    [file] = catalog["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Alternative"
    assert reader.attachments["factur-x.xml"] == [invoice_xml(international())]
    metadata = catalog["/Metadata"].get_data().decode()
    for told in (
        "<fx:DocumentType>INVOICE</fx:DocumentType>",
        "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
        "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
    ):
        assert told in metadata
    start, end = metadata.index("<x:xmpmeta"), metadata.index("<?xpacket end")
    fromstring(metadata[start:end])
