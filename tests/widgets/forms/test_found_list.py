"""The lines of what was found under an input, and the input itself."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from widgets.forms.found_list import FoundItem, FoundList
from widgets.forms.lean_input import LeanInput

ITEMS = [
    FoundItem("Ivanov Petr", "ООО «Ромашка»", "Contact"),
    FoundItem("Ivanova Anna Sergeevna", "E-mails: a.ivanova@romashka.example", "Contact"),
    FoundItem("Undo the last thing you did", aside="u"),
]


class Host(App[None]):
    CSS = "FoundList { height: 4; } LeanInput { width: 12; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield LeanInput(placeholder="name")
        yield FoundList()
        yield Static("below", id="below")

    @property
    def found(self) -> FoundList:
        return self.query_one(FoundList)

    def on_found_list_chosen(self, event: FoundList.Chosen) -> None:
        assert event.control is self.found
        self.chosen.append(event.index)

    def lines(self) -> list[str]:
        return [self.found.render_line(y).text.rstrip() for y in range(self.found.size.height)]


async def test_an_item_is_a_line_with_its_end_at_the_right() -> None:
    async with (app := Host()).run_test(size=(72, 8)) as pilot:
        app.found.show(ITEMS)
        await pilot.pause()
        assert app.lines() == [
            "> Ivanov Petr                  ООО «Ромашка»                     Contact",
            "  Ivanova Anna Sergeevna       E-mails: a.ivanova@romashka.exa…  Contact",
            "  Undo the last thing you did                                          u",
            "",
        ]


@pytest.mark.parametrize("width", range(1, 60, 3))
async def test_every_line_has_the_width_of_the_list(width: int) -> None:
    async with (app := Host()).run_test(size=(width, 8)) as pilot:
        app.found.show(ITEMS)
        await pilot.pause()
        assert {app.found.render_line(y).cell_length for y in range(4)} == {width}


async def test_the_mark_goes_around_and_pages_stop_at_the_ends() -> None:
    async with (app := Host()).run_test(size=(60, 8)):
        many = [FoundItem(f"item {number}") for number in range(10)]
        app.found.show(many)
        seen = []
        for step in (1, 1, -1, -1, -1, 1, 3, 3, -8, 20):
            app.found.move(step)
            seen.append(app.found.index)
            assert any(line == f"> item {app.found.index}" for line in app.lines())
        assert seen == [1, 2, 1, 0, 9, 0, 3, 6, 0, 9]
        app.found.show(many[:2])
        assert app.lines() == ["> item 0", "  item 1", "", ""]


async def test_nothing_is_marked_among_guesses_until_one_goes_there() -> None:
    async with (app := Host()).run_test(size=(60, 8)):
        app.found.show(ITEMS, None)
        assert app.found.index is None
        assert not any(line.startswith(">") for line in app.lines())
        app.found.move(-1)
        assert app.found.index == 2
        app.found.show([], hint="Nothing is found.")
        app.found.move(1)
        assert app.found.index is None
        assert app.lines() == ["  Nothing is found.", "", "", ""]


async def test_a_click_takes_an_item_and_nothing_beside_them() -> None:
    async with (app := Host()).run_test(size=(60, 8)) as pilot:
        app.found.show(ITEMS)
        await pilot.click(FoundList, offset=(3, 1))
        await pilot.click(FoundList, offset=(3, 3))
        await pilot.pause()
        assert app.chosen == [1]


async def test_a_long_text_scrolls_with_the_cursor() -> None:
    async with (app := Host()).run_test(size=(60, 8)) as pilot:
        box = app.query_one(LeanInput)
        await pilot.press(*"abcdefghijklmnopqrst")
        await pilot.pause()
        assert box.render_line(0).text.rstrip() == "jklmnopqrst"
        await pilot.press("home")
        await pilot.pause()
        assert box.render_line(0).text.startswith("abcdefghijk")
        await pilot.press("end", *["backspace"] * 15)
        await pilot.pause()
        assert box.render_line(0).text.rstrip() == "abcde"


async def test_typing_lays_nothing_out_anew() -> None:
    async with (app := Host()).run_test(size=(60, 8)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        layouts: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, layouts.append)
        await pilot.press(*"abcdefghijklmnopqrst")
        await pilot.pause()
        assert layouts == []
