"""The way down to a section on one line, however long it is and however narrow the line."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from widgets.tree.crumb_line import CrumbLine


class Host(App[None]):
    """Shows the line alone, and keeps what was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield CrumbLine(id="way")

    def on_crumb_line_chosen(self, event: CrumbLine.Chosen) -> None:
        self.chosen.append(event.index)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, f"{' Catalog › Furniture › Office › Chairs · all'.ljust(68)}212 records"),
        (54, f"{' Catalog › … › Office › Chairs · all'.ljust(42)}212 records"),
        (44, f"{' Catalog › … › Chairs · all'.ljust(32)}212 records"),
        (24, " … › Chairs · all"),
        (10, " Chairs"),
        (5, " Cha…"),
    ],
)
async def test_the_middle_of_a_long_way_is_left_out(width: int, shown: str) -> None:
    app = Host()
    async with app.run_test(size=(width, 3)) as pilot:
        line = app.query_one(CrumbLine)
        line.show(["Catalog", "Furniture", "Office", "Chairs"], "all", "212 records")
        await pilot.pause()
        text = line.render_line(0).text
        assert cell_len(text) == width
        assert text.rstrip() == shown.rstrip()


async def test_a_click_tells_which_title_it_is_on() -> None:
    app = Host()
    async with app.run_test(size=(60, 3)) as pilot:
        app.query_one(CrumbLine).show(["Catalog", "Furniture", "Chairs"], "all", "")
        await pilot.pause()
        text = app.query_one(CrumbLine).render_line(0).text
        for title in ("Chairs", "›", "Catalog"):
            await pilot.click("#way", offset=(text.index(title), 0))
        assert app.chosen == [2, 0]
