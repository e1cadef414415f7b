"""The editor of a quote or an invoice: its head, its lines, its totals (FEATURES INV-01 to 06)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.errors import CrmError
from domain.i18n import _
from screens.actions import UNDO, action_of, bindings_of
from screens.documents.homes import Content, DocumentHome
from screens.documents.keys import LINES
from screens.documents.lines_screen import LinesScreen
from screens.invoices.asking import ask_for_requisites, ask_to_issue
from screens.invoices.document_form import DocumentForm
from screens.invoices.document_head import DocumentHead, document_head
from screens.invoices.keys import INVOICING
from screens.invoices.reason_dialog import ReasonDialog
from screens.program import shown_key, with_keys
from screens.service_screen import ServiceScreen
from services.records.use_cases import show_record
from widgets.text_line import TextLine


def _no_more() -> None:
    """Do nothing more once the lines are saved."""


def open_document(
    screen: ServiceScreen[None], kind: str, key: UUID, *, is_new: bool = False
) -> None:
    """Show the editor of a document; say so where it is gone, or has just been made."""
    home, context = DocumentHome(kind, key), screen.context

    def read() -> DocumentScreen:
        return DocumentScreen(home, home.read(context), document_head(context, kind, key))

    editor = screen.read(read)
    if editor is not None:
        editor.is_new = is_new
        screen.app.push_screen(editor)


class DocumentScreen(LinesScreen):
    """Edits the lines of a document below its head, and issues it."""

    is_new = False
    """Whether the document has just been made."""
    makes_products = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(INVOICING)]

    def __init__(self, home: DocumentHome, content: Content, head: DocumentHead) -> None:
        super().__init__(home, content)
        self.document = home
        self.head = head

    @property
    def places(self) -> tuple[str, ...]:
        """Its own actions, and those of every editor of lines."""
        return (INVOICING, LINES)

    def priced_on(self) -> date | None:
        """Return the date of the document: its rates convert prices (FEATURES CAT-13)."""
        home = self.document
        view = self.read(lambda: show_record(self.context, home.kind, home.key))
        day = view.values.get("date") if view is not None else None
        return day if isinstance(day, date) else None

    def compose_area(self) -> ComposeResult:
        """Lay out who pays below what the document is."""
        for widget in super().compose_area():
            yield widget
            if widget.id == "head":
                yield TextLine(self.head.who, id="who")

    def on_mount(self) -> None:
        """Say what was made, or what has changed since."""
        if self.is_new:
            self.say(_("A draft was made: ^G client and terms, ^O issues it."))
        else:
            self._say_changed()

    def _say_changed(self) -> None:
        """Say that a draft names somebody as before a change of the card, and what to do."""
        if self.head.changed:
            key = shown_key(self, action_of("invoicing.requisites"))
            said = _("{names}: the card has changed since. {key} takes it over.")
            self.say(said.format(names=self.head.changed, key=key))

    def _head(self) -> str:
        calculation = self.editing.calculation
        mode = _("prices with tax") if calculation.with_tax else _("prices without tax")
        mark = _("not saved yet") if self.editing.is_changed else ""
        said = (self.head.what, calculation.currency, mode, mark)
        return " · ".join(filter(None, said))

    def said_on_leaving(self) -> str:
        """Say where one goes on; of a draft that nothing was typed into, that it is there."""
        if self.has_changes():
            # Below may be the deal of which it was made, whose own lines the key would open.
            said = _("What you typed is kept, but not saved yet: {lines} on the invoice goes on.")
            if self.home.kind == "quote":
                said = _("What you typed is kept, but not saved yet: {lines} on the quote goes on.")
            return with_keys(self, said, lines="record.lines")
        if not self.is_new or self.content.lines:
            return ""
        return with_keys(self, _("An empty draft was made. {undo} takes it back."), undo=UNDO)

    # What others, or a form, have made of the head.

    def _follow(self, kinds: frozenset[str]) -> None:
        super()._follow(kinds)
        if kinds & {self.home.kind, "company", "contact", "own_company", "payment"}:
            self.show_head()

    def show_head(self) -> None:
        """Show the head as it is now."""
        context, home = self.context, self.document
        found = self.read(lambda: document_head(context, home.kind, home.key))
        if found is not None:
            before, self.head = self.head, found
            if found.changed != before.changed:
                self._say_changed()
            self.query_one("#head", TextLine).show(self._head())
            self.query_one("#who", TextLine).show(found.who)

    def action_head(self) -> None:
        """Save the lines that have been changed, and change client, dates and terms."""
        self._then(self._show_form)

    def _show_form(self) -> None:
        context, home = self.context, self.document
        view = self.read(lambda: show_record(context, home.kind, home.key))
        if view is not None:
            form = DocumentForm(home.kind, record=view)
            self.app.push_screen(form, lambda key: self._head_saved(form) if key else None)

    def _head_saved(self, form: DocumentForm) -> None:
        self.show_head()
        self._read_anew()
        self.say(form.said_when_saved())

    def action_requisites(self) -> None:
        """Choose other requisites of the payer, or of one's own (FEATURES INV-13)."""
        ask_for_requisites(self, self.home.kind, self.home.key, self.show_head)

    # Saving, issuing, looking.

    def action_save(self) -> None:
        """Store the lines; what is changed of an issued document is asked a reason for."""
        self._then(_no_more)

    def _then(self, step: Callable[[], object]) -> None:
        """Take what is typed, store it, and go on where nothing went wrong."""
        self.in_turn(lambda: self._take_typed_then(step))

    def _take_typed_then(self, step: Callable[[], object]) -> None:
        if self._take_typed():
            self._save_first(step)

    @work(group="then")
    async def _save_first(self, step: Callable[[], object]) -> None:
        # Another key may have begun to store them, and only then is it known what is left.
        if self.is_saving:
            await self.save_lines().wait()
        if step is not _no_more and not self.has_changes():
            step()
        else:
            self._after_saving(step)

    def _after_saving(self, then: Callable[[], object]) -> None:
        """Store what has been changed, if anything, and go on where nothing went wrong."""
        if self.head.is_issued and self.has_changes():
            dialog = ReasonDialog(self.home.key)
            self.app.push_screen(
                dialog, lambda reason: None if reason is None else self._revise(reason, then)
            )
        else:
            self._save_then(then)

    def _revise(self, reason: str, then: Callable[[], object]) -> None:
        self.document.reason = reason
        self._save_then(then)

    @work(group="then")
    async def _save_then(self, then: Callable[[], object]) -> None:
        await self.save_lines().wait()
        if not self.has_changes():
            then()

    def action_preview(self) -> None:
        """Save, and show the document as it is printed (FEATURES INV-15)."""
        from screens.invoices.preview_screen import open_preview

        self._then(lambda: open_preview(self, self.home.kind, [self.home.key]))

    def action_issue(self) -> None:
        """Save, and issue the document once that is sure."""
        if self.head.is_issued:
            said = _("It has been issued. ^S keeps what you change as a revision.")
            self.say(said)
        else:
            self._then(lambda: ask_to_issue(self, self.home.kind, [self.home.key], self._issue))

    def _issue(self, kind: str, keys: Sequence[UUID]) -> None:
        from services.invoicing.issuing import issue_document

        context = self.context
        self.perform(lambda: issue_document(context, kind, keys[0]), self._issued)

    def _issued(self, number: str) -> None:
        try:
            self.show_content(self.home.read(self.context))
        except CrmError as error:
            self.say(str(error), "error")
            return
        self.show_head()
        self.say(
            _("Issued: {number}. F9 shows it, saves the PDF and sends it.").format(number=number)
        )
