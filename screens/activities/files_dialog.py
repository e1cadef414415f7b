"""The files of an activity: attach, open, save elsewhere, remove (FEATURES ACT-13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from domain.sizes import show_size
from domain.text import one_line
from screens.actions import FILES, bindings_of
from screens.form_dialog import FormDialog
from screens.list_dialog import ListDialog, ListLine
from screens.opening import open_outside
from screens.program import program_of
from services.attachments import (
    AttachmentView,
    attach_files,
    complete_path,
    copy_to_open,
    list_attachments,
    remove_attachment,
    save_attachment,
)
from widgets.forms.form_field import FormField
from widgets.forms.path_field import PathField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class FilesDialog(ListDialog[None, AttachmentView]):
    """The files of a record, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FILES)]
    DEFAULT_CSS = """
    FilesDialog > Vertical { width: 80; height: 18; }
    """

    def __init__(self, kind: str, key: UUID, title: str) -> None:
        super().__init__()
        self._kind = kind
        self._key = key
        self._title = title

    def title_text(self) -> str:
        """Say whose files these are."""
        return _("Files · {title}").format(title=one_line(self._title, 60))

    def keys_text(self) -> str:
        """Say what can be done with a file."""
        return _("n attach   Enter open   s save as   Del remove   u undo   Esc back")

    def painter(self) -> ColumnPainter[ListLine[AttachmentView]]:
        """Show the name and the size."""
        columns = (Column("name", "", 24, weight=1), Column("size", "", 10, align="right"))
        return ColumnPainter(columns, _cells, titles=False)

    def lines(self) -> list[ListLine[AttachmentView]]:
        """Return a line for each file."""
        files = list_attachments(self.context, self._kind, self._key)
        return [ListLine(file.id, file) for file in files]

    def empty_hint(self) -> str:
        """Say how to attach the first."""
        return _("No files. n attaches one.")

    def on_mount(self) -> None:
        """Follow what others do."""
        program_of(self).records_changed.subscribe(self, lambda kinds: self.show_lines())

    def _changed(self, sentence: str | None) -> None:
        if sentence:
            self.show_lines()
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
        file, context = self.item, self.context
        if file is None:
            return

        def save(path: str) -> str:
            return _("Saved to {path}.").format(path=save_attachment(context, file.id, path))

        title = _("Save {name} as").format(name=file.name)
        self.app.push_screen(PathDialog(title, file.id, save), self._changed)

    @on(RecordList.Opened)
    def open_file(self) -> None:
        """Open the file with the program that the system has for it."""
        context, file = self.context, self.item
        if file is not None:
            self.perform(lambda: open_outside(str(copy_to_open(context, file.id))), self._opened)

    def _opened(self, is_open: bool) -> None:
        if not is_open:
            self.say(_("There is nothing here to open files with. s saves it elsewhere."))

    def action_remove(self) -> None:
        """Take the file away; undo brings it back."""
        context, file = self.context, self.item
        if file is not None:
            self.perform(
                lambda: remove_attachment(context, file.id),
                lambda _none: self._changed(_("The file is removed.")),
            )


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


def _cells(line: ListLine[AttachmentView]) -> Mapping[str, str | Part]:
    return {"name": line.item.name, "size": show_size(line.item.size)}
