"""The columns and the order of the Tasks tab of a card (TASK-04)."""

from __future__ import annotations

from domain.i18n import _
from domain.records.record_query import RecordQuery
from screens.cards.line_actions import LineActions


class TaskTab(LineActions):
    """The tasks are shown in columns and in an order that one chooses."""

    tasks: RecordQuery | None = None
    """The columns and the order of the tasks, None while they are the usual ones."""

    def show_tasks(self) -> None:
        """Show the tasks in the columns and the order that were chosen."""
        raise NotImplementedError

    def is_on_tasks(self) -> bool:
        """Say whether the tasks are shown."""
        raise NotImplementedError

    def action_arrange(self) -> None:
        """Choose the columns and the order of the tasks."""
        from screens.records.arrange_dialog import ArrangeDialog
        from services.cards.tasks import USUAL

        if self.file_at_hand():
            self.save_file_as()
        elif self.is_on_tasks():
            self.app.push_screen(ArrangeDialog(self.tasks or USUAL), self._arrange_tasks)
        else:
            self.say(_("Only the tasks are sorted by their fields: ] goes to their tab."))

    def _arrange_tasks(self, query: RecordQuery | None) -> None:
        from services.cards.tasks import as_arranged

        if query is not None:
            self.tasks = as_arranged(self.context, query)
            self.show_tasks()
