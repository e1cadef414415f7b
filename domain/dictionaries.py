"""What is known of dictionaries beyond their values; the stages of deals are one, too."""

from __future__ import annotations

from collections.abc import Callable

from domain.catalog.tax_rates import CATEGORIES, TAX_RATES, read_rate
from domain.catalog.units import UNITS, check_okei
from domain.errors import BadInput
from domain.i18n import N_, _
from domain.invoicing.kinds import (
    ACCEPTED,
    DRAFT,
    INVOICE_STATUSES,
    OPEN,
    PAID,
    QUOTE_STATUSES,
    REJECTED,
)

STAGES = "stage"
"""The code of the dictionary of the stages of the shipped pipeline.

Those of another one are called so, with a dot and the code of the pipeline behind it.
"""

MEANINGS: dict[str, dict[str, str]] = {
    "outcome": {"reached": N_("reached"), "not_reached": N_("not reached")},
    "lead_status": {
        "open": N_("still open"),
        "converted": N_("converted"),
        "junk": N_("junk"),
    },
    STAGES: {"in_progress": N_("in progress"), "won": N_("won"), "lost": N_("lost")},
    INVOICE_STATUSES: {
        DRAFT: N_("not issued yet"),
        OPEN: N_("to be watched"),
        PAID: N_("paid"),
        REJECTED: N_("came to nothing"),
    },
    QUOTE_STATUSES: {
        DRAFT: N_("not issued yet"),
        OPEN: N_("to be watched"),
        ACCEPTED: N_("accepted"),
        REJECTED: N_("came to nothing"),
    },
}
"""What the program takes values for, with labels as message ids, by dictionary."""

CHOSEN_MEANINGS: dict[str, tuple[str, ...]] = {
    "outcome": ("reached", "not_reached"),
    "lead_status": ("open",),
    STAGES: ("in_progress", "won", "lost"),
    INVOICE_STATUSES: (OPEN, REJECTED),
    QUOTE_STATUSES: (OPEN, ACCEPTED, REJECTED),
}
"""The meanings that a value may be given; the first one is that of a new value."""


TYPED_MEANINGS: dict[str, Callable[[str], str]] = {
    UNITS: check_okei,
    TAX_RATES: lambda text: read_rate(text).meaning,
}
"""Dictionaries whose meanings are typed: what turns a typed one into that which is kept.

They raise BadInput.
"""


def first_meaning(dictionary: str, label: str) -> str:
    """Return the meaning of a new value of this name, where nobody says one. Raises BadInput."""
    if family(dictionary) == TAX_RATES:
        return read_rate(label).meaning
    return CHOSEN_MEANINGS.get(family(dictionary), ("",))[0]


def meaning_label(dictionary: str, meaning: str) -> str:
    """Return a meaning in words, "" where there is none."""
    if not meaning:
        return ""
    if dictionary == UNITS:
        return _("OKEI {code}").format(code=meaning)
    if dictionary == TAX_RATES:
        try:
            rate = read_rate(meaning)
        except BadInput:
            return meaning  # somebody else's program wrote it
        percent = f"{rate.percent:f} %, " if rate.percent else ""
        return f"{percent}{_(CATEGORIES[rate.category])} ({rate.category})"
    label = MEANINGS.get(family(dictionary), {}).get(meaning)
    return _(label) if label else ""


def family(dictionary: str) -> str:
    """Return the code under which meanings are known: all stages have the same ones."""
    return dictionary.partition(".")[0]
