"""What paints itself line by line fills all of its place in each frame."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

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
