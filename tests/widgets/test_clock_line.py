"""Running clocks on a line: what they show, and that only what has moved on is painted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from widgets.clock_line import CLOCK_CELLS, Clock, ClockLine


class Host(App[None]):
    """A line with two clocks, whose seconds a test sets."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = [0.0, 59.4]
        self.line = ClockLine(
            [
                Clock("call", lambda: self.seconds[0], "Ivanov"),
                Clock("call", lambda: self.seconds[1], "Łucja"),
            ],
            hint="^L",
        )

    def compose(self) -> ComposeResult:
        """Lay out the line alone."""
        yield self.line

    def shown(self) -> str:
        """Return the line as it is painted."""
        return self.line.render_line(0).text.rstrip()


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (59.9, "00:00:59"),
        (3_661, "01:01:01"),
        (-5, "00:00:00"),
        (400_000, "99:06:40"),
    ],
)
def test_a_clock_shows_hours_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert Clock("", lambda: seconds).show() == shown


@given(st.floats(-1e6, 1e8))
def test_a_clock_is_always_as_wide(seconds: float) -> None:
    assert cell_len(Clock("", lambda: seconds).show()) == CLOCK_CELLS


async def test_clocks_run_and_the_hint_stands_where_it_fits() -> None:
    app = Host()
    async with app.run_test(size=(60, 3)) as pilot:
        assert app.shown() == "call 00:00:00 Ivanov   call 00:00:59 Łucja".ljust(57) + "^L"
        app.seconds = [1.0, 60.4]
        while "00:00:01" not in app.shown():
            await pilot.pause(0.02)
        assert "00:01:00 Łucja" in app.shown()
        await pilot.resize_terminal(42, 3)
        assert app.shown().endswith("Łucja")
        await pilot.resize_terminal(20, 3)
        assert cell_len(app.line.render_line(0).text) == 20


async def test_other_clocks_are_shown() -> None:
    async with (app := Host()).run_test(size=(60, 3)):
        app.line.show([Clock("", lambda: 5.0)], hint="")
        assert app.shown() == "00:00:05"
        app.line.show([])
        assert app.shown() == ""
