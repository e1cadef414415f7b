"""What paints itself line by line fills its place, and is painted anew only where it changed."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip

from widgets.lists.lean_strip import LeanStrip
from widgets.lists.line_view import LineView


class Grower(LineView):
    """Lines that say something else, and stand higher, once they are unfolded."""

    DEFAULT_CSS = "Grower { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self.word = "folded"
        self.frames: list[tuple[int, int]] = []

    def paint_line(self, y: int, width: int) -> Strip:
        return Strip([Segment(f"{self.word} {y}".ljust(width))], width)

    def unfold(self) -> None:
        self.word = "open"
        self.styles.height = 6
        self.refresh_changed()

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        self.frames.append((crop.height, len(strips)))
        return strips


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield Grower()


async def test_what_changes_and_grows_at_once_is_painted_to_its_last_line() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        grower = app.query_one(Grower)
        await pilot.pause()
        grower.frames.clear()
        grower.unfold()
        await pilot.pause()
        assert grower.size.height == 6
        assert grower.frames
        assert all(wanted == painted for wanted, painted in grower.frames), grower.frames


class Lines(LineView):
    texts = ("one", "two")
    painted_lines = 0

    def paint_line(self, y: int, width: int) -> Strip:
        self.painted_lines += 1
        text = self.texts[y] if y < len(self.texts) else ""
        return LeanStrip([Segment(text.ljust(width))], width)


class Beside(App[None]):
    CSS = "Lines { width: 1fr; height: 4; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Lines(id="left")
            yield Lines(id="right")


def _text(lines: Lines, width: int) -> str:
    return lines.render_lines(Region(0, 0, width, 1))[0].text.strip()


async def test_lines_are_not_painted_again_when_those_beside_them_change() -> None:
    app = Beside()
    async with app.run_test(size=(40, 4)) as pilot:
        left, right = app.query_one("#left", Lines), app.query_one("#right", Lines)
        await pilot.pause()
        painted = right.painted_lines
        left.texts = ("three", "two")
        left.refresh_changed()
        await pilot.pause()
        assert _text(left, 20) == "three"
        assert right.painted_lines == painted


async def test_lines_are_painted_again_when_all_of_them_are_wanted() -> None:
    app = Beside()
    async with app.run_test(size=(40, 4)) as pilot:
        right = app.query_one("#right", Lines)
        right.texts = ("three", "two")
        right.refresh()
        await pilot.pause()
        assert _text(right, 20) == "three"
        await pilot.resize_terminal(30, 4)
        await pilot.pause()
        assert right.render_lines(Region(0, 0, 15, 1))[0].cell_length == 15


async def test_of_the_scrollbar_only_the_cells_that_change_are_painted_again() -> None:
    class Long(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

    async with (app := Long()).run_test(size=(20, 10)) as pilot:
        lines = app.query_one(Lines)
        lines.set_place(100, 0)
        lines.refresh_changed()
        await pilot.pause()
        bar = lines.vertical_scrollbar
        assert bar.size.height == 10
        bar.refresh()
        lines.refresh_changed()
        assert bar._repaint_regions == set()
        lines.set_place(100, 5)
        lines.refresh_changed()
        assert bar._repaint_regions == {Region(0, 0, 1, 1), Region(0, 1, 1, 1)}
