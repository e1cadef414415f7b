"""Chooses a stage among those of a pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from domain.text import one_line
from screens.deals.digit_menu import DigitMenu
from services.deals.pipelines import StageView


class StageMenu(DigitMenu[StageView]):
    """Returns the stage that was chosen; beside each stands how likely a deal is won there."""

    def __init__(
        self, title: str, stages: Sequence[StageView], present: StageView | None = None
    ) -> None:
        super().__init__(stages, present)
        self._title = title

    def title_text(self) -> str:
        """Say whose stage is chosen."""
        return one_line(self._title, 46)

    def beside(self, choice: StageView) -> str:
        """Return how likely a deal is to be won at a stage."""
        return f"{choice.probability} %"
