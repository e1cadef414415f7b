"""How the board looks: pictures of the demo base that were looked at by people.

`pytest tests/screens/deals/test_board_looks.py --snapshot-update` takes them anew after a wanted
change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.deals.deals_area import DealsArea
from services.context import Context
from tests.screens.deals.boards import Boards
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[Boards], Awaitable[None]]


def looks_right(
    compare: Compare, context: Context, size: str, act: Act, settings: Settings | None = None
) -> bool:
    """Return whether area 2 looks as it did, after `act` has brought it where it should be."""

    async def in_area(desk: Boards) -> None:
        await desk.press("2")
        await desk.until(lambda: isinstance(desk.app.screen, DealsArea))
        await desk.until_counted()
        await act(desk)

    return same_picture(compare, context, SIZES[size], Boards, in_area, settings)


async def walked(desk: Boards) -> None:
    """Go to the second card of the third column, with one marked."""
    await desk.press("apostrophe", "3", "m")


async def as_list(desk: Boards) -> None:
    """Show the list."""
    await desk.press("right_square_bracket")
    await desk.until_shown("[List]", "General sale · 15 records")
    await desk.until_idle()


async def peeked(desk: Boards) -> None:
    """Show what is known of a deal beside the board."""
    await desk.press("space")
    await desk.until_shown("Next")
    await desk.until_idle()


async def adding(desk: Boards) -> None:
    """Type a new deal."""
    await desk.press("n")
    await desk.until_dialog()
    await desk.type("40 chairs 1 200 PLN")


async def stages(desk: Boards) -> None:
    """Choose a stage to go to."""
    await desk.press("l", "apostrophe")
    await desk.until_shown("75 %")


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("act", [walked, as_list, peeked, adding, stages])
def test_the_board_looks_right(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_the_board_looks_right_in_other_languages(
    snap_compare: Compare, demo: Context, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "wide", walked)


@pytest.mark.parametrize("theme", ["light", "terminal"])
def test_the_board_looks_right_in_other_themes(
    snap_compare: Compare, demo: Context, theme: str
) -> None:
    assert looks_right(snap_compare, demo, "wide", walked, Settings(theme=theme))
