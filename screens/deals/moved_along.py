"""What moves on in steps: leads from status to status, deals from stage to stage."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from domain.i18n import _
from screens.actions import bindings_of
from screens.deals.keys import STEPS
from screens.records.record_actions import RecordActions


class MovedAlong(RecordActions):
    """The keys by which records move on. Subclasses do it for the kinds that they know."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(STEPS)]

    @property
    def places(self) -> tuple[str, ...]:
        """These keys work where there is a kind that moves on."""
        own, *others = super().places
        moves = self.is_mounted and self.kind() in ("lead", "deal") and not self.is_in_bin()
        return (own, STEPS, *others) if moves else (own, *others)

    def action_further(self, step: int) -> None:
        """Say that a record of this kind has no steps."""
        self.say(_("Leads and deals move on step by step, other records do not."))
