"""Which tabs the cards of records have."""

from __future__ import annotations

import pytest

from domain.card_tabs import ACTIVITIES, CARD_TABS, HISTORY, INVOICES, LEADS, CardTab, tabs_of
from domain.records.kinds import KINDS


@pytest.mark.row("LEAD-13", "B20")
def test_the_card_of_a_lead_can_never_have_a_tab_of_invoices() -> None:
    with pytest.raises(ValueError, match="lead"):
        CardTab(INVOICES, "Invoices", frozenset({"contact", "lead"}), "invoice")
    tab = CardTab(INVOICES, "Invoices", frozenset({"contact", "company", "deal"}), "invoice")
    with_invoices = {kind for kind in KINDS if tab in tabs_of(kind, (), [*CARD_TABS, tab])}
    assert with_invoices == {"contact", "company", "deal"}
    assert [t for t in tabs_of("lead", {LEADS, INVOICES}) if t.name == INVOICES] == []


@pytest.mark.row("LEAD-11", "B7")
@pytest.mark.parametrize("kind", ["contact", "company", "deal"])
def test_leads_have_a_tab_only_where_there_are_some(kind: str) -> None:
    assert LEADS not in {tab.name for tab in tabs_of(kind, ())}
    assert LEADS in {tab.name for tab in tabs_of(kind, {LEADS})}


@pytest.mark.row("HIST-05", "A9.1")
@pytest.mark.parametrize("kind", KINDS)
def test_every_card_has_a_history_and_those_of_clients_begin_with_activities(kind: str) -> None:
    names = [tab.name for tab in tabs_of(kind, ())]
    assert names[-1] == HISTORY
    assert (names[0] == ACTIVITIES) == (kind in ("contact", "company", "lead", "deal"))
