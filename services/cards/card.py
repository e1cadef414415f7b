"""What a card shows of its record before anything else: fields, origin, linked records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.records.fields import Field
from domain.records.layouts import Layout
from domain.records.references import Reference, references_in
from domain.records.values import RecordView
from services.context import Context
from services.deals.standing import DealStanding, standing_of
from services.layouts import layout_of
from storage.reads.leads import read_results_of
from storage.reads.origins import Origin, read_origin
from storage.reads.records import read_record

LINKED_FIELDS: Final = {
    "contact": ("companies",),
    "company": (),
    "deal": ("company", "contacts"),
    "lead": (),
    "invoice": ("company", "contact", "deal"),
    "quote": ("company", "contact", "deal"),
    "own_company": (),
    "product": (),
    "section": (),
    "activity": ("contacts", "companies", "leads"),
}
"""The fields of a kind whose first record has a block of its own in the header (FEATURES DOC-07).

A company has its main contact there, which no field of it holds, and a converted lead what it
became.
"""

BLOCK_FIELDS: Final = {
    "contact": ("position", "phones", "emails", "birth_date"),
    "company": ("phones", "emails"),
    "lead": ("phones", "emails"),
    "deal": (),
}
"""What the header shows of a linked record."""


@dataclass(frozen=True, slots=True)
class Card:
    """A record with its layout; `origin` tells how it came into being.

    `linked` are the records whose data stands in the header, too; `standing` is where a deal
    stands, None for other records.
    """

    view: RecordView
    layout: Layout
    origin: Origin
    linked: tuple[RecordView, ...]
    standing: DealStanding | None

    @property
    def reference(self) -> Reference:
        """What names the record."""
        return Reference(self.view.kind, self.view.id, self.view.title, self.view.is_deleted)


def read_card(context: Context, record: Reference) -> Card | None:
    """Return what the card of a record shows at once, None where there is no such record."""
    connection = context.database.reader()
    fields = context.fields.of(record.kind)
    view = read_record(connection, record.kind, record.id, fields)
    if view is None:
        return None
    origin = read_origin(connection, record.kind, record.id)
    linked = tuple(_linked_views(context, view, origin))
    standing = standing_of(context, view) if view.kind == "deal" else None
    return Card(view, layout_of(context, record.kind), origin, linked, standing)


def _linked_views(context: Context, view: RecordView, origin: Origin) -> list[RecordView]:
    names = LINKED_FIELDS[view.kind]
    found = [next(iter(references_in(view.values.get(name))), None) for name in names]
    if view.kind == "company":
        found = [origin.main_contact]
    if view.kind == "lead":
        found = [*read_results_of(context.database.reader(), view.id)]
    connection, registry = context.database.reader(), context.fields
    views = (
        read_record(connection, one.kind, one.id, registry.of(one.kind))
        for one in found
        if one is not None and not one.is_deleted
    )
    return [view for view in views if view is not None]


def header_fields(context: Context, card: Card) -> list[Field]:
    """Return the fields that are pinned above everything else (FEATURES DOC-06)."""
    return card.layout.pinned(context.fields.of(card.view.kind))


def block_fields(context: Context, kind: str) -> list[Field]:
    """Return the fields of a linked record of a kind that the header shows (FEATURES DOC-07)."""
    fields = {field.name: field for field in context.fields.of(kind)}
    return [fields[name] for name in BLOCK_FIELDS.get(kind, ()) if name in fields]
