"""Chooses the pipeline whose stages the board shows."""

from __future__ import annotations

from domain.i18n import _, ngettext
from screens.deals.digit_menu import DigitMenu
from services.deals.pipelines import PipelineView


class PipelineMenu(DigitMenu[PipelineView]):
    """Returns the pipeline that was chosen; beside each stands how many stages it has."""

    beside_cells = 10

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Which pipeline?")

    def beside(self, choice: PipelineView) -> str:
        """Return how many stages a pipeline has."""
        count = len(choice.in_use)
        return ngettext("{count} stage", "{count} stages", count).format(count=count)
