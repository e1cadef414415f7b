"""The files of a record: attach, open, edit, save elsewhere, remove (FEATURES ACT-13, DOC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import SuspendNotSupported
from textual.binding import BindingType

from domain.errors import UnusableFile
from domain.i18n import _, ngettext
from domain.sizes import show_size
from domain.text import on_one_line, one_line
from screens.actions import FILES, bindings_of
from screens.files.file_lines import file_painter
from screens.files.path_dialog import AttachDialog, NameDialog, PathDialog
from screens.list_dialog import ListDialog, ListLine
from screens.opening import open_outside, run_editor, text_editor
from screens.program import key_line, program_of, with_keys
from services.files.attaching import (
    IsCancelled,
    Progress,
    attach_files,
    bring_back_attachments,
    remove_attachments,
    rename_attachment,
)
from services.files.copies import copy_to_open, save_attachment, save_attachments
from services.files.editing import EditedCopy, begin_editing, take_in
from services.files.listing import AttachmentView, list_attachments
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter

LARGE = 20_000_000
"""From how many bytes on a person is told that a file is being copied before it opens."""


class FilesDialog(ListDialog[None, AttachmentView]):
    """The files of a record, the newest first.

    It opens at the file `first`, where one is named; with `attaches` it asks for paths at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FILES)]
    DEFAULT_CSS = """
    FilesDialog > Vertical { width: 96; height: 22; }
    """

    def __init__(
        self,
        kind: str,
        key: UUID,
        title: str,
        first: UUID | None = None,
        *,
        attaches: bool = False,
    ) -> None:
        super().__init__()
        self._attaches = attaches
        self._kind = kind
        self._key = key
        self._title = title
        self._first = first
        self._with_removed = False

    def title_text(self) -> str:
        """Say whose files these are."""
        return _("Files · {title}").format(title=one_line(self._title, 60))

    def keys_text(self) -> str:
        """Say what can be done with a file."""
        return key_line(self, FILES)

    def painter(self) -> ColumnPainter[ListLine[AttachmentView]]:
        """Show name, version, size, author and time."""
        return file_painter(self.context.now())

    def lines(self) -> list[ListLine[AttachmentView]]:
        """Return a line for each file."""
        files = list_attachments(
            self.context, self._kind, self._key, with_removed=self._with_removed
        )
        return [ListLine(file.id, file) for file in files]

    def empty_hint(self) -> str:
        """Say how to attach the first."""
        return with_keys(self, _("No files. {attach} attaches some."), attach="files.attach")

    def on_mount(self) -> None:
        """Begin at the wanted file, and follow what others do."""
        if self._first is not None:
            self.line_list.move_to(self._first)
        program_of(self).records_changed.subscribe(self, self._follow)
        if self._attaches:
            self.action_attach()

    def _follow(self, kinds: frozenset[str]) -> None:
        if "attachment" in kinds:
            self.show_lines()

    def _changed(self, sentence: str | None) -> None:
        if sentence:
            self.line_list.clear_marks()
            self.show_lines()
            self.say(sentence)

    def _meant(self) -> Sequence[AttachmentView]:
        """Return the marked files, else that under the cursor; say so where there is none."""
        marked = self.line_list.marked_keys
        found = [line.item for line in self.lines() if line.key in marked]
        if not found and self.item is not None:
            found = [self.item]
        if not found:
            self.say(self.empty_hint())
        return found

    def _only(self) -> AttachmentView | None:
        """Return the file under the cursor; say why there is none that can be worked on."""
        file = self.item
        if file is None:
            self.say(self.empty_hint())
        elif file.is_removed:
            self.say(
                with_keys(
                    self,
                    _("This file is removed: {bring_back} brings it back."),
                    bring_back="files.bring_back",
                )
            )
            return None
        return file

    # Attach, save elsewhere.

    def action_attach(self) -> None:
        """Attach files by their paths."""
        context, kind, key = self.context, self._kind, self._key

        def attach(paths: Sequence[str], tell: Progress, is_over: IsCancelled) -> str:
            count = len(attach_files(context, kind, key, paths, tell, is_over))
            said = ngettext(
                "{count} file is attached. u takes it back.",
                "{count} files are attached. u takes them back.",
                count,
            )
            return said.format(count=count)

        self.app.push_screen(AttachDialog(key, attach), self._changed)

    def action_save_as(self) -> None:
        """Write the file to a path; files that are marked, into a folder."""
        context, files = self.context, self._meant()
        if len(files) > 1:
            self._save_all([file.id for file in files])
        elif files:
            (file,) = files

            def save(path: str, tell: Progress, is_over: IsCancelled) -> str:
                saved = save_attachment(context, file.id, path, tell, is_over)
                return _("Saved to {path}.").format(path=on_one_line(str(saved)))

            title = _("Save {name} as").format(name=one_line(file.name, 50))
            self.app.push_screen(PathDialog(title, file.id, save), self._changed)

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
        dialog = PathDialog(title, self._key, save, hint=_("~/Documents"))
        self.app.push_screen(dialog, self._changed)

    # Open, copy the path, edit.

    @on(RecordList.Opened)
    def action_open(self) -> None:
        """Open the file with the program that the system has for it."""
        context, file = self.context, self._only()
        if file is None:
            return
        if file.size >= LARGE:
            self.say(_("Copying {size} …").format(size=show_size(file.size)))

        def open_copy() -> Path | None:
            copy = copy_to_open(context, file.id)
            return None if open_outside(str(copy)) else copy

        self.perform(open_copy, self._opened)

    def _opened(self, copy: Path | None) -> None:
        if copy is None:
            self.say(_("Opened."))
        else:
            self.say(
                _("There is nothing here to open files with. A copy lies at {path}.").format(
                    path=copy
                )
            )

    def action_copy_path(self) -> None:
        """Copy the path of a copy, under the file's own name, to the clipboard of the terminal."""
        context, file = self.context, self._only()
        if file is not None:
            self.perform(lambda: copy_to_open(context, file.id), self._copy_path)

    def _copy_path(self, path: Path) -> None:
        self.app.copy_to_clipboard(str(path))
        self.say(_("In the clipboard until crm ends: {path}.").format(path=path))

    def action_edit(self) -> None:
        """Open a private copy to be edited; what changes in it is stored as a new version."""
        context, file = self.context, self._only()
        if file is not None:
            self.perform(
                lambda: begin_editing(context, file.id), lambda copy: self._edit(file, copy)
            )

    def _edit(self, file: AttachmentView, copy: EditedCopy) -> None:
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
                    lambda stored: self._changed(
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

    # Versions, names, removing.

    def action_versions(self) -> None:
        """Show the versions of the file."""
        from screens.files.versions_dialog import VersionsDialog

        if (file := self._only()) is not None:
            self.app.push_screen(VersionsDialog(file), self._changed)

    def action_rename(self) -> None:
        """Ask for another name."""
        context, file = self.context, self._only()
        if file is None:
            return

        def rename(name: str) -> str:
            said = _("It is called {name} now. u takes it back.")
            return said.format(name=rename_attachment(context, file.id, name))

        self.app.push_screen(NameDialog(file.id, file.name, rename), self._changed)

    def action_remove(self) -> None:
        """Take files away; undo brings them back."""
        context = self.context
        keys = [file.id for file in self._meant() if not file.is_removed]
        if keys:
            said = ngettext(
                "{count} file is removed. u brings it back.",
                "{count} files are removed. u brings them back.",
                len(keys),
            ).format(count=len(keys))
            self.perform(
                lambda: remove_attachments(context, keys), lambda _none: self._changed(said)
            )

    def action_show_removed(self) -> None:
        """Show what was removed, too, or hide it again."""
        self._with_removed = not self._with_removed
        self.show_lines()
        if self._with_removed and not any(line.item.is_removed for line in self.lines()):
            self.say(_("No file was removed here."))

    def action_bring_back(self) -> None:
        """Bring back what was removed."""
        context = self.context
        keys = [file.id for file in self._meant() if file.is_removed]
        if keys:
            self.perform(
                lambda: bring_back_attachments(context, keys),
                lambda _none: self._changed(_("Brought back. u takes it away again.")),
            )
        else:
            self.say(
                with_keys(self, _("Not removed. {key} shows what was."), key="files.show_removed")
            )
