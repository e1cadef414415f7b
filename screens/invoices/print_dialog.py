"""Asks where documents are saved as PDF, and prints them there (FEATURES INV-11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from domain.i18n import _, ngettext
from domain.paths import expanded_path
from domain.text import spaced
from screens.files.path_dialog import PathDialog
from screens.form_draft import key_of_all
from services.context import Context
from services.files.attaching import IsCancelled, Progress
from services.files.paths import complete_path, shown_path
from services.invoicing.pdf_files import save_pdf
from services.invoicing.printing import print_documents, printed_document
from services.settings import DOCUMENTS_FOLDER, get_setting, set_setting
from widgets.forms.form_field import FormField
from widgets.forms.path_field import PathField


class PrintDialog(PathDialog):
    """Prints one document to a path, several into a folder; the folder is offered again later.

    Files that are there and say the same stay, so that what was ended goes on.
    """

    form_name = "print"
    DEFAULT_CSS = """
    PrintDialog > #form { width: 96; }
    """

    def __init__(
        self, kind: str, keys: Sequence[UUID], *, form: str = "", with_e_invoice: bool = False
    ) -> None:
        title = ngettext("Save {count} PDF", "Save {count} PDF files into a folder", len(keys))
        super().__init__(title.format(count=spaced(len(keys))), key_of_all(keys), self._print)
        self._kind, self._keys, self._form = kind, keys, form
        self._with_e_invoice = with_e_invoice

    def fields(self) -> Iterable[FormField]:
        """Ask for the path, offering the folder of last time."""
        from services.printing.batch import file_name

        context = self.context
        folder = get_setting(context, DOCUMENTS_FOLDER) or str(Path.home())
        value = shown_path(expanded_path(folder))
        if len(self._keys) == 1:
            document = printed_document(context, self._kind, self._keys[0], self._form)
            value = f"{value}/{file_name(document)}"
        complete = partial(complete_path, context)
        yield PathField("path", _("Path"), complete, value=value, is_new=True)

    def _print(self, path: str, tell: Progress, is_over: IsCancelled) -> str:
        target = expanded_path(path)
        if len(self._keys) > 1:
            return self._print_all(target, tell, is_over)
        (key,) = self._keys
        document = printed_document(self.context, self._kind, key, self._form)
        saved = save_pdf(target, document, with_e_invoice=self._with_e_invoice)
        _remember(self.context, saved.parent)
        return _("Saved to {path}.").format(path=shown_path(saved))

    def _print_all(self, folder: Path, tell: Progress, is_over: IsCancelled) -> str:
        files = print_documents(
            self.context,
            self._kind,
            self._keys,
            folder,
            self._form,
            tell,
            is_over,
            with_e_invoice=self._with_e_invoice,
        )
        _remember(self.context, folder)
        said = ngettext(
            "{count} PDF in {path}, {known} of them from before.",
            "{count} PDF files in {path}, {known} of them from before.",
            len(files),
        )
        return said.format(
            count=spaced(len(files)),
            path=shown_path(folder),
            known=spaced(sum(file.was_there for file in files)),
        )

    def _tell(self, done: int, all_: int) -> None:
        if self._is_cancelled is not None and not self._is_cancelled.is_set():
            said = _("{done} of {count} printed. Esc ends it; the same again goes on.")
            self.say(said.format(done=spaced(done), count=spaced(all_)))


def _remember(context: Context, folder: Path) -> None:
    if get_setting(context, DOCUMENTS_FOLDER) != str(folder):
        set_setting(context, DOCUMENTS_FOLDER, str(folder))
