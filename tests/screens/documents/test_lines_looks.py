"""How the editor of lines looks: pictures that were looked at by people.

`pytest tests/screens/documents/test_lines_looks.py --snapshot-update` takes them anew after a
wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from lines_desk import CHAIR, DELIVERY, LinesDesk, deal_with

from crm_tui.settings import Settings
from crm_tui.translations import load
from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.context import Context
from tests.screens.desk import at
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[LinesDesk], Awaitable[None]]


def products(context: Context) -> UUID:
    """Add a deal with products of all kinds."""
    return deal_with(
        context,
        CHAIR | {"name": 'Chair "Nord" red', "discount": "5%", "tax": 20, "purchase_price": 9000},
        DELIVERY | {"purchase_price": 3000},
    )


def looks_right(
    compare: Compare, context: Context, size: str, act: Act, settings: Settings | None = None
) -> bool:
    """Return whether the editor looks as it did, after `act` has brought it where it should be."""
    key = products(at(context))

    async def in_editor(desk: LinesDesk) -> None:
        open_card(desk.app, Reference("deal", key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        await desk.press("I")
        await desk.until_editor()
        await act(desk)

    return same_picture(compare, at(context), SIZES[size], LinesDesk, in_editor, settings)


async def typed(desk: LinesDesk) -> None:
    """Type a comment, a sub-total, another price, and a discount that is not finished."""
    await desk.press("ctrl+end", *"# to the 3rd floor", "enter", *"= Furniture", "enter")
    await desk.press("ctrl+home", *["right"] * 3, *"-10%", "enter", "down", *"-500")


async def refused(desk: LinesDesk) -> None:
    """Type what cannot be read."""
    await desk.press("right", *"=2*/3", "enter")


async def totals(desk: LinesDesk) -> None:
    """Go to the totals and type what it is to make."""
    await desk.press("f6", *"250000")


async def explained(desk: LinesDesk) -> None:
    """Have the tax explained."""
    await desk.press("end", "f4")


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("act", [typed, refused, totals, explained])
def test_the_editor_looks_right(
    snap_compare: Compare, context: Context, size: str, act: Act
) -> None:
    assert looks_right(snap_compare, context, size, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_the_editor_looks_right_in_other_languages(
    snap_compare: Compare, context: Context, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, context, "wide", typed)


@pytest.mark.parametrize("theme", ["light", "terminal"])
def test_the_editor_looks_right_in_other_themes(
    snap_compare: Compare, context: Context, theme: str
) -> None:
    assert looks_right(snap_compare, context, "wide", typed, Settings(theme=theme))
