"""Documents for anywhere else, with what EN 16931 asks of an invoice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.invoicing.parties import Party
from domain.text import fold
from services.printing.blocks import Block, Facts, Heading, Panel, Panels, Paragraph, Sums
from services.printing.document import DocumentKind
from services.printing.figures import Figures, ItemColumn
from services.printing.layouts import common
from services.printing.totals import rate_table, sums_of

_CODE_LETTERS: Final = 2
"""Letters of the code of a country, which e-invoices tell, but letters do not."""


def blocks_of(figures: Figures) -> Iterator[Block]:
    """Yield the blocks of a document from top to bottom."""
    document, language = figures.document, figures.language
    words = language.words
    title = common.title_of(document, language)
    note = common.correction_note(document, language)
    yield Heading(title, note, logo=document.logo)
    yield Panels(
        _panel(
            common.seller_of(document, language),
            figures,
        ),
        _panel(common.buyer_of(document, language), figures),
    )
    facts = [*common.facts_of(document, language), *_bank(figures)]
    if facts:
        yield Facts(tuple((f"{name}:", told) for name, told in facts))
    yield figures.table(_columns(figures))
    if document.is_tax_shown and len(figures.totals.tax_breakdown) > 1:
        yield rate_table(figures)
    caption = words.gettext("Scan to pay with your bank’s app")
    spelled = language.spelled(figures.totals.payable, figures.priced.currency)
    note = words.gettext("In words: {words}").format(words=spelled)
    yield Sums(sums_of(figures), note, common.payment_code_of(figures), caption)
    if document.notes:
        yield Paragraph(document.notes, is_small=True)
    if document.kind is DocumentKind.ACT:
        yield common.signing_places(
            document,
            (words.pgettext("document", "Contractor"), document.seller.signatory),
            (words.pgettext("document", "Customer"), document.buyer.signatory),
            signers=1,
        )
    elif document.signatures or document.stamp:
        place = (words.gettext("Authorised signature"), document.seller.signatory)
        yield common.signing_places(document, place, signers=1)


def _panel(side: common.Side, figures: Figures) -> Panel:
    words, party = figures.language.words, side.party
    lines = [party.title, party.address, _country(party)]
    lines.append(common.labelled(words.gettext("Tax ID"), party.tax_id))
    lines.append(common.labelled(words.gettext("Reg. No."), party.registration))
    lines.extend(common.contact_lines(side, figures.language))
    return Panel(side.label, tuple(filter(None, lines)))


def _country(party: Party) -> str:
    """Return the country of a party by name, "" where its address tells it already."""
    is_code = len(party.country) == _CODE_LETTERS
    return "" if is_code or fold(party.country) in fold(party.address) else party.country


def _bank(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield where an invoice is to be paid to."""
    words, seller = figures.language.words, figures.document.seller
    if figures.document.kind is not DocumentKind.INVOICE or not seller.account:
        return
    yield words.gettext("Bank account"), seller.account
    if bank := ", ".join(filter(None, (seller.bank_name, seller.bank_code))):
        yield words.pgettext("document", "Bank"), bank


def _columns(figures: Figures) -> list[ItemColumn]:
    words = figures.language.words
    columns = common.leading_columns(figures, words.pgettext("document", "Description"))
    columns.append(ItemColumn(words.gettext("Unit price"), figures.price))
    columns.extend(common.discount_column(figures))
    is_tax_shown = figures.document.is_tax_shown
    if is_tax_shown:
        columns.append(
            ItemColumn(
                words.pgettext("document", "VAT"), lambda item: figures.rate(item.priced.taxes), "C"
            )
        )
    if not is_tax_shown:
        heading = words.pgettext("document", "Amount")
    elif figures.has_gross_amounts:
        heading = words.gettext("Amount with VAT")
    else:
        heading = words.gettext("Net amount")
    columns.append(
        ItemColumn(
            heading,
            lambda item: figures.amount(item.amount),
            adds=lambda item: item.amount,
        )
    )
    return columns
