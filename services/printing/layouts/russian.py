"""Documents as accounting programs of Russia print them: «Счёт на оплату», акт and offers."""

from __future__ import annotations

from collections.abc import Iterator

from services.printing.blocks import (
    BankDetails,
    Block,
    Facts,
    Heading,
    Paragraph,
    SigningPlace,
    SigningPlaces,
    Sums,
)
from services.printing.document import DocumentKind, Party
from services.printing.figures import Figures, ItemColumn
from services.printing.layouts import common
from services.printing.totals import sums_of


def blocks_of(figures: Figures) -> Iterator[Block]:
    """Yield the blocks of a document from top to bottom."""
    document, language = figures.document, figures.language
    words = language.words
    is_invoice = document.kind is DocumentKind.INVOICE
    if is_invoice and (bank := _bank_details(figures)):
        yield bank
    title = common.title_of(document, language)
    note = common.correction_note(document, language)
    yield Heading(title, note, is_underlined=True, logo=document.logo)
    yield Facts(
        (
            (f"{common.seller_label(document, language)}:", _party(document.seller, figures)),
            (f"{common.buyer_label(document, language)}:", _party(document.buyer, figures)),
        ),
        is_strong=True,
    )
    if facts := tuple((f"{name}:", told) for name, told in common.facts_of(document, language)):
        yield Facts(facts)
    yield figures.table(_columns(figures))
    caption = words.gettext("Scan to pay with your bank’s app")
    yield Sums(sums_of(figures), code=common.payment_code_of(figures), caption=caption)
    yield from _in_words(figures)
    if document.notes:
        yield Paragraph(document.notes, is_small=True)
    if document.kind is DocumentKind.ACT:
        yield Paragraph(
            words.gettext(
                "The services above were rendered in full and on time. The customer has no claims"
                " as to their extent, quality and time."
            )
        )
    yield _signing(figures)


def _bank_details(figures: Figures) -> BankDetails | None:
    """Return the payment table, None where the payee has no account to be told."""
    words = figures.language.words
    seller = figures.document.seller.requisites
    if not (seller.account and seller.bank_name):
        return None
    inn, kpp = words.gettext("INN"), words.gettext("KPP")
    return BankDetails(
        bank=seller.bank_name,
        bank_label=words.gettext("Bank of the payee"),
        payee=seller.legal_name,
        payee_label=words.pgettext("document", "Payee"),
        tax_numbers=(
            f"{inn} {seller.tax_id}".strip(),
            f"{kpp} {seller.tax_code}".strip(),
        ),
        bank_cells=(
            (words.gettext("BIC"), seller.bank_code),
            (words.gettext("Acc. No."), seller.correspondent_account),
        ),
        payee_cell=(words.gettext("Acc. No."), seller.account),
    )


def _party(party: Party, figures: Figures) -> str:
    """Return who somebody is on one line: name, tax numbers, address, contacts."""
    words, requisites = figures.language.words, party.requisites
    inn, kpp = words.gettext("INN"), words.gettext("KPP")
    parts = [requisites.legal_name]
    if requisites.tax_id:
        parts.append(f"{inn} {requisites.tax_id}")
    if requisites.tax_code:
        parts.append(f"{kpp} {requisites.tax_code}")
    parts.append(requisites.legal_address)
    parts.extend(common.contact_lines(party, figures.language))
    return ", ".join(filter(None, parts))


def _columns(figures: Figures) -> list[ItemColumn]:
    document, words = figures.document, figures.language.words
    is_act = document.kind is DocumentKind.ACT
    heading = (
        words.gettext("Works, services") if is_act else words.gettext("Goods (works, services)")
    )
    columns = common.leading_columns(figures, heading)
    columns.append(ItemColumn(words.pgettext("document", "Price"), figures.price))
    columns.extend(common.discount_column(figures))
    if document.is_tax_shown and len(figures.rates) > 1:
        columns.append(
            ItemColumn(
                words.pgettext("document", "VAT"), lambda item: figures.rate(item.priced.taxes), "C"
            )
        )
    columns.append(
        ItemColumn(
            words.pgettext("document", "Sum"),
            lambda item: figures.amount(item.amount),
            adds=lambda item: item.amount,
        )
    )
    return columns


def _in_words(figures: Figures) -> Iterator[Block]:
    """Yield how many items there are and for how much, and the sum in words."""
    document, language, payable = figures.document, figures.language, figures.totals.payable
    words = language.words
    pattern = (
        words.gettext("Services rendered: {count}, for {sum}")
        if document.kind is DocumentKind.ACT
        else words.gettext("Items in all: {count}, for {sum}")
    )
    yield Paragraph(pattern.format(count=len(figures.items), sum=figures.money(payable)))
    spelled = language.spelled(payable, figures.priced.currency)
    yield Paragraph(spelled[:1].upper() + spelled[1:], is_strong=True)


def _signing(figures: Figures) -> SigningPlaces:
    document, words = figures.document, figures.language.words
    if document.kind is not DocumentKind.ACT:
        return common.signing_places(
            document,
            words.pgettext("document", "Director"),
            words.pgettext("document", "Accountant"),
            is_ruled_off=True,
        )
    given = common.signing_places(document, common.seller_label(document, figures.language))
    customer = SigningPlace(
        common.buyer_label(document, figures.language), document.buyer.requisites.signatory
    )
    return SigningPlaces((given.places[0], customer), document.stamp, is_ruled_off=True)
