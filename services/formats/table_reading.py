"""Tables of text (CSV) from any program: encoding and separator are found, rows come one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import UnusableFile
from domain.i18n import _
from domain.text import on_one_line
from services.formats.catalog_values import Problem
from services.formats.file_kinds import describe_kind
from services.formats.file_reading import open_file, unreadable
from services.formats.text_encoding import encoding_of_head, utf16_name

_HEAD = 1 << 16
_MOST_TEXT = 1 << 20
_SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 50
_NO_TEXT = frozenset({b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08\x00", b"SQLi"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line at which it begins, from 1, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header, as a file has it; `header_line` is the line of that, from 1."""

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[Row | Problem]:
        """Yield the rows below the header that are not empty. Raises UnusableFile."""
        for row in _rows(self.path, self.encoding, self.separator):
            if row.line > self.header_line:
                yield row


def open_table(path: Path) -> Table:
    """Return the table in a file. Raises UnusableFile where it holds none."""
    with open_file(path) as stream:
        try:
            head = stream.read(_HEAD)
        except OSError as error:
            raise unreadable(path, error) from error
    if head[:4] in _NO_TEXT or not head.strip():
        raise _no_table(path, head)
    encoding = utf16_name(head) or encoding_of_head(head)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    separator = _separator_of(head.decode(encoding, "ignore"))
    for row in _rows(path, encoding, separator):
        if isinstance(row, Row) and not _names_separator(row.cells):
            header = tuple(map(on_one_line, row.cells))
            return Table(path, encoding, separator, header, row.line)
    raise _no_table(path, head)


def _no_table(path: Path, head: bytes) -> UnusableFile:
    return UnusableFile(
        _("{path} is no table of text (CSV). What it looks like: {kind}.").format(
            path=path, kind=describe_kind(head[:2048])
        )
    )


def _separator_of(text: str) -> str:
    """Return what stands between the cells: what cuts most rows into as many as the first one."""
    best, best_score = _SEPARATORS[0], 0
    sample = text.rpartition("\n")[0] or text
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        widths: list[int] = []
        try:
            for cells in reader:
                if any(cells) and not _names_separator(cells):
                    widths.append(len(cells))
                if len(widths) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            score = sum(width == widths[0] for width in widths) * 1000 + widths[0]
            if score > best_score:
                best, best_score = separator, score
    return best


def _names_separator(cells: list[str]) -> bool:
    """Say whether a row is the line by which Excel tells the separator (`sep=;`)."""
    return cells[0].lower().startswith("sep=") and len(cells[0]) <= 5


def _rows(path: Path, encoding: str, separator: str) -> Iterator[Row | Problem]:
    csv.field_size_limit(_MOST_TEXT)
    with open_file(path) as stream:
        lines = io.TextIOWrapper(stream, encoding, "replace", newline="")
        is_over = False

        def without_nul() -> Iterator[str]:
            nonlocal is_over
            for text in lines:
                yield text.replace("\0", "")
            is_over = True

        reader = csv.reader(without_nul(), delimiter=separator)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(line, _("The row cannot be read: {reason}.").format(reason=error))
            except OSError as error:
                raise unreadable(path, error) from error
            else:
                if is_over:  # a row that is complete does not ask for a further line
                    yield Problem(line, _("A quotation mark of this row is never closed."))
                elif any(cell.strip() for cell in cells):
                    yield Row(line, cells)
            line = reader.line_num + 1
