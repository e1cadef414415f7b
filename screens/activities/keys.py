"""The actions on activities in lists of records, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

WORK = "work"

WORK_ACTIONS: tuple[Action, ...] = (
    Action("work.done", "finish", "x", N_("Activity: finish it, or open it again"), of_row=True),
    Action("work.later", "postpone", "p", N_("Activity: put it off"), of_row=True),
    Action("work.importance", "importance", "!", N_("Activity: important, or not"), of_row=True),
    Action(
        "work.template", "keep_template", "S", N_("Activity: keep it as a template"), of_row=True
    ),
)
"""They work in the list of all activities."""
