"""How the pages of the settings look: pictures of the demo base that were looked at by people."""

from __future__ import annotations

from datetime import date

import pytest

from screens.settings.currencies import CurrenciesScreen
from screens.settings.groups_screen import GroupsScreen
from screens.settings.pipelines import PipelinesScreen
from screens.settings.settings_area import SettingsArea
from screens.tick_dialog import TickDialog
from services.context import Context
from services.currencies.rates import add_rate
from tests.screens.desk import Desk
from tests.screens.looks import LOOKED_AT, SIZES, SMALL, WIDE, Compare
from tests.screens.test_looks import Act, looks_right
from widgets.facts import FactsPane


async def page(desk: Desk, name: str, screen: type[GroupsScreen[object, object]]) -> None:
    """Open a page of the settings, and go to the members of its first group."""
    await desk.press("0")
    await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))
    await desk.until_idle()
    desk.app.screen.query_one("#settings").move_to(name)  # type: ignore[attr-defined]
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, screen))
    await desk.until_idle()
    await desk.press("enter")
    await desk.until_idle()


async def pipelines(desk: Desk) -> None:
    """Show the stages of the first pipeline, the cursor on the third."""
    await page(desk, "pipelines", PipelinesScreen)  # type: ignore[arg-type]
    await desk.press("j", "j")
    facts = desk.app.screen.query_one(FactsPane)
    await desk.until(lambda: "Funnel" in str(facts.blocks) and "Offer" in facts.blocks[0].title)


async def stage(desk: Desk) -> None:
    """Change what a stage asks for."""
    await pipelines(desk)
    await desk.open("e")


async def ticks(desk: Desk) -> None:
    """Tick the fields that a deal needs at a stage."""
    await pipelines(desk)
    await desk.press("f")
    await desk.until(lambda: isinstance(desk.app.screen, TickDialog))
    await desk.press("j", "space")


async def currencies(desk: Desk) -> None:
    """Show the rates of a currency, and one of which there is none."""
    await page(desk, "currencies", CurrenciesScreen)  # type: ignore[arg-type]
    await desk.press("h", "j", "j", "enter")
    facts = desk.app.screen.query_one(FactsPane)
    await desk.until(lambda: "Today" in str(facts.blocks))


def with_rates(context: Context) -> Context:
    """Return the context once złoty have rates of two days; roubles have none."""
    for day, value in ((2, "0,2341"), (20, "0,2352")):
        add_rate(context, "PLN", value, day=date(2026, 11, day))
    return context


@pytest.mark.row("IMPL-06", "DEAL-02")
@pytest.mark.parametrize("act", [pipelines, stage, ticks])
def test_pipelines(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, with_rates(demo), WIDE, act)


@pytest.mark.parametrize("act", [pipelines, stage])
def test_pipelines_on_a_small_screen(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, with_rates(demo), SMALL, act)


@pytest.mark.row("CUR-01", "CUR-04")
@pytest.mark.parametrize("size", LOOKED_AT)
def test_currencies(snap_compare: Compare, demo: Context, size: str) -> None:
    assert looks_right(snap_compare, with_rates(demo), SIZES[size], currencies)
