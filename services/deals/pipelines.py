"""Pipelines and their stages, with what each of these asks for (FEATURES DEAL-02, IMPL-06)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.choosing import named
from domain.dictionaries import MEANINGS, STAGES
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.pipelines import IN_PROGRESS, SHIPPED_STAGES, stages_of, stale_before
from domain.query.printing import value_text
from domain.records.computed_fields import PIPELINE
from domain.records.values import Choice
from services.context import Context
from storage.reads.labels import choice_label, shipped_label
from storage.reads.staleness import STALE_DAYS_SQL


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage: what it is called and means, and what a deal needs there.

    `probability` is in percent. `needs` are names of fields (IMPL-02), `check_list` has what is to
    be fulfilled by then (DEAL-15). `hint` says what is to be done, `script` what is to be said
    (CALL-10). After `stale_days` days at a stage where it is under way a deal is stale.
    """

    id: UUID
    pipeline: UUID
    code: str
    label: str
    meaning: str
    probability: int
    color: str
    is_active: bool
    hint: str
    script: str
    needs: tuple[str, ...]
    check_list: tuple[str, ...]
    stale_days: int

    @property
    def choice(self) -> Choice:
        """The stage as the value of a field."""
        return Choice(self.code, self.label, self.meaning)

    @property
    def meaning_label(self) -> str:
        """The meaning in words."""
        return _(MEANINGS[STAGES].get(self.meaning, self.meaning))

    @property
    def is_open(self) -> bool:
        """Whether deals here are under way."""
        return self.meaning == IN_PROGRESS

    def is_stale(self, since: datetime, now: datetime) -> bool:
        """Say whether a deal that came here at `since` has been here for too long."""
        return self.is_open and since < stale_before(now, self.stale_days)


@dataclass(frozen=True, slots=True)
class PipelineView:
    """A pipeline and its stages in order, those out of use last.

    `shipped` is the name that it came with, "" for one that was added.
    """

    id: UUID
    code: str
    label: str
    is_active: bool
    stages: tuple[StageView, ...]
    shipped: str = ""

    @property
    def in_use(self) -> tuple[StageView, ...]:
        """The stages that are in use."""
        return tuple(stage for stage in self.stages if stage.is_active)

    @property
    def dictionary(self) -> str:
        """The code of the dictionary that its stages are kept as."""
        return stages_of(self.code)

    @property
    def filter(self) -> str:
        """The filter that its deals pass, and no others."""
        return f"{PIPELINE}:{value_text(self.code)}"

    @property
    def first(self) -> StageView | None:
        """The stage at which its deals begin."""
        return next((stage for stage in self.in_use if stage.meaning == IN_PROGRESS), None)


def list_pipelines(context: Context, *, with_inactive: bool = False) -> list[PipelineView]:
    """Return the pipelines in their order, those out of use last where they are asked for."""
    return [
        one for one in read_pipelines(context.database.reader()) if one.is_active or with_inactive
    ]


def read_pipelines(connection: sqlite3.Connection) -> list[PipelineView]:
    """Return all pipelines in their order, those out of use last."""
    stages = read_stage_views(connection)
    rows = connection.execute(
        "SELECT id, code, name, is_active FROM pipeline ORDER BY NOT is_active, sort, id"
    )
    return [
        PipelineView(
            UUID(bytes=key),
            code or key.hex(),
            choice_label(PIPELINE, code, name),
            bool(is_active),
            tuple(stage for stage in stages if stage.pipeline.bytes == key),
            shipped_label(PIPELINE, code),
        )
        for key, code, name, is_active in rows
    ]


def pipeline_is_active(connection: sqlite3.Connection, stage: StageView) -> bool:
    """Say whether the pipeline of a stage takes new deals."""
    row = connection.execute(
        "SELECT is_active FROM pipeline WHERE id = ?", (stage.pipeline.bytes,)
    ).fetchone()
    return row is not None and bool(row[0])


def out_of_use_sentence() -> BadInput:
    """Return what refuses to bring a deal into a pipeline that takes no new ones."""
    return BadInput(
        _("This pipeline is out of use and takes no new deals: choose a stage of another one."),
        "stage",
    )


def find_pipeline(context: Context, text: str) -> PipelineView:
    """Return the pipeline with this code or label, or the only one that begins so.

    "" means the first one. Raises NotFound with those that there are.
    """
    known = list_pipelines(context, with_inactive=bool(text))
    found = known[:1] if not text else named(((one, (one.code, one.label)) for one in known), text)
    if len(found) == 1:
        return found[0]
    raise NotFound(
        _("There is no pipeline “{name}”. There are: {known}.").format(
            name=text, known=", ".join(one.code for one in known)
        )
    )


def find_stage(context: Context, text: str, beside: UUID | None = None) -> StageView:
    """Return the stage with this code or name, or the only one that begins so.

    A name means one of the pipeline in which the deal `beside` is, else of the first pipeline that
    has it. Raises NotFound with the stages that there are.
    """
    connection = context.database.reader()
    row = connection.execute(
        "SELECT s.pipeline_id FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.id = ?",
        (beside.bytes if beside else None,),
    ).fetchone()
    known = list_pipelines(context, with_inactive=True)
    near = sorted(known, key=lambda one: row is None or one.id.bytes != row[0])
    stages = [stage for one in near for stage in one.stages]
    for stage in stages:
        if stage.code == text:
            return stage
    for one in near:
        found = named(((stage, (stage.label, stage.code)) for stage in one.stages), text)
        if len(found) == 1:
            return found[0]
    raise NotFound(
        _("There is no one stage “{name}”. There are: {known}.").format(
            name=text, known=", ".join(stage.code for stage in stages)
        )
    )


def stage_of(context: Context, key: UUID) -> StageView:
    """Return a stage. Raises NotFound where it was deleted."""
    return existing_stage(context.database.reader(), key)


def existing_stage(connection: sqlite3.Connection, key: UUID) -> StageView:
    """Return a stage, read within a use case. Raises NotFound where it was deleted."""
    for stage in read_stage_views(connection, key):
        return stage
    raise NotFound(_("This stage is no longer there: somebody has deleted it."))


def read_stage_views(connection: sqlite3.Connection, key: UUID | None = None) -> list[StageView]:
    """Return all stages by the order of their pipelines, or the one with a key."""
    rows = connection.execute(
        "SELECT s.id, s.pipeline_id, s.code, s.name, s.meaning, s.probability, s.color, "
        f"s.is_active, s.hint, s.script, s.required_fields, s.check_list, {STALE_DAYS_SQL} "
        "FROM stage s JOIN pipeline p ON p.id = s.pipeline_id WHERE ?1 IS NULL OR s.id = ?1 "
        "ORDER BY p.sort, p.id, NOT s.is_active, s.sort, s.code, s.id",
        (key.bytes if key else None,),
    )
    return [_stage(*row) for row in rows]


def task_keys(connection: sqlite3.Connection, stage: UUID) -> list[UUID]:
    """Return the templates of which tasks are made at a stage, in their order (IMPL-07)."""
    rows = connection.execute(
        "SELECT template_id FROM stage_task WHERE stage_id = ? ORDER BY sort, id", (stage.bytes,)
    )
    return [UUID(bytes=key) for (key,) in rows.fetchall()]


def _stage(
    key: bytes,
    pipeline: bytes,
    code: str,
    name: str,
    meaning: str,
    probability: int,
    color: str,
    is_active: int,
    hint: str | None,
    script: str | None,
    needs: str | None,
    check_list: str | None,
    stale_days: int,
) -> StageView:
    """Return a stage as it is shown: what nobody has changed is as it was shipped."""
    shipped = SHIPPED_STAGES.get(code)
    if hint is None:
        hint = _(shipped.hint) if shipped and shipped.hint else ""
    if needs is None:
        needs = ",".join(shipped.needs) if shipped else ""
    if check_list is None:
        check_list = "\n".join(_(line) for line in shipped.check_list) if shipped else ""
    return StageView(
        UUID(bytes=key),
        UUID(bytes=pipeline),
        code,
        choice_label("stage", code, name),
        meaning,
        probability,
        color,
        bool(is_active),
        hint,
        script or "",
        tuple(filter(None, needs.split(","))),
        tuple(filter(None, check_list.split("\n"))),
        stale_days,
    )
