"""The format of names, set with a preview and seen everywhere at once (FEATURES CONT-08)."""

from __future__ import annotations

import pytest

from screens.settings.settings_area import SettingDialog
from services.context import Context
from services.settings import CLIENT_NAMES, set_setting
from tests.screens.desk import at, plan
from tests.screens.records.clients import add, among_clients
from widgets.lists.record_list import RecordList

pytestmark = pytest.mark.row("CONT-08")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_is_set_with_a_preview_and_seen_in_open_lists(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", first_name="Pyotr", middle_name="Sergeevich")
    plan(context, "ask about chairs", contacts=[str(key)])
    async with among_clients(context, size=size) as desk:
        assert desk.names() == ["Ivanov Pyotr Sergeevich"]
        await desk.press("0")
        await desk.until_shown("This machine")
        listed = desk.app.screen.query_one("#settings", RecordList)
        for _line in range(60):
            if listed.row is not None and listed.row.key == "name_format":
                break
            await desk.press("down")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, SettingDialog))
        await desk.until_shown("Such as: Ivanov Pyotr Sergeevich")
        await desk.put("value", "4")
        await desk.until_shown("Such as: Ivanov P. S.")
        await desk.put("value", "Name Sur")
        await desk.until_shown("Such as: Pyotr Ivanov")
        await desk.save()
        await desk.press("3")
        await desk.until(lambda: desk.names() == ["Pyotr Ivanov"])
        await desk.press("1")
        await desk.until_shown("ask about chairs", "Pyotr Ivanov")
        # The search of the palette, and the pickers of dialogs.
        await desk.press("ctrl+p")
        await desk.type("ivan")
        await desk.until_shown("Pyotr Ivanov")


async def test_what_a_colleague_sets_shows_in_an_open_list_and_card(
    context: Context, other: Context
) -> None:
    add(context, "contact", "Ivanov", first_name="Pyotr")
    async with among_clients(at(other)) as desk:
        await desk.until(lambda: desk.names() == ["Ivanov Pyotr"])
        await desk.press("enter")
        await desk.until_shown("contact · added by anna")
        set_setting(context, CLIENT_NAMES, "last_comma_first")
        await desk.until_shown("Ivanov, Pyotr")
        await desk.press("escape")
        await desk.until(lambda: desk.names() == ["Ivanov, Pyotr"])
