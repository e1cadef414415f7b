"""A document as it is printed, to be looked at, saved, opened and sent (FEATURES INV-15)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar, NamedTuple
from uuid import UUID

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from domain.errors import CrmError
from domain.i18n import _
from domain.text import spaced
from screens.actions import bindings_of
from screens.invoices.asking import ask_to_issue
from screens.invoices.keys import PREVIEW
from screens.program import program_of, with_keys
from screens.service_screen import ServiceScreen
from screens.shell import AreaScreen
from services.context import Context
from services.invoicing.printing import ACT, printed_document
from services.printing.preview import preview_lines

MOST_CELLS = 110
"""How wide the preview is at most: a sheet of paper is not wider."""


def open_preview(
    screen: ServiceScreen[None], kind: str, keys: Sequence[UUID], first: UUID | None = None
) -> None:
    """Show documents as they are printed, `first` before the others; say so where it cannot be."""
    context, width, key = screen.context, _width(screen), first or keys[0]
    sheet = screen.read(lambda: sheet_of(context, kind, key, "", width))
    if sheet is not None:
        screen.app.push_screen(PreviewScreen(kind, keys, key, sheet))


def _width(screen: ServiceScreen[None]) -> int:
    """Return how wide the sheet can be on a screen."""
    return min(MOST_CELLS, screen.app.size.width - 5)


class Sheet(NamedTuple):
    """What is printed of a document: its number, "" for a draft, and its lines of such a width."""

    number: str
    lines: tuple[str, ...]
    width: int


def sheet_of(context: Context, kind: str, key: UUID, form: str, width: int) -> Sheet:
    """Return what is printed of a document. Raises as `printed_document`."""
    document = printed_document(context, kind, key, form)
    return Sheet(document.number, preview_lines(document, width), width)


class PreviewScreen(AreaScreen, inherit_bindings=False):
    """Shows what is printed of the document `key`, one of `keys`; its keys print that one."""

    target = PREVIEW
    digit = "5"
    has_area_digits = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PREVIEW)]
    DEFAULT_CSS = """
    PreviewScreen {
        & #sheet { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
        & #text { width: auto; height: auto; }
        &.-narrow #sheet { padding: 0; scrollbar-size-vertical: 0; }
    }
    """

    def __init__(self, kind: str, keys: Sequence[UUID], key: UUID, sheet: Sheet) -> None:
        super().__init__()
        self._kind, self._keys, self._sheet = kind, tuple(keys), sheet
        self._key = self._wanted_key = key
        self._form = self._wanted = ""
        self._has_e_invoice = False

    @property
    def places(self) -> tuple[str, ...]:
        """Only its own actions work here."""
        return (PREVIEW,)

    def compose_area(self) -> ComposeResult:
        """Lay out the sheet."""
        with VerticalScroll(id="sheet"):
            yield Static(self._text(), id="text", markup=False)

    def _text(self) -> str:
        head = []
        if (count := len(self._keys)) > 1:
            place = spaced(self._keys.index(self._key) + 1)
            said = _("{place} of {count} marked").format(place=place, count=spaced(count))
            keys = _("{next} the next   {previous} the one before")
            keys = with_keys(self, keys, next="preview.next", previous="preview.previous")
            head += [f"{said}   {keys}", ""]
        if not self._sheet.number:
            head += [_("Draft: it has no number yet. O issues it."), ""]
        return "\n".join([*head, *self._sheet.lines])

    def on_mount(self) -> None:
        """Let arrows scroll, and follow what is changed meanwhile."""
        self.query_one("#sheet").focus()
        program_of(self).records_changed.subscribe(self, self._follow)

    def _follow(self, kinds: frozenset[str]) -> None:
        if kinds & {self._kind, "line_item"} and self.is_in_view:
            self._show()

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        if _width(self) != self._sheet.width:
            self._show()

    @work(group="sheet", exclusive=True)
    async def _show(self) -> None:
        """Lay the wanted form of the document out beside the screen; say why that cannot be."""
        context, key, form, width = self.context, self._wanted_key, self._wanted, _width(self)
        try:
            sheet = await asyncio.to_thread(sheet_of, context, self._kind, key, form, width)
        except CrmError as error:
            self._wanted, self._wanted_key = self._form, self._key
            self.say(str(error), "error")
            return
        is_other, self._form, self._key = key != self._key, form, key
        if is_other or sheet != self._sheet:
            self._sheet = sheet
            self.query_one("#text", Static).update(self._text())
        if is_other:
            self.query_one("#sheet").scroll_home(animate=False)

    def action_beside(self, step: int) -> None:
        """Show the next of the documents, or the one before."""
        place = self._keys.index(self._wanted_key) + step
        if len(self._keys) == 1:
            self.say(_("Mark several (m) in the list to look at them one after the other."))
        elif 0 <= place < len(self._keys):
            self._wanted_key, self._wanted = self._keys[place], ""
            self._show()
        else:
            self.say(_("This is the last one.") if step > 0 else _("This is the first one."))

    def action_scroll(self, step: int) -> None:
        """Scroll by a line."""
        self.query_one("#sheet").scroll_relative(y=step, animate=False)

    def action_act(self) -> None:
        """Show the act of services in place of the invoice, or this again (FEATURES IMPL-05)."""
        self._wanted = "" if self._wanted else ACT
        self._show()

    def action_e_invoice(self) -> None:
        """Put an e-invoice into the PDF, or leave it out."""
        self._has_e_invoice = not self._has_e_invoice
        self.say(
            _("The PDF will have an e-invoice (EN 16931) inside.")
            if self._has_e_invoice
            else _("The PDF will have no e-invoice inside.")
        )

    def action_save(self) -> None:
        """Save the PDF under a path (FEATURES INV-11)."""
        from screens.invoices.print_dialog import PrintDialog

        dialog = PrintDialog(
            self._kind, [self._key], form=self._form, with_e_invoice=self._has_e_invoice
        )
        self.app.push_screen(dialog, lambda said: self.say(said) if said else None)

    def action_open(self) -> None:
        """Open the PDF with the program that the system has for it."""
        from screens.opening import open_outside
        from services.invoicing.pdf_files import pdf_copy

        context, kind, key, form = self.context, self._kind, self._key, self._form
        with_e_invoice = self._has_e_invoice

        def open_copy() -> str:
            path = pdf_copy(context, kind, key, form, with_e_invoice=with_e_invoice)
            if open_outside(str(path)):
                return _("Opened.")
            return _("There is nothing here to open files with. A copy lies at {path}.").format(
                path=path
            )

        self.perform(open_copy, self.say)

    def action_mail(self) -> None:
        """Hand the PDF to the mail program of the system (FEATURES INV-12)."""
        from screens.invoices.mailing import send_document

        send_document(self, self._kind, self._key, self._form, with_e_invoice=self._has_e_invoice)

    def action_issue(self) -> None:
        """Issue the document, once that is sure."""
        if self._sheet.number:
            self.say(_("It has been issued already."))
        else:
            ask_to_issue(self, self._kind, [self._key], self._issue)

    def _issue(self, kind: str, keys: Sequence[UUID]) -> None:
        from services.invoicing.issuing import issue_document

        context = self.context
        self.perform(lambda: issue_document(context, kind, keys[0]), self._issued)

    def _issued(self, number: str) -> None:
        self._show()
        self.say(_("Issued: {number}. s saves the PDF, w sends it.").format(number=number))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
