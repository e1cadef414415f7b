"""The pipelines of deals: their stages, what each asks for, and the funnel beside (IMPL-06)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.binding import BindingType

from domain.bars import bar
from domain.check_lists import tick_mark
from domain.errors import CrmError
from domain.i18n import _, ngettext
from domain.money import format_amount
from domain.paging import FixedRows
from domain.records.kinds import KINDS
from domain.text import spaced
from screens.actions import PIPELINES, bindings_of
from screens.list_dialog import ListLine
from screens.settings.groups_screen import FactsBeside
from screens.settings.pipeline_dialogs import PipelineDialog
from screens.settings.values_screen import ValuesScreen
from screens.tick_dialog import TickDialog
from services.activities.templates import TaskTemplate
from services.deals.funnel import Funnel, read_funnel
from services.deals.pipelines import PipelineView, StageView, list_pipelines
from services.deals.shaping import (
    StageEdit,
    askable_fields,
    change_stage,
    move_pipeline,
    offered_templates,
    rename_pipeline,
    set_pipeline_active,
    stage_tasks,
)
from services.dictionaries.reading import ValueView
from widgets.facts import Block, FactsPane
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

BAR_CELLS = 6
"""Cells that the bar of the stage with the most deals has."""


class PipelinesScreen(FactsBeside[PipelineView, ValueView], ValuesScreen[PipelineView]):
    """The pipelines, the stages of that under the cursor, and what these ask for and hold.

    Among the pipelines the keys act on a pipeline, among the stages on a stage.
    """

    target = PIPELINES
    follows = frozenset({"pipeline", "stage", "stage_task", "task_template", "setting", *KINDS})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PIPELINES)]

    def __init__(self) -> None:
        super().__init__()
        self._funnel: Funnel | None = None

    def make_groups(self) -> RecordList[ListLine[PipelineView]]:
        """Return the list of pipelines."""
        names = (Column("label", _("Pipelines"), 10, weight=1),)
        return RecordList(ColumnPainter(names, _cells), self._all(), id="groups")

    def _all(self) -> FixedRows[ListLine[PipelineView]]:
        known = list_pipelines(self.context, with_inactive=True)
        return FixedRows([ListLine(one.code, one) for one in known])

    @property
    def pipeline(self) -> PipelineView | None:
        """The pipeline under the cursor."""
        line = self.groups.row
        return line.item if line else None

    @property
    def stage(self) -> StageView | None:
        """The stage under the cursor."""
        value, pipeline = self.value, self.pipeline
        if value is None or pipeline is None:
            return None
        return next((one for one in pipeline.stages if one.id == value.id), None)

    @property
    def dictionary(self) -> str:
        """The code of the dictionary that the stages of the pipeline are kept as."""
        return self.pipeline.dictionary if self.pipeline else ""

    def dictionary_label(self) -> str:
        """Return what the column of stages is called."""
        return _("Stages")

    @property
    def is_among_pipelines(self) -> bool:
        """Whether the keys act on a pipeline."""
        return self.groups.has_focus

    def follow_changes(self) -> None:
        """Show the pipelines and stages that there are by now."""
        self.groups.set_source(self._all())
        self.show_members()

    def show_members(self, *, keep_cursor: bool = True) -> None:
        """Show the stages as they are now; what is at each comes late."""
        super().show_members(keep_cursor=keep_cursor)
        self.explain()
        self._add_up()

    def action_pane(self, step: int) -> None:
        """Go to the stages, or back to the pipelines."""
        super().action_pane(step)
        self.call_after_refresh(self.explain)

    @work(group="funnel", exclusive=True)
    async def _add_up(self) -> None:
        """Add up what is at each stage, beside the screen."""
        pipeline = self.pipeline
        if pipeline is None:
            return
        try:
            self._funnel = await asyncio.to_thread(read_funnel, self.context, pipeline)
        except CrmError as error:
            self.say(str(error), "error")
        self.explain()

    @on(RecordList.Highlighted, "#members")
    def explain(self) -> None:
        """Show what the stage asks for, and the funnel of the pipeline."""
        pipeline, stage = self.pipeline, self.stage
        blocks: list[Block] = []
        if stage is not None and self.members.has_focus:
            blocks = facts_of_stage(stage, self._labels(), stage_tasks(self.context, stage.id))
        funnel = self._funnel
        if pipeline is not None and funnel is not None and funnel.pipeline.id == pipeline.id:
            blocks.append(block_of_funnel(funnel))
        self.query_one(FactsPane).show(blocks)

    def _labels(self) -> Mapping[str, str]:
        return {field.name: _(field.label) for field in self.context.fields.of("deal")}

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        if self.is_among_pipelines and self.pipeline:
            return self.pipeline.label
        return super().menu_title()

    # What is done with pipelines, and with stages where the cursor is among them.

    def action_new(self) -> None:
        """Add a pipeline or a stage."""
        if not self.is_among_pipelines:
            super().action_new()
        elif self.may_change():
            self.app.push_screen(PipelineDialog(), self._pipeline_added)

    def action_copy(self) -> None:
        """Add a pipeline with the stages of this one."""
        if self.pipeline and self.may_change():
            self.app.push_screen(PipelineDialog(model=self.pipeline), self._pipeline_added)

    def _pipeline_added(self, code: str | None) -> None:
        if code:
            self.groups.set_source(self._all())
            self.groups.move_to(code)
            self.show_members(keep_cursor=False)
            self.say(_("Added. u takes it back."))

    def action_edit(self) -> None:
        """Rename the pipeline, or change the stage."""
        if not self.is_among_pipelines:
            super().action_edit()
        elif self.pipeline and self.may_change():
            self.app.push_screen(PipelineDialog(self.pipeline), self._pipeline_changed)

    def _pipeline_changed(self, code: str | None) -> None:
        if code:
            self.tell(_("Changed. u takes it back."))

    def action_reset(self) -> None:
        """Give the pipeline, or the stage, the name back that it came with."""
        pipeline = self.pipeline
        if not self.is_among_pipelines or pipeline is None:
            super().action_reset()
        elif not pipeline.shipped:
            self.say(_("It was added here, so it has no other name."))
        else:
            act = partial(rename_pipeline, self.context, pipeline.code, "")
            self.change(act, _("It is called “{label}” again.").format(label=pipeline.shipped))

    def action_move(self, step: int) -> None:
        """Put the pipeline, or the stage, before or behind its neighbour."""
        pipeline = self.pipeline
        if not self.is_among_pipelines or pipeline is None:
            super().action_move(step)
            return
        order = [one.id for one in list_pipelines(self.context)]
        place = (order.index(pipeline.id) if pipeline.id in order else 0) + step
        act = partial(move_pipeline, self.context, pipeline.code, place)
        self.change(act, _("Moved; deals begin in the first one. u takes it back."))

    def action_retire(self) -> None:
        """Take the pipeline, or the stage, out of use, or back into it."""
        pipeline = self.pipeline
        if not self.is_among_pipelines or pipeline is None:
            super().action_retire()
            return
        is_active = not pipeline.is_active
        act = partial(set_pipeline_active, self.context, pipeline.code, is_active=is_active)
        said = (
            _("“{label}” is in use again.")
            if is_active
            else _("“{label}” is out of use; deals that are in it stay there.")
        )
        self.change(act, said.format(label=pipeline.label))

    def action_delete(self) -> None:
        """Delete the stage; ask where its deals go. A pipeline is taken out of use instead."""
        if self.is_among_pipelines:
            self.say(_("A pipeline is not deleted: x takes it out of use."))
        else:
            super().action_delete()

    def action_needs(self) -> None:
        """Tick the fields that a deal needs at the stage."""
        stage = self._stage_at_hand()
        if stage is not None and self.may_change():
            choices = {field.name: _(field.label) for field in askable_fields(self.context)}
            title = _("At the stage “{stage}” a deal needs").format(stage=stage.label)
            self.app.push_screen(
                TickDialog(title, choices, stage.needs), partial(self._set_needs, stage)
            )

    def _set_needs(self, stage: StageView, names: list[str] | None) -> None:
        if names is not None and set(names) != set(stage.needs):
            self._shape(stage, StageEdit(needs=names))

    def action_tasks(self) -> None:
        """Tick the templates of which tasks are made when a deal comes to the stage."""
        stage = self._stage_at_hand()
        if stage is None or not self.may_change():
            return
        present = stage_tasks(self.context, stage.id)
        offered = {one.id: one for one in (*present, *offered_templates(self.context))}
        if not offered:
            self.say(_("There is no template for everybody yet: Settings, “Templates of tasks”."))
            return
        choices = {str(key): one.title for key, one in offered.items()}
        title = _("When a deal comes to “{stage}”, these tasks are made").format(stage=stage.label)
        ticked = [str(one.id) for one in present]
        self.app.push_screen(
            TickDialog(title, choices, ticked), partial(self._set_tasks, stage, ticked)
        )

    def _set_tasks(self, stage: StageView, before: list[str], keys: list[str] | None) -> None:
        if keys is not None and keys != before:
            self._shape(stage, StageEdit(tasks=[UUID(key) for key in keys]))

    def _shape(self, stage: StageView, edit: StageEdit) -> None:
        act = partial(change_stage, self.context, stage.id, edit)
        self.change(act, _("Changed. u takes it back."))

    def _stage_at_hand(self) -> StageView | None:
        """Return the stage under the cursor; say so where the cursor is among pipelines."""
        if self.is_among_pipelines:
            self.say(_("Go to a stage first: Enter."))
            return None
        return self.stage if self.at_hand() else None

    def tell(self, sentence: str) -> None:
        """Show the pipelines and stages as they are now, and say what was done."""
        self.groups.set_source(self._all())
        super().tell(sentence)


def facts_of_stage(
    stage: StageView, labels: Mapping[str, str], tasks: Sequence[TaskTemplate]
) -> list[Block]:
    """Return what a stage asks for; `labels` are those of fields by name."""
    lines = [
        (_("Meaning"), stage.meaning_label),
        (_("Probability"), f"{stage.probability} %"),
        (_("Stale after"), _stale_text(stage)),
        (_("To be done"), stage.hint),
        (_("A deal needs"), ", ".join(labels.get(name, name) for name in stage.needs)),
        (_("Tasks"), ", ".join(task.title for task in tasks)),
        (_("To be said"), stage.script),
    ]
    blocks = [Block(stage.label, tuple(line for line in lines if line[1]))]
    if stage.check_list:
        blocks.append(
            Block(
                _("Check list"), tuple(("", f"{tick_mark(None)} {one}") for one in stage.check_list)
            )
        )
    return blocks


def _stale_text(stage: StageView) -> str:
    """Return after how many days a deal is stale, "" where none can be."""
    if not stage.is_open:
        return ""
    count = stage.stale_days
    return ngettext("{count} day", "{count} days", count).format(count=spaced(count))


def block_of_funnel(funnel: Funnel) -> Block:
    """Return how many deals are at each stage, and what they come to, as bars (REP-04)."""
    most = max((one.count for one in funnel.stages), default=0)
    lines = []
    for one in funnel.stages:
        worth = _whole(one.base.amount, funnel.currency) if one.amounts else ""
        sign = " !" if one.base.left_out else ""
        figures = " · ".join(filter(None, (spaced(one.count), worth)))
        shown = f"{bar(one.count, most, BAR_CELLS)} {figures}{sign}".strip()
        lines.append((one.stage.label, shown))
    lines.append((_("Forecast"), _whole(funnel.weighted.amount, funnel.currency)))
    if funnel.base.left_out:
        missing = ", ".join(funnel.base.left_out)
        lines.append(("", _("! left out, no rate: {currencies}").format(currencies=missing)))
    return Block(_("Funnel"), tuple(lines))


def _whole(amount: Decimal, currency: str) -> str:
    """Return an amount in whole units, rounded half-up: there is no room for more."""
    return format_amount(amount.quantize(Decimal(1), ROUND_HALF_UP), currency)


def _cells(line: ListLine[PipelineView]) -> Mapping[str, str | Part]:
    pipeline = line.item
    if pipeline.is_active:
        return {"label": pipeline.label}
    return {"label": (_("{label}, out of use").format(label=pipeline.label), "muted")}
