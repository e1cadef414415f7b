"""Area 5: invoices and quotes as lists (FEATURES INV-08, INV-18, QUOTE-01)."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from domain.i18n import _
from domain.invoicing.kinds import INVOICE, QUOTE
from domain.money import format_amount
from domain.records.references import Reference
from screens.actions import GLOBAL, bindings_of
from screens.invoices.document_actions import DocumentActions
from screens.invoices.keys import DOCUMENT, INVOICES
from screens.records.list_area import ListArea
from services.invoicing.finding import client_of_document
from services.lists.reading import Figures


class InvoicesArea(DocumentActions, ListArea):
    """Lists of invoices and of quotes, with what they come to."""

    target = INVOICES
    kinds = (INVOICE, QUOTE)
    digit = "5"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(INVOICES)]

    def _figures_parts(self, figures: Figures | None) -> list[str]:
        parts = super()._figures_parts(figures)
        if figures is None:
            return parts
        then = figures.paid_then
        paid = figures.paid if then is None else then
        said = " + ".join(format_amount(amount, code) for code, amount in paid.items() if amount)
        if then is not None:
            return [*parts, _("paid in this time {amounts}").format(amounts=said or "0")]
        return [*parts, _("paid {amounts}").format(amounts=said)] if said else parts

    def empty_hint(self) -> str:
        """Say from where documents are made."""
        state = self.state
        if state.is_filtered or state.query.in_bin or state.query.filter:
            return super().empty_hint()
        return _("There is nothing yet. n adds one; i and o make one of a deal or for a client.")

    def under_cursor(self) -> tuple[None, Reference | None]:
        """Return whom the document is for: the pane beside the list tells of them."""
        row = self.row_reference()
        if row is None:
            return None, None
        found = self.read(lambda: client_of_document(self.context, row.kind, row.id))
        return None, found

    @property
    def places(self) -> tuple[str, ...]:
        """The actions on documents work here, in the bin too, where they say what it means."""
        return (INVOICES, DOCUMENT, *self.also, GLOBAL)

    def action_new(self) -> None:
        """Ask whom it is for, and open the new draft."""
        from screens.invoices.document_form import DocumentForm
        from screens.invoices.document_screen import open_document

        kind = self.kind()
        self.app.push_screen(
            DocumentForm(kind),
            lambda key: open_document(self, kind, key, is_new=True) if key is not None else None,
        )

    def action_statement(self) -> None:
        """Read payments from a file of the bank (FEATURES INV-21)."""
        from screens.files.path_dialog import PathDialog
        from screens.invoices.statement_screen import StatementScreen
        from services.invoicing.payments.statements import StatementView, view_statement

        context = self.context
        read: list[StatementView] = []

        def look(path: str, *_progress: object) -> str:
            read.append(view_statement(context, Path(path).expanduser()))
            return path

        dialog = PathDialog(
            _("Payments from a bank statement"),
            context.actor.user_id,
            look,
            hint="~/Downloads/kl_to_1c.txt",
        )

        def show(path: str | None) -> None:
            if path is not None:
                self.app.push_screen(StatementScreen(Path(path).name, read[-1]))

        self.app.push_screen(dialog, show)
