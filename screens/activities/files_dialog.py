"""The files of an activity: attach, open, save elsewhere, remove (FEATURES ACT-13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.errors import BadInput, CrmError
from domain.i18n import _
from domain.paging import FixedRows
from domain.text import one_line
from screens.actions import FILES, bindings_of
from screens.form_dialog import FormDialog
from screens.opening import open_outside
from screens.program import program_of
from services.attachments import (
    AttachmentView,
    attach_files,
    complete_path,
    list_attachments,
    remove_attachment,
    save_attachment,
)
from services.context import Context
from widgets.columns import Column
from widgets.form_field import FormField
from widgets.path_field import PathField
from widgets.record_list import RecordList
from widgets.row_painter import ColumnPainter, Part


@dataclass(frozen=True, slots=True)
class _Line:
    file: AttachmentView
    is_heading: bool = False

    @property
    def key(self) -> UUID:
        return self.file.id


class FilesDialog(ModalScreen[None]):
    """The files of a record, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FILES)]
    DEFAULT_CSS = """
    FilesDialog {
        align: center middle;
        & > Vertical { width: 80; max-width: 100%; height: 18; max-height: 95%; padding: 1 2;
            background: $surface; }
        & .files--title { text-style: bold; height: 1; margin-bottom: 1; }
        & .files--message { height: auto; }
        & .files--keys { color: $text-muted; height: 1; margin-top: 1; }
        & RecordList { background: $surface; }
    }
    """

    def __init__(self, kind: str, key: UUID, title: str) -> None:
        super().__init__()
        self._kind = kind
        self._key = key
        self._title = title

    @property
    def context(self) -> Context:
        """The person at work and the database."""
        return program_of(self).context

    @property
    def _list(self) -> RecordList[_Line]:
        return self.query_one(RecordList)

    def compose(self) -> ComposeResult:
        """Lay out one line for each file."""
        columns = (Column("name", "", 24, weight=1), Column("size", "", 10, align="right"))
        title = _("Files · {title}").format(title=one_line(self._title, 60))
        with Vertical():
            yield Static(title, classes="files--title", markup=False)
            yield RecordList(
                ColumnPainter(columns, _cells, titles=False),
                FixedRows(self._lines()),
                empty_hint=_("No files. n attaches one."),
            )
            yield Static(classes="files--message", id="message", markup=False)
            yield Static(
                _("n attach   Enter open   s save as   Del remove   Esc back"),
                classes="files--keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin at the newest; attach one at once where there is none."""
        self._list.focus()
        program_of(self).records_changed.subscribe(self, lambda kinds: self._show())

    def _lines(self) -> list[_Line]:
        return [_Line(file) for file in list_attachments(self.context, self._kind, self._key)]

    def _show(self) -> None:
        self._list.set_source(FixedRows(self._lines()))

    def say(self, sentence: str) -> None:
        """Show a sentence below the list."""
        self.query_one("#message", Static).update(sentence)

    def _changed(self, sentence: str | None) -> None:
        if sentence:
            self._show()
            self.say(sentence)

    def action_attach(self) -> None:
        """Attach a file by its path."""
        context, kind, key = self.context, self._kind, self._key

        def attach(path: str) -> str:
            attach_files(context, kind, key, [path])
            return _("The file is attached.")

        self.app.push_screen(PathDialog(_("Attach a file"), key, attach), self._changed)

    def action_save_as(self) -> None:
        """Write the file of the line to a path."""
        line, context = self._list.row, self.context
        if line is not None:
            title = _("Save {name} as").format(name=line.file.name)
            dialog = PathDialog(
                title,
                line.key,
                lambda path: _("Saved to {path}.").format(
                    path=save_attachment(context, line.key, path)
                ),
            )
            self.app.push_screen(dialog, self._changed)

    @on(RecordList.Opened)
    def open_file(self) -> None:
        """Open the file with the program that the system has for it."""
        line = self._list.row
        if line is None:
            return
        if not open_outside(str(_named_copy(line.file))):
            self.say(_("There is nothing here to open files with. s saves it elsewhere."))

    def action_remove(self) -> None:
        """Take the file away; undo brings it back."""
        line = self._list.row
        if line is None:
            return
        try:
            remove_attachment(self.context, line.key)
        except CrmError as error:
            self.say(str(error))
        else:
            self._changed(_("The file is removed."))
        program_of(self).notice_changes()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


class PathDialog(FormDialog[str]):
    """Asks for a path and does `act` with it, which returns the sentence to show."""

    form_name = "path"

    def __init__(self, title: str, about: UUID, act: Callable[[str], str]) -> None:
        super().__init__()
        self._title_text = title
        self._act = act
        self.about = about

    def title_text(self) -> str:
        """Say what the path is for."""
        return self._title_text

    def keys_text(self) -> str:
        """Say how paths are completed."""
        return _("Tab completes   Enter goes on   Esc back")

    def fields(self) -> Iterable[FormField]:
        """Ask for the path."""
        complete = partial(complete_path, self.context)
        yield PathField("path", _("Path"), complete, hint=_("~/Documents/offer.pdf"))

    def save(self) -> Callable[[], str]:
        """Do what the path is for."""
        path = self.value("path")
        if not path:
            raise BadInput(_("Type the path of a file."), "path")

        def act() -> str:
            try:
                return self._act(path)
            except BadInput as error:
                raise BadInput(str(error), "path") from error

        return act


def _named_copy(file: AttachmentView) -> Path:
    """Return a copy of the file under its own name, by which programs know what it is."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="crm-file-"))
    target = folder / Path(file.name).name
    shutil.copyfile(file.path, target)
    target.chmod(0o400)
    return target


def _cells(line: _Line) -> Mapping[str, str | Part]:
    return {"name": line.file.name, "size": show_size(line.file.size)}


def show_size(size: int) -> str:
    """Return a size in bytes in words, such as `1.4 MB`."""
    if size < 1000:
        return _("{size} B").format(size=size)
    units = (_("kB"), _("MB"), _("GB"))
    value, place = size / 1000, 0
    while value >= 1000 and place < len(units) - 1:
        value, place = value / 1000, place + 1
    return f"{value:.1f} {units[place]}"
