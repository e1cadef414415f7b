"""Where a lead stands: moved from status to status, or called junk (FEATURES LEAD-03, LEAD-12)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, Conflict
from domain.i18n import _
from domain.leads import JUNK, OPEN, STATUSES
from services.context import Context
from services.leads.picking import LeadOutcome, pick_leads
from services.leads.rules import keep_junk_reason
from services.records.use_cases import load_writing
from storage.reads.dictionary_values import read_choices

if TYPE_CHECKING:
    from storage.tables import Lead


@dataclass(frozen=True, slots=True)
class Status:
    """A status of leads: its key, its place among all, what it means, and whether it is in use.

    `label` is how it is called.
    """

    id: UUID
    sort: int
    meaning: str
    is_active: bool
    label: str


class LastStatus(Conflict):
    """A lead is in the last of the statuses; `status` is how it is called."""

    def __init__(self, status: str) -> None:
        said = _("The status is “{status}”, the last one: convert the lead, or call it junk.")
        super().__init__(said.format(status=status))
        self.status = status


def move_status(context: Context, keys: Sequence[UUID], step: int) -> LeadOutcome:
    """Move leads to the next open status (`step` 1) or the previous one (-1), in their order.

    Junk has none after it; the one before brings it back. Neither junk nor converted is reached
    this way. Raises Conflict where no lead has such a status, LastStatus where that is a single one
    that has come to the end, NotAllowed and NotFound.
    """
    with context.database.write(context.actor, "move_lead") as unit:
        statuses = _statuses(unit.connection)
        labels = {status.id: status.label for status in statuses}
        picked = pick_leads(unit, keys)
        single = picked.fit[0] if len(keys) == 1 else None

        def move(lead: Lead) -> bool:
            status = _neighbour(statuses, lead.status_id, step)
            if status is None and lead is single and step > 0 and lead.status_id:
                raise LastStatus(labels[lead.status_id])
            if status is None:
                return False
            lead.status_id, lead.junk_reason_id = status.id, None
            return True

        outcome = picked.apply(move, lambda: _at_the_end(step))
        if single is None or single.status_id is None:
            return outcome
        return replace(outcome, status=labels[single.status_id])


def set_status(context: Context, keys: Sequence[UUID], status: str) -> LeadOutcome:
    """Bring leads to a status, named by its code or its label.

    Raises BadInput for an unknown status and for the one that only conversion gives, NotAllowed
    and NotFound.
    """
    load_writing()
    from services.records.coercion import Coercion

    with context.database.write(context.actor, "move_lead") as unit:
        field = context.fields.get("lead", "status")
        wanted: UUID | None = Coercion(context, unit.connection).value(field, status)
        if wanted is None:
            raise BadInput(_("Name a status; “crm dictionary list lead_status” lists them."))

        def change(lead: Lead) -> bool:
            lead.status_id = wanted
            keep_junk_reason(unit.connection, lead, is_given=False)
            return True

        return pick_leads(unit, keys).apply(change, str)


def mark_junk(context: Context, keys: Sequence[UUID], reason: str) -> LeadOutcome:
    """Take leads out of the process for a reason, named by its code or its label (LEAD-12).

    Those that are junk already get this reason. Raises BadInput where the reason is missing or
    unknown, NotAllowed and NotFound.
    """
    load_writing()
    from services.records.coercion import Coercion

    with context.database.write(context.actor, "junk_lead") as unit:
        field = context.fields.get("lead", "junk_reason")
        wanted: UUID | None = Coercion(context, unit.connection).value(field, reason)
        if wanted is None:
            raise BadInput(_("Say why: a reason is needed."), "junk_reason")
        (junk, *_others) = [s for s in _statuses(unit.connection) if s.meaning == JUNK]

        def change(lead: Lead) -> bool:
            lead.status_id, lead.junk_reason_id = junk.id, wanted
            return True

        return pick_leads(unit, keys).apply(change, str)


def _statuses(connection: sqlite3.Connection) -> list[Status]:
    """Return all statuses in their order, those out of use as well."""
    values = read_choices(connection, STATUSES)
    return [
        Status(
            UUID(bytes=value.id),
            value.sort,
            value.meaning,
            bool(value.is_active),
            value.shown_in(STATUSES),
        )
        for value in sorted(values, key=lambda value: (value.sort, value.id))
    ]


def _neighbour(statuses: Sequence[Status], present: UUID | None, step: int) -> Status | None:
    """Return the open status in use that comes next in a direction, None where there is none."""
    places = {status.id: place for place, status in enumerate(statuses)}
    place = places.get(present, -1) if present else -1
    if place >= 0 and statuses[place].meaning == JUNK:
        # Junk is the end of the way, wherever it stands in the list.
        place = len(statuses)
    behind = [s for s in statuses[place + 1 :] if _is_open(s)]
    before = [s for s in statuses[: max(place, 0)] if _is_open(s)]
    if step > 0:
        return next(iter(behind), None)
    return before[-1] if before else None


def _is_open(status: Status) -> bool:
    return status.is_active and status.meaning == OPEN


def _at_the_end(step: int) -> str:
    if step > 0:
        return _("There is no further status: convert the lead, or call it junk.")
    return _("There is no status before this one.")
