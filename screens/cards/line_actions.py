"""On a card, keys that change something are meant for the line under the cursor of its list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.records.references import Reference
from domain.text import one_line
from screens.action import Action
from screens.actions import action_of
from screens.files.file_work import FileWork
from screens.records.record_actions import RecordActions

if TYPE_CHECKING:
    from screens.records.at_hand import Marked
    from screens.records.record_editing import RecordEditing
    from services.activities.bulk import BulkResult
    from services.files.listing import AttachmentView
    from services.lists.bulk import BulkOutcome
    from services.lists.bulk_changes import FieldChange

_OF_FILES: Final = {
    "record.edit": "files.edit",
    "record.copy": "files.copy_path",
    "record.event": "files.versions",
    "record.offer": "files.open",
    "record.layout": "files.rename",
    "record.delete": "files.remove",
    "card.arrange": "files.save_as",
}
"""Actions of a card, each with what its key does with a file under the cursor."""


class LineActions(FileWork, RecordActions):
    """Changes the activity, file or linked record under the cursor, else the record of the card."""

    def line_at_hand(self) -> Reference | None:
        """Return the activity or linked record under the cursor of the list that has the focus.

        None where the cursor is elsewhere: then the record of the card is meant.
        """
        raise NotImplementedError

    def file_at_hand(self) -> AttachmentView | None:
        """Return the file under the cursor of the list that has the focus, None without one."""
        raise NotImplementedError

    # What is meant, as footer and menu show it.

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        if file := self.file_at_hand():
            return file.name
        line = self.line_at_hand()
        return line.title if line else super().menu_title()

    def available(self, *more: str) -> list[Action]:
        """Return the actions that work here, named by what their keys do with the line."""
        return [self._as_meant(action) for action in super().available(*more)]

    def _as_meant(self, action: Action) -> Action:
        if action.name in _OF_FILES and self.file_at_hand():
            return action.named_as(action_of(_OF_FILES[action.name]))
        if action.name == "record.edit" and self.line_at_hand():
            return action.named_as(action, label=_("edit line"))
        return action

    # Files.

    def meant_files(self) -> list[AttachmentView]:
        """Return the file under the cursor."""
        file = self.only_file()
        return [file] if file else []

    def only_file(self) -> AttachmentView | None:
        """Return the file under the cursor; say so where there is none."""
        file = self.file_at_hand()
        if file is None:
            self.say(_("There is no file under the cursor."))
        return file

    def files_changed(self, sentence: str | None) -> None:
        """Say what was done; the card follows the change by itself."""
        if sentence:
            self.say(sentence)

    def action_offer(self) -> None:
        """Open the file under the cursor with another program, or make a quote."""
        if self.file_at_hand():
            self.open_file()
        else:
            super().action_offer()

    def document_at_hand(self) -> Reference | None:
        """Return the quote or invoice of the line, or of the card."""
        line = self.line_at_hand()
        return line if line and line.kind in DOCUMENTS else super().document_at_hand()

    def action_event(self) -> None:
        """Show the versions of the file, or write down what happened."""
        if self.file_at_hand():
            self.show_versions()
        else:
            super().action_event()

    def action_layout(self) -> None:
        """Give the file another name, or change the layout."""
        if self.file_at_hand():
            self.rename_file()
        else:
            super().action_layout()

    def action_files(self, first: UUID | None = None, *, attaches: bool = False) -> None:
        """Show the files of the line, or of the record."""
        from screens.files.files_dialog import FilesDialog

        line, file = self.line_at_hand(), self.file_at_hand()
        if line is None or attaches:
            super().action_files(file.id if file else first, attaches=attaches)
        else:
            self.app.push_screen(FilesDialog(line.kind, line.id, line.title))

    # Changing.

    def action_edit(self) -> None:
        """Change the line, or the record."""
        if self.file_at_hand():
            self.edit_file()
        elif line := self.line_at_hand():
            form = self.read(lambda: self._form_for(line))
            if form is not None:
                self._push_form(form, form.said_when_saved)
        else:
            super().action_edit()

    def _form_for(self, line: Reference) -> RecordEditing:
        """Return the form for a record. Raises NotFound, and NotAllowed for one that stays."""
        from services.records.fixed import check_may_change

        check_may_change(self.context, line)
        return self._form(line, is_copy=False)

    def action_copy(self) -> None:
        """Copy the path of the file; add another one like the line, or like the record."""
        if self.file_at_hand():
            self.copy_file_path()
        elif line := self.line_at_hand():
            self._copy_line(line)
        else:
            super().action_copy()

    def _copy_line(self, line: Reference) -> None:
        from screens.activities.event_form import like_event

        event = self.read(lambda: like_event(self.context, line))
        if event is not None:
            self._push_event(event)
            return
        form = self.read(lambda: self._form(line, is_copy=True))
        if form is not None:
            said = _("Planned. u takes it back.") if line.kind == "activity" else None
            self._push_form(form, lambda: said or form.said_when_saved())

    def _push_form(self, form: RecordEditing, said: Callable[[], str]) -> None:
        self.app.push_screen(form, lambda key: self.say(said()) if key is not None else None)

    def action_assign(self) -> None:
        """Give the activity to a colleague, or make somebody responsible for the record."""
        from screens.activities.assign_dialog import AssignDialog
        from screens.records.bulk_dialog import BulkDialog

        line = self.line_at_hand()
        if line is None:
            super().action_assign()
        elif line.kind == "activity":
            self.app.push_screen(AssignDialog([line.id]), self._given)
        else:
            dialog = BulkDialog(line.kind, 1, "responsible")
            self.app.push_screen(dialog, lambda change: self._change_line(line, change))

    def _change_line(self, line: Reference, change: FieldChange | None) -> None:
        from services.lists.bulk import bulk_edit

        if change is None:
            return
        context, said = self.context, _("Changed. u takes it back.")
        self.perform(
            lambda: bulk_edit(context, line.kind, [line.id], [change]),
            lambda outcome: self.say(said if outcome.changed else outcome.explain()),
        )

    def _given(self, result: BulkResult | None) -> None:
        if result is not None:
            said = _("Given. u takes it back.")
            self.say(" ".join(filter(None, (said, result.explain()))))

    def action_delete(self) -> None:
        """Remove the file; put the line into the bin, or the record."""
        if self.file_at_hand():
            self.remove_files()
        elif line := self.line_at_hand():
            self._delete_named(line)
        else:
            super().action_delete()

    def _delete(self, which: Marked) -> None:
        """Put the record of the card into the bin, and say its name."""
        if record := self.row_reference():
            self._delete_named(record)

    def _delete_named(self, record: Reference) -> None:
        from services.lists.bulk import bulk_delete

        context, title = self.context, one_line(record.title, 60)
        said = _("{title} is deleted. u takes it back.").replace("{title}", title)

        def tell(outcome: BulkOutcome) -> None:
            self.say(said if outcome.changed else outcome.explain())

        self.perform(lambda: bulk_delete(context, record.kind, [record.id]), tell)
