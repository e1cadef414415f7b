"""The versions of a file: open one, save it, bring it back (FEATURES DOC-16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.dates.when import say_when
from domain.i18n import _
from domain.sizes import show_size
from domain.text import one_line
from screens.actions import VERSIONS, bindings_of
from screens.files.file_lines import WHEN_CELLS
from screens.files.file_work import open_copy, saving_dialog
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of
from services.files.listing import AttachmentView, VersionView, versions_of
from services.files.versions import restore_version
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class VersionsDialog(ListDialog[str | None, VersionView]):
    """The versions of a file, the newest first; gives a sentence where one was brought back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERSIONS)]
    DEFAULT_CSS = """
    VersionsDialog > Vertical { width: 76; height: 16; }
    """

    def __init__(self, file: AttachmentView) -> None:
        super().__init__()
        self._file = file

    def title_text(self) -> str:
        """Say whose versions these are."""
        return _("Versions · {title}").format(title=one_line(self._file.name, 60))

    def keys_text(self) -> str:
        """Say what can be done with a version."""
        return key_line(self, VERSIONS)

    def painter(self) -> ColumnPainter[ListLine[VersionView]]:
        """Show number, size, author and time."""
        now = self.context.now()
        columns = (
            Column("version", "", 16, weight=1, priority=9),
            Column("size", "", 9, align="right", priority=8),
            Column("who", "", 14, weight=1, priority=3),
            Column("when", "", WHEN_CELLS, priority=4),
        )
        return ColumnPainter(columns, lambda line: _cells(line.item, now), titles=False)

    def lines(self) -> list[ListLine[VersionView]]:
        """Return a line for each version."""
        found = self.read(lambda: versions_of(self.context, self._file.id)) or []
        return [ListLine(version.version, version) for version in found]

    def on_mount(self) -> None:
        """Follow what others do."""
        program_of(self).records_changed.subscribe(self, self._follow)

    def _follow(self, kinds: frozenset[str]) -> None:
        if "attachment" in kinds:
            self.show_lines()

    @on(RecordList.Opened)
    def action_open(self) -> None:
        """Open the version with the program that the system has for it."""
        context, key, version = self.context, self._file.id, self.item
        if version is not None:
            self.perform(lambda: open_copy(context, key, version.version), self.say)

    def action_restore(self) -> None:
        """Make the version the newest one again."""
        context, key, version = self.context, self._file.id, self.item
        if version is not None:
            self.perform(
                lambda: restore_version(context, key, version.version),
                lambda stored: self.dismiss(
                    _("Version {old} is back as version {new}. u takes it back.").format(
                        old=version.version, new=stored.version
                    )
                ),
            )

    def action_save_as(self) -> None:
        """Write the version to a path."""
        if (version := self.item) is not None:
            dialog = saving_dialog(self.context, self._file, version.version)
            self.app.push_screen(dialog, lambda said: self.say(said or ""))


def _cells(version: VersionView, now: datetime) -> Mapping[str, str | Part]:
    said = _("version {number}").format(number=version.version)
    return {
        "version": _("{version}, current").format(version=said) if version.is_current else said,
        "size": show_size(version.size),
        "who": (version.author, "muted"),
        "when": (say_when(version.at, now), "muted"),
    }
