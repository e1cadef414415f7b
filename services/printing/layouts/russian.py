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
from services.printing.document import DocumentKind
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
    sides = common.seller_of(document, language), common.buyer_of(document, language)
    yield Facts(tuple((f"{side.label}:", _party(side, figures)) for side in sides), is_strong=True)
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
    seller = figures.document.seller
    if not (seller.account and seller.bank_name):
        return None
    inn, kpp = words.gettext("INN"), words.gettext("KPP")
    return BankDetails(
        bank=seller.bank_name,
        bank_label=words.gettext("Bank of the payee"),
        payee=seller.title,
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


def _party(side: common.Side, figures: Figures) -> str:
    """Return who somebody is on one line: name, tax numbers, address, contacts."""
    words, party = figures.language.words, side.party
    inn, kpp = words.gettext("INN"), words.gettext("KPP")
    parts = [party.title]
    if party.tax_id:
        parts.append(f"{inn} {party.tax_id}")
    if party.tax_code:
        parts.append(f"{kpp} {party.tax_code}")
    parts.append(party.address)
    parts.extend(common.contact_lines(side, figures.language))
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
    document, words, seller = figures.document, figures.language.words, figures.document.seller
    if document.kind is not DocumentKind.ACT:
        return common.signing_places(
            document,
            (words.pgettext("document", "Director"), seller.signatory),
            (words.pgettext("document", "Accountant"), seller.accountant),
            is_ruled_off=True,
        )
    contractor, customer = (
        common.seller_of(document, figures.language),
        common.buyer_of(document, figures.language),
    )
    signs, *_others = common.signing_places(
        document, (contractor.label, seller.signatory), signers=1
    ).places
    counterpart = SigningPlace(customer.label, document.buyer.signatory)
    return SigningPlaces((signs, counterpart), document.stamp, is_ruled_off=True)
