"""The lines above and below a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from widgets import bars
from widgets.bars import Area, KeyBar, KeyHint, OneLine, StatusLine, TopBar

AREAS = [
    Area("1", "Activities", "3!"),
    Area("2", "Deals"),
    Area("3", "Clients"),
    Area("4", "Catalog"),
    Area("5", "Invoices"),
    Area("6", "Reports"),
    Area("7", "Feed"),
]
KEYS = [
    KeyHint("c", "call", "call"),
    KeyHint("x", "done", "done"),
    KeyHint("/", "filter", "filter"),
    KeyHint("?", "help", "help"),
]


class Host(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+n", "fail", "")]

    def __init__(self) -> None:
        super().__init__()
        self.bar = TopBar(AREAS, active="1", right="Anna P · Mon 14:32")
        self.keys = KeyBar(KEYS)
        self.status = StatusLine()
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.bar
        yield Input()
        yield self.status
        yield self.keys

    @on(TopBar.AreaChosen)
    def area(self, event: TopBar.AreaChosen) -> None:
        self.heard.append(event.digit)

    @on(KeyBar.Pressed)
    def key(self, event: KeyBar.Pressed) -> None:
        self.heard.append(event.action)

    def action_fail(self) -> None:
        self.status.say("This deal has been changed by Petrova A.", "error")


def text(line: OneLine) -> str:
    return line.render_line(0).text


@pytest.mark.parametrize(
    ("width", "start", "end"),
    [
        (120, "[1 Activities 3!] 2 Deals  3 Clients  4 Catalog ", " Anna P · Mon 14:32"),
        (100, "[1 Activities 3!] 2 Deals  3 Clients  4 Catalog ", " Mon 14:32"),
        (80, "[1 Activities 3!] 2 Deals  3 Clients  4 Catalog ", " 7 Feed"),
        (73, "[1 Activ… 3!] 2 Deals  3 Clien… ", " 7 Feed"),
        (66, "[1 Acti… 3!] 2 Deals  3 Clie… ", " 7 Feed"),
        (40, "[1 Activities 3!] 2  3  4  5  6  7 ", "7"),
        (20, "[1 Activities 3!] 2", "2"),
    ],
)
async def test_the_top_bar_fits_any_width(width: int, start: str, end: str) -> None:
    app = Host()
    async with app.run_test(size=(width, 10)):
        line = text(app.bar)
        assert cell_len(line) == width
        assert line.startswith(start)
        assert line.rstrip().endswith(end)


async def test_the_active_area_is_bracketed_and_areas_can_be_clicked() -> None:
    app = Host()
    async with app.run_test(size=(120, 10)) as pilot:
        app.bar.show(AREAS, active="3", right="Anna P · Mon 14:32")
        await pilot.pause()
        assert "[3 Clients]" in text(app.bar)
        assert "[1" not in text(app.bar)
        await pilot.click(app.bar, offset=(text(app.bar).index("Deals"), 0))
        await pilot.click(app.bar, offset=(80, 0))
        assert app.heard == ["2"]


async def test_areas_can_be_clicked_where_titles_are_shortened() -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(app.bar, offset=(text(app.bar).index(" 5 ") + 1, 0))
        assert app.heard == ["5"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, " c call  x done  / filter  ? help"),
        (30, " c call  x done  ? help"),
        (16, " c call  ? help"),
        (9, " ? help"),
        (3, " ?"),
    ],
)
async def test_help_is_the_last_key_to_go(width: int, shown: str) -> None:
    app = Host()
    async with app.run_test(size=(width, 10)):
        assert text(app.keys).rstrip() == shown
        assert cell_len(text(app.keys)) == width


async def test_a_click_on_a_key_names_its_action() -> None:
    app = Host()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.click(app.keys, offset=(10, 0))
        assert app.heard == ["done"]


def change_all(app: Host) -> None:
    app.bar.show([Area("1", "Activities", "4!"), *AREAS[1:]], active="1", right="Anna P")
    app.keys.show(KEYS[1:])
    app.status.say("Call logged.")


def change_nothing(app: Host) -> None:
    app.bar.show(list(AREAS), active="1", right="Anna P · Mon 14:32")
    app.keys.show(list(KEYS))
    app.status.clear()


@pytest.mark.parametrize(("change", "repaints"), [(change_all, 1), (change_nothing, 0)])
async def test_only_a_changed_line_is_repainted(
    change: Callable[[Host], None], repaints: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Host()
    async with app.run_test(size=(120, 10)) as pilot:
        await pilot.pause()
        refreshed: list[OneLine] = []
        real = OneLine.refresh

        def refresh(self: OneLine, *regions: object, **options: object) -> OneLine:
            refreshed.append(self)
            return real(self, *regions, **options)  # type: ignore[arg-type,return-value]

        monkeypatch.setattr(OneLine, "refresh", refresh)
        change(app)
        assert [refreshed.count(line) for line in (app.bar, app.keys, app.status)] == [repaints] * 3


async def test_a_message_goes_with_the_next_key() -> None:
    app = Host()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("ctrl+n")
        assert text(app.status).startswith(" ! This deal has been changed")
        await pilot.press("a")
        assert text(app.status).strip() == ""
        assert app.query_one(Input).value == "a"
        app.status.say("Call logged.")
        await pilot.pause()
        assert text(app.status).rstrip() == " Call logged."


async def test_a_long_message_goes_on_below_and_gives_its_lines_back() -> None:
    app = Host()
    sentence = "A section cannot be put into itself, or into one that is below it. " * 2
    async with app.run_test(size=(80, 24)) as pilot:
        app.status.say(sentence + "Choose another place.", "error")
        await pilot.pause()
        lines = [app.status.render_line(y).text.strip() for y in range(app.status.size.height)]
        assert " ".join(lines) == f"! {sentence}Choose another place."
        await pilot.press("a")
        await pilot.pause()
        assert app.status.size.height == 1


async def test_a_message_goes_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "MESSAGE_SECONDS", 0.01)
    app = Host()
    async with app.run_test(size=(80, 10)) as pilot:
        app.status.say("Call logged.")
        assert app.status.text == "Call logged."
        for _look in range(1_000):
            if not app.status.text:
                break
            await pilot.pause(0.01)
        assert app.status.text == ""
