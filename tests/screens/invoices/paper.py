"""Quotes and invoices in a test of the screens: how they are made, and how they are waited for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.records.fields import FieldType
from domain.records.references import Reference
from domain.records.values import Choice
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.invoices.document_screen import DocumentScreen
from screens.invoices.invoices_area import InvoicesArea
from screens.invoices.preview_screen import PreviewScreen
from screens.records.confirm_dialog import ConfirmDialog
from screens.service_screen import ServiceScreen
from services.context import Context
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.parts.use_cases import add_part
from services.records.use_cases import add_record, list_records, show_record
from tests.screens.cards.cards import CardDesk
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine

CHAIR: dict[str, object] = {"name": "Chair", "quantity": 2, "unit": "pc", "price": 5000}


@dataclass
class PaperDesk(Desk):
    """The program with documents in view."""

    def said(self) -> str:
        """Return the line above the keys of the screen below any dialog."""
        screens = [s for s in self.app.screen_stack if isinstance(s, ServiceScreen)]
        shown = [s for s in screens if s.query(StatusLine)]
        return shown[-1].query_one(StatusLine).text.replace("\xa0", " ")

    async def go(self, digit: str) -> None:
        """Go to an area, and wait until it shows its list."""
        await self.press(digit)
        await self.until(lambda: len(self.app.screen_stack) == 1)
        await self.until_idle()

    async def until_editor(self) -> DocumentScreen:
        """Wait until the editor of a document can be typed into, and return it."""
        await self.until(lambda: isinstance(self.app.screen, DocumentScreen))
        editor = self.app.screen
        assert isinstance(editor, DocumentScreen)
        await self.until(lambda: editor.grid.size.height and editor.grid.has_focus)
        await self.until_idle()
        return editor

    async def until_preview(self) -> None:
        """Wait until a document is shown as it is printed."""
        await self.until(lambda: isinstance(self.app.screen, PreviewScreen))
        await self.until_idle()

    async def agree(self) -> None:
        """Say yes to what is asked."""
        await self.until(lambda: isinstance(self.app.screen, ConfirmDialog))
        await self.until_idle()
        await self.press("enter")
        await self.until(lambda: not isinstance(self.app.screen, ConfirmDialog))
        await self.until_idle()


@asynccontextmanager
async def at_papers(
    context: Context, size: tuple[int, int] = (120, 40), area: str = "5"
) -> AsyncIterator[PaperDesk]:
    """Open the program in an area, that of invoices by default."""
    async with at_desk(context, size=size) as desk:
        papers = PaperDesk(desk.app, desk.pilot)
        await papers.go(area)
        assert area != "5" or isinstance(papers.app.screen, InvoicesArea)
        yield papers


@asynccontextmanager
async def at_card(
    context: Context, kind: str, key: UUID, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[CardDesk]:
    """Open the program and the card of a record."""
    async with at_desk(context, size=size) as desk:
        open_card(desk.app, Reference(kind, key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        yield CardDesk(desk.app, desk.pilot)


def papers_of(desk: Desk) -> PaperDesk:
    """Return the same program as a desk of documents."""
    return PaperDesk(desk.app, desk.pilot)


def company_with(context: Context, title: str = "Romashka", **fields: object) -> UUID:
    """Add a company, and return its key."""
    return add_record(context, "company", {"title": title} | fields)


def deal_with(context: Context, *lines: dict[str, object], **fields: object) -> UUID:
    """Add a deal with these lines in roubles, and return its key."""
    key = add_record(context, "deal", {"title": "Two chairs", "currency": "RUB"} | fields)
    for line in lines:
        add_part(context, "deal", key, FieldType.LINE_ITEM, {"currency": "RUB"} | line)
    return key


def draft_with(context: Context, *lines: dict[str, object], kind: str = "invoice") -> UUID:
    """Add a draft for Romashka with these lines, two chairs by default, and return its key."""
    company = company_with(context)
    deal = deal_with(context, *(lines or (CHAIR,)), company=str(company))
    return make_document(context, kind, Reference("deal", deal, ""))


def issued_with(context: Context, *lines: dict[str, object]) -> UUID:
    """Add an issued invoice for Romashka, and return its key."""
    key = draft_with(context, *lines)
    issue_document(context, "invoice", key)
    return key


def values_of(context: Context, key: UUID, kind: str = "invoice") -> dict[str, Any]:
    """Return the fields of a document."""
    return dict(show_record(context, kind, key).values)


def status_of(context: Context, key: UUID, kind: str = "invoice") -> str:
    """Return the code of the status of a document."""
    status = values_of(context, key, kind)["status"]
    assert isinstance(status, Choice)
    return status.code


def all_of(context: Context, kind: str = "invoice") -> list[UUID]:
    """Return the keys of all documents of a kind, in the order in which they were made."""
    return sorted(view.id for view in list_records(context, kind, []))
