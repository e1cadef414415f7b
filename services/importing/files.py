"""Reads a file into the base, whichever of the known kinds it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.errors import BadInput
from domain.i18n import _
from services.context import Context
from services.importing.report import ImportReport, Progress

if TYPE_CHECKING:
    from services.formats.ics_reading import Span
    from services.importing.catalog_table import TableOptions

CALENDAR, BOOK, EXCHANGE, TABLE = "calendar", "book", "exchange", "table"
"""The kinds of files: a calendar, an address book, CommerceML, a table of products."""

_SUFFIXES: Final = {
    ".ics": CALENDAR,
    ".ical": CALENDAR,
    ".icalendar": CALENDAR,
    ".vcf": BOOK,
    ".vcard": BOOK,
    ".xml": EXCHANGE,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".txt": TABLE,
}
_ROOTS: Final = tuple("<Коммерческая".encode(name) for name in ("utf-8", "windows-1251"))
"""How a file of CommerceML begins that does not say that it is XML."""


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file with its kind, what a trial has told, and how it is to be read where it is a table."""

    path: Path
    kind: str
    report: ImportReport
    table: TableOptions | None = None


def import_file(
    context: Context,
    path: Path,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    span: Span | None = None,
    *,
    table: TableOptions | None = None,
    only_try: bool = False,
) -> ImportReport:
    """Read an address book into contacts, a calendar into meetings, a catalog into products.

    `span` bounds the days of a calendar, `table` says how a table of products is to be read. With
    `only_try` it is told what would become of the file, and nothing is kept. Raises as
    `import_contacts`, `import_meetings` and `import_catalog`, and BadInput for what is given with
    a file of another kind.
    """
    kind = kind_of(path)
    if span is not None and kind != CALENDAR:
        raise BadInput(_("Days can be given for a calendar (.ics), not for an address book."))
    if table is not None and kind != TABLE:
        raise BadInput(_("Columns can be given for a table of products (.csv) only."))
    if kind in (CALENDAR, BOOK):
        from services.maintenance import trial_copy

        with trial_copy(context) if only_try else nullcontext(context) as own:
            report = _import_people(
                own, path, kind, progress, is_cancelled, span, is_alone=only_try
            )
            report.is_trial = only_try
            return report
    from services.importing.catalog import CommerceML, import_catalog
    from services.importing.catalog_table import TableCatalog
    from services.importing.catalog_table import TableOptions as Options

    file = CommerceML(path) if kind == EXCHANGE else TableCatalog(context, path, table or Options())
    return import_catalog(context, file, path.name, progress, is_cancelled, only_try=only_try)


def _import_people(
    context: Context,
    path: Path,
    kind: str,
    progress: Progress,
    is_cancelled: Callable[[], bool],
    span: Span | None,
    *,
    is_alone: bool,
) -> ImportReport:
    """Read an address book or a calendar, into a database that is alone in a trial."""
    if kind == CALENDAR:
        from services.importing.meetings import import_meetings

        return import_meetings(context, path, progress, is_cancelled, span)
    from services.importing.contacts import import_contacts

    return import_contacts(context, path, progress, is_cancelled, is_alone=is_alone)


def kind_of(path: Path) -> str:
    """Return what a file is, by its first bytes or else by its name; `BOOK` where none tells."""
    named = _SUFFIXES.get(path.suffix.lower(), BOOK)
    try:
        with path.open("rb") as file:
            head = file.read(2048)
    except (OSError, ValueError):
        return named
    text = head.upper().replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if text.startswith(b"BEGIN:VCALENDAR"):
        return CALENDAR
    if b"BEGIN:VCARD" in text:
        return BOOK
    if text.startswith((b"<?XML", *_ROOTS)):
        return EXCHANGE
    return named


def is_calendar(path: Path) -> bool:
    """Say whether a file is a calendar, by its name or its first bytes."""
    return kind_of(path) == CALENDAR
