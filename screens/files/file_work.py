"""What can be done with an attached file, in the dialog of files and on cards (FEATURES DOC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from textual.app import SuspendNotSupported

from domain.errors import UnusableFile
from domain.i18n import _, ngettext
from domain.sizes import show_size
from domain.text import on_one_line, one_line
from screens.files.path_dialog import NameDialog, PathDialog
from screens.opening import open_outside, run_editor, text_editor
from screens.program import program_of
from screens.service_screen import ServiceScreen
from services.context import Context
from services.files.attaching import (
    IsCancelled,
    Progress,
    remove_attachments,
    rename_attachment,
)
from services.files.copies import copy_to_open, save_attachment, save_attachments
from services.files.editing import EditedCopy, begin_editing, take_in
from services.files.listing import AttachmentView

LARGE = 20_000_000
"""From how many bytes on a person is told that a file is being copied before it opens."""


class FileWork(ServiceScreen[None]):
    """Opens, edits, saves, renames and removes files. Subclasses give those that are meant."""

    def meant_files(self) -> Sequence[AttachmentView]:
        """Return the marked files, else that under the cursor; say so where there is none."""
        raise NotImplementedError

    def only_file(self) -> AttachmentView | None:
        """Return the file under the cursor; say why there is none that can be worked on."""
        raise NotImplementedError

    def files_owner(self) -> UUID:
        """Return the key of the record that the files belong to."""
        raise NotImplementedError

    def files_changed(self, sentence: str | None) -> None:
        """Show the files as they are now, and say what was done, if anything was."""
        raise NotImplementedError

    def save_file_as(self) -> None:
        """Write the file to a path; files that are marked, into a folder."""
        context, files = self.context, self.meant_files()
        if len(files) > 1:
            self._save_all([file.id for file in files])
        elif files:
            self.app.push_screen(saving_dialog(context, files[0]), self.files_changed)

    def _save_all(self, keys: Sequence[UUID]) -> None:
        context = self.context

        def save(path: str, tell: Progress, is_over: IsCancelled) -> str:
            count = len(save_attachments(context, keys, path, tell, is_over))
            said = ngettext(
                "{count} file saved in {path}.", "{count} files saved in {path}.", count
            )
            return said.format(count=count, path=on_one_line(path))

        title = ngettext(
            "Save {count} file into a folder", "Save {count} files into a folder", len(keys)
        ).format(count=len(keys))
        dialog = PathDialog(title, self.files_owner(), save, hint=_("~/Documents"), is_new=True)
        self.app.push_screen(dialog, self.files_changed)

    def open_file(self) -> None:
        """Open the file with the program that the system has for it."""
        context, file = self.context, self.only_file()
        if file is None:
            return
        if file.size >= LARGE:
            self.say(_("Copying {size} …").format(size=show_size(file.size)))
        self.perform(lambda: open_copy(context, file.id), self.say)

    def copy_file_path(self) -> None:
        """Copy the path of a copy, under the file's own name, to the clipboard of the terminal."""
        context, file = self.context, self.only_file()
        if file is not None:
            self.perform(lambda: copy_to_open(context, file.id), self._path_copied)

    def _path_copied(self, path: Path) -> None:
        self.app.copy_to_clipboard(str(path))
        self.say(_("In the clipboard until crm ends: {path}.").format(path=path))

    def edit_file(self) -> None:
        """Open a private copy to be edited; what changes in it is stored as a new version."""
        context, file = self.context, self.only_file()
        if file is not None:
            self.perform(
                lambda: begin_editing(context, file.id), lambda copy: self._edit_copy(file, copy)
            )

    def _edit_copy(self, file: AttachmentView, copy: EditedCopy) -> None:
        context, edits = self.context, program_of(self).edits
        if editor := text_editor(file.media_type):
            try:
                with self.app.suspend():
                    run_editor(editor, copy.path)
            except SuspendNotSupported:
                pass
            except UnusableFile as error:
                self.say(str(error), "error")
                return
            else:
                self.perform(
                    lambda: take_in(context, copy)[1],
                    lambda stored: self.files_changed(
                        stored.explain() if stored else _("Nothing was changed.")
                    ),
                )
                return
        edits.watch(copy)
        if open_outside(str(copy.path)):
            self.say(_("Opened. Each time you save it there, a new version is stored here."))
        else:
            self.app.copy_to_clipboard(str(copy.path))
            self.say(
                _(
                    "Edit it at {path}: each time you save it there, a new version is stored."
                ).format(path=copy.path)
            )

    def show_versions(self) -> None:
        """Show the versions of the file."""
        from screens.files.versions_dialog import VersionsDialog

        if (file := self.only_file()) is not None:
            self.app.push_screen(VersionsDialog(file), self.files_changed)

    def rename_file(self) -> None:
        """Ask for another name."""
        context, file = self.context, self.only_file()
        if file is None:
            return

        def rename(name: str) -> str:
            said = _("It is called {name} now. u takes it back.")
            return said.format(name=rename_attachment(context, file.id, name))

        self.app.push_screen(NameDialog(file.id, file.name, rename), self.files_changed)

    def remove_files(self) -> None:
        """Take files away; undo brings them back."""
        context = self.context
        keys = [file.id for file in self.meant_files() if not file.is_removed]
        if keys:
            said = ngettext(
                "{count} file is removed. u brings it back.",
                "{count} files are removed. u brings them back.",
                len(keys),
            ).format(count=len(keys))
            self.perform(
                lambda: remove_attachments(context, keys), lambda _none: self.files_changed(said)
            )


def open_copy(context: Context, key: UUID, version: int | None = None) -> str:
    """Open a copy of a file, of one of its versions, and return what is said of it."""
    copy = copy_to_open(context, key, version)
    if open_outside(str(copy)):
        return _("Opened.")
    return _("There is nothing here to open files with. A copy lies at {path}.").format(path=copy)


def saving_dialog(context: Context, file: AttachmentView, version: int | None = None) -> PathDialog:
    """Return what asks for a path and writes a file, or one of its versions, to it."""

    def save(path: str, tell: Progress, is_over: IsCancelled) -> str:
        saved = save_attachment(context, file.id, path, tell, is_over, version)
        return _("Saved to {path}.").format(path=on_one_line(str(saved)))

    title = _("Save {name} as").format(name=one_line(file.name, 50))
    return PathDialog(title, file.id, save, is_new=True)
