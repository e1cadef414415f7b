"""What becomes of a lead: the meanings of its statuses, and that a converted one stays as it is."""

from __future__ import annotations

from typing import Final

from domain.i18n import _

OPEN: Final = "open"
CONVERTED: Final = "converted"
JUNK: Final = "junk"

STATUSES: Final = "lead_status"
"""The dictionary of statuses; each value of it has one of the three meanings."""

JUNK_REASONS: Final = "junk_reason"
"""The dictionary of reasons why a lead is junk, and the field that names one of them."""

RESULTS: Final = ("contact", "company", "deal")
"""The kinds that a lead is converted into (FEATURES LEAD-07)."""


def read_only_sentence() -> str:
    """Return what is said where a converted lead would be changed (FEATURES LEAD-09, exam B3)."""
    return _(
        "This lead was converted, so it can no longer be changed or converted again. Go on with "
        "the contact, the company or the deal that it became."
    )


def only_conversion_sentence() -> str:
    """Return what is said where a lead would get the status “converted” in another way."""
    return _("only conversion gives this status: convert the lead instead.")
