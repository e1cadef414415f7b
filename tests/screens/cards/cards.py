"""The card of a record in a test: what it shows, and how to go about in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from domain.records.references import Reference
from screens.cards.about_blocks import SHOW_EMPTY
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.context import Context
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine
from widgets.field_rows import FieldLine
from widgets.tab_line import TabLine
from widgets.title_line import TitleLine


@dataclass
class CardDesk(Desk):
    """The program with a card in view."""

    @property
    def card(self) -> RecordCard:
        """The topmost card."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, RecordCard))

    def title(self) -> str:
        """Return the line of the title."""
        return self.card.query_one(TitleLine).render_line(0).text.strip()

    def pinned(self) -> list[str]:
        """Return the lines of pinned values."""
        strip = self.card.strip
        return [strip.render_line(y).text.strip() for y in range(strip.size.height)]

    def tabs(self) -> str:
        """Return the line of tabs."""
        return self.card.query_one(TabLine).render_line(0).text.strip()

    def rows(self) -> list[str]:
        """Return the lines of the list in view, without runs of blanks and rules."""
        return _lines(self.card.main_list)

    def about(self) -> list[str]:
        """Return the lines of the fields in view, without runs of blanks and rules."""
        return _lines(self.card.about_list)

    def said(self) -> str:
        """Return the line above the keys."""
        return self.card.query_one(StatusLine).text

    async def show_tab(self, name: str) -> None:
        """Go to a tab by the bracket keys."""
        while f"[{name}" not in self.tabs():
            before = self.tabs()
            await self.press("right_square_bracket")
            await self.until(lambda before=before: self.tabs() != before)
        await self.until_idle()

    async def go_to_field(self, label: str) -> None:
        """Put the cursor on a field beside the list, or under its tab, and wait for it."""
        await self._go_to(lambda row: row.label == label, label)

    async def show_empty(self) -> None:
        """Show the fields without a value, too."""
        await self._go_to(lambda row: row.key.field == SHOW_EMPTY, "without a value")
        await self.press("enter")
        await self.until_idle()

    async def _go_to(self, is_it: Callable[[FieldLine], bool], name: str) -> None:
        rows = self.card.about_list
        rows.focus()
        await self.press("g")
        for _row in range(60):
            if rows.row is not None and is_it(rows.row):
                return
            await self.press("j")
        raise AssertionError(f"There is no field {name} in {self.about()}")

    async def change(self, label: str, text: str) -> None:
        """Change a field in its place by what is typed."""
        await self.go_to_field(label)
        await self.open("enter")
        await self.press("end", "ctrl+u")
        await self.type(text)
        await self.press("enter")
        await self.until(lambda: isinstance(self.app.screen, RecordCard))
        await self.until_idle()


def _lines(shown: object) -> list[str]:
    height = shown.size.height  # type: ignore[attr-defined]
    lines = [shown.render_line(y).text for y in range(height)]  # type: ignore[attr-defined]
    return [" ".join(line[1:].replace("─", " ").split()) for line in lines if line.strip()]


@asynccontextmanager
async def at_card(
    context: Context, kind: str, key: UUID, *, size: tuple[int, int] = (120, 40), theme: str = ""
) -> AsyncIterator[CardDesk]:
    """Open the program and the card of a record in it."""
    async with at_desk(context, size=size, theme=theme, notifications=True) as desk:
        open_card(desk.app, Reference(kind, key, ""))
        card = CardDesk(desk.app, desk.pilot)
        await card.until(lambda: isinstance(desk.app.screen, RecordCard))
        await card.until_idle()
        yield card
