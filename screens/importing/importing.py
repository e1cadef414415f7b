"""Leads a person through the reading of a file: which one, what would come of it, what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.i18n import _
from screens.importing.import_dialog import ImportDialog
from screens.importing.import_review import ImportReview
from screens.service_screen import ServiceScreen
from services.importing.files import FileToRead
from services.importing.report import ImportReport


def read_in_file(
    screen: ServiceScreen[Any],
    then: Callable[[ImportReport], None],
    file: FileToRead | None = None,
) -> None:
    """Ask for a file and read it in, tried out before; `then` gets what came of it.

    Who goes back from what would come of it comes to the question again, with the same `file`.
    """

    def tried(found: FileToRead | None) -> None:
        if found is not None:
            screen.app.push_screen(ImportReview(found), lambda report: read(found, report))

    def read(found: FileToRead, report: ImportReport | None) -> None:
        if report is None:
            read_in_file(screen, then, found)
        else:
            then(report)

    screen.app.push_screen(ImportDialog(file), tried)


def said_of_import(report: ImportReport) -> str:
    """Return what came of a file, on a line, and how it is taken back where it changed anything."""
    if not report.has_changed:
        return report.explain_counts()
    return _("{counts} u takes it back.").format(counts=report.explain_counts())
