"""What the card of an activity tells of its CRM elements, without leaving it (FEATURES TASK-06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.activity_forms import element_fields
from domain.records.fields import Field
from domain.records.references import Reference, references_in
from domain.records.values import RecordView
from services.clients import ClientGlance, glance_at_client
from services.context import Context

MOST: Final = 12
"""Of how many elements the card tells; the others are named by their fields."""

_FIELDS: Final = {
    "contact": ("companies", "position", "phones", "emails", "comment"),
    "company": ("phones", "emails", "city", "comment"),
    "lead": ("status", "company_title", "phones", "emails", "comment"),
    "deal": ("stage", "amount", "company", "contacts", "close_date", "comment"),
}
"""The main fields of each kind."""


def elements_of(context: Context, view: RecordView) -> list[Reference]:
    """Return the elements of an activity that are not in the bin, deals first."""
    links = element_fields(context.fields.of("activity"))
    kinds = sorted(links, key=lambda kind: kind != "deal")
    found = (one for kind in kinds for one in references_in(view.values.get(links[kind].name)))
    return [one for one in found if not one.is_deleted]


def glance_at_elements(context: Context, view: RecordView) -> list[ClientGlance]:
    """Return the first elements of an activity with their last and their next steps."""
    found = elements_of(context, view)[:MOST]
    glances = (glance_at_client(context, one, past=2, planned=2) for one in found)
    return [glance for glance in glances if glance is not None]


def main_fields(context: Context, kind: str) -> Sequence[Field]:
    """Return the fields that tell most of a record of a kind; of a kind without any, the first."""
    fields = context.fields.of(kind)
    known = {field.name: field for field in fields}
    return [known[name] for name in _FIELDS.get(kind, ()) if name in known] or fields[:5]
