"""A grid and a calculator beside it, which show the same calculation."""

from __future__ import annotations

from grid_host import chairs
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region

from domain.calculation.editing import Editing, Place
from domain.calculation.lines import Calculation, Cell
from domain.calculation.solving import into_lines
from widgets.grid.calculation_view import CalculationView
from widgets.grid.calculator import Calculator
from widgets.grid.line_grid import LineGrid


class Host(App[None]):
    CSS = "LineGrid { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        editing = Editing(Calculation("RUB", tuple(chairs(3))))
        self.grid, self.calculator = LineGrid(editing), Calculator(editing, into_lines)
        self.grid.beside, self.calculator.beside = self.calculator, self.grid

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.grid
            yield self.calculator


def _ready(view: CalculationView) -> str:
    """Return what of a widget the next frame shows."""
    width, height = view.line_width, view.size.height
    lines = view.render_lines(Region(0, 0, width, height))
    return " ".join("".join(line.text for line in lines).replace("\xa0", " ").split())


async def test_what_is_typed_in_one_is_in_the_same_frame_of_the_other() -> None:
    app = Host()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        app.grid.show(Place(0, Cell.PRICE))
        assert "Total 720.00" in _ready(app.calculator)
        # No message is handled and no frame painted in between.
        app.grid.type("400")
        assert "Total 1 440.00" in _ready(app.calculator)
        app.grid.stop_typing()
        assert "150.00" not in _ready(app.grid)
        app.calculator.focus()
        await pilot.pause()
        app.calculator.go_to("net")
        await pilot.press(*"450")
        app.calculator.end_typing()
        assert "150.00" in _ready(app.grid)
