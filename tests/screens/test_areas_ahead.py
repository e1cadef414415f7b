"""Areas that were not shown yet are ready while nobody presses a key."""

from __future__ import annotations

import pytest
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from crm_tui import areas_ahead
from crm_tui.modes import MODES_BY_DIGIT
from services.context import Context
from tests.screens.deals.boards import deal
from tests.screens.desk import add_contact, at, at_desk, plan


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


@pytest.mark.parametrize("digit", ["1", "2", "3"])
async def test_a_cursor_key_puts_together_no_lines_but_those_of_the_list(
    context: Context, digit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    for name in ("Ames", "Bell"):
        add_contact(context, name)
        deal(context, name)
        plan(context, name)
    async with at_desk(context) as desk:
        await desk.press(digit)
        await desk.press("j", "k")
        await desk.until_idle()
        put_together: list[str] = []
        real = StylesCache.render_widget

        def render_widget(self: StylesCache, widget: Widget, crop: Region) -> list[Strip]:
            put_together.append(repr(widget))
            return real(self, widget, crop)

        monkeypatch.setattr(StylesCache, "render_widget", render_widget)
        await desk.press("j")
        await desk.pilot.pause()
        assert put_together == []
