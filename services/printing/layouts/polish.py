"""Documents as accounting programs of Poland print them: faktura, oferta, protokół odbioru.

What an invoice must say is in article 106e of the Polish act on VAT of 11 March 2004.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from services.printing.blocks import Block, Facts, Heading, Panel, Panels, Paragraph, Sum, Sums
from services.printing.corrections import correction_blocks
from services.printing.figures import Figures, Item, ItemColumn
from services.printing.layouts import common
from services.printing.totals import rate_table, sums_of

_RATE_DECIMALS: Final = 6
"""Decimals of an exchange rate at most; banks tell four, of a hundred units of small ones."""


def blocks_of(figures: Figures) -> Iterator[Block]:
    """Yield the blocks of a document from top to bottom."""
    document, language = figures.document, figures.language
    words = language.words
    title = common.title_of(document, language)
    note = common.correction_note(document, language)
    yield Heading(title, note, logo=document.logo)
    facts = [(words.gettext("Date of issue"), language.day(document.day))]
    facts.extend(common.facts_of(document, language))
    facts.extend(_exchange_rate(figures))
    yield Facts(tuple((f"{name}:", told) for name, told in facts))
    yield Panels(
        _panel(
            common.seller_of(document, language),
            figures,
            has_bank=True,
        ),
        _panel(common.buyer_of(document, language), figures),
    )
    if document.correction is not None and document.correction.priced is not None:
        yield from correction_blocks(figures, _columns(figures))
    else:
        yield figures.table(_columns(figures))
        if document.is_tax_shown:
            yield rate_table(figures)
    caption = words.gettext("Scan to pay with your bank’s app")
    spelled = language.spelled(figures.totals.payable, figures.priced.currency)
    note = words.gettext("In words: {words}").format(words=spelled)
    yield Sums(_sums(figures), note, common.payment_code_of(figures), caption)
    if document.notes:
        yield Paragraph(document.notes, is_small=True)
    yield common.signing_places(
        document,
        (words.gettext("Issued by (authorised person)"), document.seller.signatory),
        (words.gettext("Received by"), ""),
        signers=1,
    )


def _exchange_rate(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield by which rate taxes are told in another currency (article 106e section 11)."""
    local, language = figures.document.local_tax, figures.language
    if local is None:
        return
    rate = Decimal(local.rate.numerator) / local.rate.denominator
    said = language.words.gettext("1 {currency} = {rate} {local} of {day}").format(
        currency=figures.priced.currency,
        rate=language.number(round(rate, _RATE_DECIMALS)),
        local=local.currency,
        day=language.day(local.day),
    )
    yield language.words.gettext("Exchange rate"), said


def _panel(side: common.Side, figures: Figures, *, has_bank: bool = False) -> Panel:
    words, party = figures.language.words, side.party
    lines = [party.title, party.address]
    lines.append(common.labelled(words.gettext("NIP"), party.tax_id))
    lines.append(common.labelled(words.gettext("Reg. No."), party.registration))
    lines.extend(common.contact_lines(side, figures.language))
    if has_bank and party.account:
        lines.append(common.labelled(words.gettext("Bank account"), party.account))
        lines.append(", ".join(filter(None, (party.bank_name, party.bank_code))))
    return Panel(side.label, tuple(filter(None, lines)))


def _columns(figures: Figures) -> list[ItemColumn]:
    words = figures.language.words
    columns = common.leading_columns(figures, words.gettext("Name of the goods or service"))
    columns.append(ItemColumn(_price_heading(figures), figures.price))
    columns.extend(common.discount_column(figures))
    if figures.document.is_tax_shown:
        columns.extend(_tax_columns(figures))
    else:
        value = words.pgettext("document", "Value")
        columns.append(_amount_column(figures, value, lambda item: item.amount))
    return columns


def _price_heading(figures: Figures) -> str:
    words = figures.language.words
    if not figures.document.is_tax_shown:
        return words.pgettext("document", "Price")
    has_gross_prices = figures.has_gross_amounts
    return words.gettext("Gross price") if has_gross_prices else words.gettext("Net price")


def _tax_columns(figures: Figures) -> Iterator[ItemColumn]:
    """Yield net, rate, tax and gross of lines, as article 106e asks for."""
    words = figures.language.words
    rate = words.pgettext("document", "Tax rate")
    yield _amount_column(figures, words.gettext("Net value"), lambda item: item.shown.net)
    yield ItemColumn(rate, lambda item: figures.rate(item.priced.taxes), "C")
    yield _amount_column(figures, words.gettext("Tax amount"), lambda item: item.shown.tax)
    yield _amount_column(figures, words.gettext("Gross value"), lambda item: item.shown.gross)


def _amount_column(figures: Figures, heading: str, amount: Callable[[Item], Decimal]) -> ItemColumn:
    """Return a column of amounts that add up."""
    return ItemColumn(heading, lambda item: figures.amount(amount(item)), adds=amount)


def _sums(figures: Figures) -> tuple[Sum, ...]:
    """Return what the table of rates does not say: what is payable, and how that differs."""
    sums = sums_of(figures)
    totals = figures.totals
    if not figures.document.is_tax_shown or figures.priced.allowances_charges:
        return sums
    if totals.payable == totals.tax_inclusive:
        return sums[-1:]
    return sums
