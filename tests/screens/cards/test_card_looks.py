"""How cards look: pictures of the demo base that were looked at by people.

`pytest tests/screens/cards/test_card_looks.py --snapshot-update` takes them anew after a wanted
change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.translations import load
from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.context import Context
from services.records.use_cases import list_records
from tests.screens.cards.cards import CardDesk
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[CardDesk], Awaitable[None]]


async def show(desk: CardDesk, kind: str, title: str) -> None:
    """Open the card of a record of the demo base."""
    views = list_records(desk.app.context, kind, [])
    key = next(view.id for view in views if view.title.startswith(title))
    open_card(desk.app, Reference(kind, key, title))
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()


async def contact(desk: CardDesk) -> None:
    """Show a contact."""
    await show(desk, "contact", "Bennett")


async def company(desk: CardDesk) -> None:
    """Show the people of a company."""
    await show(desk, "company", "Bałtyk")
    await desk.show_tab("Contacts")


async def deal(desk: CardDesk) -> None:
    """Show a deal."""
    await show(desk, "deal", "Office chairs")


async def fields(desk: CardDesk) -> None:
    """Show the fields of a contact where they have a tab."""
    await contact(desk)
    await desk.press("right_square_bracket")
    await desk.until(lambda: desk.app.focused is desk.card.about_list)


async def editor(desk: CardDesk) -> None:
    """Change a choice in its place."""
    await contact(desk)
    await desk.go_to_field("Type")
    await desk.open("enter")
    await desk.until_shown("1 Client")


async def index(desk: CardDesk) -> None:
    """Open the index."""
    await contact(desk)
    await desk.press("apostrophe")
    await desk.until(lambda: not isinstance(desk.app.screen, RecordCard))


def looks_right(compare: Compare, context: Context, size: str, act: Act) -> bool:
    """Return whether a card looks as it did, after `act` has brought it where it should be."""

    async def come_to_rest(desk: CardDesk) -> None:
        await act(desk)
        await desk.until_idle()

    return same_picture(compare, context, SIZES[size], CardDesk, come_to_rest)


@pytest.mark.row("CONT-04", "DOC-06", "DOC-07", "DOC-17", "DOC-19")
@pytest.mark.parametrize("act", [contact, company, deal])
@pytest.mark.parametrize("size", LOOKED_AT)
def test_cards(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.row("DOC-08", "DOC-10")
@pytest.mark.parametrize(("act", "size"), [(editor, "wide"), (fields, "small"), (index, "phone")])
def test_in_a_card(snap_compare: Compare, demo: Context, act: Act, size: str) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_a_card_in_other_languages(snap_compare: Compare, demo: Context, language: str) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "small", contact)
