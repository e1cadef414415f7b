"""Changes of pipelines and stages, which only an administrator makes (FEATURES DEAL-02, IMPL-06).

Names, colours, meanings, probabilities and the order of stages are those of dictionaries, see
`services.dictionaries`; what a stage asks for stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.pipelines import LOST, SHIPPED_STAGES, STALE_DAYS, WON, stale_setting
from domain.records.fields import Field
from domain.text import fold, free_name, on_one_line, spaced, strip_control, words
from services.activities.checklist import read_items
from services.activities.templates import TaskTemplate, list_templates, templates_with
from services.context import Context
from services.deals.pipelines import (
    PipelineView,
    StageView,
    find_pipeline,
    read_pipelines,
    stage_of,
    task_keys,
)
from services.deals.steps import pipeline_of
from services.dictionaries.changing import (
    ValueEdit,
    add_value_within,
    change_within,
    check_may_change,
    editing,
)
from services.layouts import laid_out_fields
from services.records.use_cases import load_writing
from services.settings import write_setting

if TYPE_CHECKING:
    from storage.tables import Pipeline, Stage
    from storage.unit import Unit

LONGEST_NAME: Final = 60
"""Characters that the name of a pipeline may have."""

LONGEST_STALE_DAYS: Final = 3_650
"""Days after which a deal may be said to be stale."""

_FIRST_STAGES: Final = ("new", WON, LOST)
"""Codes of the shipped stages as which those of a new pipeline begin: one of each meaning."""


@dataclass(frozen=True, slots=True)
class StageEdit:
    """What is to be changed of what a stage asks for; None leaves it as it is.

    `needs` are names of fields, `check_list` are lines, `tasks` the keys of templates of which
    tasks are made when a deal comes to the stage (IMPL-07).
    After `stale_days` days a deal that is under way there is stale, at least 1.
    """

    hint: str | None = None
    script: str | None = None
    needs: Sequence[str] | None = None
    check_list: Sequence[str] | None = None
    tasks: Sequence[UUID] | None = None
    stale_days: int | None = None


def add_pipeline(context: Context, label: str, like: str = "") -> PipelineView:
    """Add a pipeline behind the others, with the stages of another one where it is named.

    Else it has a stage of each meaning. Raises NotAllowed, NotFound and BadInput.
    """
    from storage.tables import Pipeline, StageTask

    check_may_change(context)
    load_writing()
    model = find_pipeline(context, like) if like else None
    with context.database.write(context.actor, "add_pipeline") as unit:
        known = read_pipelines(unit.connection)
        name = _free_label(known, label)
        code = free_name("_".join(words(name)) or "pipeline", {one.code for one in known})
        sort = unit.connection.execute("SELECT coalesce(max(sort), -1) + 1 FROM pipeline")
        row = unit.add(Pipeline(code=code, name=name, sort=sort.fetchone()[0]))
        taken = {stage.code for one in known for stage in one.stages}
        if model is None:
            for place, shipped in enumerate(_FIRST_STAGES):
                unit.add(_begun(row, free_name(f"{code}_{shipped}", taken), shipped, place))
        else:
            for place, stage in enumerate(model.in_use):
                free = free_name(f"{code}_{stage.code}", taken)
                taken.add(free)
                copy = unit.add(_copied(row, free, stage, place))
                _set_stale_days(unit, copy, stage.stale_days)
                for sort_, template in enumerate(task_keys(unit.connection, stage.id)):
                    unit.add(StageTask(stage_id=copy.id, template_id=template, sort=sort_))
        return next(one for one in read_pipelines(unit.connection) if one.id == row.id)


def _begun(pipeline: Pipeline, code: str, shipped: str, sort: int) -> Stage:
    """Return a stage of a new pipeline that begins as a shipped one is."""
    from storage.tables import Stage

    like = SHIPPED_STAGES[shipped]
    return Stage(
        pipeline_id=pipeline.id,
        code=code,
        name=_(like.name),
        sort=sort,
        meaning=like.meaning,
        probability=like.probability,
        check_list="\n".join(map(_, like.check_list)),
    )


def _copied(pipeline: Pipeline, code: str, like: StageView, sort: int) -> Stage:
    """Return a stage of a pipeline that is as one of another pipeline."""
    from storage.tables import Stage

    return Stage(
        pipeline_id=pipeline.id,
        code=code,
        name=like.label,
        sort=sort,
        meaning=like.meaning,
        probability=like.probability,
        color=like.color,
        hint=like.hint,
        script=like.script,
        required_fields=",".join(like.needs),
        check_list="\n".join(like.check_list),
    )


def rename_pipeline(context: Context, pipeline: str, label: str) -> None:
    """Give a pipeline another name; "" is the one that it came with.

    Raises NotAllowed, NotFound and BadInput.
    """
    check_may_change(context)
    with context.database.write(context.actor, "edit_pipeline") as unit:
        view, row = _row(context, unit, pipeline)
        name = on_one_line(label)
        if not name and view.shipped:
            row.name = ""
            return
        others = [one for one in read_pipelines(unit.connection) if one.id != view.id]
        name = _free_label(others, name)
        row.name = "" if name == view.shipped else name


def move_pipeline(context: Context, pipeline: str, place: int) -> None:
    """Put a pipeline at a place among those in use, 0 being the first; deals begin in the first.

    Raises NotAllowed, NotFound, and BadInput for one out of use.
    """
    from storage.tables import Pipeline

    check_may_change(context)
    with context.database.write(context.actor, "edit_pipeline") as unit:
        view = find_pipeline(context, pipeline)
        order = [one for one in read_pipelines(unit.connection) if one.is_active]
        moved = next((one for one in order if one.id == view.id), None)
        if moved is None:
            raise BadInput(
                _("“{label}” is out of use, so it has no place.").format(label=view.label)
            )
        order.remove(moved)
        order.insert(max(0, place), moved)
        for sort, one in enumerate(order):
            row = unit.get(Pipeline, one.id)
            assert row is not None
            row.sort = sort


def set_pipeline_active(context: Context, pipeline: str, *, is_active: bool) -> None:
    """Take a pipeline out of use, or back into it; deals that are in it stay there.

    Raises NotFound, and NotAllowed also for the last one in use.
    """
    check_may_change(context)
    with context.database.write(context.actor, "edit_pipeline") as unit:
        view, row = _row(context, unit, pipeline)
        others = [one for one in read_pipelines(unit.connection) if one.id != view.id]
        if not is_active and not any(one.is_active for one in others):
            raise NotAllowed(
                _(
                    "“{label}” is the only pipeline in use, so it stays: deals need one. Take "
                    "another one into use first."
                ).format(label=view.label)
            )
        row.is_active = is_active


def add_stage(
    context: Context, pipeline: str, label: str, value: ValueEdit, edit: StageEdit | None = None
) -> str:
    """Add a stage behind those of a pipeline; return its code.

    Raises NotAllowed, NotFound, and BadInput as `change_stage`.
    """
    found = find_pipeline(context, pipeline)
    load_writing()
    with editing(context, found.dictionary, "edit_stage") as edited:
        row = add_value_within(edited, label, value)
        edited.unit.session.flush()
        _shape(context, edited.unit, row, edit or StageEdit())
        return row.code


def change_stage(
    context: Context, stage: UUID, edit: StageEdit, value: ValueEdit | None = None
) -> None:
    """Change what a stage asks for, and what it is called and means.

    Raises NotAllowed, NotFound, and BadInput, naming what does not fit as the edits name it.
    """
    view, pipeline = stage_of(context, stage), pipeline_of(context, stage)
    assert pipeline is not None
    load_writing()
    with editing(context, pipeline.dictionary, "edit_stage") as edited:
        row = change_within(edited, view.code, value or ValueEdit())
        _shape(context, edited.unit, row, edit)


def askable_fields(context: Context) -> list[Field]:
    """Return the fields of a deal that a stage may require (IMPL-02).

    Why a deal is lost is asked for at every lost stage.
    """
    fields = laid_out_fields(context, "deal")
    return [field for field in fields if field.name not in ("stage", "lost_reason")]


def stage_tasks(context: Context, stage: UUID) -> list[TaskTemplate]:
    """Return the templates of which tasks are made at a stage, in their order (IMPL-07)."""
    connection = context.database.reader()
    return templates_with(connection, task_keys(connection, stage))


def offered_templates(context: Context) -> list[TaskTemplate]:
    """Return the templates of which a stage may make tasks: those that are everybody's."""
    return [one for one in list_templates(context) if one.is_shared]


def _shape(context: Context, unit: Unit, row: object, edit: StageEdit) -> None:
    """Write what a stage asks for; what is as it was shipped stays translated."""
    from storage.tables import Stage

    assert isinstance(row, Stage)
    shipped = SHIPPED_STAGES.get(row.code)
    if edit.hint is not None:
        hint = on_one_line(edit.hint)
        row.hint = None if shipped and hint == (shipped.hint and _(shipped.hint)) else hint
    if edit.script is not None:
        row.script = strip_control(edit.script).strip()
    if edit.needs is not None:
        row.required_fields = ",".join(_readable_needs(context, edit.needs))
    if edit.check_list is not None:
        lines = "\n".join(read_items([line for line in edit.check_list if line.strip()]))
        own = "\n".join(map(_, shipped.check_list)) if shipped else None
        row.check_list = None if lines == own else lines
    if edit.stale_days is not None:
        _set_stale_days(unit, row, edit.stale_days)
    if edit.tasks is not None:
        _set_tasks(unit, row, edit.tasks)


def _set_stale_days(unit: Unit, row: Stage, days: int) -> None:
    """Write after how many days deals at a stage are stale. Raises BadInput."""
    if not 1 <= days <= LONGEST_STALE_DAYS:
        raise BadInput(
            _("A number from {least} to {most} is expected.").format(
                least=1, most=spaced(LONGEST_STALE_DAYS)
            ),
            "stale_days",
        )
    value = None if days == STALE_DAYS else days
    write_setting(unit.connection, stale_setting(row.id), value)


def _readable_needs(context: Context, names: Sequence[str]) -> list[str]:
    """Return names of fields that a stage may require, in the order of fields. Raises BadInput."""
    known = [field.name for field in askable_fields(context)]
    for name in names:
        if name not in known:
            raise BadInput(
                _("No stage can require “{name}”. It can require: {known}.").format(
                    name=name, known=", ".join(known)
                ),
                "needs",
            )
    return [name for name in known if name in names]


def _set_tasks(unit: Unit, row: Stage, tasks: Sequence[UUID]) -> None:
    """Let tasks be made of these templates, and of no others."""
    from storage.tables import StageTask

    wanted = list(dict.fromkeys(tasks))
    if {one.id for one in templates_with(unit.connection, wanted)} != set(wanted):
        raise NotFound(_("This template is no longer there: somebody has deleted it."))
    present = task_keys(unit.connection, row.id)
    if wanted == present:
        return
    unit.connection.execute("DELETE FROM stage_task WHERE stage_id = ?", (row.id.bytes,))
    for sort, template in enumerate(wanted):
        unit.add(StageTask(stage_id=row.id, template_id=template, sort=sort))


def _row(context: Context, unit: Unit, pipeline: str) -> tuple[PipelineView, Pipeline]:
    from storage.tables import Pipeline

    view = find_pipeline(context, pipeline)
    row = unit.get(Pipeline, view.id)
    if row is None:
        raise NotFound(_("This pipeline is no longer there: somebody has taken it back."))
    return view, row


def _free_label(known: Sequence[PipelineView], label: str) -> str:
    """Return the name of a pipeline as it is kept. Raises BadInput."""
    name = on_one_line(label)
    if not name:
        raise BadInput(_("A pipeline needs a name."), "label")
    if len(name) > LONGEST_NAME:
        raise BadInput(
            _("The name has {length} characters; at most {limit} fit.").format(
                length=len(name), limit=LONGEST_NAME
            ),
            "label",
        )
    if any(fold(one.label) == fold(name) for one in known):
        raise BadInput(_("There is a pipeline “{label}” already.").format(label=name), "label")
    return name
