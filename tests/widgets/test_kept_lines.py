"""Lines that are kept are painted again whenever they look different, and only then."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Input

from widgets.bars import OneLine
from widgets.kept_lines import Ground


class Line(OneLine):
    text = "one"
    painted = 0

    def segments(self, width: int) -> list[Segment]:
        self.painted += 1
        return [Segment(self.text, self.rich_style)]


class Host(App[None]):
    CSS = "Ground { height: 3; background: $panel; } Line { color: $foreground; }"

    def compose(self) -> ComposeResult:
        with Ground():
            yield Line()
        yield Input()


async def test_a_line_is_painted_again_when_it_changes_and_only_then() -> None:
    app = Host()
    async with app.run_test(size=(30, 8)) as pilot:
        line = app.query_one(Line)
        painted = line.painted
        await pilot.press("a", "b", "c")
        assert line.painted == painted
        line.text = "two"
        line.refresh()
        await pilot.pause()
        assert line.render_lines(Region(0, 0, 30, 1))[0].text.strip() == "two"
        await pilot.resize_terminal(20, 8)
        await pilot.pause()
        assert line.render_lines(Region(0, 0, 20, 1))[0].cell_length == 20


async def test_another_theme_changes_the_background() -> None:
    app = Host()
    async with app.run_test(size=(30, 8)) as pilot:
        ground = app.query_one(Ground)
        looks = []
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            looks.append(next(iter(ground.render_lines(Region(0, 2, 30, 1))[0])).style)
        assert looks[0] != looks[1]
