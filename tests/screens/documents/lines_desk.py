"""The editor of lines in a test: the products of a deal in the grid, and how to wait for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from domain.parts import LineItem
from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.documents.lines_screen import LinesScreen
from services.context import Context
from services.deals.lines import read_deal_lines
from services.parts.use_cases import add_part
from services.records.use_cases import add_record, show_record
from tests.screens.cards.cards import CardDesk
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine


@dataclass
class LinesDesk(Desk):
    """The program with the editor of lines in view."""

    @property
    def lines(self) -> LinesScreen:
        """The editor, below any dialog."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, LinesScreen))

    def rows(self) -> list[str]:
        """Return the lines of the grid that say something, without the titles."""
        grid = self.lines.grid
        shown = [grid.render_line(y).text for y in range(1, grid.size.height)]
        return [" ".join(row.replace("\xa0", " ").split()) for row in shown if row.strip()]

    def totals(self) -> list[str]:
        """Return the lines of the calculator."""
        pane = self.lines.calculator
        shown = [pane.render_line(y).text.strip("│ ") for y in range(pane.size.height)]
        return [" ".join(row.replace("\xa0", " ").split()) for row in shown if row.strip()]

    def said(self) -> str:
        """Return the line above the keys."""
        return self.lines.query_one(StatusLine).text.replace("\xa0", " ")

    async def save_lines(self) -> None:
        """Save, and wait until that is done."""
        await self.press("ctrl+s")
        await self.until_idle()

    async def until_editor(self) -> None:
        """Wait until the editor can be typed into."""
        await self.until(lambda: isinstance(self.app.screen, LinesScreen))
        await self.until(lambda: self.lines.grid.size.height and self.lines.focused)
        await self.until_idle()


def deal_with(context: Context, *lines: dict[str, object], **fields: object) -> UUID:
    """Add a deal with these lines in roubles; return its key."""
    key = add_record(context, "deal", {"title": "40 chairs", "currency": "RUB"} | fields)
    for line in lines:
        add_part(context, "deal", key, FieldType.LINE_ITEM, {"currency": "RUB"} | line)
    return key


CHAIR: dict[str, object] = {"name": "Chair", "quantity": 20, "unit": "pc", "price": 12400}
DELIVERY: dict[str, object] = {"name": "Delivery", "price": 5000, "tax": 20}


def stored(context: Context, key: UUID) -> tuple[LineItem, ...]:
    """Return the lines of a deal as they are stored."""
    return read_deal_lines(context, key).lines


def amount_of(context: Context, key: UUID) -> object:
    """Return the amount of a deal."""
    return show_record(context, "deal", key).values["amount"]


@asynccontextmanager
async def at_card(
    context: Context, key: UUID, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[CardDesk]:
    """Open the program and the card of a deal."""
    async with at_desk(context, size=size) as desk:
        open_card(desk.app, Reference("deal", key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        yield CardDesk(desk.app, desk.pilot)


@asynccontextmanager
async def at_lines(
    context: Context, key: UUID, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[LinesDesk]:
    """Open the card of a deal, and by its key the editor of its products."""
    async with at_card(context, key, size) as desk:
        lines = LinesDesk(desk.app, desk.pilot)
        await lines.press("I")
        await lines.until_editor()
        yield lines
