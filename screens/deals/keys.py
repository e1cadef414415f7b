"""The actions on deals, and on all that moves on in steps, part of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

STEPS = "steps"
DEAL = "deal"

DEAL_ACTIONS: tuple[Action, ...] = (
    Action("steps.further", "further(1)", ">", N_("To the next stage, or status"), of_row=True),
    Action("steps.before", "further(-1)", "<", N_("To the stage, or status, before"), of_row=True),
    Action("deal.move", "move", "M", N_("Deal: to a stage of your choice"), of_row=True),
)
"""They work in lists of leads and deals, and on the cards of these."""
