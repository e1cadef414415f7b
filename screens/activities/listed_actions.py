"""What can be done with activities in lists of records (FEATURES ACT-10, ACT-12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.activities import finished_event_sentence
from domain.i18n import _
from domain.records.references import Reference
from screens.actions import bindings_of
from screens.activities.keys import WORK
from screens.program import program_of
from screens.records.record_actions import RecordActions

if TYPE_CHECKING:
    from services.activities.bulk import BulkResult


class ListedActivities(RecordActions):
    """The actions on activities: those that are marked, else the one of the row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(WORK)]

    @property
    def places(self) -> tuple[str, ...]:
        """These actions work in the list of activities, except on those in the bin."""
        own, *others = super().places
        has_work = self.is_mounted and self.kind() == "activity" and not self.is_in_bin()
        return (own, WORK, *others) if has_work else (own, *others)

    def _activities(self) -> Sequence[UUID]:
        """Return the activities that are meant; say so where there are none, or too many."""
        return self.keys_meant(
            "activity",
            _("This is for activities: ] goes to their list."),
            _("At most {count} activities at once: E changes a field of more."),
        )

    def _is_done(self, key: UUID) -> bool:
        from services.activities.call_context import open_activity

        return open_activity(self.context, key) is None

    def _then_say(self, sentence: str) -> Callable[[BulkResult | None], None]:
        def say(result: BulkResult | None) -> None:
            if result is not None:
                self.clear_marks()
                self.say(" ".join(filter(None, (sentence, result.explain()))))

        return say

    def action_call(self) -> None:
        """Call the client of the row; a call that is planned is thereby made."""
        from services.activities.call_context import open_activity

        row = self.row_reference()
        if row is None or row.kind != "activity":
            super().action_call()
        elif client := self._client():
            planned = open_activity(self.context, row.id)
            is_call = planned is not None and planned.kind == "call"
            program_of(self).calls.start(client, planned=row.id if is_call else None)

    def action_finish(self) -> None:
        """Finish the activities; one that is done is opened again."""
        from screens.activities.finish_dialog import FinishDialog
        from services.activities.finishing import reopen
        from services.records.fixed import are_events

        if not (keys := self._activities()):
            return
        context, title = self.context, self._title(keys)
        if are_events(context, keys):
            self.say(finished_event_sentence())
        elif len(keys) == 1 and self._is_done(keys[0]):
            said = _("Open again: {subject}. u takes it back.").format(subject=title)
            self.perform(lambda: reopen(context, keys), self._then_say(said))
        else:
            said = _("Done. u takes it back.")
            self.app.push_screen(FinishDialog(keys, title), self._then_say(said))

    def action_postpone(self) -> None:
        """Put the activities off."""
        from screens.activities.postpone_dialog import PostponeDialog
        from services.records.fixed import are_events

        keys = self._activities()
        if are_events(self.context, keys):
            self.say(finished_event_sentence())
        elif keys:
            dialog = PostponeDialog(keys, self._title(keys))
            self.app.push_screen(dialog, self._then_say(_("Put off. u takes it back.")))

    def action_importance(self) -> None:
        """Make the activities important, or no longer."""
        from services.activities.call_context import open_activity
        from services.activities.planning import set_importance

        if keys := self._activities():
            context, first = self.context, open_activity(self.context, keys[0])
            is_important = first is None or not first.is_important
            said = _("Important now.") if is_important else _("No longer important.")
            self.perform(lambda: set_importance(context, keys, is_important), self._then_say(said))

    def action_keep_template(self) -> None:
        """Keep the activity as a template of tasks (FEATURES TASK-13)."""
        from screens.settings.template_form import keep_as_template

        if keys := self._activities():
            keep_as_template(self, keys[0])

    def action_check_list(self) -> None:
        """Show the check list of the activity."""
        from screens.activities.check_list_dialog import CheckListDialog

        if keys := self._activities():
            activity = Reference("activity", keys[0], self._title(keys[:1]))
            self.app.push_screen(CheckListDialog(activity))

    def _title(self, keys: Sequence[UUID]) -> str:
        """Return the title of the activity, "" where there are several, or it is not in view."""
        row = self.row_reference()
        return row.title if row is not None and list(keys) == [row.id] else ""
