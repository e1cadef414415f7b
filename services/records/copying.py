"""Copies the values of a record into a new one (FEATURES COMP-03, exam A15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from domain.query.names import Options
from domain.records.fields import Field
from domain.records.references import Reference
from domain.records.values import AttachedFile, Choice, Value
from services.context import Context
from services.records.use_cases import show_record
from storage.reads.options import read_options

OWN: Final = {
    "contact": ("birth_date",),
    "lead": ("junk_reason",),
    "deal": ("lost_reason",),
    "invoice": ("date", "due", "quote"),
    "quote": ("date", "valid_until"),
    "own_company": ("is_default",),
    "activity": ("done_at", "outcome", "result", "duration_seconds", "attempt"),
}
"""Fields of each kind that belong to one record alone, beside `external_id`."""

_IN_PROGRESS: Final = {"status": ("open", "draft"), "stage": ("in_progress",)}
"""Fields whose value is copied only while the record is under way, with what it then means."""


def copy_values(context: Context, kind: str, key: UUID) -> Mapping[str, Value]:
    """Return the values with which the form of a new record opens, by the names of the fields.

    All that can be typed is copied, phones and e-mails too, but for what belongs to one record
    alone: its external id, the birthday of a person, what came of an activity, and a status or
    stage at which the other is over. Links to records in the bin stay behind, and so do files and
    what is chosen no more.
    Fields without a value are absent. Raises NotFound.
    """
    view = show_record(context, kind, key)
    left_out = {"external_id", *OWN.get(kind, ())}
    options = read_options(context.database.reader())
    copied: dict[str, Value] = {}
    for field in context.fields.of(kind):
        value = _copied(field, view.values[field.name], options)
        if (
            field.read_only
            or field.by_intake
            or field.name in left_out
            or value in (None, "", (), False)
        ):
            continue
        copied[field.name] = value
    return copied


def _copied(field: Field, value: Value, options: Options) -> Value:
    match value:
        case Choice(code) if code not in {o.code for o in options(field) if o.is_in_use}:
            return None
        case Choice(meaning=meant) if meant not in _IN_PROGRESS.get(field.name, (meant,)):
            return None
        case Reference(is_deleted=True) | AttachedFile():
            return None
        case tuple():
            return tuple(  # type: ignore[return-value]  # of what it was made of
                item for item in value if _copied(field, item, options) is not None
            )
    return value
