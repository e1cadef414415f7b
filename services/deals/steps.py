"""The stage beside that at which deals are, along their pipeline (FEATURES DEAL-02)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from domain.choosing import Choices
from domain.errors import Conflict, NotFound
from domain.i18n import _
from domain.records.references import Reference
from services.context import Context
from services.deals.pipelines import (
    PipelineView,
    StageView,
    find_pipeline,
    list_pipelines,
    read_stage_views,
)
from storage.reads.call_context import read_open_deals

MOST_OPEN: Final = 20
"""How many deals in progress of a client are offered."""


def stages_for(context: Context, keys: Sequence[UUID]) -> list[StageView]:
    """Return the stages to which deals can be brought: those in use of their pipelines, in order.

    That at which a single deal is stands among them, also out of use.
    """
    present = set(_present(context, keys))
    stages = read_stage_views(context.database.reader())
    pipelines = {stage.pipeline for stage in stages if stage.id in present}
    return [
        stage
        for stage in stages
        if stage.pipeline in pipelines
        and (stage.is_active or (len(keys) == 1 and stage.id in present))
    ]


def open_deals(context: Context, records: Sequence[Reference]) -> list[Reference]:
    """Return the deals in progress of some clients, or those that are among the records, each once.

    They stand in the order of the records, the newest first; at most a screenful.
    """
    connection = context.database.reader()
    found = [
        one.deal
        for record in records
        for one in read_open_deals(connection, record.kind, record.id, MOST_OPEN)
    ]
    return list({deal.id: deal for deal in found}.values())[:MOST_OPEN]


def pipeline_of(context: Context, stage: UUID) -> PipelineView | None:
    """Return the pipeline that a stage belongs to, None where the stage is gone."""
    pipelines = list_pipelines(context, with_inactive=True)
    return next((one for one in pipelines if any(s.id == stage for s in one.stages)), None)


def stage_beside(context: Context, keys: Sequence[UUID], step: int) -> StageView:
    """Return the stage behind that of the deals (`step` 1), or the one before (-1).

    Raises Conflict where there is none, or the deals are not at the same stage, and NotFound.
    """
    present = set(_present(context, keys))
    if not present:
        raise NotFound(_("This deal is no longer there: somebody has deleted it."))
    if len(present) > 1:
        raise Conflict(_("These deals are not at the same stage: choose one for all of them."))
    here, stages = _along(context, present.pop())
    place = here + step
    if not 0 <= place < len(stages):
        raise Conflict(
            _("This is the last stage of the pipeline.")
            if step > 0
            else _("This is the first stage of the pipeline.")
        )
    return stages[place]


def _along(context: Context, present: UUID) -> tuple[int, list[StageView]]:
    """Return the stages in use of a pipeline and the one `present` in it, with its place there.

    One that is out of use stands where it stood when it was in use.
    """
    connection = context.database.reader()
    known = {stage.id: stage for stage in read_stage_views(connection)}
    rows = connection.execute(
        "SELECT id FROM stage WHERE pipeline_id = ? ORDER BY sort, code, id",
        (known[present].pipeline.bytes,),
    )
    every = [known[UUID(bytes=key)] for (key,) in rows.fetchall()]
    stages = [one for one in every if one.is_active or one.id == present]
    return [one.id for one in stages].index(present), stages


def _present(context: Context, keys: Sequence[UUID]) -> list[UUID]:
    """Return the stages of those deals that are there."""
    connection = context.database.reader()
    found = []
    for key in keys:
        row = connection.execute(
            "SELECT stage_id FROM deal WHERE id = ? AND deleted_at IS NULL", (key.bytes,)
        ).fetchone()
        if row is not None and row[0] is not None:
            found.append(UUID(bytes=row[0]))
    return found


def stage_choices(context: Context, present: str = "", pipeline: str = "") -> Choices:
    """Return what a form offers as the stage of a deal: codes and labels, in order.

    They are the stages in use of the pipeline with a code, else of that of the stage `present`,
    which is among them also out of use, else of the first pipeline.
    """
    stages = read_stage_views(context.database.reader())
    if pipeline:
        known = [find_pipeline(context, pipeline).id]
    else:
        known = [one.pipeline for one in stages if one.code == present]
        known += [one.id for one in list_pipelines(context)[:1]]
    return {
        one.code: one.label
        for one in stages
        if [one.pipeline] == known[:1] and (one.is_active or one.code == present)
    }


def pipeline_choices(context: Context, present: str = "") -> tuple[Choices, str]:
    """Return the pipelines that a deal may pass, and the code of that of the stage `present`.

    Without a stage it is the first one.
    """
    pipelines = list_pipelines(context, with_inactive=True)
    own = next((p for p in pipelines if any(s.code == present for s in p.stages)), None)
    offered = {p.code: p.label for p in pipelines if p.is_active or p is own}
    return offered, own.code if own else next(iter(offered), "")


def present_stage(context: Context, deal: UUID) -> StageView | None:
    """Return the stage at which a deal is, None where the deal is gone."""
    keys = set(_present(context, [deal]))
    stages = read_stage_views(context.database.reader())
    return next((stage for stage in stages if stage.id in keys), None)
