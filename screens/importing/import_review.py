"""Shows what would come of a file, and reads it in (FEATURES CAT-01, ONEC-01, IMPEX-03)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from domain.errors import Cancelled, CrmError
from domain.i18n import _
from domain.paging import FixedRows
from domain.text import one_line, spaced
from screens.actions import IMPORT, bindings_of
from screens.importing.import_dialog import FILE_KINDS
from screens.list_dialog import ListDialog, ListLine
from screens.long_save import LongWork, said_of_reading
from screens.program import key_line, program_of
from services.importing.files import FileToRead, import_file
from services.importing.report import ImportReport
from widgets.lists.columns import Column, wrap
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter

MOST_TOLD = 200
"""So many sentences on what is wrong are shown, as all are wrapped at once; more are counted."""

_WIDTH = 76
_AROUND = 8
"""Cells beside the lines: those of the dialog, of the list and of its scrollbar."""


class ImportReview(ListDialog[ImportReport | None, str], LongWork):
    """Returns what came of the file, None where it is not to be read in."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(IMPORT)]
    DEFAULT_CSS = """
    ImportReview {
        & RecordList { height: auto; max-height: 55vh; }
        & .dialog--title { height: auto; }
    }
    """

    def __init__(self, file: FileToRead) -> None:
        super().__init__()
        self._file = file
        self._is_reading = False

    def title_text(self) -> str:
        """Say which file, what it is, and that this is what would come of it."""
        file = self._file
        said = _("{file}, {kind}: this would come of it")
        return said.format(file=one_line(file.path.name, 30), kind=_(FILE_KINDS[file.kind]))

    def keys_text(self) -> str:
        """Say how it is read in."""
        return key_line(self, IMPORT)

    def painter(self) -> ColumnPainter[ListLine[str]]:
        """Paint the sentences."""
        columns = (Column("text", "", 20, weight=1),)
        return ColumnPainter(columns, lambda line: {"text": line.item}, titles=False)

    def lines(self) -> Sequence[ListLine[str]]:
        """Return what would come of it, and all that is wrong, wrapped."""
        width = min(_WIDTH, self.app.size.width) - _AROUND
        pieces = (piece for text in self._sentences() for piece in wrap(text, width))
        return [ListLine(number, piece) for number, piece in enumerate(pieces)]

    def _sentences(self) -> Iterator[str]:
        report = self._file.report
        yield report.explain_counts()
        yield from report.explain_more()
        if report.left_out:
            left_out = _("Columns left out: {columns}.")
            yield left_out.format(columns=", ".join(report.left_out))
        yield from islice(report.explain(), MOST_TOLD)
        left = len(report.errors) + len(report.notes) - MOST_TOLD
        if left > 0:
            yield _("And {count} more: “crm import --dry-run” tells of all.").format(
                count=spaced(left)
            )

    def on_resize(self) -> None:
        """Wrap the sentences anew, from the first one."""
        self.line_list.set_source(FixedRows(self.lines()), keep_cursor=False)

    @on(RecordList.Opened)
    def action_read(self) -> None:
        """Read the file in."""
        if not self._is_reading:
            self._is_reading = True
            self.begin_long()
            self.say(said_of_reading(0))
            self._read()

    @work(group="import")
    async def _read(self) -> None:
        file = self._file
        try:
            report = await asyncio.to_thread(
                import_file,
                self.context,
                file.path,
                self.tell_read,
                self.is_ended,
                table=file.table,
            )
        except Cancelled as error:
            self.say(str(error))
        except CrmError as error:
            self.say(str(error), "error")
        else:
            self.dismiss(report)
        finally:
            self._is_reading = False
            program_of(self).notice_changes()

    def action_leave(self) -> None:
        """End the reading; where nothing is being read, go back to the file."""
        if self._is_reading:
            self.end_long()
        else:
            self.dismiss(None)
