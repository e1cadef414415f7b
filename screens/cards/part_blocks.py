"""What belongs to the record of a card: addresses, requisites, products, the photo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from domain.bank_codes import country_told
from domain.i18n import _
from domain.money import format_amount
from domain.parts import LineItem, Part, Requisites, doubts, sums
from domain.records.fields import ROW_TYPES, Field, FieldType
from domain.requisites_columns import columns_in
from screens.cards.card_texts import label_of
from screens.cards.extra_blocks import ExtraBlock, ExtraLine
from services.cards.card import Card
from services.context import Context
from services.deals.lead_products import leads_with_products
from services.deals.summing import counted, said_left_out, total_of
from services.parts.photo import photo_of

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard


def part_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return a block for each set of requisites, one for the addresses, one for the products.

    One address alone stands among the fields.
    """
    for field in context.fields.of(card.view.kind):
        if field.type not in ROW_TYPES or field.name in card.layout.hidden:
            continue
        value = card.view.values[field.name]
        found = value if isinstance(value, tuple) else ()
        parts = [part for part in found if isinstance(part, Part)]
        if field.type is FieldType.REQUISITES:
            parts.sort(key=lambda part: not getattr(part, "is_default", False))
            yield from (_set_block(card, field, part) for part in parts)
        elif len(parts) > (field.type is FieldType.ADDRESS):
            lines = [_line(field, part, _said(card, part)) for part in parts]
            every = [*lines, *_total(context, card, field, parts)]
            yield ExtraBlock(label_of(field), every, field.name)


def _said(card: Card, part: Part) -> str:
    """Return a part on one line, with what a product costs where its price alone does not say."""
    if not isinstance(part, LineItem) or part.amount in (None, part.price):
        return str(part)
    currency = part.currency or str(card.view.values.get("currency") or "")
    priced = replace(part, currency=currency)
    assert priced.amount is not None
    return f"{priced} = {format_amount(priced.amount, currency)}"


def adding_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return a line from which parts are added to a record, whether it has any or not."""
    names = {
        FieldType.ADDRESS: _("address"),
        FieldType.REQUISITES: _("requisites"),
        FieldType.LINE_ITEM: _("products"),
    }
    said = ", ".join(
        names[field.type] for field in context.fields.of(card.view.kind) if field.type in names
    )
    if not said:
        return
    lines = [ExtraLine("add parts", "", f"+ {said}", _open_parts)]
    is_bare_deal = card.view.kind == "deal" and not card.view.values.get("products")
    if is_bare_deal and leads_with_products(context, card.view.id):
        said = _("products of a lead")
        lines.append(
            ExtraLine("lead products", "", f"+ {said}", lambda shown: shown.action_lead_products())
        )
    yield ExtraBlock("", lines)


def _set_block(card: Card, field: Field, part: Part) -> ExtraBlock:
    """Return the block of a set of requisites; what cannot be right says why."""
    assert isinstance(part, Requisites)
    default, wrong = _("default") if part.is_default else "", doubts(part)
    lines = []
    for column in columns_in(country_told(part.tax_id, part.account), part):
        text, doubt = getattr(part, column.name), wrong.get(column.name)
        if isinstance(text, str) and text and column.name != "name":
            said = f"! {text} · {doubt}" if doubt else text
            label = _(column.label)
            lines.append(_line(field, part, said, column.name, label, is_wrong=bool(doubt)))
    if not lines:
        lines.append(_line(field, part, part.name, "name", _("Name")))
    title = " · ".join(filter(None, (label_of(field), part.name, default)))
    return ExtraBlock(title, lines, field.name)


def _line(
    field: Field,
    part: Part,
    text: str,
    name: str = "",
    label: str = "",
    *,
    is_wrong: bool = False,
) -> ExtraLine:
    return ExtraLine(
        f"{part.id}{name}",
        label,
        text,
        partial(_open_part, field.type, part, name),
        is_wrong=is_wrong,
    )


def _total(context: Context, card: Card, field: Field, parts: list[Part]) -> Iterator[ExtraLine]:
    """Return a line with what the products cost together, by currency.

    Of a deal that is its sum; what no rate tells the worth of is said (FEATURES CUR-04).
    """
    items = tuple(part for part in parts if isinstance(part, LineItem))
    currency = str(card.view.values.get("currency") or "")
    if card.view.kind == "deal" and currency and any(item.price is not None for item in items):
        total = total_of(context, context.database.reader(), list(items), currency)
        kept = card.view.values.get("amount")
        text = format_amount(kept if isinstance(kept, Decimal) else total.amount, currency)
        if counted(list(items), total):
            yield ExtraLine(f"sum of {field.name}", _("Total"), text, _open_parts)
        day = context.now().date()
        for other, amount in total.left_out.items():
            said = said_left_out(context, amount, other, currency, day)
            yield ExtraLine(f"left out {other}", "", said, _open_parts, is_wrong=True)
    elif found := sums(items):
        text = " + ".join(format_amount(amount, currency) for currency, amount in found.items())
        yield ExtraLine(f"sum of {field.name}", _("Total"), text, _open_parts)


def _open_part(type_: FieldType, part: Part, column: str, card: RecordCard) -> None:
    from screens.parts.line_form import part_form

    said = _("Changed. u takes it back.")
    form = part_form(card.card.reference, type_, part)
    form.begins_at = column
    card.app.push_screen(form, lambda saved: card.say(said) if saved else None)


def _open_parts(card: RecordCard) -> None:
    card.action_parts()


def photo_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the block of the photo, where there is one."""
    photo = photo_of(context, card.view.kind, card.view.id)
    if photo is not None:
        line = ExtraLine("photo", "", photo.name, lambda shown: shown.action_photo())
        yield ExtraBlock(_("Photo"), [line], "block_photo")
