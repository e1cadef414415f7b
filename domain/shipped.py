"""The dictionaries that every new database comes with; `domain.pipelines` has its pipelines.

Keys are derived from the codes (UUIDv5), so the same value has the same key in every database.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from domain.catalog.prices import PRICE_TYPES, SHIPPED_TYPES, SYSTEM_TYPES
from domain.catalog.tax_rates import SHIPPED_RATES, TAX_RATES
from domain.catalog.units import SHIPPED_UNITS, UNITS
from domain.i18n import N_
from domain.invoicing.kinds import (
    ACCEPTED,
    DRAFT,
    INVOICE_STATUSES,
    OPEN,
    PAID,
    PAYMENT_METHODS,
    QUOTE_STATUSES,
    REJECTED,
)

_NAMESPACE = UUID("6d0f6a55-6b0e-4c0b-9d8e-2f1f6a3c7b10")


@dataclass(frozen=True, slots=True)
class ShippedValue:
    """A value of a shipped dictionary; `label` is a message id, see DictionaryValue."""

    code: str
    label: str
    meaning: str = ""
    is_system: bool = False


DICTIONARIES: dict[str, tuple[str, tuple[ShippedValue, ...]]] = {
    "outcome": (
        N_("Outcomes of calls and meetings"),
        (
            ShippedValue("reached", N_("Reached"), "reached", is_system=True),
            ShippedValue("no_answer", N_("No answer"), "not_reached", is_system=True),
            ShippedValue("busy", N_("Busy"), "not_reached", is_system=True),
            ShippedValue("call_back", N_("Call back"), "not_reached", is_system=True),
            ShippedValue("wrong_number", N_("Wrong number"), "not_reached"),
            ShippedValue("refused", N_("Refused"), "reached"),
        ),
    ),
    "event_kind": (
        N_("Kinds of events"),
        (
            ShippedValue("information", N_("Information"), is_system=True),
            ShippedValue("seminar_held", N_("Seminar held"), is_system=True),
            ShippedValue("conversation", N_("Conversation"), is_system=True),
            ShippedValue("document_received", N_("Document received"), is_system=True),
            ShippedValue("feedback", N_("Feedback"), is_system=True),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "lead_status": (
        N_("Lead statuses"),
        (
            ShippedValue("new", N_("New"), "open", is_system=True),
            ShippedValue("in_processing", N_("In processing"), "open"),
            ShippedValue("converted", N_("Converted"), "converted", is_system=True),
            ShippedValue("junk", N_("Junk"), "junk", is_system=True),
        ),
    ),
    "junk_reason": (
        N_("Reasons why a lead is junk"),
        (
            ShippedValue("no_interest", N_("No interest")),
            ShippedValue("no_money", N_("Too expensive for them")),
            ShippedValue("not_reachable", N_("Cannot be reached")),
            ShippedValue("not_our_product", N_("Not our product")),
            ShippedValue("spam", N_("Advertising or spam")),
            ShippedValue("twice", N_("Known already")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "source": (
        N_("Sources"),
        (
            ShippedValue("call", N_("Call")),
            ShippedValue("email", N_("E-mail")),
            ShippedValue("site", N_("Web site")),
            ShippedValue("fair", N_("Fair")),
            ShippedValue("recommendation", N_("Recommendation")),
            ShippedValue("advertising", N_("Advertising")),
            ShippedValue("partner", N_("Partner")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "contact_type": (
        N_("Contact types"),
        (
            ShippedValue("client", N_("Client")),
            ShippedValue("supplier", N_("Supplier")),
            ShippedValue("partner", N_("Partner")),
            ShippedValue("press", N_("Press")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "company_type": (
        N_("Company types"),
        (
            ShippedValue("client", N_("Client")),
            ShippedValue("supplier", N_("Supplier")),
            ShippedValue("competitor", N_("Competitor")),
            ShippedValue("partner", N_("Partner")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "industry": (
        N_("Industries"),
        (
            ShippedValue("information_technology", N_("Information technology")),
            ShippedValue("manufacturing", N_("Manufacturing")),
            ShippedValue("trade", N_("Trade")),
            ShippedValue("services", N_("Services")),
            ShippedValue("construction", N_("Construction")),
            ShippedValue("transport", N_("Transport")),
            ShippedValue("finance", N_("Finance")),
            ShippedValue("education", N_("Education")),
            ShippedValue("health", N_("Health")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "lost_reason": (
        N_("Reasons why a deal is lost"),
        (
            ShippedValue("price", N_("Price")),
            ShippedValue("competitor", N_("Chose a competitor")),
            ShippedValue("no_need", N_("No need any more")),
            ShippedValue("no_budget", N_("No budget")),
            ShippedValue("no_answer", N_("Does not answer")),
            ShippedValue("terms", N_("Terms or delivery")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    "deal_type": (
        N_("Deal types"),
        (
            ShippedValue("sale", N_("Sale")),
            ShippedValue("service", N_("Service")),
            ShippedValue("subscription", N_("Subscription")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
    UNITS: (
        N_("Units of measure"),
        tuple(ShippedValue(unit.code, unit.label, unit.okei) for unit in SHIPPED_UNITS),
    ),
    TAX_RATES: (
        N_("Rates of tax"),
        tuple(ShippedValue(one.code, one.label, one.rate.meaning) for one in SHIPPED_RATES),
    ),
    PRICE_TYPES: (
        N_("Types of prices"),
        tuple(
            ShippedValue(code, label, is_system=code in SYSTEM_TYPES)
            for code, label in SHIPPED_TYPES.items()
        ),
    ),
    INVOICE_STATUSES: (
        N_("Invoice statuses"),
        (
            ShippedValue("draft", N_("Draft"), DRAFT, is_system=True),
            ShippedValue("issued", N_("Issued"), OPEN, is_system=True),
            ShippedValue("sent", N_("Sent to the client"), OPEN),
            ShippedValue("confirmed", N_("Confirmed"), OPEN),
            ShippedValue("paid", N_("Paid"), PAID, is_system=True),
            ShippedValue("cancelled", N_("Cancelled"), REJECTED, is_system=True),
        ),
    ),
    QUOTE_STATUSES: (
        N_("Quote statuses"),
        (
            ShippedValue("draft", N_("Draft"), DRAFT, is_system=True),
            ShippedValue("issued", N_("Issued"), OPEN, is_system=True),
            ShippedValue("sent", N_("Sent to the client"), OPEN),
            ShippedValue("accepted", N_("Accepted"), ACCEPTED, is_system=True),
            ShippedValue("declined", N_("Declined"), REJECTED, is_system=True),
        ),
    ),
    PAYMENT_METHODS: (
        N_("Payment methods"),
        (
            ShippedValue("transfer", N_("Bank transfer")),
            ShippedValue("card", N_("Card")),
            ShippedValue("cash", N_("Cash")),
            ShippedValue("online", N_("Online payment")),
            ShippedValue("other", N_("Other"), is_system=True),
        ),
    ),
}
"""Shipped dictionaries by code: a label and the values in order (FEATURES DICT-01)."""


def shipped_id(*path: str) -> UUID:
    """Return the key of what is shipped under these codes, such as `("outcome", "reached")`."""
    return uuid5(_NAMESPACE, "/".join(path))
