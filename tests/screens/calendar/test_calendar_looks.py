"""How the calendar looks: pictures of the demo base that were looked at by people.

`pytest tests/screens/calendar/test_calendar_looks.py --snapshot-update` takes them anew after a
wanted change.
"""

from __future__ import annotations

import pytest

from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.calendar.calendar_screen import CalendarScreen
from services.context import Context
from services.users import add_user
from tests.screens.desk import Desk, plan
from tests.screens.looks import LOOKED_AT, SIZES, Compare, same_picture

SCALES = {"month": "month", "week": "week", "day": "day"}


def looks_right(
    compare: Compare,
    context: Context,
    size: str,
    scale: str,
    *keys: str,
    theme: str = "",
) -> bool:
    """Return whether the calendar looks as it did in a scale, after some keys."""

    async def press(desk: Desk) -> None:
        await desk.press("right_square_bracket")
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
        screen = desk.app.screen
        assert isinstance(screen, CalendarScreen)
        screen.action_scale(scale)
        await desk.pilot.pause()
        await desk.press(*keys)
        await desk.until_idle()

    # What is beside the calendar is read once the cursor rests.
    settings = Settings(theme=theme)
    return same_picture(compare, context, SIZES[size], Desk, press, settings, pause=0.3)


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("scale", SCALES)
def test_the_calendar(demo: Context, snap_compare: Compare, size: str, scale: str) -> None:
    plan(demo, "the new hall", "2026-11-24 14:30", kind="meeting", planned_minutes=120)
    assert looks_right(snap_compare, demo, size, scale, "tab", "tab")


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_in_other_languages(demo: Context, snap_compare: Compare, language: str) -> None:
    load(language)
    assert looks_right(snap_compare, demo, "small", "week", "tab", "tab", "M", "right", "plus")


def test_beside_the_client(demo: Context, snap_compare: Compare) -> None:
    assert looks_right(snap_compare, demo, "wide", "week", "tab", "tab", "space")


def test_with_a_colleague(demo: Context, snap_compare: Compare) -> None:
    add_user(demo, "boris", "Борис Волков")
    plan(demo, "stock", "2026-11-23 15:00", kind="meeting", responsible="boris")
    keys = ("A", "m", "down", "m", "enter")
    assert looks_right(snap_compare, demo, "small", "day", *keys)


@pytest.mark.parametrize("theme", ["light", "terminal"])
def test_themes(demo: Context, snap_compare: Compare, theme: str) -> None:
    assert looks_right(snap_compare, demo, "wide", "week", "tab", theme=theme)
