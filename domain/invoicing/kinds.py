"""What quotes and invoices are, and the meanings of their statuses (FEATURES INV-07)."""

from __future__ import annotations

from typing import Final

from domain.i18n import N_, _

INVOICE: Final = "invoice"
QUOTE: Final = "quote"
DOCUMENTS: Final = (QUOTE, INVOICE)
"""The kinds of records that are documents with products, totals and a number."""

CREDIT_NOTE: Final = "credit_note"
INVOICE_KINDS: Final[dict[str, str]] = {
    INVOICE: N_("Invoice"),
    CREDIT_NOTE: N_("Credit note"),
}
"""An invoice asks for money, a credit note takes an invoice back, wholly or in part."""

INVOICE_STATUSES: Final = "invoice_status"
QUOTE_STATUSES: Final = "quote_status"
STATUSES: Final = {INVOICE: INVOICE_STATUSES, QUOTE: QUOTE_STATUSES}
"""The dictionary of the statuses of each kind."""

PAYMENT_METHODS: Final = "payment_method"
"""The dictionary of payment methods (FEATURES INV-17)."""

DRAFT: Final = "draft"
OPEN: Final = "open"
PAID: Final = "paid"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
"""What statuses mean: not issued yet, to be watched, settled, or come to nothing."""

TAX_EXCLUSIVE: Final = "exclusive"
TAX_INCLUSIVE: Final = "inclusive"
TAX_MODES: Final[dict[str, str]] = {
    TAX_EXCLUSIVE: N_("Prices without tax"),
    TAX_INCLUSIVE: N_("Prices with tax"),
}
"""Whether the prices of a document contain their tax."""

LANGUAGES: Final[dict[str, str]] = {"ru": N_("Russian"), "pl": N_("Polish"), "en": N_("English")}
"""The languages in which documents are printed."""

TEMPLATES: Final[dict[str, str]] = {
    "russian": N_("As in Russia"),
    "polish": N_("As in Poland"),
    "international": N_("International"),
}
"""How documents are laid out when printed; without one it follows from their language."""

LINE: Final = "item"
COMMENT: Final = "comment"
SUBTOTAL: Final = "subtotal"
LINE_KINDS: Final[dict[str, str]] = {
    LINE: N_("Product line"),
    COMMENT: N_("Comment line"),
    SUBTOTAL: N_("Sub-total"),
}
"""What a line of a document is: something sold, a remark, or the sum of the lines before it."""


def issued_stay_sentence() -> str:
    """Return what is said where issued documents among others stay as they are."""
    return _("What has been issued stays: a credit note takes it back.")


def number_stays_sentence(number: str) -> str:
    """Return what is said to whoever would take back that a document was issued."""
    return _(
        "{number} has been issued, and its number stays: a credit note takes it back. Nothing was "
        "changed."
    ).format(number=number)
