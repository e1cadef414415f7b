"""How the picker of products looks: pictures that were looked at by people.

`pytest tests/screens/catalog/test_picker_looks.py --snapshot-update` takes them anew after a wanted
change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from picker_desk import PickerDesk

from crm_tui.translations import load
from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.catalog.shown_offers import PEEK_SECONDS
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

Act = Callable[[PickerDesk], Awaitable[None]]


def looks_right(compare: Compare, context: Context, size: str, act: Act) -> bool:
    """Return whether the picker looks as it did, opened for a deal in euros of the demo base."""
    key = add_record(context, "deal", {"title": "Office for forty", "currency": "EUR"})

    async def in_picker(desk: PickerDesk) -> None:
        open_card(desk.app, Reference("deal", key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        await desk.press("I")
        await desk.until_editor()
        await desk.open_picker("f3")
        await act(desk)
        await desk.until(desk.facts)
        await desk.until_idle()

    picture = 2 * PEEK_SECONDS
    return same_picture(compare, context, SIZES[size], PickerDesk, in_picker, pause=picture)


async def nothing(desk: PickerDesk) -> None:
    """Type nothing: what was sold of late and most is offered."""


async def taken(desk: PickerDesk) -> None:
    """Take two products, and type how many of a third."""
    await desk.look_for("3 desk")
    await desk.press("+")
    await desk.until_found()
    await desk.look_for("chair")
    await desk.press("tab", *"40", "space", *"12")


async def narrowed(desk: PickerDesk) -> None:
    """Enter a section that a text has led to."""
    await desk.look_for("chairs")
    await desk.press("pageup", "enter")
    await desk.until_found()


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("act", [nothing, taken, narrowed])
def test_the_picker_looks_right(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_the_picker_looks_right_in_other_languages(
    snap_compare: Compare, demo: Context, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "wide", taken)
