"""The scrollbar beside facts and lists shows where one is, however the contents change."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from widgets.facts import Block, FactsPane


class Host(App[None]):
    CSS = "FactsPane { height: 12; }"

    def compose(self) -> ComposeResult:
        yield FactsPane()


def of_length(lines: int) -> list[Block]:
    """Return facts of so many lines."""
    return [Block("Facts", tuple(("", f"line {number}") for number in range(lines - 1)))]


def painted(bar: ScrollBar) -> list[str]:
    """Return the cells of the bar with their styles, as they are kept for the screen."""
    strips = bar.render_lines(Region(0, 0, 1, bar.size.height))
    return [repr(list(strip)) for strip in strips]


async def test_no_old_cell_of_the_thumb_is_left() -> None:
    async with (app := Host()).run_test(size=(40, 14)) as pilot:
        pane = app.query_one(FactsPane)
        for lines in (14, 20, 31, 16, 60, 5, 40, 13, 15):
            pane.show(of_length(lines))
            await pilot.pause()
            if lines > pane.page:
                seen = painted(pane.vertical_scrollbar)
                Widget.refresh(pane.vertical_scrollbar)  # all of it, though it may be unchanged
                assert seen == painted(pane.vertical_scrollbar), lines


async def test_the_scrollbar_hides_no_letter() -> None:
    word = "abcdefghijkl"  # three of them fill a line of the pane but for its scrollbar
    async with (app := Host()).run_test(size=(40, 14)) as pilot:
        pane = app.query_one(FactsPane)
        pane.show([Block("Facts", (("", " ".join([word] * 60)),))])
        await pilot.pause()
        await pilot.pause()
        assert pane.show_vertical_scrollbar
        shown = [pane.render_line(y).text.rstrip() for y in range(2, pane.size.height)]
        assert [line for line in shown if not line.endswith(word)] == []
