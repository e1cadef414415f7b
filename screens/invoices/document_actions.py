"""What can be done with quotes and invoices: those that are marked, else the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS, INVOICE, QUOTE
from domain.records.references import Reference
from screens.actions import bindings_of
from screens.deals.bringing import BringsDeals
from screens.invoices.asking import ask_for_requisites, ask_to_issue, said_of_issued
from screens.invoices.keys import DOCUMENT

if TYPE_CHECKING:
    from services.invoicing.payments.keeping import PaymentOutcome, StageSuggestion


class DocumentActions(BringsDeals):
    """Looks at documents, issues, pays, credits, prints and sends them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DOCUMENT)]

    @property
    def places(self) -> tuple[str, ...]:
        """These actions work where there are documents."""
        own, *others = super().places
        return (own, DOCUMENT, *others) if self.has_documents() else (own, *others)

    def has_documents(self) -> bool:
        """Say whether documents are at hand."""
        return self.kind() in DOCUMENTS and not self.is_in_bin()

    def _document(self) -> Reference | None:
        """Return the document at hand; say so where there is none."""
        found = self.document_at_hand()
        if found is None:
            said = _("This is for quotes and invoices: go to one of them, or to area 5.")
            self.say_no_document(said)
        return found

    def _one_document(self) -> Reference | None:
        """Return the document at hand, unless others are marked; say so where there is none."""
        found = self._document()
        if found is not None and self.marked_count() and self.marked() != [found.id]:
            said = _(
                "This works on one document at a time, and others are marked: Esc takes away the "
                "marks."
            )
            self.say(said)
            return None
        return found

    def _invoice(self) -> Reference | None:
        """Return the one invoice at hand; say so where there is none."""
        found = self._one_document()
        if found is not None and found.kind != INVOICE:
            self.say(_("This is for invoices: i makes one of the quote."))
            return None
        return found

    def _documents(self) -> tuple[str, Sequence[UUID]]:
        """Return the kind and the keys of the documents that are meant."""
        if self.marked_count() and self.kind() in DOCUMENTS:
            too_many = _("At most {count} at once: take away some marks first.")
            return self.kind(), self.keys_meant(self.kind(), "", too_many)
        found = self._document()
        return (found.kind, [found.id]) if found else ("", ())

    # Looking, printing, sending.

    def action_preview(self) -> None:
        """Show the documents as they are printed, from the one at hand on (FEATURES INV-15)."""
        from screens.invoices.preview_screen import open_preview

        kind, keys = self._documents()
        if not keys:
            return
        row = self.document_at_hand()
        first = row.id if row is not None and row.id in keys else None
        # Keys grow with time, as numbers do.
        open_preview(self, kind, sorted(keys), first)

    def action_pdf(self) -> None:
        """Save the documents as PDF files (FEATURES INV-11)."""
        from screens.invoices.print_dialog import PrintDialog

        kind, keys = self._documents()
        if keys:
            self.app.push_screen(PrintDialog(kind, keys), self._printed)

    def _printed(self, sentence: str | None) -> None:
        if sentence:
            self.clear_marks()
            self.say(sentence)

    def action_mail(self) -> None:
        """Hand the PDF to the mail program of the system (FEATURES INV-12)."""
        from screens.invoices.mailing import send_document

        if found := self._one_document():
            send_document(self, found.kind, found.id)

    # What follows: a deal, a number, a credit note.

    def action_deal(self) -> None:
        """Make a deal of a quote; of other records as everywhere."""
        from screens.cards.opening import open_card
        from services.invoicing.making import make_deal

        found, context = self.document_at_hand(), self.context
        if found is None or found.kind != QUOTE:
            super().action_deal()
            return
        self.perform(
            lambda: make_deal(context, found.id),
            lambda key: open_card(self.app, Reference("deal", key, "")),
        )

    def action_issue(self) -> None:
        """Issue the drafts that are meant, once that is sure."""
        kind, keys = self._documents()
        if keys:
            ask_to_issue(self, kind, keys, self._issue)

    def _issue(self, kind: str, keys: Sequence[UUID]) -> None:
        from services.invoicing.issuing import Issued, issue_documents

        context = self.context

        def tell(issued: Issued) -> None:
            self.clear_marks()
            self.say(said_of_issued(list(issued.numbers.values())))

        self.perform(lambda: issue_documents(context, kind, keys), tell)

    def action_credit(self) -> None:
        """Take an invoice back by a credit note."""
        from screens.invoices.credit_dialog import CreditDialog

        if found := self._invoice():
            self.app.push_screen(CreditDialog(found), self._credited)

    def _credited(self, note: tuple[UUID, str] | None) -> None:
        from screens.invoices.document_screen import open_document

        if note is None:
            return
        key, number = note
        if number:
            self.say(_("Taken back by the credit note {number}.").format(number=number))
        else:
            open_document(self, INVOICE, key)

    def action_requisites(self) -> None:
        """Choose another set of requisites, of the payer or of one's own (FEATURES INV-13)."""
        if found := self._one_document():
            ask_for_requisites(self, found.kind, found.id)

    # Payments.

    def action_pay(self) -> None:
        """Keep a payment of the invoice (FEATURES INV-21)."""
        from screens.invoices.pay_dialog import PayDialog

        if found := self._invoice():
            dialog = self.read(lambda: PayDialog.of(self.context, found))
            if dialog is not None:
                self.app.push_screen(dialog, self._paid)

    def _paid(self, outcome: PaymentOutcome | None) -> None:
        if outcome is None:
            return
        self.say(outcome.explain())
        if outcome.suggestion is not None:
            self._suggest(outcome.explain(), outcome.suggestion)

    def _suggest(self, said: str, suggestion: StageSuggestion) -> None:
        """Offer to bring the deal to its next stage, now that it is paid (FEATURES INV-09)."""
        from screens.records.confirm_dialog import ConfirmDialog

        question = _("Paid. Bring the deal “{deal}” to “{stage}”?").format(
            deal=suggestion.deal.title, stage=suggestion.stage.label
        )
        self.app.push_screen(
            ConfirmDialog(question, lambda: said),
            lambda is_sure: (
                self.bring_to([suggestion.deal.id], suggestion.stage) if is_sure else None
            ),
        )
