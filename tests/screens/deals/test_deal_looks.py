"""How deals look on cards, in dialogs and in the form: pictures that were looked at by people."""

from __future__ import annotations

import pytest

from screens.deals.move_dialog import MoveDialog
from screens.deals.stage_menu import StageMenu
from services.context import Context
from tests.screens.cards.cards import CardDesk
from tests.screens.cards.test_card_looks import Act, looks_right, show
from tests.screens.looks import LOOKED_AT, Compare


async def without_step(desk: CardDesk) -> None:
    """Show a deal with which nothing is planned."""
    await show(desk, "deal", "Стойка")


async def lost(desk: CardDesk) -> None:
    """Ask why a deal is lost."""
    await show(desk, "deal", "Office chairs")
    await desk.press("apostrophe", "6")
    await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
    await desk.until_shown("1 Price")


async def menu(desk: CardDesk) -> None:
    """Choose a stage."""
    await show(desk, "deal", "Office chairs")
    await desk.press("M")
    await desk.until(lambda: isinstance(desk.app.screen, StageMenu))


async def form(desk: CardDesk) -> None:
    """Change a deal in its form."""
    await show(desk, "deal", "Office chairs")
    await desk.open("e")


@pytest.mark.row("DEAL-12", "DEAL-13", "DEAL-06")
@pytest.mark.parametrize("act", [without_step, lost, menu, form])
@pytest.mark.parametrize("size", LOOKED_AT)
def test_deals(snap_compare: Compare, demo: Context, act: Act, size: str) -> None:
    assert looks_right(snap_compare, demo, size, act)
