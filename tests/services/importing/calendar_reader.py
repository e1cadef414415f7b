"""Reads calendars within tests, and tells what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from domain.records.values import RecordView
from services.context import Context
from services.formats.ics_reading import Span
from services.importing.files import import_file
from services.importing.report import ImportReport
from services.records.use_cases import show_record

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)

Read = Callable[..., ImportReport]


def reader(context: Context, folder: Path) -> Read:
    """Return what reads a calendar with some text into the base."""

    def read(text: str, who: Context = context, span: Span | None = None) -> ImportReport:
        path = folder / "calendar.ics"
        path.write_text(text, encoding="utf-8")
        return import_file(who, path, span=span)

    return read


def told(report: ImportReport) -> tuple[int, int, int, int]:
    """Return how many were created, updated, skipped and removed."""
    assert report.errors == []
    return report.created, report.updated, report.skipped, report.removed


def activities(context: Context) -> list[RecordView]:
    """Return the activities that are not in the bin, the earliest first."""
    rows = context.database.reader().execute(
        "SELECT id FROM activity WHERE deleted_at IS NULL ORDER BY coalesce(due_at, 0), due_on, id"
    )
    return [show_record(context, "activity", UUID(bytes=key)) for (key,) in rows]


def subjects(context: Context) -> list[object]:
    """Return the subjects of the activities, the earliest first."""
    return [view.values["subject"] for view in activities(context)]
