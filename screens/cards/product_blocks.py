"""Blocks of the card of a product: its picture, its properties, where it was sold (CAT-10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from domain.dates.when import say_when
from domain.i18n import _, ngettext
from domain.records.references import Reference, references_in
from domain.text import one_line, spaced
from screens.cards.extra_blocks import ExtraBlock, ExtraLine
from services.cards.card import Card
from services.catalog.selling import Sales, product_sales
from services.context import Context
from services.parts.photo import photo_of

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard

_TABS = {"deal": "deals", "invoice": "product_invoices", "lead": "leads"}
"""The tabs that list in which records a product has lines, by their kind."""

_LONGEST_TITLE = 40
"""Letters of the title of the record that sold it last."""


def sold_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return where the product was sold or asked for; Enter shows these records."""
    lines = [
        ExtraLine(f"sold {one.kind}", "", said_sales(context, one), partial(_show_sales, one.kind))
        for one in product_sales(context, card.view.id)
    ]
    if lines:
        yield ExtraBlock(_("Sold"), lines, "block_sold")


def _show_sales(kind: str, card: RecordCard) -> None:
    card.go_to_tab(_TABS[kind])


def said_sales(context: Context, sales: Sales) -> str:
    """Return in how many records of a kind a product has lines, when that was last, and where."""
    match sales.kind:
        case "lead":
            label = ngettext("in {count} lead", "in {count} leads", sales.count)
        case "invoice":
            label = ngettext("in {count} invoice", "in {count} invoices", sales.count)
        case _:
            label = ngettext("in {count} deal", "in {count} deals", sales.count)
    day = say_when(sales.last.astimezone(context.zone).date(), context.now())
    where = label.format(count=spaced(sales.count))
    title = one_line(sales.newest.title, _LONGEST_TITLE)
    return _("{where}, last {day}: {title}").format(where=where, day=day, title=title)


def product_adding_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the lines from which a product gets a picture and a property that is missing."""
    section = next(iter(references_in(card.view.values.get("section"))), None)
    said = _("property of all products")
    if section is not None:
        said = _("property of products in {section}").format(section=one_line(section.title, 40))
    lines = [ExtraLine("add property", "", f"+ {said}", partial(_add_property, section))]
    if photo_of(context, card.view.kind, card.view.id) is None:
        picture = _("picture")
        lines.append(ExtraLine("photo", "", f"+ {picture}", lambda shown: shown.action_photo()))
    yield ExtraBlock("", lines)


def _add_property(section: Reference | None, card: RecordCard) -> None:
    from screens.settings.field_dialogs import AddFieldDialog

    said = _("Added: it is in forms, lists, filters and search. u takes it back.")
    card.app.push_screen(
        AddFieldDialog("product", section.id if section else None),
        lambda name: card.say(said) if name else None,
    )
