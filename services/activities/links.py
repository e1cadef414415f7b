"""Whom and what an activity concerns, who takes part in it, and the stage of its deal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from services.records.use_cases import existing_within

if TYPE_CHECKING:
    from services.context import Context
    from storage.tables import ActivityLink, Deal
    from storage.unit import Unit


def link_first(unit: Unit, activity: UUID, kind: str, key: UUID) -> None:
    """Make a record the main one of an activity; those it had stay, behind it."""
    rows = links_of(unit, activity)
    if rows and (rows[0].record_kind, rows[0].record_id) == (kind, key):
        return
    link(unit, activity, kind, key)
    rows = links_of(unit, activity)
    rows.sort(key=lambda row: (row.record_kind, row.record_id) != (kind, key))
    for sort, row in enumerate(rows):
        row.sort = sort


def link(unit: Unit, activity: UUID, kind: str, key: UUID) -> None:
    """Let an activity concern a record, last of all, unless it does already. Raises NotFound."""
    from storage.tables import ActivityLink

    rows = links_of(unit, activity)
    if any((row.record_kind, row.record_id) == (kind, key) for row in rows):
        return
    existing_within(unit, kind, key)
    sort = rows[-1].sort + 1 if rows else 0
    unit.add(ActivityLink(activity_id=activity, record_kind=kind, record_id=key, sort=sort))
    unit.session.flush()


def copy_links(unit: Unit, source: UUID, target: UUID) -> None:
    """Let a new activity concern what another does, also what is in the bin."""
    from storage.tables import ActivityLink

    for row in links_of(unit, source):
        unit.add(
            ActivityLink(
                activity_id=target,
                record_kind=row.record_kind,
                record_id=row.record_id,
                sort=row.sort,
            )
        )


def take_part(unit: Unit, activity: UUID, contacts: Sequence[UUID]) -> None:
    """Let contacts take part in an activity. Raises NotFound."""
    from sqlmodel import select

    from storage.tables import ActivityParticipant

    known = unit.session.exec(
        select(ActivityParticipant).where(ActivityParticipant.activity_id == activity)
    ).all()
    present = {(row.record_kind, row.record_id) for row in known}
    for sort, key in enumerate(dict.fromkeys(contacts), start=len(known)):
        if ("contact", key) not in present:
            existing_within(unit, "contact", key)
            unit.add(
                ActivityParticipant(
                    activity_id=activity, record_kind="contact", record_id=key, sort=sort
                )
            )


def set_stage(context: Context, unit: Unit, deal: UUID | None, stage: UUID | None) -> None:
    """Bring a deal to another stage of its pipeline, and do what follows from that.

    What the stage needs is not asked for here: a call is saved before the receiver is down. Raises
    NotFound, and BadInput for a stage without a deal or of another pipeline.
    """
    from services.deals.moving import settle_stage
    from storage.tables import Stage

    if stage is None:
        return
    if deal is None:
        raise BadInput(_("A stage is set for a deal: name the deal too."), "stage")
    row: Deal = existing_within(unit, "deal", deal)  # type: ignore[assignment]  # by its kind
    wanted = unit.get(Stage, stage)
    if wanted is None:
        raise NotFound(_("This stage is no longer there: somebody has deleted it."))
    present = unit.get(Stage, row.stage_id) if row.stage_id else None
    if present is not None and present.pipeline_id != wanted.pipeline_id:
        raise BadInput(_("This stage belongs to another pipeline than the deal."), "stage")
    if row.stage_id != stage:
        row.stage_id = stage
        settle_stage(context, unit, row)


def links_of(unit: Unit, activity: UUID) -> list[ActivityLink]:
    """Return what an activity concerns, the main record first."""
    from sqlmodel import col, select

    from storage.tables import ActivityLink

    return list(
        unit.session.exec(
            select(ActivityLink)
            .where(ActivityLink.activity_id == activity)
            .order_by(col(ActivityLink.sort), col(ActivityLink.id))
        )
    )
