"""The pane of facts beside a list."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from widgets.facts import Block, FactsPane

CLIENT = Block(
    "Ivanov Pyotr [Sergeevich]",
    (
        ("Phone", "+7 916 123-45-67"),
        ("Next", "! call 2 d late"),
        ("", "wants 5 % if 50 pieces, asks for a drawing first"),
    ),
)
PAST = Block("Last", tuple((f"{day} Nov", "call, first talk") for day in range(1, 30)))


class Host(App[None]):
    CSS = "Static { width: 3; } Horizontal { height: 12; } FactsPane { width: 1fr; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static()
            yield FactsPane()

    @property
    def pane(self) -> FactsPane:
        return self.query_one(FactsPane)

    def lines(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.size.height)]


async def test_facts_are_shown_as_they_are() -> None:
    async with (app := Host()).run_test(size=(36, 14)) as pilot:
        app.pane.show([CLIENT, Block("Last")])
        await pilot.pause()
        assert app.lines()[:7] == [
            "│ Ivanov Pyotr [Sergeevich]",
            "│ Phone +7 916 123-45-67",
            "│ Next  ! call 2 d late",
            "│ wants 5 % if 50 pieces, asks",
            "│ for a drawing first",
            "│",
            "│ Last",
        ]
        assert not app.pane.show_vertical_scrollbar


async def test_long_facts_scroll_and_new_ones_begin_at_the_top() -> None:
    async with (app := Host()).run_test(size=(36, 14)) as pilot:
        app.pane.show([CLIENT, PAST])
        await pilot.pause()
        assert app.pane.show_vertical_scrollbar
        app.pane.scroll_end(animate=False)
        await pilot.pause()
        assert app.lines()[-1].endswith("29 Nov call, first talk")
        app.pane.show([CLIENT])
        await pilot.pause()
        assert app.lines()[0] == "│ Ivanov Pyotr [Sergeevich]"


async def test_the_same_facts_repaint_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (app := Host()).run_test(size=(36, 14)) as pilot:
        app.pane.show([CLIENT])
        await pilot.pause()
        refreshed: list[object] = []
        monkeypatch.setattr(app.pane, "refresh", lambda *regions: refreshed.extend(regions))
        app.pane.show([CLIENT])
        assert refreshed == []
        app.pane.show([Block(CLIENT.title, (("Phone", "+7 916 123-45-68"), *CLIENT.lines[1:]))])
        assert len(refreshed) == 1


async def test_the_pane_takes_the_colours_of_a_new_theme() -> None:
    async with (app := Host()).run_test(size=(36, 14)) as pilot:
        app.pane.show([CLIENT])
        await pilot.pause()
        before = app.pane.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.pane.render_line(0)
        assert before.text == after.text
        assert before != after


@pytest.mark.parametrize("width", [9, 20, 36])
async def test_every_line_fills_the_pane(width: int) -> None:
    async with (app := Host()).run_test(size=(width, 14)) as pilot:
        app.pane.show([CLIENT, PAST])
        await pilot.pause()
        for y in range(12):
            assert cell_len(app.pane.render_line(y).text) == app.pane.line_width
