"""Chooses the invoice that a payment is for, among those that wait for money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.i18n import _
from domain.invoicing.matching import OpenInvoice
from domain.money import format_amount
from domain.text import fold, one_line
from screens.deals.digit_menu import DigitMenu
from services.formats.bank_statement import CURRENCY


@dataclass(frozen=True, slots=True)
class InvoiceChoice:
    """An invoice as the menu shows it."""

    invoice: OpenInvoice

    @property
    def id(self) -> UUID:
        """The key of the invoice."""
        return self.invoice.id

    @property
    def label(self) -> str:
        """The number and the payer."""
        return one_line(f"{self.invoice.number} · {self.invoice.payer}", 60)


class InvoiceMenu(DigitMenu[InvoiceChoice]):
    """Returns the invoice that was chosen; those of the payer who is named come first."""

    beside_cells = 18

    def __init__(self, payer: str, invoices: Sequence[OpenInvoice]) -> None:
        words = set(fold(payer).split())
        ordered = sorted(invoices, key=lambda one: not words & set(fold(one.payer).split()))
        super().__init__([InvoiceChoice(one) for one in ordered], None)
        self._payer = payer

    def title_text(self) -> str:
        """Say who has paid."""
        return _("Which invoice has {payer} paid?").format(payer=one_line(self._payer, 40))

    def beside(self, choice: InvoiceChoice) -> str:
        """Return what is outstanding."""
        return format_amount(choice.invoice.left, CURRENCY)
