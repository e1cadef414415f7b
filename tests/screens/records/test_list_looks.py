"""How the lists look: pictures of the demo base that were looked at by people.

`pytest tests/screens/records/test_list_looks.py --snapshot-update` takes them anew after a wanted
change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.records.records_area import RecordsArea
from services.context import Context
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture
from tests.screens.records.clients import Clients

Act = Callable[[Clients], Awaitable[None]]


def looks_right(
    compare: Compare, context: Context, size: str, act: Act, settings: Settings | None = None
) -> bool:
    """Return whether area 3 looks as it did, after `act` has brought it where it should be."""

    async def in_area(desk: Clients) -> None:
        await desk.press("3")
        await desk.until(lambda: isinstance(desk.app.screen, RecordsArea))
        await desk.until_idle()
        await act(desk)

    return same_picture(compare, context, SIZES[size], Clients, in_area, settings)


async def contacts(desk: Clients) -> None:
    """Go to the second contact."""
    await desk.press("j")


async def companies(desk: Clients) -> None:
    """Show the companies, two of them marked."""
    await desk.show("company")
    await desk.press("m", "m")


async def leads(desk: Clients) -> None:
    """Show the leads, of which there are none."""
    await desk.show("lead")


async def activities(desk: Clients) -> None:
    """Show the activities that are late."""
    await desk.show("activity")
    await desk.press("j")


async def peek(desk: Clients) -> None:
    """Show the record beside the list."""
    await desk.press("j", "j", "space")
    await desk.until(lambda: "@" in desk.text())
    await desk.until_idle()


async def filtering(desk: Clients) -> None:
    """Type a filter, and be offered what may come next."""
    await desk.press("slash")
    await desk.type("mine com")
    await desk.until_shown("Tab")


async def filtered_wrongly(desk: Clients) -> None:
    """Type a filter that cannot be read."""
    await desk.press("slash")
    await desk.type("mine sity:omsk")
    await desk.until(lambda: "^^^^" in desk.text())


async def menu(desk: Clients) -> None:
    """Open the menu of a row."""
    await desk.press("j", "full_stop")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)


async def views(desk: Clients) -> None:
    """Open the views."""
    await desk.press("apostrophe")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)


async def arrange(desk: Clients) -> None:
    """Open the columns and the order, and choose others."""
    await desk.press("s")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)
    await desk.press("j", "j", "space", "j", "s")


async def bulk(desk: Clients) -> None:
    """Begin to change what is marked."""
    await desk.press("m", "m")
    await desk.open("E")


async def delete(desk: Clients) -> None:
    """Be asked before many are deleted."""
    await desk.press("m", "m", "delete")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)


async def edit(desk: Clients) -> None:
    """Open the form of a contact."""
    await desk.press("j")
    await desk.open("e")


@pytest.mark.row("VIEW-01", "VIEW-02", "ACT-09", "ACT-11", "COMP-06")
@pytest.mark.parametrize("act", [contacts, companies, activities])
@pytest.mark.parametrize("size", LOOKED_AT)
def test_lists(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize(("act", "language"), [(contacts, "ru"), (activities, "pl"), (leads, "ru")])
def test_lists_in_other_languages(
    snap_compare: Compare, demo: Context, act: Act, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "small", act)


@pytest.mark.parametrize("act", [peek, filtering, menu, edit])
@pytest.mark.parametrize("size", LOOKED_AT)
def test_around_a_list(snap_compare: Compare, demo: Context, size: str, act: Act) -> None:
    assert looks_right(snap_compare, demo, size, act)


@pytest.mark.parametrize("act", [filtered_wrongly, views, arrange, bulk, delete])
def test_dialogs_of_lists(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, demo, "small", act)


@pytest.mark.parametrize("act", [views, arrange, bulk])
def test_dialogs_of_lists_in_russian(snap_compare: Compare, demo: Context, act: Act) -> None:
    load("ru")
    assert looks_right(snap_compare, demo, "small", act)
