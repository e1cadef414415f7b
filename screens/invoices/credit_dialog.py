"""Asks how much of an invoice is taken back, and why (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.i18n import _
from domain.invoicing.kinds import INVOICE
from domain.records.references import Reference
from screens.form_dialog import FormDialog
from services.invoicing.crediting import credit_invoice
from services.records.use_cases import show_record
from widgets.forms.form_field import ChoiceField, FormField

_ALL, _PART = "all", "part"


class CreditDialog(FormDialog[tuple[UUID, str]]):
    """Makes a credit note; returns its key and its number, which is "" for a draft."""

    form_name = "credit"

    def __init__(self, invoice: Reference) -> None:
        super().__init__()
        self.about = invoice
        self._invoice = invoice

    def title_text(self) -> str:
        """Name the invoice."""
        return _("Take back {title} by a credit note").format(title=self._invoice.title)

    def fields(self) -> Iterable[FormField]:
        """Ask whether all of it goes, and why."""
        choices = {
            _ALL: _("all of it: the credit note is issued at once"),
            _PART: _("a part: a draft, to be changed in the editor"),
        }
        # Nobody takes a number back, so neither is the usual one.
        yield ChoiceField("what", _("Take back"), choices, is_needed=True)
        yield FormField("reason", _("Reason"), hint=_("it is printed"))

    def save(self) -> Callable[[], tuple[UUID, str]]:
        """Make the credit note."""
        context, invoice, reason = self.context, self._invoice.id, self.value("reason")
        what = self.field("what")
        assert isinstance(what, ChoiceField)
        is_whole = what.chosen() == _ALL

        def make() -> tuple[UUID, str]:
            key = credit_invoice(context, invoice, reason=reason, issue=is_whole)
            number = show_record(context, INVOICE, key).values["number"] if is_whole else ""
            return key, str(number)

        return make
