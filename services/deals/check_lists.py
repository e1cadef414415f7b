"""What is to be fulfilled at a stage, and how much of it is, deal by deal (FEATURES DEAL-15).

What was ticked is kept as the check list of a task with the deal, which is open until all is
fulfilled: nothing bars the way to the stage, and what is missing is not forgotten.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from domain.check_lists import CheckItem
from domain.errors import NotFound
from domain.i18n import _
from services.activities.checklist import add_check_items_within, check_list, rows_of
from services.context import Context
from services.deals.pipelines import StageView, existing_stage

if TYPE_CHECKING:
    from storage.tables import Activity, Deal
    from storage.tables import CheckItem as CheckItemRow
    from storage.unit import Unit


def deal_check_list(context: Context, deal: UUID, stage: StageView) -> list[CheckItem]:
    """Return what a deal is to fulfil at a stage: as it was kept, else as the stage has it now.

    The keys of lines that are kept nowhere yet say no more than which line it is.
    """
    key = task_key(deal, stage.id)
    is_kept = context.database.reader().execute(
        "SELECT 1 FROM activity WHERE id = ? AND deleted_at IS NULL", (key.bytes,)
    )
    if is_kept.fetchone():
        return check_list(context, key)
    return [CheckItem(uuid5(key, line), line) for line in stage.check_list]


def task_key(deal: UUID, stage: UUID) -> UUID:
    """Return the key of the task that keeps what a deal fulfils at a stage.

    It follows from both, so that there is one wherever it is made first.
    """
    return uuid5(deal, stage.hex)


def tick_of_deal(
    context: Context, deal: UUID, stage: UUID, line: str, *, is_done: bool = True
) -> None:
    """Tick a line of what a deal is to fulfil at a stage, or take its tick away.

    Raises NotFound where the deal, the stage or the line is gone, and NotAllowed.
    """
    from services.records.use_cases import changeable_within, load_writing

    load_writing()
    with context.database.write(context.actor, "tick_item" if is_done else "untick_item") as unit:
        record: Deal = changeable_within(unit, "deal", deal)  # type: ignore[assignment]  # by kind
        task = _task(context, unit, record, existing_stage(unit.connection, stage))
        rows = rows_of(unit, task.id)
        named = [row for row in rows if row.text == line]
        if not named:
            raise NotFound(_("This line of the check list is gone."))
        for row in named:
            _tick(context, row, is_done=is_done)
        _settle(context, task, rows)


def keep_ticked_within(
    context: Context, unit: Unit, deal: Deal, stage: StageView, ticked: Collection[str]
) -> None:
    """Keep which lines a deal fulfils at a stage, as part of a larger use case."""
    task = _task(context, unit, deal, stage)
    rows = rows_of(unit, task.id)
    for row in rows:
        _tick(context, row, is_done=row.text in ticked)
    _settle(context, task, rows)


def _tick(context: Context, row: CheckItemRow, *, is_done: bool) -> None:
    if (row.done_at is not None) != is_done:
        row.done_at = context.now().astimezone(UTC) if is_done else None
        row.done_by = context.actor.user_id if is_done else None


def _settle(context: Context, task: Activity, rows: Collection[CheckItemRow]) -> None:
    """Let the task be done once all its lines are ticked, and open as long as they are not."""
    now = context.now().astimezone(UTC)
    is_done = all(row.done_at is not None for row in rows)
    task.updated_at = now
    if is_done != (task.done_at is not None):
        task.done_at = now if is_done else None


def _task(context: Context, unit: Unit, deal: Deal, stage: StageView) -> Activity:
    """Return the task that keeps the check list, made or begun anew where it is not there."""
    from storage.tables import Activity, ActivityLink

    key = task_key(deal.id, stage.id)
    task = unit.get(Activity, key)
    if task is not None and task.deleted_at is None:
        return task
    if task is not None:
        task.deleted_at = None
        for row in rows_of(unit, key):
            unit.session.delete(row)
        unit.session.flush()
        add_check_items_within(unit, key, stage.check_list)
        return task
    task = unit.add(
        Activity(
            id=key,
            kind="task",
            subject=_("Check list: {stage}").format(stage=stage.label),
            responsible_id=deal.responsible_id,
            created_by=context.actor.user_id,
        )
    )
    unit.session.flush()
    unit.add(ActivityLink(activity_id=key, record_kind="deal", record_id=deal.id))
    add_check_items_within(unit, key, stage.check_list)
    return task
