"""Areas that were not shown yet are ready while nobody presses a key."""

from __future__ import annotations

import pytest
from desk import at, at_desk

from crm_tui import areas_ahead
from crm_tui.modes import MODES_BY_DIGIT
from services.context import Context


async def test_areas_are_laid_out_beside_what_is_shown(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas_ahead, "REST_SECONDS", 0.01)
    async with at_desk(at(context)) as desk:
        app = desk.app
        await desk.until(lambda: set(app._screen_stacks) >= set(MODES_BY_DIGIT.values()))
        await desk.until(lambda: app.is_screen_installed("calendar"))
        await desk.until(lambda: app.is_screen_installed("card 0"))
        assert app.screen is desk.area
        for digit, mode in MODES_BY_DIGIT.items():
            (ready,) = app._screen_stacks[mode]
            await desk.press(digit)
            await desk.until(lambda ready=ready: app.screen is ready)
