"""The actions on leads, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

LEAD = "lead"

LEAD_ACTIONS: tuple[Action, ...] = (
    Action("lead.take", "take", "T", N_("Lead: take it from the common list"), of_row=True),
    Action("lead.pass", "pass_on", "P", N_("Lead: pass it on, with a note"), of_row=True),
    Action("lead.junk", "junk", "X", N_("Lead: call it junk, and say why"), of_row=True),
    Action("lead.convert", "convert", "V", N_("Lead: convert it"), of_row=True),
)
"""They work in the list of leads and on the card of one."""
