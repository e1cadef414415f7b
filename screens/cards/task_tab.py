"""What can be done with the task under the cursor on the Tasks tab of a card (TASK-04)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from domain.i18n import _
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from screens.records.record_actions import RecordActions

if TYPE_CHECKING:
    from screens.records.record_editing import RecordEditing


class TaskTab(RecordActions):
    """Keys that change a record are meant for the task under the cursor, where there is one."""

    tasks: RecordQuery | None = None
    """The columns and the order of the tasks, None while they are the usual ones."""

    def task_at_hand(self) -> Reference | None:
        """Return the task under the cursor, None where the record of the card is meant."""
        raise NotImplementedError

    def show_tasks(self) -> None:
        """Show the tasks in the columns and the order that were chosen."""
        raise NotImplementedError

    def is_on_tasks(self) -> bool:
        """Say whether the tasks are shown."""
        raise NotImplementedError

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        task = self.task_at_hand()
        return task.title if task else super().menu_title()

    def action_edit(self) -> None:
        """Change the task, or the record."""
        from services.records.fixed import check_may_change

        if task := self.task_at_hand():
            view = self.read(lambda: check_may_change(self.context, task))
            if view is not None:
                from screens.activities.activity_form import ActivityForm

                form = ActivityForm(activity=view)
                self._push_task(form, form.said_when_saved)
        else:
            super().action_edit()

    def action_copy(self) -> None:
        """Plan another task like this one, or add a record like that of the card."""
        from services.records.use_cases import show_record

        if task := self.task_at_hand():
            view = self.read(lambda: show_record(self.context, "activity", task.id))
            if view is not None:
                from screens.activities.activity_form import ActivityForm

                self._push_task(ActivityForm(model=view), lambda: _("Planned. u takes it back."))
        else:
            super().action_copy()

    def _push_task(self, form: RecordEditing, said: Callable[[], str]) -> None:
        def tell(key: UUID | None) -> None:
            if key is not None:
                self.say(said())

        self.app.push_screen(form, tell)

    def action_delete(self) -> None:
        """Put the task into the bin, or the record."""
        from services.activities.planning import delete_activities

        if task := self.task_at_hand():
            context = self.context
            said = _("The task “{title}” is deleted. u brings it back.").format(title=task.title)
            self.perform(
                lambda: delete_activities(context, [task.id]), lambda _result: self.say(said)
            )
        else:
            super().action_delete()

    def action_arrange(self) -> None:
        """Choose the columns and the order of the tasks."""
        from screens.records.arrange_dialog import ArrangeDialog
        from services.cards.tasks import USUAL

        if self.is_on_tasks():
            self.app.push_screen(ArrangeDialog(self.tasks or USUAL), self._arrange_tasks)
        else:
            self.say(_("Only the tasks are sorted by their fields: ] goes to their tab."))

    def _arrange_tasks(self, query: RecordQuery | None) -> None:
        from services.cards.tasks import as_arranged

        if query is not None:
            self.tasks = as_arranged(self.context, query)
            self.show_tasks()
