"""How area 5, the card and the editor of an invoice, and its preview look.

`pytest tests/screens/invoices/test_paper_looks.py --snapshot-update` takes the pictures anew after
a wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from paper import PaperDesk

from screens.cards.record_card import RecordCard
from services.context import Context
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[PaperDesk], Awaitable[None]]


async def the_list(desk: PaperDesk) -> None:
    """Show the invoices that wait for money."""
    await desk.go("5")


async def the_card(desk: PaperDesk) -> None:
    """Show the card of the first of them."""
    await desk.go("5")
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()


async def the_editor(desk: PaperDesk) -> None:
    """Show the editor of the first of them."""
    await desk.go("5")
    await desk.press("I")
    await desk.until_editor()


async def the_preview(desk: PaperDesk) -> None:
    """Show what is printed of the first of them."""
    await desk.go("5")
    await desk.press("f9")
    await desk.until_preview()


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("act", [the_list, the_card, the_editor, the_preview])
def test_invoices_look_right(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert same_picture(snap_compare, demo, SIZES[size], PaperDesk, act)
