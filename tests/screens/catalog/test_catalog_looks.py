"""How the catalog looks: pictures of the demo base that were looked at by people.

`pytest tests/screens/catalog/test_catalog_looks.py --snapshot-update` takes them anew after a
wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.cards.record_card import RecordCard
from screens.catalog.catalog_area import CatalogArea
from screens.catalog.properties_dialog import PropertiesDialog
from screens.catalog.section_finder import SectionFinder
from services.context import Context
from tests.screens.catalog.shelves import Shelves
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[Shelves], Awaitable[None]]


def looks_right(
    compare: Compare, context: Context, size: str, act: Act, settings: Settings | None = None
) -> bool:
    """Return whether area 4 looks as it did, after `act` has brought it where it should be."""

    async def in_area(desk: Shelves) -> None:
        await desk.press("4")
        await desk.until(lambda: isinstance(desk.app.screen, CatalogArea))
        await desk.until_counted()
        await act(desk)
        await desk.until_idle()
        await desk.until(lambda: desk.area.state.figures is not None)

    return same_picture(compare, context, SIZES[size], Shelves, in_area, settings)


async def unfolded(desk: Shelves) -> None:
    """Unfold two levels and stay in the tree."""
    await desk.press("h", "j", "l", "j", "l", "j")
    await desk.until(lambda: len(desk.products()) < 6)
    await desk.until_idle()
    await desk.until(lambda: desk.counts()[3] != "")


async def peeked(desk: Shelves) -> None:
    """Show what is known of a product, with another one marked."""
    await desk.press("j", "j", "m", "space")
    await desk.until_shown("Furniture /")


async def finding(desk: Shelves) -> None:
    """Look for a section."""
    await desk.press("h", "slash")
    await desk.until(lambda: isinstance(desk.app.screen, SectionFinder))
    await desk.type("s")
    await desk.until_shown("Storage")


async def properties(desk: Shelves) -> None:
    """Choose the properties of the products of a section."""
    await desk.press("h", "j", "A")
    await desk.until(lambda: isinstance(desk.app.screen, PropertiesDialog))


async def card(desk: Shelves) -> None:
    """Open the card of a product."""
    await desk.press("j", "j", "enter")
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("act", [unfolded, peeked, finding, properties, card])
def test_the_catalog_looks_right(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_the_catalog_looks_right_in_other_languages(
    snap_compare: Compare, demo: Context, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "wide", unfolded)


@pytest.mark.parametrize("theme", ["light", "terminal"])
def test_the_catalog_looks_right_in_other_themes(
    snap_compare: Compare, demo: Context, theme: str
) -> None:
    assert looks_right(snap_compare, demo, "wide", unfolded, Settings(theme=theme))
