"""What a card reads of its record: where it came from, whom it is linked with, and how many."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.card_tabs import CARD_TABS, FILES, tabs_of
from domain.records.references import Reference, references_in
from services.cards.card import read_card
from services.cards.related import count_tabs, links_for, related_records, tabs_of_card
from services.context import Context
from services.records.use_cases import add_record, delete_record
from tests.screens.desk import add_contact


def card_of(context: Context, kind: str, key: UUID) -> Reference:
    """Return what names a record."""
    return Reference(kind, key, "")


@pytest.mark.row("DOC-07")
def test_the_block_of_a_company_is_its_main_contact(context: Context) -> None:
    vega = add_record(context, "company", {"title": "Vega"})
    nova = add_record(context, "company", {"title": "Nova"})
    add_contact(context, "Second", companies=[str(nova), str(vega)])
    main = add_contact(context, "Main", companies=[str(vega)])
    card = read_card(context, card_of(context, "company", vega))
    assert card is not None
    assert [view.title for view in card.linked] == ["Main"]
    delete_record(context, "contact", main)
    card = read_card(context, card_of(context, "company", vega))
    assert card is not None
    assert [view.title for view in card.linked] == ["Second"]


def test_there_is_no_card_of_what_never_was(context: Context) -> None:
    assert read_card(context, card_of(context, "contact", UUID(int=1))) is None


@pytest.mark.row("COMP-02")
def test_tabs_count_only_what_is_not_in_the_bin(context: Context) -> None:
    vega = add_record(context, "company", {"title": "Vega"})
    keys = [add_contact(context, name, companies=[str(vega)]) for name in ("A", "B", "C")]
    delete_record(context, "contact", keys[0])
    record = card_of(context, "company", vega)
    card = read_card(context, record)
    assert card is not None
    tabs = tabs_of_card(context, card)
    assert count_tabs(context, record, tabs) == {
        "deals": 0,
        "invoices": 0,
        "quotes": 0,
        "contacts": 2,
        FILES: 0,
    }
    contacts = next(tab for tab in tabs if tab.name == "contacts")
    pages = related_records(context, record, contacts)
    assert [row.title for row in pages.after(None, 9)] == ["B", "C"]


@pytest.mark.parametrize("tab", [tab for tab in CARD_TABS if tab.shows], ids=lambda tab: tab.name)
def test_every_tab_can_be_read_on_every_card_that_has_it(context: Context, tab: object) -> None:
    for kind in ("contact", "company", "lead", "deal", "activity"):
        for one in tabs_of(kind, {tab.name for tab in CARD_TABS}):
            if one is tab:
                record = card_of(context, kind, UUID(int=1))
                assert related_records(context, record, one).after(None, 9) == []


@pytest.mark.row("CONT-10")
def test_what_is_begun_from_a_record_is_linked_with_it(context: Context) -> None:
    vega = add_record(context, "company", {"title": "Vega"})
    ivanov = add_contact(context, "Ivanov", companies=[str(vega)])
    deal = add_record(
        context, "deal", {"title": "Chairs", "company": str(vega), "contacts": [str(ivanov)]}
    )

    def links(kind: str, of: str, key: UUID) -> dict[str, list[UUID]]:
        values = links_for(context, card_of(context, of, key), kind)
        return {name: [one.id for one in references_in(v)] for name, v in values.items()}

    assert links("deal", "contact", ivanov) == {"contacts": [ivanov], "company": [vega]}
    assert links("deal", "company", vega) == {"company": [vega]}
    assert links("deal", "deal", deal) == {"contacts": [ivanov], "company": [vega]}
    assert links("contact", "company", vega) == {"companies": [vega]}
    assert links("contact", "deal", deal) == {"companies": [vega]}
    delete_record(context, "company", vega)
    assert links("deal", "contact", ivanov)["company"] == []
