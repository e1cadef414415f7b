"""Goes to a section above the one that is shown (FEATURES CAT-04)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from domain.i18n import _
from screens.deals.digit_menu import DigitMenu


class Crumb(NamedTuple):
    """A step of the way from the top of the catalog to a section."""

    id: Hashable
    label: str


class CrumbMenu(DigitMenu[Crumb]):
    """Returns the step that was chosen; the cursor begins at the last one."""

    beside_cells = 1

    def __init__(self, way: Sequence[Crumb]) -> None:
        super().__init__(way, way[-1])

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Go to a section above")

    def beside(self, choice: Crumb) -> str:
        """Nothing more is said of a section."""
        return ""
