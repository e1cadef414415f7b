"""What can be done with activities on any screen that lists them (FEATURES ACT-10, ACT-12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.activities import EVENT, finished_event_sentence
from domain.i18n import _, ngettext
from domain.records.references import Reference
from screens.program import program_of
from screens.shell import AreaScreen

if TYPE_CHECKING:
    from screens.activities.event_form import EventForm
    from services.activities.bulk import BulkResult


class ActivityRow(NamedTuple):
    """The activity under the cursor, as far as its actions need to know it."""

    key: UUID
    kind: str
    subject: str
    client: Reference | None
    is_important: bool
    is_done: bool


class ActivityActions(AreaScreen):
    """The actions on the activities of a list: those that are marked, else the one of the row.

    Subclasses give `activity_row`, `marked_activities` and `clear_marks`.
    """

    def activity_row(self) -> ActivityRow | None:
        """Return the activity under the cursor, None where there is none."""
        raise NotImplementedError

    def marked_activities(self) -> Sequence[UUID]:
        """Return the keys of the marked activities."""
        raise NotImplementedError

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        raise NotImplementedError

    def why_no_activity(self) -> str:
        """Return what is said where an action of an activity has none under the cursor."""
        return _("There is no activity under the cursor.")

    def client_at_hand(self) -> Reference | None:
        """Return the client of the row, if any."""
        row = self.activity_row()
        return row.client if row else None

    def _keys(self) -> list[UUID]:
        """Return the activities that an action is meant for; say so where there are none."""
        keys = list(self.marked_activities())
        row = self.activity_row()
        if not keys and row is not None:
            keys = [row.key]
        if not keys:
            self.say(self.why_no_activity())
        return keys

    def _only(self) -> ActivityRow | None:
        """Return the activity under the cursor; say so where there is none."""
        row = self.activity_row()
        if row is None:
            self.say(self.why_no_activity())
        return row

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        if marked := len(self.marked_activities()):
            return ngettext("{count} marked activity", "{count} marked activities", marked).format(
                count=marked
            )
        row = self.activity_row()
        return row.subject if row and row.subject else super().menu_title()

    def action_call(self) -> None:
        """Call the client of the row; a call that is planned is thereby made."""
        row, client = self.activity_row(), self.client_at_hand()
        planned = row.key if row and row.kind == "call" and not row.is_done else None
        program_of(self).calls.start(client, planned=planned)

    def action_open_client(self) -> None:
        """Open the card of the client of the row."""
        from screens.cards.opening import open_card

        client = self.client_at_hand()
        if client is None:
            self.say(_("This activity is with nobody: e adds a client."))
        else:
            open_card(self.app, client, self.next_client)

    def next_client(self, step: int) -> Reference | None:
        """Go to the next row with another client, or to the previous one; None without one."""
        return None

    def action_finish(self) -> None:
        """Finish what is marked, or the activity of the row."""
        from screens.activities.finish_dialog import FinishDialog

        row = self.activity_row()
        if self._is_event(row):
            self.say(finished_event_sentence())
        elif row is not None and row.is_done and not self.marked_activities():
            self._reopen(row)
        elif keys := self._keys():
            subject = row.subject if row else ""
            client = row.client.title if row and row.client else ""
            said = (
                _("Done: {subject}. u takes it back.").format(subject=subject)
                if len(keys) == 1
                else _("Done. u takes it back.")
            )
            self.app.push_screen(FinishDialog(keys, subject, client), self._then_say(said))

    def _is_event(self, row: ActivityRow | None) -> bool:
        """Say whether what is meant is an event that happened."""
        if row is None or self.marked_activities():
            return False
        return row.kind == EVENT and row.is_done

    def _reopen(self, row: ActivityRow) -> None:
        from services.activities.finishing import reopen

        context = self.context
        said = _("Open again: {subject}. u takes it back.").format(subject=row.subject)
        self.perform(lambda: reopen(context, [row.key]), lambda _result: self.say(said))

    def action_postpone(self) -> None:
        """Put off what is marked, or the activity of the row."""
        from screens.activities.postpone_dialog import PostponeDialog

        row = self.activity_row()
        if self._is_event(row):
            self.say(finished_event_sentence())
        elif keys := self._keys():
            subject = row.subject if row and len(keys) == 1 else ""
            said = _("Put off. u takes it back.")
            self.app.push_screen(PostponeDialog(keys, subject), self._then_say(said))

    def action_assign(self) -> None:
        """Give what is marked, or the activity of the row, to a colleague."""
        from screens.activities.assign_dialog import AssignDialog

        if keys := self._keys():
            said = _("Given. u takes it back.")
            self.app.push_screen(AssignDialog(keys), self._then_say(said))

    def action_importance(self) -> None:
        """Make what is marked, or the activity of the row, important, or no longer."""
        from services.activities.planning import set_importance

        row = self.activity_row()
        if keys := self._keys():
            context, important = self.context, not (row is not None and row.is_important)
            said = _("Important now.") if important else _("No longer important.")
            self.perform(
                lambda: set_importance(context, keys, important),
                lambda result: self._say_result(said, result),
            )

    def action_keep_template(self) -> None:
        """Keep the activity of the row as a template of tasks (FEATURES TASK-13)."""
        from screens.settings.template_form import keep_as_template

        if row := self._only():
            keep_as_template(self, row.key)

    def action_delete(self) -> None:
        """Put what is marked, or the activity of the row, into the bin. Many are asked about."""
        from domain.text import spaced
        from screens.records.confirm_dialog import ConfirmDialog

        keys, row = self._keys(), self.activity_row()
        if len(keys) > 1 or (keys and row is not None and keys != [row.key]):
            question = ngettext("Delete {count} record?", "Delete {count} records?", len(keys))
            self.app.push_screen(
                ConfirmDialog(question.format(count=spaced(len(keys)))),
                lambda is_sure: self._delete(keys) if is_sure else None,
            )
        elif keys:
            self._delete(keys)

    def _delete(self, keys: list[UUID]) -> None:
        from services.activities.planning import delete_activities

        context = self.context
        self.perform(lambda: delete_activities(context, keys), self._say_deleted)

    def _say_deleted(self, result: BulkResult) -> None:
        from domain.text import spaced

        said = ngettext(
            "{count} activity deleted. u takes it back.",
            "{count} activities deleted. u takes it back.",
            result.changed,
        )
        self._say_result(said.format(count=spaced(result.changed)), result)

    def action_new(self) -> None:
        """Plan an activity; the client of the row is filled in, and told."""
        from screens.activities.plan_with_client import PlanWithClient

        if client := self.client_at_hand():
            form = PlanWithClient(client, {})
            self.app.push_screen(form, self._then_say_saved(_("Planned. u takes it back.")))
        else:
            self._plan({})

    def action_plan_task(self) -> None:
        """Plan a task for those with whom the marked activities are, else for that of the row."""
        from screens.activities.marked_plan import plan_for_marks

        if marked := list(self.marked_activities()):
            plan_for_marks(self, {"activity": marked}, len(marked), self.clear_marks)
        else:
            self._plan({"kind": "task"})

    def _plan(self, preset: Mapping[str, str]) -> None:
        from screens.activities.activity_form import ActivityForm

        said = _("Planned. u takes it back.")
        form = ActivityForm(self.client_at_hand(), preset=preset)
        self.app.push_screen(form, self._then_say_saved(said))

    def action_event(self) -> None:
        """Write down what happened with the client of the row (FEATURES HIST-01)."""
        from screens.activities.event_form import EventForm

        client = self.client_at_hand()
        if client is None:
            self.say(_("This activity is with nobody: e adds a client."))
            return
        self._push_event(EventForm([client]))

    def _push_event(self, form: EventForm) -> None:
        said = _("Event added. u takes it back.")
        self.app.push_screen(form, self._then_say_saved(said))

    def _open_form(self, key: UUID, *, as_new: bool) -> None:
        """Open the form for the activity, or for another one like it."""
        from screens.activities.activity_form import ActivityForm
        from services.records.fixed import check_may_change
        from services.records.use_cases import show_record

        context, record = self.context, Reference("activity", key, "")
        view = self.read(
            lambda: (
                show_record(context, "activity", key)
                if as_new
                else check_may_change(context, record)
            )
        )
        if view is None:
            return
        if as_new:
            form = ActivityForm(model=view)
            said = _("Planned. u takes it back.")
        else:
            form = ActivityForm(activity=view)
            said = _("Changed. u takes it back.")
        self.app.push_screen(form, self._then_say_saved(said))

    def action_edit(self) -> None:
        """Change the activity of the row."""
        if row := self._only():
            self._open_form(row.key, as_new=False)

    def action_copy(self) -> None:
        """Plan another activity like that of the row."""
        from screens.activities.event_form import like_event

        if row := self._only():
            record = Reference("activity", row.key, row.subject)
            form = self.read(lambda: like_event(self.context, record))
            if form is None:
                self._open_form(row.key, as_new=True)
            else:
                self._push_event(form)

    def action_check_list(self) -> None:
        """Show the check list of the activity of the row."""
        from screens.activities.check_list_dialog import CheckListDialog

        if row := self._only():
            activity = Reference("activity", row.key, row.subject)
            self.app.push_screen(CheckListDialog(activity))

    def action_files(self) -> None:
        """Show the files of the activity of the row."""
        from screens.files.files_dialog import FilesDialog

        if row := self._only():
            self.app.push_screen(FilesDialog("activity", row.key, row.subject))

    def _then_say(self, sentence: str) -> Callable[[BulkResult | None], None]:
        def say(result: BulkResult | None) -> None:
            if result is not None:
                self._say_result(sentence, result)

        return say

    def _then_say_saved(self, sentence: str) -> Callable[[UUID | None], None]:
        return lambda key: self.say(sentence) if key is not None else None

    def _say_result(self, sentence: str, result: BulkResult) -> None:
        """Say what was done, and how much of it could not be."""
        self.clear_marks()
        self.say(" ".join(filter(None, (sentence, result.explain()))))
