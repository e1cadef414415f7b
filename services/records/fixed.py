"""Records that stay as they are: converted leads (LEAD-09, exam B3), and events (HIST-03).

Issued documents stay where they are (INV-01); what they say is guarded by `storage.guards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.activities import EVENT, fixed_event_sentence
from domain.errors import NotAllowed
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS, issued_stay_sentence, number_stays_sentence
from domain.leads import read_only_sentence
from domain.records.references import Reference
from domain.records.values import RecordView
from services.context import Context
from storage.portions import portions
from storage.reads.sql import Sql

if TYPE_CHECKING:
    from storage.tables.base import Record
    from storage.unit import Unit


_IS_EVENT: Final = f"(r.kind = '{EVENT}' AND r.done_at IS NOT NULL)"
"""The condition that an activity `r` is an event that happened."""


_HAS_DOCUMENTS: Final = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} x WHERE x.own_company_id = r.id)"
    for table in ("invoice", "quote", "number_series")
)
"""The condition that documents are issued in the name of an own company `r`, or numbered so."""


def check_may_go(unit: Unit, kind: str, record: Record) -> None:
    """Raise NotAllowed for a record that stays where it is, see `undeletable`."""
    check_deletable(record)
    if kind == "own_company" and (stays := undeletable(kind)) is not None:
        condition, sentence = stays
        if unit.connection.execute(
            f"SELECT 1 FROM own_company r WHERE r.id = ? AND ({condition.text})",
            (record.id.bytes,),
        ).fetchone():
            raise NotAllowed(sentence)


def check_deletable(record: Record) -> None:
    """Raise NotAllowed for a lead that was converted, and for an issued document."""
    if getattr(record, "issued_at", None) is not None:
        raise NotAllowed(number_stays_sentence(str(getattr(record, "number", ""))))
    _check_not_converted(record)


def _check_not_converted(record: Record) -> None:
    if getattr(record, "converted_at", None) is not None:
        raise NotAllowed(read_only_sentence())


def check_changeable(record: Record) -> None:
    """Raise NotAllowed for a lead that was converted, and for an event."""
    _check_not_converted(record)
    if getattr(record, "kind", "") == EVENT and getattr(record, "done_at", None) is not None:
        raise NotAllowed(fixed_event_sentence())


def check_changeable_view(view: RecordView) -> None:
    """Raise NotAllowed as `check_changeable` does, for a record as it is read."""
    if view.kind == "lead" and view.values["converted_at"] is not None:
        raise NotAllowed(read_only_sentence())
    if view.kind == "activity" and is_event(view):
        raise NotAllowed(fixed_event_sentence())


def is_event(view: RecordView) -> bool:
    """Say whether an activity is an event that happened."""
    return view.values["kind"] == EVENT and view.values["done_at"] is not None


def are_events(context: Context, activities: Sequence[UUID]) -> bool:
    """Say whether all of these activities are events that happened."""
    connection = context.database.reader()
    for some in portions(activities):
        marks = ", ".join("?" for _key in some)
        (count,) = connection.execute(
            f"SELECT count(*) FROM activity r WHERE r.id IN ({marks}) AND {_IS_EVENT}",
            [key.bytes for key in some],
        ).fetchone()
        if count < len(some):
            return False
    return bool(activities)


def check_may_change(context: Context, record: Reference) -> RecordView:
    """Return a record that may be changed. Raises NotFound, and NotAllowed for one that may not."""
    from services.records.use_cases import show_record

    view = show_record(context, record.kind, record.id)
    check_changeable_view(view)
    return view


def undeletable(kind: str) -> tuple[Sql, str] | None:
    """Return the condition that a record `r` of a kind stays where it is, with what is said."""
    if kind in DOCUMENTS:
        return Sql("r.issued_at IS NOT NULL"), issued_stay_sentence()
    if kind == "own_company":
        stays = _("An own company stays while documents or numbers are its.")
        return Sql(f"({_HAS_DOCUMENTS})"), stays
    return _converted(kind)


def _converted(kind: str) -> tuple[Sql, str] | None:
    if kind != "lead":
        return None
    return Sql("r.converted_at IS NOT NULL"), read_only_sentence()


def unchangeable(kind: str) -> tuple[Sql, str] | None:
    """Return the condition that a record `r` of a kind is read-only, with what is said of it."""
    if kind != "activity":
        return _converted(kind)
    return Sql(_IS_EVENT), fixed_event_sentence()
