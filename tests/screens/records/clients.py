"""Area 3 of the program in a test: lists of records, what they show, and how to wait for them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from domain.records.references import Reference
from screens.records.arrange_dialog import ArrangeDialog
from screens.records.records_area import RecordsArea
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine
from widgets.filter_line import FilterLine
from widgets.tab_line import TabLine

BRACKETS = re.compile(r"\[([^\]]+)\]")


@dataclass
class Clients(Desk):
    """The program with area 3 in view."""

    @property
    def area(self) -> RecordsArea:  # type: ignore[override]
        """The lists, below any dialog."""
        area = self.app.screen_stack[0]
        assert isinstance(area, RecordsArea)
        return area

    def header(self) -> str:
        """Return the titles of the columns in view."""
        return self.area.record_list.render_line(0).text.strip()

    def rows(self) -> list[str]:
        """Return the rows in view, each without runs of blanks."""
        shown = self.area.record_list
        lines = [shown.render_line(y).text for y in range(1, shown.size.height)]
        return [" ".join(line.split()) for line in lines if line.strip()]

    def names(self) -> list[str]:
        """Return the first columns of the rows in view, without the signs before them."""
        shown = self.area.record_list
        lines = [shown.render_line(y).text for y in range(1, shown.size.height)]
        return [re.split(r"\s{2,}", line[2:].strip())[0] for line in lines if line.strip()]

    def row(self) -> str:
        """Return the name of the record under the cursor."""
        reference = self.area.row_reference()
        return reference.title if reference else ""

    def marked(self) -> list[str]:
        """Return the names in view that are marked."""
        rows = zip(self.names(), self.rows(), strict=True)
        return [name for name, row in rows if row.startswith(("+", ">+"))]

    def kind_line(self) -> str:
        """Return the line of kinds and figures."""
        text = self.area.query_one("#kinds", TabLine).render_line(0).text
        return text.replace("\xa0", " ").replace("\u202f", " ")

    def views(self) -> list[str]:
        """Return the names of the views, that in force in brackets."""
        text = self.area.query_one("#views", TabLine).render_line(0).text
        return re.split(r"\s{2,}", BRACKETS.sub(r" [\1] ", text).strip())

    def view(self) -> str:
        """Return the name of the view in force."""
        return next((name[1:-1] for name in self.views() if name.startswith("[")), "")

    def filter(self) -> str:
        """Return what stands in the line of the filter."""
        return self.area.query_one(FilterLine).text

    def said(self) -> str:
        """Return the line above the keys."""
        return self.area.query_one(StatusLine).text

    async def arrange(self, columns: str = "", sort: str = "") -> None:
        """Choose other columns and another order, by labels as they stand in the dialog.

        The names of columns are separated by commas, and so are those of the order, a minus before
        a name turning it round. Nothing is changed where nothing is given.
        """
        await self.press("s")
        await self.until(lambda: isinstance(self.app.screen, ArrangeDialog))
        dialog = self.app.screen
        assert isinstance(dialog, ArrangeDialog)
        await self.pilot.pause()
        fields = [line.item for line in dialog.lines()]
        if columns:
            for field in fields:
                if field.name in dialog.arrangement.shown:
                    dialog.line_list.move_to(field.name)
                    await self.press("space")
            for place, label in enumerate(columns.split(", ")):
                await self._put_at(dialog, label, place)
                await self.press("space")
        if sort:
            for old in list(dialog.arrangement.sorts):
                dialog.line_list.move_to(old.field.name)
                await self.press(*["s"] * (1 if old.descending else 2))
            for label in sort.split(", "):
                await self._find(dialog, label.removeprefix("-"))
                await self.press(*["s"] * (2 if label.startswith("-") else 1))
        await self.press("enter")
        await self.until_closed()
        await self.until_idle()

    async def _find(self, dialog: ArrangeDialog, label: str) -> None:
        await self.press("g")
        while dialog.item is None or dialog.item.label != label:
            last = dialog.line_list.position
            await self.press("j")
            assert dialog.line_list.position != last, f"There is no field {label}."

    async def _put_at(self, dialog: ArrangeDialog, label: str, place: int) -> None:
        await self._find(dialog, label)
        step = "K" if dialog.line_list.position > place else "J"
        while dialog.line_list.position != place:
            await self.press(step)

    async def show(self, kind: str) -> None:
        """Go to the list of a kind."""
        while self.area.kind() != kind:
            await self.press("right_square_bracket")
        await self.until_idle()

    async def choose_view(self, name: str) -> None:
        """Choose a view by its digit."""
        names = [view.strip("[]") for view in self.views()]
        await self.press("apostrophe", str(names.index(name) + 1))
        await self.until(lambda: self.view() == name)
        await self.until_idle()

    async def narrow(self, text: str) -> None:
        """Type a filter and go back to the list."""
        await self.press("slash")
        await self.type(text)
        await self.press("enter")
        await self.until(lambda: self.app.focused is self.area.record_list)
        await self.until_idle()


@asynccontextmanager
async def among_clients(
    context: Context,
    *,
    size: tuple[int, int] = (120, 40),
    notifications: bool = False,
    prepare: Callable[[], object] | None = None,
) -> AsyncIterator[Clients]:
    """Open the program and go to area 3, once `prepare` has been called."""
    async with at_desk(context, size=size, notifications=notifications) as desk:
        if prepare is not None:
            prepare()
        await desk.press("3")
        clients = Clients(desk.app, desk.pilot)
        await clients.until(lambda: isinstance(desk.app.screen, RecordsArea))
        await clients.until(lambda: clients.area.record_list.size.height)
        await clients.until_idle()
        yield clients


def add(context: Context, kind: str, name: str = "", **fields: object) -> UUID:
    """Add a record of a kind by what names it, and return its key."""
    first = {"contact": "last_name", "activity": "subject"}.get(kind, "title")
    usual: dict[str, object] = (
        {"kind": "call", "remind_minutes": None} if kind == "activity" else {}
    )
    return add_record(context, kind, usual | ({first: name} if name else {}) | fields)


def reference(kind: str, key: UUID, title: str = "") -> Reference:
    """Return what names a record."""
    return Reference(kind, key, title)
