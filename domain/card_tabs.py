"""The tabs of a card: which kinds of records have which (FEATURES LEAD-11, LEAD-13, COMP-02)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from domain.i18n import N_, _
from domain.records.kinds import KINDS

ACTIVITIES: Final = "activities"
TASKS: Final = "tasks"
ABOUT: Final = "about"
FILES: Final = "files"
HISTORY: Final = "history"
LEADS: Final = "leads"
CREDITS: Final = "credits"
INVOICES: Final = "invoices"
QUOTES: Final = "quotes"

_NEVER_ON: Final = {name: frozenset({"lead"}) for name in (INVOICES, QUOTES)}
"""Kinds that can never have a tab: a lead is nobody yet to whom one could send an invoice."""


@dataclass(frozen=True, slots=True)
class CardTab:
    """A tab of the cards of `kinds`.

    `label` is a message id. `shows` is the kind of the linked records that it lists, "" where it
    shows something else. A tab that `needs_records` is there only where it has some. Raises
    ValueError for kinds that can never have it.
    """

    name: str
    label: str
    kinds: frozenset[str]
    shows: str = ""
    needs_records: bool = False

    def __post_init__(self) -> None:
        if wrong := self.kinds & _NEVER_ON.get(self.name, frozenset()):
            raise ValueError(f"no tab {self.name} on the card of a {', '.join(sorted(wrong))}")

    @property
    def title(self) -> str:
        """How it is called in the interface language."""
        return _(self.label)


CARD_TABS: Final = (
    CardTab(ACTIVITIES, N_("Activities"), frozenset({"contact", "company", "lead", "deal"})),
    CardTab(
        TASKS, N_("Tasks"), frozenset({"contact", "company", "lead", "deal"}), "activity", True
    ),
    CardTab(ABOUT, N_("About"), frozenset(KINDS)),
    CardTab("products", N_("Products"), frozenset({"section"}), "product"),
    CardTab("sections", N_("Sections"), frozenset({"section"}), "section"),
    CardTab("deals", N_("Deals"), frozenset({"contact", "company", "product"}), "deal"),
    CardTab(INVOICES, N_("Invoices"), frozenset({"contact", "company", "deal"}), "invoice"),
    CardTab(QUOTES, N_("Quotes"), frozenset({"contact", "company", "deal"}), "quote"),
    CardTab(CREDITS, N_("Credit notes"), frozenset({"invoice"}), "invoice", True),
    CardTab("quote_invoices", N_("Invoices"), frozenset({"quote"}), "invoice", True),
    CardTab("product_invoices", N_("Invoices"), frozenset({"product"}), "invoice", True),
    CardTab("contacts", N_("Contacts"), frozenset({"company", "deal"}), "contact"),
    CardTab("companies", N_("Companies"), frozenset({"contact"}), "company"),
    CardTab(LEADS, N_("Leads"), frozenset({"contact", "company", "deal", "product"}), "lead", True),
    CardTab(FILES, N_("Files"), frozenset(KINDS)),
    CardTab(HISTORY, N_("History"), frozenset(KINDS)),
)
"""Every tab, in the order in which cards show them."""


def tabs_of(
    kind: str, with_records: Collection[str], tabs: Iterable[CardTab] = CARD_TABS
) -> list[CardTab]:
    """Return the tabs of the card of a record, `with_records` naming those that have records."""
    return [
        tab
        for tab in tabs
        if kind in tab.kinds and (not tab.needs_records or tab.name in with_records)
    ]
