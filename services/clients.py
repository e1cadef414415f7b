"""What one wants to see of a client at a glance: who it is, what was last, what comes next."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from uuid import UUID

from domain.records.references import Reference
from domain.records.values import RecordView
from services.context import Context
from services.records.use_cases import show_record
from storage.reads.glance import PastActivity as PastActivity
from storage.reads.glance import PlannedActivity as PlannedActivity
from storage.reads.glance import read_past, read_planned
from storage.reads.records import read_record
from storage.reads.related import read_people


@dataclass(frozen=True, slots=True)
class ClientGlance:
    """A client at a glance: its fields, the last contacts and the next steps, the nearest first."""

    view: RecordView
    past: tuple[PastActivity, ...]
    planned: tuple[PlannedActivity, ...]


def glance_at_client(
    context: Context,
    reference: Reference,
    connection: sqlite3.Connection | None = None,
    *,
    past: int = 6,
    planned: int = 4,
    in_bin: bool = False,
) -> ClientGlance | None:
    """Return what is shown beside a list of the record; None when it has gone.

    With `in_bin` it is one of the bin, and None when it has come back. At most `past` and
    `planned` activities are read.
    """
    connection = connection or context.database.reader()
    fields = context.fields.of(reference.kind)
    view = read_record(connection, reference.kind, reference.id, fields)
    if view is None or view.is_deleted != in_bin:
        return None
    return ClientGlance(
        view,
        tuple(read_past(connection, reference.kind, reference.id, limit=past)),
        tuple(read_planned(connection, reference.kind, reference.id, planned, context.zone)),
    )


def people_of(context: Context, company: UUID) -> list[Reference]:
    """Return all contacts of a company, by name (FEATURES COMP-08)."""
    return read_people(context.database.reader(), company)


def client_of(context: Context, activity: UUID) -> Reference | None:
    """Return the client of an activity: a contact before a company, a company before a lead.

    Raises NotFound where the activity is gone.
    """
    values = show_record(context, "activity", activity).values
    for name in ("contacts", "companies", "leads"):
        linked = values[name]
        if isinstance(linked, tuple) and linked and isinstance(linked[0], Reference):
            return linked[0]
    return None
