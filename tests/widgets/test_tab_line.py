"""Tabs in a line: which is active, what fits, and clicks."""

from __future__ import annotations

import pytest
from textual import on
from textual.app import App, ComposeResult

from widgets.tab_line import Tab, TabLine

TABS = [Tab("a", "Contacts"), Tab("b", "Компании"), Tab("c", "Leads"), Tab("d", "Activities")]


class Host(App[None]):
    def __init__(self, active: str = "b", right: str = "20 records") -> None:
        super().__init__()
        self.line = TabLine(TABS, active, right)
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    @on(TabLine.Chosen)
    def choose(self, event: TabLine.Chosen) -> None:
        self.chosen.append(event.name)

    def text(self) -> str:
        return self.line.render_line(0).text


@pytest.mark.parametrize("width", [12, 20, 24, 33, 45, 60])
async def test_the_active_tab_is_always_there(width: int) -> None:
    for active in "abcd":
        app = Host(active)
        async with app.run_test(size=(width, 3)):
            title = next(tab.title for tab in TABS if tab.name == active)
            assert f"[{title}]" in app.text()
            assert len(app.text()) == width


async def test_the_text_at_the_right_goes_first() -> None:
    app = Host()
    async with app.run_test(size=(60, 3)) as pilot:
        assert app.text() == " Contacts [Компании] Leads  Activities           20 records "
        app.line.show(TABS, "b", "a text that is too long for this line")
        await pilot.pause()
        assert app.text().rstrip() == " Contacts [Компании] Leads  Activities"


async def test_tabs_make_room_for_what_is_told_at_least() -> None:
    app = Host()
    async with app.run_test(size=(40, 3)) as pilot:
        for active, shown in (
            ("a", "[Contacts] Компании  Leads  1 000 000 "),
            ("d", " Компании  Leads [Activities] 1 000 000 "),
        ):
            app.line.show(TABS, active, "1 000 000 records", least="1 000 000")
            await pilot.pause()
            assert app.text().split() == shown.split()
            assert len(app.text()) == 40


async def test_a_click_chooses_a_tab() -> None:
    app = Host()
    async with app.run_test(size=(60, 3)) as pilot:
        for x in (0, 9, 10, 19, 20, 35, 45):
            await pilot.click(TabLine, offset=(x, 0))
        assert app.chosen == ["a", "a", "b", "b", "c", "d"]
