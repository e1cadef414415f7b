"""The board by itself: columns of cards, the cursor among them, marks, and the mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from domain.paging import FixedRows
from widgets.board.board import Board
from widgets.board.faces import CARD_LINES, HEAD_LINES, CardFace, CardLine, LaneHead
from widgets.board.messages import CardDropped, CardOpened


@dataclass(frozen=True)
class Card:
    key: str
    is_heading: bool = False


LANES = {"new": 90, "offer": 3, "won": 0, "lost": 2}


def face(card: Card) -> CardFace:
    amount = CardLine(("12 zł", "row"), (("9 d", "muted"), ("AP", "muted")))
    lines = (CardLine(("Client", "muted")), amount, CardLine(("call", "row")))
    return CardFace(f"Deal {card.key}", lines)


def cards(lane: str, count: int) -> list[Card]:
    return [Card(f"{lane} {number}") for number in range(count)]


class Host(App[None]):
    """A board alone on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.board: Board[Card] = Board()
        self.opened: list[str] = []
        self.dropped: list[tuple[str, object]] = []

    def compose(self) -> ComposeResult:
        yield self.board

    def on_mount(self) -> None:
        self.show(LANES)
        self.board.focus()

    def show(self, lanes: dict[str, int]) -> None:
        heads = {lane: LaneHead(lane.title(), number=count) for lane, count in lanes.items()}
        self.board.set_lanes(heads)
        self.board.set_sources({lane: FixedRows(cards(lane, lanes[lane])) for lane in lanes}, face)

    @on(CardOpened)
    def note_opened(self) -> None:
        self.opened.append(self.row())

    @on(CardDropped)
    def note_dropped(self, event: CardDropped) -> None:
        self.dropped.append((self.row(), event.lane))

    def row(self) -> str:
        return self.board.row.key if self.board.row else ""

    def lines(self) -> list[str]:
        return [self.board.render_line(y).text for y in range(self.board.size.height)]


@asynccontextmanager
async def hosted(size: tuple[int, int] = (100, 40)) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    host = Host()
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        yield host, pilot


async def test_cards_and_heads_of_all_columns_are_shown() -> None:
    async with hosted() as (host, _pilot):
        lines = host.lines()
        assert all(cell_len(line) == 100 for line in lines)
        assert "1 New" in lines[0]
        assert "1/90" in lines[0]
        assert lines[HEAD_LINES].startswith("> Deal new 0")
        assert "Deal offer 0" in lines[HEAD_LINES]
        assert "12 zł" in lines[HEAD_LINES + 2]
        assert "9 d AP" in lines[HEAD_LINES + 2]
        assert "Deal new 1" in lines[HEAD_LINES + CARD_LINES]


async def test_the_keys_walk_and_each_column_keeps_its_place() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("j", "down")
        assert host.row() == "new 2"
        host.board.go(1)
        await pilot.press("j")
        assert host.row() == "offer 1"
        host.board.go(-1)
        assert host.row() == "new 2"
        await pilot.press("k")
        assert host.row() == "new 1"
        assert not host.board.go(-1)
        assert host.board.go_to(2)
        assert host.row() == ""
        await pilot.press("j", "m", "enter", "pagedown", "G")
        assert (host.row(), host.opened) == ("", [])


async def test_pages_and_both_ends_of_a_long_column() -> None:
    async with hosted() as (host, pilot):
        shown = (40 - HEAD_LINES) // CARD_LINES
        await pilot.press("pagedown")
        assert host.row() == f"new {shown}"
        await pilot.press("G")
        assert host.row() == "new 89"
        assert "90/90" in host.lines()[0]
        assert any("Deal new 89" in line for line in host.lines())
        await pilot.press("pageup", "g")
        assert host.row() == "new 0"


@pytest.mark.parametrize("width", [20, 40, 80, 100, 160])
async def test_columns_that_do_not_fit_come_into_view_with_the_cursor(width: int) -> None:
    async with hosted((width, 20)) as (host, pilot):
        for lane in range(len(LANES)):
            assert host.board.go_to(lane)
            await pilot.pause()
            lines = host.lines()
            assert all(cell_len(line) == width for line in lines)
            assert f"{lane + 1} {list(LANES)[lane].title()}" in lines[0]


async def test_marks_and_opening() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("m", "j", "m")
        assert host.board.marks == {"new 0", "new 2"}
        assert host.lines()[HEAD_LINES].startswith(" +Deal new 0")
        await pilot.press("enter")
        assert host.opened == ["new 3"]


async def test_a_moved_card_is_seen_at_once_and_the_cursor_goes_along() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("j")
        host.board.shift(["new 1"], "offer")
        await pilot.pause()
        assert host.row() == "new 1"
        assert host.board.lane is not None
        assert host.board.lane.key == "offer"
        lines = host.lines()
        assert "Deal new 1" in lines[HEAD_LINES]
        assert "Deal new 2" in lines[HEAD_LINES + CARD_LINES]
        assert [lane.head.number for lane in host.board.lanes] == [89, 4, 0, 2]
        host.board.shift(["new 1"], "won")
        assert [lane.head.number for lane in host.board.lanes] == [89, 3, 1, 2]
        assert host.row() == "new 1"


async def test_the_cursor_follows_its_card_into_another_column() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("j")
        lanes = {lane: cards(lane, count) for lane, count in LANES.items()}
        lanes["offer"].insert(1, lanes["new"].pop(1))
        host.board.set_sources({lane: FixedRows(rows) for lane, rows in lanes.items()})
        await pilot.pause()
        assert host.row() == "new 1"
        assert host.board.lane is not None
        assert host.board.lane.key == "offer"
        del lanes["offer"][1]
        host.board.set_sources({lane: FixedRows(rows) for lane, rows in lanes.items()})
        assert host.row() in ("offer 1", "offer 2")


async def test_the_mouse_selects_opens_drags_and_rolls() -> None:
    async with hosted() as (host, pilot):
        second = (30, HEAD_LINES + CARD_LINES + 1)
        await pilot.click(offset=second)
        assert host.row() == "offer 1"
        assert host.opened == []
        await pilot.click(offset=second, times=2)
        assert host.opened == ["offer 1"]
        rule = host.board.render_line(HEAD_LINES - 1)
        await pilot.mouse_down(offset=second)
        await pilot.hover(offset=(80, 10))
        await pilot.pause()
        assert host.board.render_line(HEAD_LINES - 1) != rule
        await pilot.mouse_up(offset=(80, 10))
        assert host.dropped == [("offer 1", "lost")]
        assert host.board.render_line(HEAD_LINES - 1) == rule
        await pilot.mouse_down(offset=second)
        await pilot.mouse_up(offset=(30, 20))
        assert len(host.dropped) == 1


async def test_only_what_changes_is_repainted() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("j")
        await pilot.pause()
        before = list(host.board._painted)
        await pilot.press("j")
        await pilot.pause()
        changed = [y for y, strip in enumerate(host.board._painted) if strip is not before[y]]
        first = HEAD_LINES + CARD_LINES
        assert changed == [0, *range(first, first + 4), *range(first + 5, first + 9)]


async def test_columns_come_and_go_and_the_cursor_stays_in_its_column() -> None:
    async with hosted((60, 20)) as (host, pilot):
        host.board.go_to(1)
        await pilot.press("j")
        await pilot.pause()
        host.show({"offer": 3, "lost": 2})
        await pilot.pause()
        assert host.row() == "offer 1"
        lines = host.lines()
        assert all(cell_len(line) == 60 for line in lines)
        assert "1 Offer" in lines[0]
        assert "2 Lost" in lines[0]
        host.show(LANES)
        await pilot.pause()
        assert host.row() == "offer 1"
        assert "1 New" in host.lines()[0]
        host.show({"lost": 2})
        await pilot.pause()
        assert host.row() == "lost 0"
        host.show({"other": 1})
        assert host.row() == "other 0"
