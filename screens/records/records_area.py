"""Area 3: the clients, and all activities, as lists (FEATURES VIEW)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from screens.actions import CLIENTS, bindings_of
from screens.leads.lead_actions import LeadActions
from screens.records.list_area import ListArea
from screens.records.list_state import ListState
from screens.records.marked_tasks import MarkedTasks
from screens.runs.lay_actions import LayActions

KINDS_SHOWN = ("contact", "company", "lead", "activity")


class RecordsArea(MarkedTasks, LeadActions, LayActions, ListArea):
    """Lists of contacts, companies, leads and activities."""

    target = CLIENTS
    kinds = KINDS_SHOWN
    digit = "3"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CLIENTS)]

    def states(self) -> Mapping[str, ListState]:
        """Return the lists that have been shown, by the kind of their records."""
        return self._states

    def tell_marks(self) -> None:
        """Show how many are marked by now."""
        self.tell_figures()
