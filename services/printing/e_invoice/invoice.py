"""The EN 16931 invoice as XML, in the syntax UN/CEFACT CII D16B, as Factur-X 1.0 puts it in a PDF.

Elements stand in the order of the schema; the numbers beside them (BT, BG) are those of EN 16931.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, tostring

from domain.bank_codes import bare
from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.parties import Party
from domain.pricing.exact import exactly, ratio, unit_of
from domain.pricing.model import ONE, UNTAXED_CATEGORIES, ZERO
from domain.pricing.totals import amount_of
from domain.pricing.writing import plain
from services.printing.document import DocumentKind, PrintedDocument
from services.printing.e_invoice.countries import country_code
from services.printing.e_invoice.elements import (
    add,
    add_amount,
    add_change,
    add_day,
    add_tax,
)
from services.printing.e_invoice.settlement import settle
from services.printing.figures import Figures, Item
from services.printing.language import language_of

FILE_NAME: Final = "factur-x.xml"

_GUIDELINE: Final = "urn:cen.eu:en16931:2017"
_STANDARD: Final = "urn:un:unece:uncefact:data:standard"
_NAMESPACES: Final = {
    "xmlns:rsm": f"{_STANDARD}:CrossIndustryInvoice:100",
    "xmlns:ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "xmlns:udt": f"{_STANDARD}:UnqualifiedDataType:100",
    "xmlns:qdt": f"{_STANDARD}:QualifiedDataType:100",
}
_TYPE_CODES: Final = {DocumentKind.INVOICE: "380", DocumentKind.CREDIT_NOTE: "381"}
_CATEGORIES: Final = UNTAXED_CATEGORIES | {"S", "L", "M"}
"""Categories of VAT that an invoice of any country may have; L and M are the Canaries, Ceuta."""

_MOST_DIGITS: Final = 2
_ONE_PIECE: Final = "C62"
_PRICE_DIGITS: Final = 10


def invoice_xml(document: PrintedDocument) -> bytes:
    """Return an invoice or a credit note as XML.

    The amounts are those that are printed, without tax, as EN 16931 has them. Raises BadInput where
    the standard asks for what is not there, or has no place for what is.
    """
    if document.kind not in _TYPE_CODES:
        raise BadInput(_("Only an invoice or a credit note can be an e-invoice."))
    figures = Figures(document, language_of(document.language))
    _refuse(document, figures)
    root = Element("rsm:CrossIndustryInvoice", _NAMESPACES)
    context = add(root, "rsm:ExchangedDocumentContext")
    add(add(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", _GUIDELINE)
    _head(add(root, "rsm:ExchangedDocument"), document)
    trade = add(root, "rsm:SupplyChainTradeTransaction")
    for item in figures.items:
        _line(add(trade, "ram:IncludedSupplyChainTradeLineItem"), item, figures)
    _agreement(add(trade, "ram:ApplicableHeaderTradeAgreement"), document)
    _delivery(add(trade, "ram:ApplicableHeaderTradeDelivery"), figures)
    settle(add(trade, "ram:ApplicableHeaderTradeSettlement"), figures)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def _refuse(document: PrintedDocument, figures: Figures) -> None:
    """Raise BadInput where no e-invoice can be made of a document."""
    taxes = figures.totals.tax_breakdown
    categories = {tax.category for tax in taxes}
    if (
        document.priced.taxes
        or any(len(line.taxes) != 1 for line in document.priced.lines)
        or any(tax.is_withheld or tax.name for tax in taxes)
        or not categories <= _CATEGORIES
        or ("O" in categories and len(categories) > 1)
    ):
        raise BadInput(
            _("An e-invoice has one rate of VAT on each line and no other tax; change the taxes.")
        )
    if figures.digits > _MOST_DIGITS:
        raise BadInput(_("An e-invoice has amounts of two decimals; choose another currency."))
    if not (country_code(document.seller) and country_code(document.buyer)):
        raise BadInput(_("An e-invoice needs the countries of seller and buyer; add them."))
    if categories != {"O"} and not document.seller.tax_id:
        raise BadInput(_("An e-invoice needs the tax number of the seller; add it."))
    if categories & {"AE", "K"} and not document.buyer.tax_id:
        raise BadInput(
            _("An e-invoice with reverse charge needs the tax number of the buyer; add it.")
        )


def _head(node: Element, document: PrintedDocument) -> None:
    add(node, "ram:ID", document.number)  # BT-1
    add(node, "ram:TypeCode", _TYPE_CODES[document.kind])  # BT-3
    add_day(add(node, "ram:IssueDateTime"), document.day)  # BT-2
    reason = document.correction.reason if document.correction else ""
    for note in filter(None, (document.subject, document.notes, reason)):
        add(add(node, "ram:IncludedNote"), "ram:Content", note)  # BT-22


@exactly
def _line(node: Element, item: Item, figures: Figures) -> None:
    """Add a line (BG-25).

    Where prices contain tax, or the total of the line is given, there are no discounts on it: its
    price follows from what it comes to without tax.
    """
    add(add(node, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(item.number))  # BT-126
    _product(add(node, "ram:SpecifiedTradeProduct"), item)
    line, unit = figures.priced.lines[item.number - 1], item.printed.unit_code or _ONE_PIECE
    is_as_typed = not figures.priced.prices_include_tax and line.net_amount is None
    price, quantity, base = line.unit_price, line.quantity, line.base_quantity
    if not is_as_typed:
        price = ratio(item.shown.net, quantity, unit_of(_PRICE_DIGITS)) if quantity else ZERO
        base = ONE
    if price < 0:
        price, quantity = -price, -quantity
    net = add(add(node, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    add(net, "ram:ChargeAmount", plain(price))  # BT-146
    if base != ONE:
        add(net, "ram:BasisQuantity", plain(base), unitCode=unit)  # BT-149
    delivery = add(node, "ram:SpecifiedLineTradeDelivery")
    add(delivery, "ram:BilledQuantity", plain(quantity), unitCode=unit)  # BT-129
    settlement = add(node, "ram:SpecifiedLineTradeSettlement")
    add_tax(add(settlement, "ram:ApplicableTradeTax"), line.taxes[0])  # BG-30
    for change in line.allowances_charges if is_as_typed else ():
        amount = amount_of(change, item.total.amount, unit_of(figures.digits))
        add_change(
            settlement, change, amount, figures.digits, is_charge=change.is_charge
        )  # BG-27, BG-28
    total = add(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    add_amount(total, "ram:LineTotalAmount", item.shown.net, figures.digits)  # BT-131


def _product(node: Element, item: Item) -> None:
    if item.printed.code:
        add(node, "ram:SellerAssignedID", item.printed.code)  # BT-155
    add(node, "ram:Name", item.printed.text)  # BT-153
    for field in item.printed.properties:
        if field.label and field.value:
            characteristic = add(node, "ram:ApplicableProductCharacteristic")  # BG-32
            add(characteristic, "ram:Description", field.label)
            add(characteristic, "ram:Value", field.value)


def _agreement(node: Element, document: PrintedDocument) -> None:
    if document.buyer_reference:
        add(node, "ram:BuyerReference", document.buyer_reference)  # BT-10
    is_taxed = {line.taxes[0].category for line in document.priced.lines} != {"O"}
    _party(add(node, "ram:SellerTradeParty"), document.seller, is_taxed=is_taxed)  # BG-4
    _party(add(node, "ram:BuyerTradeParty"), document.buyer, is_taxed=is_taxed)  # BG-7


def _party(node: Element, party: Party, *, is_taxed: bool) -> None:
    """Fill a party; who is not subject to VAT is told by the number alone, which is none of VAT."""
    if party.tax_id and not is_taxed:
        add(node, "ram:ID", party.tax_id)  # BT-29, BT-46
    add(node, "ram:Name", party.title)  # BT-27, BT-44
    if party.registration:
        organization = add(node, "ram:SpecifiedLegalOrganization")
        add(organization, "ram:ID", party.registration)  # BT-30, BT-47
    if party.contact or party.phone or party.email:
        contact = add(node, "ram:DefinedTradeContact")  # BG-6, BG-9
        if party.contact:
            add(contact, "ram:PersonName", party.contact)
        if party.phone:
            phone = add(contact, "ram:TelephoneUniversalCommunication")
            add(phone, "ram:CompleteNumber", party.phone)
        if party.email:
            add(add(contact, "ram:EmailURIUniversalCommunication"), "ram:URIID", party.email)
    address = add(node, "ram:PostalTradeAddress")  # BG-5, BG-8
    if party.address:
        add(address, "ram:LineOne", party.address)  # BT-35, BT-50
    add(address, "ram:CountryID", country_code(party))  # BT-40, BT-55
    if party.tax_id and is_taxed:
        registration = add(node, "ram:SpecifiedTaxRegistration")
        add(registration, "ram:ID", _vat_number(party), schemeID="VA")  # BT-31, BT-48


def _vat_number(party: Party) -> str:
    """Return a tax number with the country before it, as it is written across borders."""
    number = bare(party.tax_id)
    return number if number[:2].isalpha() else f"{country_code(party)}{number}"


def _delivery(node: Element, figures: Figures) -> None:
    """Add the day of supply (BT-72); an intra-Community supply also says where to (BT-80)."""
    document = figures.document
    is_within_union = any(tax.category == "K" for tax in figures.totals.tax_breakdown)
    if is_within_union:
        address = add(add(node, "ram:ShipToTradeParty"), "ram:PostalTradeAddress")
        add(address, "ram:CountryID", country_code(document.buyer))
    if document.supplied or is_within_union:
        event = add(node, "ram:ActualDeliverySupplyChainEvent")
        add_day(add(event, "ram:OccurrenceDateTime"), document.supplied or document.day)
