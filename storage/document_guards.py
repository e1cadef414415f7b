"""Triggers that let issued documents be what they are, by whatever way they are written.

The number of an issued quote or invoice stays, and so does the document; nobody undoes either, a
credit note takes the invoice back (FEATURES INV-01). What it says is changed by a revision alone,
which keeps what it said before (HIST-07).
"""

from __future__ import annotations

from typing import Final

from domain.errors import NotAllowed
from domain.i18n import _

NUMBER_STAYS: Final = "the number of an issued document stays"
SAYS_STAYS: Final = "an issued document is changed by a revision"

REVISE: Final = {"invoice": "revise_invoice", "quote": "revise_quote"}
"""The verbs of the use cases that change issued documents, by kind."""

_NUMBER: Final = ("number", "series_id", "issued_at", "deleted_at")
PRINTED: Final = (
    *("day", "payer", "payee", "requisites_id", "payee_requisites_id", "currency", "tax_mode"),
    *("allowances", "location_id", "taxes", "prepaid", "rounding"),
    *("net", "tax", "total", "payable", "notes"),
)
"""Columns that say what an issued document says; a link to a card that is gone may go, too."""

PRINTED_OF: Final = {
    "invoice": (*PRINTED, "kind", "due_on"),
    "quote": (*PRINTED, "valid_until"),
}


def of_documents(goes_back_to: dict[str, str]) -> dict[str, str]:
    """Return the triggers by their names.

    `goes_back_to` gives, by kind, the condition that the use case is a revision, or takes one back.
    """
    guards: dict[str, str] = {}
    for table, columns in PRINTED_OF.items():
        is_issued = "OLD.issued_at IS NOT NULL"
        stays = f"BEGIN SELECT RAISE(ABORT, '{NUMBER_STAYS}'); END"
        guards[f"guard_number_{table}"] = (
            f"BEFORE UPDATE OF {', '.join(_NUMBER)} ON {table} WHEN {is_issued} AND ("
            + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _NUMBER)
            + f") {stays}"
        )
        guards[f"guard_gone_{table}"] = f"BEFORE DELETE ON {table} WHEN {is_issued} {stays}"
        says = f"BEGIN SELECT RAISE(ABORT, '{SAYS_STAYS}'); END"
        guards[f"guard_issued_{table}"] = (
            f"BEFORE UPDATE OF {', '.join(columns)} ON {table} WHEN {is_issued} "
            f"AND NOT {goes_back_to[table]} {says}"
        )
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            guards[f"guard_{event.lower()}_line_{table}"] = (
                f"BEFORE {event} ON line_item WHEN {row}.record_kind = '{table}' AND EXISTS "
                f"(SELECT 1 FROM {table} WHERE id = {row}.record_id AND issued_at IS NOT NULL) "
                f"AND NOT {goes_back_to[table]} {says}"
            )
    return guards


def explain_issued(said: str) -> NotAllowed | None:
    """Return what a person is told where one of these triggers refused, None where another did."""
    if NUMBER_STAYS in said:
        return NotAllowed(
            _(
                "The document has been issued, and its number stays: a credit note takes it back. "
                "Nothing was changed."
            )
        )
    if SAYS_STAYS in said:
        return NotAllowed(
            _(
                "The document has been issued: what it says is changed by a revision, which keeps "
                "what it said before. Nothing was changed."
            )
        )
    return None
