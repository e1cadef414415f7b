"""What can be done with records of any kind: those that are marked, else the one of the row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import spaced
from screens.actions import RECORD, bindings_of
from screens.invoices.making import MakesDocuments
from screens.program import program_of
from screens.records.at_hand import BARRED

if TYPE_CHECKING:
    from screens.action import Action
    from screens.activities.event_form import EventForm
    from screens.records.at_hand import Marked, Meant
    from screens.records.record_editing import RecordEditing
    from services.lists.bulk import BulkOutcome, Progress
    from services.lists.bulk_changes import FieldChange

NOT_SHOWN = frozenset({"saved_view", "ring"})
"""What may be written without any list or card showing something else."""


class RecordActions(MakesDocuments):
    """The actions on the records of a list or of a card. Subclasses give what is at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(RECORD)]

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        if marked := self.marked_count():
            return ngettext("{count} marked", "{count} marked", marked).format(count=spaced(marked))
        row = self.row_reference()
        return row.title if row else super().menu_title()

    def available(self, *more: str) -> list[Action]:
        """Leave out what is done with clients where the record is none."""
        barred = self.barred_actions()
        return [one for one in super().available(*more) if one.name not in barred]

    def barred_actions(self) -> Collection[str]:
        """Return the names of actions that mean nothing for the records at hand."""
        return BARRED.get(self.kind(), ())

    def action_open(self) -> None:
        """Open the card of the record, from which one goes on to the others of the list."""
        from screens.cards.opening import open_card

        if row := self._alive():
            open_card(self.app, row, self.neighbour)

    def neighbour(self, step: int) -> Reference | None:
        """Go to the next record of the list, or to the previous one; None where there is none."""
        return None

    def action_new(self) -> None:
        """Open an empty form."""
        self._open_form(None, is_copy=False)

    def action_edit(self) -> None:
        """Change the record."""
        if row := self._alive():
            self._open_form(row, is_copy=False)

    def action_copy(self) -> None:
        """Open the form for another record like this one (FEATURES COMP-03, exam A15)."""
        from screens.activities.event_form import like_event

        if row := self._alive():
            form = self.read(lambda: like_event(self.context, row))
            if form is None:
                self._open_form(row, is_copy=True)
            else:
                self._push_event(form)

    def _open_form(self, row: Reference | None, *, is_copy: bool) -> None:
        form = self.read(lambda: self._form(row, is_copy=is_copy))
        if form is not None:
            is_new = row is None or is_copy
            self.app.push_screen(
                form, lambda key: self._saved(key, form.said_when_saved(), go_there=is_new)
            )

    def _form(self, row: Reference | None, *, is_copy: bool) -> RecordEditing:
        """Return the form for a record, for one like it, or for a new one. Raises NotFound."""
        from screens.activities.activity_form import ActivityForm
        from screens.deals.deal_form import form_of
        from services.records.copying import copy_values
        from services.records.use_cases import show_record

        context, kind = self.context, row.kind if row else self.kind()
        view = show_record(context, kind, row.id) if row else None
        if kind == "activity":
            return ActivityForm(model=view) if is_copy else ActivityForm(activity=view)
        if is_copy and row is not None:
            return form_of(kind)(kind, model=copy_values(context, kind, row.id), source=row.id)
        return form_of(kind)(kind, record=view)

    def _saved(self, key: UUID | None, sentence: str, *, go_there: bool) -> None:
        if key is not None:
            self.say(sentence)
            if go_there:
                self.go_to(key)

    def action_deal(self) -> None:
        """Begin a deal with the client, both linked (FEATURES CONT-10)."""
        if client := self._client():
            self.add_linked("deal", client)

    def add_linked(self, kind: str, record: Reference | None = None) -> None:
        """Open the form for a new record of a kind that is linked with `record`, or this one."""
        from screens.deals.deal_form import form_beside
        from services.cards.related import links_for

        record = record or self._alive()
        if record is not None:
            links = links_for(self.context, record, kind)
            form = form_beside(kind, record)(kind, model=links, about=record)
            said = _("Added. u takes it back.")
            self.app.push_screen(form, lambda key: self._saved(key, said, go_there=False))

    def action_files(self, first: UUID | None = None, *, attaches: bool = False) -> None:
        """Show the files of the record, from the file `first` on, or attach some."""
        from screens.files.files_dialog import FilesDialog

        if row := self._alive():
            dialog = FilesDialog(row.kind, row.id, row.title, first, attaches=attaches)
            self.app.push_screen(dialog)

    def action_layout(self) -> None:
        """Change which fields the card and the form of this kind show (FEATURES DOC-03)."""
        from screens.layouts.editor import LayoutEditor

        self.app.push_screen(LayoutEditor(self.kind(), self.catalog_section()))

    def catalog_section(self) -> UUID | None:
        """Return the section whose products get a field that is added to products."""
        return None

    def go_to(self, key: UUID) -> None:
        """Select a record that has just been made."""
        raise NotImplementedError

    def action_call(self) -> None:
        """Call the client of the row."""
        if client := self._client():
            program_of(self).calls.start(client)

    def action_plan(self) -> None:
        """Plan a task for all that is marked, else with the client of the row."""
        from screens.activities.marked_plan import plan_for_marks

        marks = {} if self.is_in_bin() else self.all_marks()
        if marks:
            plan_for_marks(self, marks, self.all_marked_count(), self.forget_all_marks)
        else:
            self._plan({"kind": "task"})

    def _plan(self, preset: Mapping[str, str]) -> None:
        from screens.activities.activity_form import ActivityForm

        if client := self._client():
            said = _("Planned. u takes it back.")
            form = ActivityForm(client, preset=preset)
            self.app.push_screen(form, lambda key: self._saved(key, said, go_there=False))

    def action_event(self) -> None:
        """Write down what happened with the client of the row (FEATURES HIST-01, exam B19)."""
        from screens.activities.event_form import EventForm

        if client := self._client():
            self._push_event(EventForm([client]))

    def _push_event(self, form: EventForm) -> None:
        said = _("Event added. u takes it back.")
        self.app.push_screen(form, lambda key: self._saved(key, said, go_there=False))

    def action_parts(self) -> None:
        """Show the addresses, requisites and products of the record, to be changed."""
        from screens.parts.parts_dialog import PartsDialog

        row = self._alive()
        if row is not None and row.kind == "activity":
            self.say(_("An activity has no addresses, requisites or products."))
        elif row is not None:
            self.app.push_screen(PartsDialog(row))

    def action_photo(self) -> None:
        """Show the photo of the record."""
        from screens.parts.photo_dialog import PhotoDialog

        row = self._alive()
        if row is not None and not (KINDS[row.kind].is_client or row.kind == "product"):
            self.say(_("Only contacts, companies, leads and products have a picture."))
        elif row is not None:
            self.app.push_screen(PhotoDialog(row))

    def action_bulk_edit(self) -> None:
        """Change a field of all records that are meant."""
        self._ask_change("")

    def action_assign(self) -> None:
        """Make somebody responsible for all records that are meant (FEATURES MASS-01)."""
        self._ask_change("responsible")

    def _ask_change(self, field: str) -> None:
        from screens.records.bulk_dialog import BulkDialog

        if meant := self._meant():
            self.app.push_screen(
                BulkDialog(self.kind(), meant.number, field),
                lambda change: self._change_all(meant.which, change, field),
            )

    def _change_all(self, which: Marked, change: FieldChange | None, asked: str) -> None:
        """Change what is meant; what was typed comes back in the dialog where that is ended."""
        from screens.form_draft import carried_out
        from screens.records.bulk_dialog import bulk_draft
        from services.lists.bulk import bulk_edit

        if change is not None:
            context, kind = self.context, self.kind()

            def change_all(tell: Progress, is_over: Callable[[], bool]) -> BulkOutcome:
                return bulk_edit(context, kind, which, [change], tell, is_over)

            self._run_bulk(
                carried_out(context, bulk_draft(kind, asked), change_all),
                lambda count: ngettext(
                    "{count} changed. u takes it back.",
                    "{count} changed. u takes them back.",
                    count,
                ),
            )

    def action_delete(self) -> None:
        """Put the records into the bin; undo brings them back. Many are asked about first."""
        if self.is_in_bin():
            self.say(_("It is in the bin already. r brings it back."))
        elif meant := self._meant():
            question = ngettext("Delete {count} record?", "Delete {count} records?", meant.number)
            self._when_sure(meant, question, lambda: self._delete(meant.which))

    def _delete(self, which: Marked) -> None:
        from services.lists.bulk import bulk_delete

        context, kind = self.context, self.kind()
        self._run_bulk(
            lambda tell, is_over: bulk_delete(context, kind, which, tell, is_over),
            lambda count: ngettext(
                "{count} deleted. u takes it back.", "{count} deleted. u takes them back.", count
            ),
        )

    def action_restore(self) -> None:
        """Bring the records back from the bin. Many are asked about first."""
        if not self.is_in_bin():
            self.say(_("Only what is in the bin can be brought back: ' shows the views."))
        elif meant := self._meant():
            question = ngettext(
                "Bring back {count} record?", "Bring back {count} records?", meant.number
            )
            self._when_sure(meant, question, lambda: self._restore(meant.which))

    def _restore(self, which: Marked) -> None:
        from services.lists.bulk import restore

        context, kind = self.context, self.kind()
        self._run_bulk(
            lambda tell, is_over: restore(context, kind, which, tell, is_over),
            lambda count: ngettext(
                "{count} brought back. u takes it back.",
                "{count} brought back. u takes them back.",
                count,
            ),
        )

    def _when_sure(self, meant: Meant, question: str, act: Callable[[], None]) -> None:
        """Ask first, unless the only record that is meant is that under the cursor.

        The question says how many of those that are marked the list does not show.
        """
        from screens.records.confirm_dialog import ConfirmDialog

        row = self.row_reference()
        if row is not None and meant.which == [row.id]:
            act()
            return
        dialog = ConfirmDialog(
            question.format(count=spaced(meant.number)),
            lambda: _say_hidden(self.count_hidden(meant.which)),
        )
        self.app.push_screen(dialog, lambda is_sure: act() if is_sure else None)

    def count_hidden(self, which: Marked) -> int:
        """Return how many of these records the list does not show; this may take a second."""
        return 0

    def _run_bulk(
        self,
        service: Callable[[Progress, Callable[[], bool]], BulkOutcome],
        sentence: Callable[[int], str],
    ) -> None:
        """Make a change of many records; `sentence` says, for their number, what was done."""
        kind = self.kind()

        def tell(outcome: BulkOutcome) -> None:
            if kind == self.kind():
                self.clear_marks()
            said = sentence(outcome.changed).format(count=spaced(outcome.changed))
            self.say(" ".join(filter(None, (said, outcome.explain()))))

        self.run_long(service, tell)


def _say_hidden(count: int) -> str:
    """Return a sentence on records that are marked and not shown, "" where there are none."""
    if not count:
        return ""
    return ngettext(
        "{count} of them is not shown in the list now.",
        "{count} of them are not shown in the list now.",
        count,
    ).format(count=spaced(count))
