"""How files are painted: name, version, size, who wrote it and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.dates.when import say_when
from domain.i18n import _
from domain.sizes import show_size
from screens.list_dialog import ListLine
from services.files.listing import AttachmentView
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part, Tone

WHEN_CELLS = 12


def file_painter(now: datetime) -> ColumnPainter[ListLine[AttachmentView]]:
    """Return what paints files as of the local moment `now`."""
    columns = (
        Column("name", "", 20, weight=3, priority=9),
        Column("version", "", 4, priority=5),
        Column("size", "", 9, align="right", priority=8),
        Column("who", "", 10, weight=1, priority=3),
        Column("when", "", WHEN_CELLS, priority=4),
    )
    return ColumnPainter(columns, lambda line: _cells(line.item, now), titles=False)


def _cells(file: AttachmentView, now: datetime) -> Mapping[str, str | Part]:
    name = _("{name} (removed)").format(name=file.name) if file.is_removed else file.name
    tone: Tone = "muted" if file.is_removed else "row"
    return {
        "name": (name, tone),
        "version": (f"v{file.version}" if file.version > 1 else "", "accent"),
        "size": (show_size(file.size), tone),
        "who": (file.author, "muted"),
        "when": (say_when(file.at, now), "muted"),
    }
