"""Area 4 of the program in a test: the tree and the products, what they show, how to wait."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from screens.catalog.catalog_area import CatalogArea
from services.catalog.changing import add_section
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.desk import Desk, at_desk
from widgets.bars import StatusLine
from widgets.tab_line import TabLine
from widgets.tree.crumb_line import CrumbLine


@dataclass
class Shelves(Desk):
    """The program with area 4 in view."""

    @property
    def area(self) -> CatalogArea:  # type: ignore[override]
        """The catalog, below any dialog."""
        area = self.app.screen_stack[0]
        assert isinstance(area, CatalogArea)
        return area

    def tree(self) -> list[str]:
        """Return the lines of the tree, without blanks at their ends and counts."""
        shown = self.area.section_tree
        lines = [shown.render_line(y).text for y in range(shown.size.height)]
        return [line[:-8].rstrip() for line in lines if line.strip()]

    def counts(self) -> list[str]:
        """Return the numbers at the right of the tree."""
        shown = self.area.section_tree
        lines = [shown.render_line(y).text for y in range(shown.size.height)]
        return [line[-8:].strip() for line in lines if line.strip()]

    def products(self) -> list[str]:
        """Return the names of the products in view."""
        shown = self.area.record_list
        count = min(shown.total, shown.size.height - 1)
        rows = (shown._cursor.window.get(place) for place in range(count))  # type: ignore[union-attr]
        return [row.title for row in rows if row is not None]

    def way(self) -> str:
        """Return the line of the way to the section, with what is told at its end."""
        text = self.area.query_one(CrumbLine).render_line(0).text
        return " ".join(text.replace("\xa0", " ").split())

    def view(self) -> str:
        """Return the view that is shown."""
        text = self.area.query_one("#views", TabLine).render_line(0).text
        return text[text.index("[") + 1 : text.index("]")]

    def said(self) -> str:
        """Return the line above the keys."""
        return self.area.query_one(StatusLine).text

    @property
    def is_in_tree(self) -> bool:
        """Whether the tree has the keys."""
        return self.app.focused is self.area.section_tree

    async def until_products(self, *names: str) -> None:
        """Wait until the list shows exactly these products."""
        await self.until(lambda: self.products() == [*names])

    async def until_counted(self) -> None:
        """Wait until the products of all sections in view are counted."""
        await self.until_idle()
        await self.until(lambda: self.area._counts)
        await self.until_idle()


@asynccontextmanager
async def at_shelves(
    context: Context, *, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Shelves]:
    """Open the program and go to area 4."""
    async with at_desk(context, size=size) as desk:
        await desk.press("4")
        shelves = Shelves(desk.app, desk.pilot)
        await shelves.until(lambda: isinstance(desk.app.screen, CatalogArea))
        await shelves.until(lambda: shelves.area.record_list.size.height)
        await shelves.until_idle()
        yield shelves


def furnish(context: Context) -> Mapping[str, UUID]:
    """Add three levels of sections with a product in each, and one product without a section."""
    made: dict[str, UUID] = {}
    for name, parent in (
        ("Furniture", ""),
        ("Office", "Furniture"),
        ("Chairs", "Office"),
        ("Tables", "Office"),
        ("Lamps", ""),
    ):
        made[name] = add_section(context, name, made.get(parent))
        data = {"name": f"{name} 1", "section": str(made[name]), "price": "100 EUR"}
        made[f"{name} 1"] = add_record(context, "product", data)
    made["Delivery"] = add_record(context, "product", {"name": "Delivery"})
    return made
