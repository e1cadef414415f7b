"""Chooses the pipeline whose stages the board shows, and whose deals the list."""

from __future__ import annotations

from typing import Final

from domain.i18n import _, ngettext
from screens.deals.digit_menu import DigitMenu
from services.deals.pipelines import PipelineView


class AllPipelines:
    """What stands for all pipelines together, as the list can show them."""

    id: Final = "all"

    @property
    def label(self) -> str:
        """What stands on its line."""
        return _("All pipelines")


ALL_PIPELINES: Final = AllPipelines()


class PipelineMenu(DigitMenu[PipelineView | AllPipelines]):
    """Returns the pipeline that was chosen; beside each stands how many stages it has."""

    beside_cells = 10

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Which pipeline?")

    def beside(self, choice: PipelineView | AllPipelines) -> str:
        """Return how many stages a pipeline has."""
        if isinstance(choice, AllPipelines):
            return ""
        count = len(choice.in_use)
        return ngettext("{count} stage", "{count} stages", count).format(count=count)
