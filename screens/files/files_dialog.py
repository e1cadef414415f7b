"""The files of a record: attach, open, edit, save elsewhere, remove (FEATURES ACT-13, DOC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.i18n import _, ngettext
from domain.text import one_line
from screens.actions import FILES, bindings_of
from screens.files.file_lines import file_painter
from screens.files.file_work import FileWork
from screens.files.path_dialog import AttachDialog
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of, with_keys
from services.files.attaching import (
    IsCancelled,
    Progress,
    attach_files,
    bring_back_attachments,
)
from services.files.listing import AttachmentView, list_attachments
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter


class FilesDialog(ListDialog[None, AttachmentView], FileWork):
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

    def files_owner(self) -> UUID:
        """Return the key of the record that the files belong to."""
        return self._key

    def files_changed(self, sentence: str | None) -> None:
        """Show the files as they are now, and say what was done, if anything was."""
        if sentence:
            self.line_list.clear_marks()
            self.show_lines()
            self.say(sentence)

    def meant_files(self) -> Sequence[AttachmentView]:
        """Return the marked files, else that under the cursor; say so where there is none."""
        marked = self.line_list.marked_keys
        found = [line.item for line in self.lines() if line.key in marked]
        if not found and self.item is not None:
            found = [self.item]
        if not found:
            self.say(self.empty_hint())
        return found

    def only_file(self) -> AttachmentView | None:
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

        self.app.push_screen(AttachDialog(key, attach), self.files_changed)

    # What is done with a file.

    def action_save_as(self) -> None:
        """Write the file to a path; files that are marked, into a folder."""
        self.save_file_as()

    @on(RecordList.Opened)
    def action_open(self) -> None:
        """Open the file with the program that the system has for it."""
        self.open_file()

    def action_copy_path(self) -> None:
        """Copy the path of a copy, under the file's own name, to the clipboard of the terminal."""
        self.copy_file_path()

    def action_edit(self) -> None:
        """Open a private copy to be edited; what changes in it is stored as a new version."""
        self.edit_file()

    def action_versions(self) -> None:
        """Show the versions of the file."""
        self.show_versions()

    def action_rename(self) -> None:
        """Ask for another name."""
        self.rename_file()

    def action_remove(self) -> None:
        """Take files away; undo brings them back."""
        self.remove_files()

    def action_show_removed(self) -> None:
        """Show what was removed, too, or hide it again."""
        self._with_removed = not self._with_removed
        self.show_lines()
        if self._with_removed and not any(line.item.is_removed for line in self.lines()):
            self.say(_("No file was removed here."))

    def action_bring_back(self) -> None:
        """Bring back what was removed."""
        context = self.context
        keys = [file.id for file in self.meant_files() if file.is_removed]
        if keys:
            self.perform(
                lambda: bring_back_attachments(context, keys),
                lambda _none: self.files_changed(_("Brought back. u takes it away again.")),
            )
        else:
            self.say(
                with_keys(self, _("Not removed. {key} shows what was."), key="files.show_removed")
            )
