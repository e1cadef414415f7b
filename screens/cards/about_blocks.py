"""What the About part of a card says: the fields in their sections, and blocks beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from domain.contact_points.point_labels import show_label
from domain.i18n import _, ngettext
from domain.records.card_blocks import blocks_of
from domain.records.fields import ROW_TYPES, Field, Points
from domain.records.references import Reference
from domain.records.values import Point
from screens.cards.activity_blocks import check_blocks, element_blocks
from screens.cards.card_texts import FieldKey, label_of, shown_value
from screens.cards.deal_blocks import people_blocks, span_blocks, stage_blocks
from screens.cards.document_blocks import (
    line_blocks,
    payment_blocks,
    picture_blocks,
    requisites_blocks,
    revision_blocks,
)
from screens.cards.extra_blocks import ExtraBlock
from screens.cards.part_blocks import adding_blocks, part_blocks, photo_blocks
from screens.cards.product_blocks import product_adding_blocks, sold_blocks
from screens.value_tones import tone_of
from services.cards.card import Card
from services.catalog.properties import offered_fields, section_of
from services.context import Context
from services.records.showing import show_point
from widgets.field_rows import FieldBlock, FieldLine

_EMPTY: Final[tuple[object, ...]] = (None, "", ())

_UNTOLD: Final[dict[str, object]] = {"attempt": 1}
"""Values of activities by which nothing is said: the first attempt is one only beside a second."""

BlockProvider = Callable[[Context, Card], Iterable[ExtraBlock]]

_CLIENT_BLOCKS: tuple[BlockProvider, ...] = (part_blocks, photo_blocks, adding_blocks)

EXTRA_BLOCKS: dict[str, tuple[BlockProvider, ...]] = {
    "contact": _CLIENT_BLOCKS,
    "company": _CLIENT_BLOCKS,
    "lead": _CLIENT_BLOCKS,
    "deal": (stage_blocks, people_blocks, part_blocks, adding_blocks, span_blocks),
    "product": (photo_blocks, sold_blocks, product_adding_blocks),
    "section": (),
    "invoice": (payment_blocks, line_blocks, revision_blocks),
    "quote": (line_blocks, revision_blocks),
    "own_company": (part_blocks, picture_blocks, requisites_blocks),
    "activity": (check_blocks, element_blocks),
}
"""What gives further blocks of the About part, by kind, in their order: add to it to show more.

A provider reads on the connection of the calling thread, within a few milliseconds.
"""


EXTRA = "extra:"
"""Stands before the names of lines that are no fields."""

SHOW_EMPTY = "show empty"
"""Names the line that shows the fields without a value."""


def about_blocks(
    context: Context, card: Card, extra: Sequence[ExtraBlock], *, with_empty: bool
) -> Iterator[FieldBlock]:
    """Return the sections of the layout with their fields, and the `extra` blocks in their places.

    Fields without a value are shown `with_empty`, else one line at the end tells how many there
    are. What only the program writes is left out where it is empty. Values of several parts, such
    as requisites, have blocks of their own.
    """
    record, values = card.reference, card.view.values
    offered = {f.name for f in offered_fields(context, record.kind, section_of(card.view))}
    fields = [
        field
        for field in context.fields.of(record.kind)
        # What a product has of another section would else be kept where nobody sees it.
        if (field.name in offered or not _is_empty(values.get(field.name)))
        and field.type not in ROW_TYPES
        and not ((field.read_only or field.by_intake) and _is_empty(values.get(field.name)))
    ]
    placed: dict[str, list[ExtraBlock]] = {}
    for block in extra:
        placed.setdefault(block.place, []).append(block)
    everything = (*context.fields.of(record.kind), *blocks_of(record.kind))
    fields += [one for one in everything if one.name in placed]
    empty = 0
    for title, shown in card.layout.arrange(fields):
        head, lines = _(title), list[FieldLine]()
        for field in shown:
            value = values.get(field.name)
            if field.name in placed:
                if lines:
                    yield FieldBlock(head, tuple(lines))
                    head, lines = "", []
                yield from _as_field_blocks(record, placed[field.name])
            elif not with_empty and (_is_empty(value) or _UNTOLD.get(field.name) == value):
                empty += 1
            else:
                lines += _field_lines(context, card, field)
        if lines:
            yield FieldBlock(head, tuple(lines))
    if empty:
        said = ngettext("{count} field without a value", "{count} fields without a value", empty)
        key = FieldKey(record.kind, record.id, SHOW_EMPTY)
        yield FieldBlock("", (FieldLine(key, "", f"+ {said.format(count=empty)}"),))
    yield from _as_field_blocks(record, placed.get("", ()))


def _is_empty(value: object) -> bool:
    """Say whether a field has no value: a box that is not ticked has none, 0 is one."""
    return value is False or value in _EMPTY


def _field_lines(context: Context, card: Card, field: Field) -> Iterator[FieldLine]:
    """Return the line of a field; each of several phones, e-mails and the like has its own."""
    label, value = label_of(field), card.view.values.get(field.name)
    points = value if isinstance(field.store, Points) and isinstance(value, tuple) else ()
    for place, point in enumerate(points):
        assert isinstance(point, Point)
        shown = " · ".join(filter(None, (show_point(field.type, point), show_label(point.label))))
        key = FieldKey(card.view.kind, card.view.id, field.name, place)
        yield FieldLine(key, "" if place else label, shown)
    if not points:
        key = FieldKey(card.view.kind, card.view.id, field.name)
        yield FieldLine(key, label, shown_value(context, card.view, field), tone_of(value))


def extra_blocks(context: Context, card: Card) -> list[ExtraBlock]:
    """Return the further blocks of a card."""
    providers = EXTRA_BLOCKS.get(card.view.kind, ())
    return [block for provider in providers for block in provider(context, card)]


def _as_field_blocks(record: Reference, blocks: Sequence[ExtraBlock]) -> Iterator[FieldBlock]:
    """Return further blocks as the list shows them."""
    for block in blocks:
        lines = (
            FieldLine(
                FieldKey(record.kind, record.id, f"{EXTRA}{line.name}"),
                line.label,
                line.text,
                "alert" if line.is_wrong else "row",
            )
            for line in block.lines
        )
        yield FieldBlock(block.title, tuple(lines))
