"""What documents of all layouts have in common: titles, who is who, columns, places to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from domain.invoicing.parties import Party
from domain.payment_codes import PaymentCode, Transfer, payment_code
from services.printing.blocks import SigningPlace, SigningPlaces
from services.printing.document import DocumentKind, PrintedDocument, PrintedField, Signature
from services.printing.figures import Figures, ItemColumn
from services.printing.language import Language


def title_of(document: PrintedDocument, language: Language) -> str:
    """Return what the document is called, with its number and day.

    One that has no number yet has room to write it.
    """
    words = language.words
    patterns = {
        DocumentKind.INVOICE: words.gettext("Invoice No. {number} of {day}"),
        DocumentKind.QUOTE: words.gettext("Quotation No. {number} of {day}"),
        DocumentKind.ACT: words.gettext("Acceptance certificate No. {number} of {day}"),
        DocumentKind.CREDIT_NOTE: words.gettext("Credit note No. {number} of {day}"),
    }
    return patterns[document.kind].format(
        number=document.number or "____", day=language.long_day(document.day)
    )


def page_of(language: Language) -> str:
    """Return the text at the foot of pages, with places for `{page}` and `{pages}`."""
    return language.words.gettext("Page {page} of {pages}")


def correction_note(document: PrintedDocument, language: Language) -> str:
    """Return what a credit note corrects and why, "" for other documents."""
    if document.correction is None:
        return ""
    note = language.words.gettext("To invoice No. {number} of {day}").format(
        number=document.correction.number, day=language.long_day(document.correction.day)
    )
    reason = document.correction.reason
    return f"{note.removesuffix('.')}. {reason}" if reason else note


@dataclass(frozen=True, slots=True)
class Side:
    """Who sells or buys: what they are called in the document, and what is told of them."""

    label: str
    party: Party
    fields: tuple[PrintedField, ...]


def seller_of(document: PrintedDocument, language: Language) -> Side:
    """Return who sells; in an act it is who has done the work."""
    words = language.words
    label = (
        words.pgettext("document", "Contractor")
        if document.kind is DocumentKind.ACT
        else words.pgettext("document", "Seller")
    )
    return Side(label, document.seller, document.seller_fields)


def buyer_of(document: PrintedDocument, language: Language) -> Side:
    """Return who buys."""
    words = language.words
    label = (
        words.pgettext("document", "Customer")
        if document.kind is DocumentKind.ACT
        else words.pgettext("document", "Buyer")
    )
    return Side(label, document.buyer, document.buyer_fields)


def labelled(label: str, text: str) -> str:
    """Return a text behind its label, "" for none."""
    return f"{label}: {text}" if text else ""


def contact_lines(side: Side, language: Language) -> Iterator[str]:
    """Yield whom to speak to, telephone, e-mail and the printed fields of seller or buyer."""
    words, party = language.words, side.party
    if party.contact:
        yield party.contact
    if party.phone:
        yield words.gettext("tel. {number}").format(number=party.phone)
    if party.email:
        yield party.email
    for field in side.fields:
        if field.value:
            yield f"{field.label}: {field.value}"


def facts_of(document: PrintedDocument, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what else is told of a document: days, ways of paying, subject, printed fields."""
    words = language.words
    if document.subject:
        yield words.pgettext("document", "Subject"), document.subject
    if document.supplied:
        yield words.gettext("Date of supply"), language.day(document.supplied)
    if document.due and document.kind is DocumentKind.QUOTE:
        yield words.gettext("Valid until"), language.day(document.due)
    if document.due and document.kind is DocumentKind.INVOICE:
        yield words.gettext("Pay by"), language.day(document.due)
    if document.payment_method:
        yield words.gettext("Payment method"), document.payment_method
    if document.buyer_reference:
        yield words.gettext("Your reference"), document.buyer_reference
    for field in document.fields:
        if field.value:
            yield field.label, field.value


def leading_columns(figures: Figures, item_heading: str) -> list[ItemColumn]:
    """Return the columns that all layouts begin with: number, article where there are any, item."""
    words = figures.language.words
    columns = [ItemColumn(words.pgettext("document", "No."), lambda item: str(item.number), "C")]
    if any(item.printed.code for item in figures.items):
        columns.append(
            ItemColumn(words.pgettext("document", "Code"), lambda item: item.printed.code, "L")
        )
    columns.append(ItemColumn(item_heading, lambda item: item.printed.text, "L", is_wide=True))
    columns.append(
        ItemColumn(
            words.pgettext("document", "Qty"),
            lambda item: figures.language.number(item.priced.quantity),
        )
    )
    if any(item.printed.unit for item in figures.items):
        columns.append(
            ItemColumn(
                figures.language.words.pgettext("document", "Unit"),
                lambda item: item.printed.unit,
                "C",
            )
        )
    return columns


def discount_column(figures: Figures) -> list[ItemColumn]:
    """Return the column of discounts, where a line has one."""
    if not figures.has_discounts:
        return []
    return [ItemColumn(figures.language.words.pgettext("document", "Disc."), figures.discount)]


def payment_code_of(figures: Figures) -> PaymentCode | None:
    """Return the code that a bank's program reads what is to be paid from; of an invoice only."""
    document = figures.document
    if document.kind is not DocumentKind.INVOICE:
        return None
    seller = document.seller
    return payment_code(
        Transfer(
            payee=seller.title,
            account=seller.account,
            amount=figures.totals.payable,
            currency=figures.priced.currency,
            purpose=_purpose(figures),
            tax_id=seller.tax_id,
            tax_code=seller.tax_code,
            bank_name=seller.bank_name,
            bank_code=seller.bank_code,
            correspondent_account=seller.correspondent_account,
        )
    )


def _purpose(figures: Figures) -> str:
    """Return what is paid for; a Russian payment order tells of the tax in it, too."""
    document, language = figures.document, figures.language
    words = language.words
    purpose = words.gettext("Invoice {number} of {day}").format(
        number=document.number, day=language.day(document.day)
    )
    if figures.priced.currency != "RUB" or not document.is_tax_shown:
        return purpose
    tax = figures.totals.tax_total
    told = words.gettext("including VAT {amount}").format(amount=figures.amount(tax))
    return f"{purpose}, {told if tax else words.gettext('without VAT')}"


def signing_places(
    document: PrintedDocument,
    *places: tuple[str, str],
    signers: int | None = None,
    is_ruled_off: bool = False,
) -> SigningPlaces:
    """Return the places to sign: the usual ones, office and name, as far as the document says no
    other, and those that it has beyond them.

    Only the first `signers` of the document sign where not all of them are asked.
    """
    found = []
    for one, usual in zip_longest(document.signatures[:signers], places):
        office, name = usual or ("", "")
        one = one or Signature()
        found.append(SigningPlace(one.office or office, one.name or name, one.picture))
    return SigningPlaces(tuple(found), document.stamp, is_ruled_off)
