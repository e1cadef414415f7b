"""Finds the invoice that a payment is for, among those that wait for money."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from domain.bank_codes import bare
from domain.errors import CrmError
from domain.i18n import N_, _
from domain.invoicing.matching import OpenInvoice, likely_invoices
from domain.money import format_amount
from domain.text import one_line
from screens.finder import Finder, said_of_more
from services.context import Context
from services.formats.bank_statement import CURRENCY, StatementEntry
from services.invoicing.payments.statements import open_invoices
from widgets.forms.found_list import FoundItem

FOUND = 12
"""How many invoices are offered: as many as there are lines."""


class InvoiceFinder(Finder[OpenInvoice]):
    """Returns the invoice that was chosen; the payer's come first, and those of the amount."""

    placeholder = N_("Number, payer or amount of the invoice")

    def __init__(self, context: Context, entry: StatementEntry) -> None:
        said = _("Which invoice has {payer} paid? {amount}")
        payer, amount = one_line(entry.payer, 40), format_amount(entry.amount, CURRENCY)
        super().__init__(said.format(payer=payer, amount=amount))
        self._database, self._entry = context.database, entry
        self._open: Sequence[OpenInvoice] | None = None

    def on_mount(self) -> None:
        """Offer those that are likely."""
        self.look_up("")

    @work(group="invoices", exclusive=True)
    async def look_up(self, text: str) -> None:
        """Find the invoices that a text may mean, beside the screen."""
        try:
            found, more = await asyncio.to_thread(self._find, text)
        except CrmError as error:
            self.say_below(str(error))
            return
        items = [FoundItem(one.number, _beside(one)) for one in found]
        is_nothing = not (found or text)
        said = _("No invoice waits for money.") if is_nothing else said_of_more(more)
        self.show_some(text, found, items, said)

    def _find(self, text: str) -> tuple[Sequence[OpenInvoice], int]:
        if self._open is None:
            self._open = open_invoices(self._database.reader())
        entry = self._entry
        found = likely_invoices(
            self._open, text, entry.payer, bare(entry.payer_tax_id), entry.amount
        )
        return found[:FOUND], max(0, len(found) - FOUND)


def _beside(one: OpenInvoice) -> str:
    left = format_amount(one.left, CURRENCY)
    return " · ".join(filter(None, (left, one.day.isoformat(), one_line(one.payer, 40))))
