"""Area 2 of the program in a test: the board, what it shows, and how to wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from domain.records.values import Choice
from screens.deals.deals_area import DealsArea
from services.context import Context
from services.records.use_cases import add_record, show_record
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine
from widgets.board.faces import CARD_LINES, HEAD_LINES
from widgets.tab_line import TabLine


@dataclass
class Boards(Desk):
    """The program with area 2 in view."""

    @property
    def area(self) -> DealsArea:  # type: ignore[override]
        """The deals, below any dialog."""
        area = self.app.screen_stack[0]
        assert isinstance(area, DealsArea)
        return area

    def lines(self) -> list[str]:
        """Return the lines of the board."""
        board = self.area.board
        shown = [board.render_line(y).text for y in range(board.size.height)]
        return [line.replace("\xa0", " ").replace("\u202f", " ") for line in shown]

    def columns(self) -> dict[str, list[str]]:
        """Return the titles of the cards in view by the titles of their columns."""
        board, lines = self.area.board, self.lines()
        found = {}
        for place, (start, width) in enumerate(board._shares.places, board._shares.first):
            cards = [line[start + 2 : start + width] for line in lines[HEAD_LINES::CARD_LINES]]
            found[board.lanes[place].head.title] = [card.strip() for card in cards if card.strip()]
        return found

    def head(self, title: str) -> list[str]:
        """Return the lines above a column in view, without the rule."""
        board, lines = self.area.board, self.lines()
        for place, (start, width) in enumerate(board._shares.places, board._shares.first):
            if board.lanes[place].head.title == title:
                return [line[start : start + width].strip() for line in lines[: HEAD_LINES - 1]]
        raise AssertionError(title)

    def card(self) -> str:
        """Return the title of the card under the cursor."""
        row = self.area.board.row
        return row.title if row else ""

    def column(self) -> str:
        """Return the title of the column with the cursor."""
        lane = self.area.board.lane
        return lane.head.title if lane else ""

    def figures(self) -> str:
        """Return the line of the board and the list, with what is told of all deals."""
        text = self.area.query_one("#kinds", TabLine).render_line(0).text
        return text.replace("\xa0", " ").replace("\u202f", " ")

    def said(self) -> str:
        """Return the line above the keys."""
        return self.area.query_one(StatusLine).text

    async def until_counted(self) -> None:
        """Wait until all is counted."""
        await self.until_idle()
        await self.until(
            lambda: all(lane.head.number is not None for lane in self.area.board.lanes)
        )

    async def narrow(self, text: str) -> None:
        """Type a filter and go back to the board."""
        await self.press("slash")
        await self.type(text)
        await self.press("enter")
        await self.until(lambda: self.app.focused is self.area.board)
        await self.until_idle()


@asynccontextmanager
async def at_board(context: Context, *, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Boards]:
    """Open the program and go to area 2."""
    async with at_desk(context, size=size) as desk:
        await desk.press("2")
        boards = Boards(desk.app, desk.pilot)
        await boards.until(lambda: isinstance(desk.app.screen, DealsArea))
        await boards.until(lambda: boards.area.board.size.height)
        await boards.until_counted()
        yield boards


def deal(context: Context, title: str, stage: str = "new", **fields: object) -> UUID:
    """Add a deal and return its key."""
    return add_record(context, "deal", {"title": title, "stage": stage} | fields)


def stage_of(context: Context, key: UUID) -> str:
    """Return the code of the stage that a deal is at."""
    stage = show_record(context, "deal", key).values["stage"]
    assert isinstance(stage, Choice)
    return stage.code
