"""A task for all that is marked, in whatever lists (FEATURES TASK-01, exam A4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.i18n import _, ngettext
from domain.paging import Marks
from domain.text import spaced
from screens.activities.listed_actions import ListedActivities
from screens.records.all_marks import AllMarks
from screens.records.list_state import ListState
from services.activities.elements import MOST_ELEMENTS, elements_of, too_many_elements
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

    def action_plan(self) -> None:
        """Plan a task for all that is marked, else an activity with the client of the row."""
        elsewhere = self.marks_elsewhere()
        number = self.marked_count() + sum(map(len, elsewhere.values()))
        if not number or self.is_in_bin():
            super().action_plan()
            return
        if number > MOST_ELEMENTS:
            self.say(too_many_elements(), "error")
            return
        marks: dict[str, Sequence[UUID] | AllOf] = {
            kind: _which(some) for kind, some in elsewhere.items()
        }
        if self.marked_count():
            marks[self.kind()] = self.marked()
        elements = self.read(lambda: elements_of(self.context, marks))
        if elements is None:
            return
        if not elements:
            self.say(_("What is marked is with nobody."))
            return
        from screens.activities.task_forms import TasksForm

        form = TasksForm(elements)
        self.app.push_screen(form, lambda key: self._planned(key, form.said_when_saved()))

    def _planned(self, key: UUID | None, sentence: str) -> None:
        if key is not None:
            self.clear_marks()
            for kind in self.marks_elsewhere():
                self.states()[kind].forget_marks()
            self.tell_marks()
            self.say(sentence)

    def tell_marks(self) -> None:
        """Show how many are marked by now."""
        raise NotImplementedError


def _which(marks: Marks) -> Sequence[UUID] | AllOf:
    """Return the records that are marked: their keys, or that all of a list are."""
    if isinstance(marks, AllMarks):
        return marks.which
    return [key for key in marks if isinstance(key, UUID)] if isinstance(marks, frozenset) else []
