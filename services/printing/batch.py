"""Prints many documents into a folder; what is stopped goes on where it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput, Cancelled
from domain.file_names import disk_name, numbered_name
from domain.i18n import _
from services.files.paths import shown_path
from services.printing.document import PrintedDocument
from services.printing.fonts import Typeface
from services.printing.language import language_of
from services.printing.layouts.common import title_of
from services.printing.pdf import fingerprint_of, print_pdf

Progress = Callable[[int], None]
"""Is told how many documents are done."""

IsCancelled = Callable[[], bool]
"""Says whether the person has ended what is under way."""

_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file of a document, and whether it was there already and says the same."""

    path: Path
    was_there: bool


def print_into(
    folder: Path,
    documents: Iterable[PrintedDocument],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    with_e_invoice: bool = False,
) -> tuple[PrintedFile, ...]:
    """Write a file for each document, named by its title, and return them in their order.

    A file that is there and was printed from the same values stays as it is, so the same call goes
    on after an end in between; one of older values is written anew. Files are whole or not there.
    Documents of one title get numbers. Raises BadInput where the folder cannot be written, or a
    document cannot be printed, and Cancelled; what was written until then stays.
    """
    typeface = Typeface(is_for_many=True)
    files = list[PrintedFile]()
    taken = set[str]()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            if is_cancelled is not None and is_cancelled():
                raise Cancelled(
                    _("Stopped after {count} documents; print again to go on.").format(
                        count=len(files)
                    )
                )
            path = folder / _free_name(document, taken)
            was_there = _is_printed(path, document, with_e_invoice)
            if not was_there:
                _write(path, _printed(document, typeface, with_e_invoice=with_e_invoice))
            files.append(PrintedFile(path, was_there))
            if progress is not None:
                progress(len(files))
    except OSError as error:
        raise BadInput(
            _("Nothing can be written into {path}: {reason}.").format(
                path=shown_path(folder), reason=error.strerror or str(error)
            )
        ) from error
    return tuple(files)


def _printed(document: PrintedDocument, typeface: Typeface, *, with_e_invoice: bool) -> bytes:
    """Return the file of a document; what is wrong with one of many is said with its title."""
    try:
        return print_pdf(document, typeface, with_e_invoice=with_e_invoice)
    except BadInput as error:
        title = title_of(document, language_of(document.language))
        raise BadInput(f"{title}: {error}", error.field) from error


def file_name(document: PrintedDocument) -> str:
    """Return the name of the file of a document, as any disk takes it; a draft tells its client."""
    title = title_of(document, language_of(document.language)).removesuffix(".")
    client = "" if document.number else document.buyer.title
    return disk_name(f"{' '.join(filter(None, (title, client)))}.pdf")


def _free_name(document: PrintedDocument, taken: set[str]) -> str:
    name = base = file_name(document)
    number = 2
    while name.casefold() in taken:
        name = numbered_name(base, number)
        number += 1
    taken.add(name.casefold())
    return name


def _is_printed(path: Path, document: PrintedDocument, with_e_invoice: bool) -> bool:
    """Say whether a file was printed from the values that the document has."""
    if not path.is_file():
        return False
    fingerprint = fingerprint_of(document, with_e_invoice=with_e_invoice)
    return fingerprint.encode() in path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole."""
    draft = path.with_name(f"{path.name}{_UNFINISHED}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
