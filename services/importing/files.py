"""Reads a file into the base, whichever of the known kinds it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BadInput
from domain.i18n import _
from services.context import Context
from services.importing.report import ImportReport, Progress

if TYPE_CHECKING:
    from services.formats.ics_reading import Span

_SUFFIXES = frozenset({".ics", ".ical", ".icalendar"})


def import_file(
    context: Context,
    path: Path,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    span: Span | None = None,
) -> ImportReport:
    """Read an address book into contacts, or a calendar into meetings.

    `span` bounds the days of a calendar. Raises as `import_contacts` and `import_meetings`, and
    BadInput for a span with an address book.
    """
    if is_calendar(path):
        from services.importing.meetings import import_meetings

        return import_meetings(context, path, progress, is_cancelled, span)
    if span is not None:
        raise BadInput(_("Days can be given for a calendar (.ics), not for an address book."))
    from services.importing.contacts import import_contacts

    return import_contacts(context, path, progress, is_cancelled)


def is_calendar(path: Path) -> bool:
    """Say whether a file is a calendar, by its name or its first bytes."""
    if path.suffix.lower() in _SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except (OSError, ValueError):
        return False
    return b"BEGIN:VCALENDAR" in head.upper().replace(b"\0", b"")
