"""Where a deal stands: its stage among those of its pipeline, and what comes next (DEAL-09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.pipelines import IN_PROGRESS
from domain.records.values import Choice, RecordView
from services.context import Context
from services.deals.pipelines import StageView, read_stage_views
from storage.reads.glance import PlannedActivity, read_planned


@dataclass(frozen=True, slots=True)
class DealStanding:
    """A deal's `stage` and since when it is there, all `stages` of its pipeline that are in use.

    `next_step` is the nearest open activity, None where nothing is planned.
    """

    stage: StageView
    stages: tuple[StageView, ...]
    since: datetime | None
    next_step: PlannedActivity | None

    @property
    def lacks_step(self) -> bool:
        """Whether the deal is under way and nothing is planned with it (FEATURES DEAL-12)."""
        return self.next_step is None and self.stage.meaning == IN_PROGRESS


def standing_of(context: Context, view: RecordView) -> DealStanding | None:
    """Return where a deal stands that was read with all its fields, None where it has no stage."""
    connection = context.database.reader()
    shown = view.values.get("stage")
    every = read_stage_views(connection)
    code = shown.code if isinstance(shown, Choice) else ""
    stage = next((one for one in every if one.code == code), None)
    if stage is None:
        return None
    since = view.values.get("stage_at")
    planned = read_planned(connection, "deal", view.id, 1, context.zone)
    return DealStanding(
        stage,
        tuple(
            one
            for one in every
            if one.pipeline == stage.pipeline and (one.is_active or one.id == stage.id)
        ),
        since if isinstance(since, datetime) else None,
        next(planned, None),
    )
