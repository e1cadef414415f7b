"""Tasks for records of several kinds: one for all of them, or one for each (FEATURES TASK-01)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.records.references import Reference
from services.activities.elements import links_to
from services.activities.template_tasks import template_data
from services.activities.templates import TaskTemplate
from services.context import Context
from services.importing.report import until_cancelled
from services.lists.bulk import Progress
from services.records.use_cases import Beside, add_within, load_writing

if TYPE_CHECKING:
    from storage.unit import Unit


def plan_tasks(
    context: Context,
    data: Mapping[str, object],
    elements: Sequence[Reference],
    *,
    for_each: bool = False,
    beside: Beside | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[UUID]:
    """Make one task that concerns all elements, or `for_each` one of its own; return their keys.

    `data` are the values of a task as `add_record` takes them, and `beside` writes what belongs to
    each beside its fields. It is one use case. Raises BadInput, and Cancelled; it makes nothing
    then.
    """
    load_writing()
    groups = [[element] for element in elements] if for_each and elements else [list(elements)]
    verb = "add_activity" if len(groups) == 1 else "lay_activities"
    with context.database.write(context.actor, verb) as unit:
        unit.is_cancelled = is_cancelled
        keys: list[UUID] = []
        for group in until_cancelled(is_cancelled or (lambda: False), groups):
            keys.append(add_within(context, unit, "activity", {**data, **links_to(group)}))
            if beside is not None:
                unit.session.flush()
                beside(unit, keys[-1])
            if progress is not None:
                progress(len(keys), len(groups))
        return keys


def plan_from_template(
    context: Context,
    template: TaskTemplate,
    elements: Sequence[Reference] = (),
    *,
    for_each: bool = False,
    changed: Mapping[str, object] | None = None,
) -> list[UUID]:
    """Make a task from a template as `plan_tasks` does; values of `changed` replace its own."""
    from services.activities.checklist import add_check_items_within

    def beside(unit: Unit, key: UUID) -> None:
        add_check_items_within(unit, key, template.check_list)

    data = template_data(context, template) | dict(changed or {})
    return plan_tasks(context, data, elements, for_each=for_each, beside=beside)
