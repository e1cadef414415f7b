"""Hands the PDF of a document to the mail program of the system (FEATURES INV-12, MAIL-01)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from domain.i18n import _
from screens.invoices.asking import ask_to_issue
from screens.opening import write_mail
from screens.service_screen import ServiceScreen
from services.context import Context
from services.files.paths import shown_path
from services.invoicing.contents.terms import parties_of
from services.invoicing.issuing import issue_document
from services.invoicing.pdf_files import pdf_copy
from services.invoicing.sending import record_sent
from services.records.use_cases import show_record


def send_document(
    screen: ServiceScreen[None],
    kind: str,
    key: UUID,
    form: str = "",
    *,
    with_e_invoice: bool = False,
) -> None:
    """Issue a document if it is not, open a letter with its PDF, and ask whether it was sent."""
    context = screen.context

    def write() -> None:
        screen.perform(
            lambda: write_letter(context, kind, key, form, with_e_invoice=with_e_invoice),
            lambda said: _ask_if_sent(screen, said, lambda: record_sent(context, kind, key, form)),
        )

    def issue(_kind: str, _keys: Sequence[UUID]) -> None:
        screen.perform(lambda: issue_document(context, kind, key), lambda _number: write())

    view = screen.read(lambda: show_record(context, kind, key))
    if view is not None and view.values["issued_at"] is None:
        ask_to_issue(screen, kind, [key], issue)
    elif view is not None:
        write()


def write_letter(
    context: Context, kind: str, key: UUID, form: str = "", *, with_e_invoice: bool = False
) -> str:
    """Open a letter to the payer with the PDF attached; return what is to be said.

    Without a mail program the sentence says where the PDF lies. Raises as `pdf_copy`.
    """
    path = pdf_copy(context, kind, key, form, with_e_invoice=with_e_invoice, is_lasting=True)
    address = parties_of(context, kind, key).payer.email
    if write_mail(address, path.stem, path):
        return _("The letter is open in your mail program.")
    if address:
        said = _("There is no mail program here. Send {path} to {address}.")
        return said.format(path=shown_path(path), address=address)
    said = _("There is no mail program here, and no e-mail on the card. The PDF: {path}.")
    return said.format(path=shown_path(path))


def _ask_if_sent(screen: ServiceScreen[None], said: str, note: Callable[[], UUID]) -> None:
    """Ask whether the letter was sent; that stands in the history then (FEATURES QUOTE-02)."""
    from screens.records.confirm_dialog import ConfirmDialog

    def answer(is_sent: bool | None) -> None:
        if is_sent:
            screen.perform(note, lambda _key: screen.say(_("Noted as sent. u takes it back.")))
        else:
            screen.say(said)

    question = _("Note that it was sent, once it is?")
    screen.app.push_screen(ConfirmDialog(question, lambda: said), answer)
