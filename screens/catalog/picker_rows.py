"""The lines of the picker of products: products, sections with more of them, a new product."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from domain.i18n import _, pgettext
from domain.money import format_price, plain_number
from services.catalog.offering import Offer
from services.catalog.tree import SectionHit, say_short_path
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part

NEW: Final = "new"
"""The key of the line that adds a product to the catalog."""


class PickerRow(NamedTuple):
    """A line: of a product, of a section, or of a product that is to be added with its name."""

    key: Hashable
    offer: Offer | None = None
    section: SectionHit | None = None
    name: str = ""

    @property
    def is_heading(self) -> bool:
        """Every line can be selected."""
        return False


def rows_of(
    products: Sequence[Offer], sections: Sequence[SectionHit], new: str | None
) -> list[PickerRow]:
    """Return the sections, the products, and the line that adds one named `new`, if that is said.

    The cursor belongs on the first product.
    """
    rows = [PickerRow(hit.key, section=hit) for hit in sections]
    rows += [PickerRow(offer.key, offer=offer) for offer in products]
    if new is not None:
        rows.append(PickerRow(NEW, name=new))
    return rows


def picker_painter(taken: Mapping[Hashable, Decimal]) -> ColumnPainter[PickerRow]:
    """Return what paints the lines; `taken` says how many of which products were taken."""
    columns = (
        Column("name", _("Product name"), 19, weight=1, priority=9),
        Column("code", _("Code"), 10, priority=1),
        Column("price", _("Price"), 13, align="right", priority=5),
        Column("unit", pgettext("column", "Unit"), 4, priority=3),
    )

    def cells(row: PickerRow) -> Mapping[str, str | Part]:
        if row.offer is None:
            return {}
        product = row.offer.product
        count = f"{plain_number(taken[row.key])} × " if row.key in taken else ""
        return {
            "name": f"{count}{product.name}",
            "code": (product.code, "muted"),
            "price": _price(row.offer),
            "unit": (product.unit, "muted"),
        }

    return ColumnPainter(columns, cells, across=_across)


def _across(row: PickerRow) -> Part | None:
    """Return the line of a section, or that of a new product; None for one of the catalog."""
    if row.section is not None:
        said = (row.section.section.title, say_short_path(row.section.path))
        return f"▸ {' · '.join(filter(None, said))}", "accent"
    if row.offer is None:
        return _("+ new product “{name}”").replace("{name}", row.name), "accent"
    return None


def _price(offer: Offer) -> Part:
    """Return what a product costs; what no rate converts stands as the catalog has it, with `!`."""
    asked = offer.asked
    if asked.price is not None:
        return format_price(asked.price.amount, asked.price.currency), "row"
    if asked.kept is not None:
        return f"! {format_price(asked.kept.amount, asked.kept.currency)}", "alert"
    return "", "row"
