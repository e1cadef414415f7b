"""What stands above the tabs of a card: its title, its origin, and the pinned values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from domain.dates.when import describe_time_left, say_when
from domain.i18n import _
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS
from domain.records.values import Deadline, RecordView, Value
from domain.text import one_line
from services.cards.card import LINKED_FIELDS, Card, block_fields, header_fields
from services.catalog.properties import section_of
from services.catalog.tree import path_of, say_path
from services.context import Context
from services.records.showing import show_value
from widgets.field_strip import StripCell

_SAYS_ITSELF = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.RECORD,
        FieldType.CHOICE,
        FieldType.STAGE,
        FieldType.AMOUNT,
        FieldType.PHONE,
        FieldType.EMAIL,
        FieldType.SITE,
        FieldType.MESSENGER,
    }
)
"""Types whose values need no label beside the name of their record."""


_NAMED = frozenset({"outstanding", "paid"})
"""Amounts that need their label, since they stand beside another one."""


class FieldKey(NamedTuple):
    """Names a field on the card: of which record, and which field; "" for the record itself.

    Of several values that have a line each, `place` is that of the line.
    """

    kind: str
    id: UUID
    field: str
    place: int | None = None


def title_texts(context: Context, card: Card) -> tuple[str, str]:
    """Return the title of a card, and what stands at the right of it: kind, origin (LEAD-10)."""
    title = card.view.title
    if card.view.is_deleted:
        title = _("{title} (deleted)").format(title=title)
    return title, f"{_(KINDS[card.view.kind].label).lower()} · {origin_text(context, card)}"


def origin_text(context: Context, card: Card) -> str:
    """Say which lead a record came from, or who added it (FEATURES LEAD-10, COMP-04)."""
    origin = card.origin
    day = say_when(origin.created_at.astimezone(context.zone).date(), context.now())
    if origin.lead is not None:
        return _("from the lead “{title}”").format(title=one_line(origin.lead.title, 40))
    if origin.author:
        return _("added by {name}, {day}").format(name=origin.author, day=day)
    return _("added {day}").format(day=day)


def strip_cells(context: Context, card: Card) -> list[StripCell]:
    """Return the pinned values, and below them those of the linked records (DOC-06, DOC-07)."""
    own = [_value_cell(context, card, card.view, field) for field in header_fields(context, card)]
    return [*own, *(one for view in card.linked for one in _linked_cells(context, card, view))]


def _linked_cells(context: Context, card: Card, view: RecordView) -> Iterator[StripCell]:
    fields = block_fields(context, view.kind)
    told = [field for field in fields if view.values.get(field.name) not in (None, "", ())]
    # Where a field above has the name already, it needs no line of its own for nothing more.
    if told or not LINKED_FIELDS[card.view.kind]:
        title = f"{view.title}:" if told else view.title
        yield StripCell(FieldKey(view.kind, view.id, ""), title, is_first=True)
        for field in told:
            yield _value_cell(context, card, view, field)


def _value_cell(context: Context, card: Card, view: RecordView, field: Field) -> StripCell:
    key = FieldKey(view.kind, view.id, field.name)
    label = label_of(field) if view is card.view else _(field.label)
    text = one_line(shown_value(context, view, field), 100)
    if not text:
        return StripCell(key, f"{label} –", is_empty=True)
    is_plain = not field.is_custom and field.name not in _NAMED
    says_itself = field.type in _SAYS_ITSELF and is_plain
    return StripCell(key, text, "" if says_itself else label)


def shown_value(context: Context, view: RecordView, field: Field) -> str:
    """Return the value of a field as the card shows it; amounts with their currency."""
    value: Value = view.values.get(field.name)
    now = context.now()
    if view.kind == "product" and field.name == "section" and (section := section_of(view)):
        return say_path(path_of(context, section))
    if isinstance(value, Deadline) and not view.values.get("done_at"):
        said = show_value(context, field, value, now=now)
        left = describe_time_left(value.at, value.on, now)
        return f"{said} · {left}" if left else said
    currency = view.values.get("currency")
    return show_value(context, field, value, str(currency or ""), now=now)


def label_of(field: Field) -> str:
    """Return how a field is called on a card (FEATURES DOC-03)."""
    return field.label if field.first_label else _(field.label)  # names people gave stay theirs
