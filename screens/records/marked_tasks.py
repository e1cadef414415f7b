"""What is marked in lists of several kinds, for a task with all of it (TASK-01, exam A4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.i18n import ngettext
from domain.paging import Marks
from domain.text import spaced
from screens.activities.listed_actions import ListedActivities
from screens.records.all_marks import AllMarks
from screens.records.list_state import ListState
from services.lists.marking import AllOf


class MarkedTasks(ListedActivities):
    """The lists of several kinds, each with its marks, of which one is shown."""

    def states(self) -> Mapping[str, ListState]:
        """Return the lists that have been shown, by the kind of their records."""
        raise NotImplementedError

    def marks_elsewhere(self) -> Mapping[str, Marks]:
        """Return the marks of the lists that are not shown, by the kind; none of any bin."""
        return {
            kind: state.marks
            for kind, state in self.states().items()
            if kind != self.kind() and state.marks and not state.query.in_bin
        }

    def said_of_marks(self) -> list[str]:
        """Return how many are marked in the list, and how many in others."""
        said = []
        if marked := self.marked_count():
            label = ngettext("{count} marked", "{count} marked", marked)
            said.append(label.format(count=spaced(marked)))
        if elsewhere := sum(map(len, self.marks_elsewhere().values())):
            label = (
                ngettext("{count} elsewhere", "{count} elsewhere", elsewhere)
                if marked
                else ngettext("{count} marked elsewhere", "{count} marked elsewhere", elsewhere)
            )
            said.append(label.format(count=spaced(elsewhere)))
        return said

    def all_marks(self) -> Mapping[str, Sequence[UUID] | AllOf]:
        """Return what is marked in this list and in others."""
        elsewhere = {kind: _which(some) for kind, some in self.marks_elsewhere().items()}
        return {**elsewhere, **super().all_marks()}

    def all_marked_count(self) -> int:
        """Return how many records are marked in this list and in others."""
        return super().all_marked_count() + sum(map(len, self.marks_elsewhere().values()))

    def forget_all_marks(self) -> None:
        """Mark nothing any more, in no list."""
        super().forget_all_marks()
        for kind in self.marks_elsewhere():
            self.states()[kind].forget_marks()
        self.tell_marks()

    def tell_marks(self) -> None:
        """Show how many are marked by now."""
        raise NotImplementedError


def _which(marks: Marks) -> Sequence[UUID] | AllOf:
    """Return the records that are marked: their keys, or that all of a list are."""
    if isinstance(marks, AllMarks):
        return marks.which
    return [key for key in marks if isinstance(key, UUID)] if isinstance(marks, frozenset) else []
