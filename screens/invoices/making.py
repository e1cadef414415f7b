"""Makes quotes and invoices of whatever record is at hand (FEATURES INV-01, INV-19, INV-20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.i18n import _, ngettext
from domain.invoicing.kinds import DOCUMENTS, INVOICE, QUOTE
from domain.records.references import Reference
from domain.text import spaced
from screens.records.at_hand import MOST, RecordsAtHand

if TYPE_CHECKING:
    from services.lists.bulk import Progress

SOURCES = ("contact", "company", "deal", *DOCUMENTS)
"""The kinds of records that quotes and invoices are made of, or for."""


class MakesDocuments(RecordsAtHand):
    """Makes a draft of the record at hand, or one of each that is marked."""

    def action_invoice(self) -> None:
        """Make an invoice of a deal or a quote, or for a client, and open it."""
        self._make(INVOICE)

    def action_offer(self) -> None:
        """Make a quote of a deal, or for a client, and open it (FEATURES QUOTE-02, QUOTE-04)."""
        self._make(QUOTE)

    def action_lines(self) -> None:
        """Open the editor of lines of a document; the screens of deals do so for deals."""
        from screens.invoices.document_screen import open_document

        row = self.document_at_hand()
        if row is not None:
            open_document(self, row.kind, row.id)
        else:
            self.say_no_document(_("This is for deals, quotes and invoices: go to one of them."))

    def say_no_document(self, elsewhere: str) -> None:
        """Say why there is no document at hand, among other records what is said `elsewhere`."""
        if self.kind() in DOCUMENTS:
            self._alive()  # says why there is none
        else:
            self.say(elsewhere)

    def document_at_hand(self) -> Reference | None:
        """Return the quote or invoice under the cursor, unless it is in the bin."""
        row = None if self.is_in_bin() else self.row_reference()
        return row if row is not None and row.kind in DOCUMENTS else None

    def _make(self, kind: str) -> None:
        if self.marked_count() > 1 and self.kind() in SOURCES and not self.is_in_bin():
            self._make_many(kind)
        elif row := self._alive():
            client = self._client() if row.kind == "activity" else row
            if client is not None:
                self.make_for(kind, client)

    def make_for(self, kind: str, row: Reference) -> None:
        """Make a draft of a record, and open it; say so where none is made of such a record."""
        if row.kind == "lead":
            self.say(_("A lead is no client yet: V makes one of it, and then i its invoice."))
        elif row.kind not in SOURCES:
            self.say(_("Quotes and invoices are made of deals and of each other, or for clients."))
        elif source := self.read(lambda: self._made_of(kind, row)):
            self._make_of(kind, source)

    def _make_of(self, kind: str, source: Reference) -> None:
        """Make a draft, once it is said how: there may be one, or nothing that it would ask for."""
        from screens.invoices.document_screen import open_document
        from screens.invoices.making_menu import MakingMenu, Way
        from services.invoicing.beforehand import look_beforehand

        def go(way: Way | None) -> None:
            if way is not None and way.draft is not None:
                open_document(self, kind, way.draft)
            elif way is not None:
                self._make_draft(kind, source, whole=way.is_whole)

        found = self.read(lambda: look_beforehand(self.context, kind, source))
        if found is None:
            return
        if found.drafts or found.amount is not None:
            self.app.push_screen(MakingMenu(found), go)
        else:
            self._make_draft(kind, source)

    def _make_draft(self, kind: str, source: Reference, *, whole: bool = False) -> None:
        from screens.invoices.document_screen import open_document
        from services.invoicing.making import make_document

        context = self.context
        self.perform(
            lambda: make_document(context, kind, source, whole=whole),
            lambda key: open_document(self, kind, key, is_new=True),
        )

    def _made_of(self, kind: str, row: Reference) -> Reference | None:
        """Return what a document is made of: of one of the same kind it is the client's next."""
        from services.invoicing.finding import client_of_document

        if row.kind != kind:
            return row
        client = client_of_document(self.context, kind, row.id)
        if client is None:
            self.say(_("Nobody is named in it yet: y makes another one like it."))
        return client

    def _make_many(self, kind: str) -> None:
        from screens.records.confirm_dialog import ConfirmDialog

        count = self.marked_count()
        if count > MOST:
            said = _("At most {count} at once: take away some marks first.")
            self.say(said.format(count=spaced(MOST)))
            return
        if kind == INVOICE:
            question = ngettext("Make {count} invoice?", "Make {count} invoices?", count)
        else:
            question = ngettext("Make {count} quote?", "Make {count} quotes?", count)
        context, of_kind, which = self.context, self.kind(), self.marked()

        def note() -> str:
            from services.invoicing.beforehand import say_of_many
            from services.lists.marking import keys_of_marked

            return say_of_many(context, kind, of_kind, keys_of_marked(context, which))

        dialog = ConfirmDialog(question.format(count=spaced(count)), note)
        self.app.push_screen(dialog, lambda is_sure: self._run_many(kind) if is_sure else None)

    def _run_many(self, kind: str) -> None:
        from services.invoicing.making import make_documents
        from services.lists.marking import keys_of_marked

        context, of_kind, which = self.context, self.kind(), self.marked()

        def make(tell: Progress, is_over: Callable[[], bool]) -> Sequence[UUID]:
            sources = [Reference(of_kind, key, "") for key in keys_of_marked(context, which)]
            return make_documents(context, kind, sources, tell, is_over)

        self.run_long(make, lambda keys: self._made(len(keys)))

    def _made(self, count: int) -> None:
        self.clear_marks()
        said = ngettext(
            "{count} draft made; area 5 shows it. u takes it back.",
            "{count} drafts made; area 5 shows them. u takes them back.",
            count,
        )
        self.say(said.format(count=spaced(count)))
