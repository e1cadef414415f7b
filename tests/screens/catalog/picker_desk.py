"""The picker of products in a test: a small catalog, the editor of a deal, and what is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.catalog.product_picker import ProductPicker
from screens.documents.lines_screen import LinesScreen
from services.catalog.changing import add_section
from services.catalog.properties import set_properties
from services.context import Context
from services.currencies.rates import add_rate
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.use_cases import add_record
from tests.screens.desk import Desk, at_desk
from widgets.facts import FactsPane
from widgets.text_line import TextLine
from widgets.tree.crumb_line import CrumbLine


def make_catalog(context: Context) -> dict[str, UUID]:
    """Add sections and products; return their keys by their names."""
    add_rate(context, "EUR", "90", base="RUB")
    add_field(
        context,
        NewField("product", "Цвет", FieldType.CHOICE, "color", choices=("красная", "синяя")),
    )
    keys = {"Одежда": add_section(context, "Одежда")}
    keys["Кофты"] = add_section(context, "Кофты", keys["Одежда"])
    set_properties(context, keys["Одежда"], ["color"])
    for name, code, section, price, color in (
        ("Кофта женская", "K-100", "Кофты", "1200 RUB", "красная"),
        ("Кофта мужская", "K-200", "Кофты", "20 EUR", "синяя"),
        ("Шарф", "S-1", "Одежда", "300 RUB", "красная"),
        ("Лампа", "L-1", "", "15 USD", ""),
    ):
        data: dict[str, object] = {"name": name, "code": code, "price": price, "color": color}
        if section:
            data["section"] = str(keys[section])
        keys[name] = add_record(context, "product", {key: v for key, v in data.items() if v})
    return keys


@dataclass
class PickerDesk(Desk):
    """The program with the picker in view, or just behind it."""

    @property
    def picker(self) -> ProductPicker:
        """The picker."""
        screen = self.app.screen
        assert isinstance(screen, ProductPicker)
        return screen

    async def open_picker(self, *keys: str) -> None:
        """Press keys that open the picker, and wait until it shows products."""
        await self.press(*keys)
        await self.until(lambda: isinstance(self.app.screen, ProductPicker))
        await self.until_found()

    async def until_found(self) -> None:
        """Wait until what was typed last is shown."""
        await self.until(lambda: not self.picker.is_looking)
        await self.until_idle()

    async def look_for(self, text: str) -> None:
        """Type a text, and wait until what it finds is shown."""
        await self.type(text)
        await self.until_found()

    def rows(self) -> list[str]:
        """Return the lines of the list, without the titles."""
        rows = self.picker.list
        shown = [rows.render_line(y).text for y in range(1, rows.size.height)]
        return [" ".join(row.replace("\xa0", " ").split()) for row in shown if row.strip()]

    def below(self) -> str:
        """Return the line below the list."""
        line = self.picker.query_one("#taken", TextLine)
        return line.render_line(0).text.replace("\xa0", " ").strip()

    def way(self) -> str:
        """Return the line of sections above the list."""
        return self.picker.query_one(CrumbLine).render_line(0).text.strip()

    def facts(self) -> str:
        """Return what is told of the product."""
        blocks = self.picker.query_one(FactsPane).blocks
        said = [
            " ".join([b.title, *(f"{label} {text}" for label, text in b.lines)]) for b in blocks
        ]
        return " | ".join(said).replace("\xa0", " ")

    async def until_editor(self) -> LinesScreen:
        """Wait until the editor of lines has the keys again; return it."""
        await self.until(lambda: isinstance(self.app.screen, LinesScreen))
        await self.until_idle()
        screen = self.app.screen
        assert isinstance(screen, LinesScreen)
        return screen


def lines_of(screen: LinesScreen) -> list[tuple[str, str, str]]:
    """Return what is sold by the lines that are edited: name, quantity, price."""
    return [(line.name, str(line.quantity), str(line.price)) for line in screen.editing.lines]


@asynccontextmanager
async def at_editor(
    context: Context, kind: str = "deal", size: tuple[int, int] = (120, 40), **fields: object
) -> AsyncIterator[tuple[PickerDesk, UUID]]:
    """Open the program and the editor of the products of a new deal in roubles."""
    key = add_record(context, kind, {"title": "40 chairs", "currency": "RUB"} | fields)
    async with at_desk(context, size=size) as desk:
        open_card(desk.app, Reference(kind, key, ""))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        await desk.press("I")
        picking = PickerDesk(desk.app, desk.pilot)
        await picking.until_editor()
        yield picking, key
