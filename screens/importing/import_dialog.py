"""Asks for a file to be read in, and tries it out (FEATURES CAT-01, ONEC-01, IMPEX-03)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from textual import on, work

from domain.errors import BadInput
from domain.i18n import N_, _
from domain.paths import is_file
from screens.long_save import LongSave
from screens.program import with_keys
from services.files.paths import complete_path, resolve_path, shown_path
from services.importing.catalog_table import TableOptions, read_columns
from services.importing.files import (
    BOOK,
    CALENDAR,
    EXCHANGE,
    TABLE,
    FileToRead,
    import_file,
    kind_of,
)
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.path_field import PathField

FILE_KINDS: Final = {
    BOOK: N_("an address book"),
    CALENDAR: N_("a calendar"),
    EXCHANGE: N_("a catalog in CommerceML, as 1C writes it"),
    TABLE: N_("a table of products"),
}
"""What the kinds of files are called."""

LEAVE_OUT, PROPERTIES = "leave_out", "properties"


class ImportDialog(LongSave[FileToRead]):
    """Returns a file that was tried out, with what would come of it.

    `file` is what was tried last, None at first.
    """

    form_name = "import"

    def __init__(self, file: FileToRead | None = None) -> None:
        super().__init__()
        self._file = file

    def title_text(self) -> str:
        """Say what is asked for, and that nothing happens yet."""
        return _("Import: which file? What would come of it is shown first.")

    def keys_text(self) -> str:
        """Say how to go on."""
        text = _("{tab} completes   {save} try it out   {back} back")
        return with_keys(self, text, tab="form.next", save="form.save", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for the file; of a table what becomes of columns that nobody knows."""
        file = self._file
        complete = partial(complete_path, self.context)
        path = str(file.path) if file else ""
        yield PathField(
            "path",
            _("File"),
            complete,
            value=path,
            hint=_("~/contacts.vcf, calendar.ics, price-list.csv"),
        )
        self._unknown = ChoiceField(
            "unknown",
            _("Other columns"),
            {LEAVE_OUT: _("leave out"), PROPERTIES: _("make properties of them")},
            value=PROPERTIES if file and file.table and file.table.new_properties else LEAVE_OUT,
        )
        yield self._unknown
        columns = file.table.columns if file and file.table else {}
        self._columns = FormField(
            "columns",
            _("Columns hold"),
            value="; ".join(f"{heading}={what}" for heading, what in columns.items()),
            hint=_("Item=name; Dealers=price:wholesale; Notes=-"),
        )
        yield self._columns
        self._show_table_fields(file is not None and file.table is not None)

    def _show_table_fields(self, is_table: bool) -> None:
        self._unknown.display = self._columns.display = is_table

    def on_mount(self) -> None:
        """Say what the file is that was tried last."""
        super().on_mount()
        self._recognise(self.value("path"))

    @on(FormField.Changed)
    def recognise_soon(self) -> None:
        """Say what the file is, as far as it can be told."""
        self._recognise(self.value("path"))

    @work(group="kind", exclusive=True)
    async def _recognise(self, text: str) -> None:
        kind = await asyncio.to_thread(self._kind_at, text) if text else ""
        if text == self.value("path"):
            self._show_table_fields(kind == TABLE)
            said = _("This is {kind}.").format(kind=_(FILE_KINDS[kind])) if kind else ""
            self.field("path").note(said)

    def _kind_at(self, text: str) -> str:
        path = resolve_path(self.context, text)
        return kind_of(path) if is_file(path) else ""

    def save(self) -> Callable[[], FileToRead]:
        """Try out what would come of the file."""
        text = self.value("path")
        if not text:
            raise BadInput(_("Type the path of a file."), "path")
        try:
            said = self.value("columns") if self._columns.display else ""
            columns = read_columns(said.split(";"))
        except BadInput as error:
            raise BadInput(str(error), "columns") from error
        has_new = self._unknown.chosen() == PROPERTIES
        context = self.context
        self.begin_long()

        def run() -> FileToRead:
            path = resolve_path(context, text)
            if not is_file(path):
                said = _("There is no file {path}.")
                raise BadInput(said.format(path=shown_path(path)), "path")
            kind = kind_of(path)
            self.tell(_("Trying it out … Esc ends it."))
            table = TableOptions(columns, has_new) if kind == TABLE else None
            try:
                report = import_file(
                    context, path, self.tell_read, self.is_ended, table=table, only_try=True
                )
            except BadInput as error:
                raise BadInput(str(error), "columns" if columns else "path") from error
            return FileToRead(path, kind, report, table)

        return run
